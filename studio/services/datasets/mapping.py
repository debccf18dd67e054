"""Which column of a file plays which role: given, guessed from names, guessed from content."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from domains.contract import Domain
from models.verdict.shortcuts import without_figures
from studio.core.anomalies import ANOMALY, NORMAL
from studio.core.column_keys import fold, name_key
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.grades import notation_of
from studio.core.tasks import Task
from studio.services.datasets.column_names import is_named, names_of
from studio.services.datasets.flag_columns import as_sets, guess_flags
from studio.services.datasets.guessing import MIN_NUMERIC, guess_roles
from studio.services.datasets.label_cells import holds_several
from studio.services.datasets.part_columns import with_part_words
from studio.services.datasets.scores import numeric_share

__all__ = ["EXTRA_PREFIX", "SAMPLE_ROWS", "apply_mapping", "fold", "guess_task", "resolve_mapping"]

EXTRA_PREFIX = "extra_"
_TARGETS = frozenset({Role.LABEL, Role.SCORE})
SAMPLE_ROWS = 5_000
"""Rows by which the roles of columns are guessed."""
_MOST_EXTRAS, _LONGEST_EXTRA, _FEW_VALUES = 12, 60, 2


def resolve_mapping(
    domain: Domain, table: pd.DataFrame, given: ColumnMapping | None = None, *, exact: bool = False
) -> ColumnMapping:
    """The mapping of a table's columns.

    What is given stands; the other roles are guessed unless `exact`. A role given as "" has no column. Where a label
    or a score is given, the other is not guessed. Raises `MappingError` on a column that is not in the table.
    """
    names = [str(name) for name in table.columns]
    fixed = given or ColumnMapping()
    _check(fixed, names)
    chosen = {role: name for role, name in fixed.columns.items() if name}
    flags = fixed.flags
    if not exact:
        refused = set(fixed.columns) | (_TARGETS if _TARGETS & set(chosen) or flags else set())
        free = [name for name in names if name not in (*chosen.values(), *fixed.extras, *flags)]
        if not _TARGETS & refused and (flags := _flags(domain, table[free])):
            refused, free = refused | _TARGETS, [name for name in free if name not in flags]
        chosen |= guess_roles(domain, table[free].head(SAMPLE_ROWS), refused)
    taken = (*chosen.values(), *flags)
    extras = fixed.extras or (() if exact or domain.personal_data else _extras(domain, table, taken))
    return ColumnMapping(chosen, tuple(extra for extra in extras if extra not in taken), flags)


def apply_mapping(table: pd.DataFrame, mapping: ColumnMapping) -> pd.DataFrame:
    """The mapped columns of a table, named by their roles, extras with a prefix; the others are left behind.

    What a split column says by its name (`is_train`) is said in its cells.
    """
    columns = {role.value: table[name] for role, name in mapping.columns.items()}
    if name := mapping.column(Role.SPLIT):
        columns[Role.SPLIT.value] = with_part_words(name, table[name])
    if mapping.flags:
        columns[Role.LABEL.value] = as_sets(table, mapping.flags)
    columns |= {f"{EXTRA_PREFIX}{fold(name)}": table[name] for name in mapping.extras}
    return pd.DataFrame(columns, index=table.index)


def guess_task(domain: Domain, mapped: pd.DataFrame) -> Task:
    """Scoring where the domain offers it and a column of scores is mapped; else the first task that labels serve.

    Anomaly where the domain offers it and the labels are the very words normal and anomaly; several labels where it
    offers them and cells hold more than one.
    Where neither scores nor labels are mapped, what the domain takes such texts for.
    """
    if Task.SCORING in domain.tasks and "score" in mapped and _holds_scores(mapped["score"]):
        return Task.SCORING
    if Task.ANOMALY in domain.tasks and "label" in mapped and _marks_anomalies(mapped["label"]):
        return Task.ANOMALY
    if Task.MULTILABEL in domain.tasks and "label" in mapped and holds_several(mapped["label"].astype(str)):
        return Task.MULTILABEL
    others = [task for task in domain.tasks if task is not Task.SCORING]
    if others and "label" in mapped:
        return others[0]
    return domain.tasks[0] if "text" not in mapped else domain.unlabelled_task(mapped["text"])


def _holds_scores(column: pd.Series[str]) -> bool:
    return numeric_share(column) >= MIN_NUMERIC or notation_of(column.astype(str)) is not None


def _marks_anomalies(labels: pd.Series[str]) -> bool:
    """Whether labels are the two words of anomaly detection; 0 and 1 may be any classes."""
    words = set(labels.fillna("").astype(str).str.strip().str.casefold()) - {""}
    return NORMAL in words and len(words) == 2 and words <= {NORMAL, ANOMALY, "anomalous", "abnormal"}


def _check(given: ColumnMapping, names: list[str]) -> None:
    asked = [name for name in (*given.columns.values(), *given.extras, *given.flags) if name]
    missing = [name for name in asked if name not in names]
    if missing:
        raise MappingError(
            f"There is no column called '{missing[0]}'.", f"Columns of the file: {', '.join(names[:40])}."
        )
    twice = [name for name in asked if asked.count(name) > 1]
    if twice:
        raise MappingError(f"The column '{twice[0]}' is given two roles.", "Give each column one role.")
    if given.flags and given.columns.get(Role.LABEL):
        raise MappingError("The labels are in one column and in several at once.", "Name the one or the others.")


def _flags(domain: Domain, table: pd.DataFrame) -> tuple[str, ...]:
    """Columns of yes and no, one a label, where the domain learns several labels and no column is called a label."""
    named = {name_key(alias) for role in _TARGETS for alias in names_of(domain, role)}
    if Task.MULTILABEL not in domain.tasks or any(name_key(str(name)) in named for name in table.columns):
        return ()
    return guess_flags(domain, table)


def _extras(domain: Domain, table: pd.DataFrame, taken: Iterable[str]) -> tuple[str, ...]:
    """The columns to keep beside those with a role: the domain's own, and what describes a row in a few words.

    A model never reads them; the data verdict asks whether one of them gives the answers away.
    """
    wanted = {name_key(alias) for alias in names_of(domain, Role.EXTRA)}
    used = set(taken)
    free = [str(name) for name in table.columns if str(name) not in used]
    own = [name for name in free if name_key(name) in wanted or is_named(domain, Role.EXTRA, name)]
    others = [name for name in free if name not in own and _describes(table[name].head(SAMPLE_ROWS))]
    return (*own, *others[: max(0, _MOST_EXTRAS - len(own))])


def _describes(column: pd.Series[str]) -> bool:
    """Whether a column holds short words that recur, by themselves (a desk, a product, a machine) or in identifiers of
    several series (`BIL-17`); neither texts nor row numbers."""
    filled = column[column.astype(str).str.strip() != ""].astype(str)
    if filled.empty or filled.str.len().max() > _LONGEST_EXTRA:
        return False
    most = max(_FEW_VALUES, len(filled) // 2)
    series = {each for each in without_figures(filled.tolist()) if any(map(str.isalpha, each))}
    return 1 < filled.nunique() <= most or 1 < len(series) <= most
