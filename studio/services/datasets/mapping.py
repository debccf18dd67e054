"""Which column of a file plays which role: given, guessed from names, guessed from content."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from domains.contract import Domain
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError
from studio.core.tasks import Task
from studio.services.datasets.scores import numeric_share
from studio.services.datasets.split_values import read_split_value

EXTRA_PREFIX = "extra_"
_TARGETS = frozenset({Role.LABEL, Role.SCORE})
_NUMERIC = frozenset({Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX})
_MIN_NUMERIC = 0.8
_MIN_TEXT_LENGTH = 15  # characters on average, below which a column is no text without being called so
_MAX_LABEL_LENGTH = 40
_MAX_LABELS = 50
_SAMPLE_ROWS = 5_000


def fold(name: str) -> str:
    """A column's name without case, spaces and signs, to be compared with an alias."""
    return re.sub(r"[\s\-_.]+", "_", name.strip().lower()).strip("_")


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
    if not exact:
        refused = set(fixed.columns) | (_TARGETS if _TARGETS & set(chosen) else set())
        free = [name for name in names if name not in chosen.values() and name not in fixed.extras]
        chosen |= _guess(domain, table[free].head(_SAMPLE_ROWS), refused)
    extras = fixed.extras or (() if exact or domain.personal_data else _extras(domain, names, chosen.values()))
    return ColumnMapping(chosen, tuple(extra for extra in extras if extra not in chosen.values()))


def apply_mapping(table: pd.DataFrame, mapping: ColumnMapping) -> pd.DataFrame:
    """The mapped columns of a table, named by their roles, extras with a prefix; the others are left behind."""
    columns = {role.value: table[name] for role, name in mapping.columns.items()}
    columns |= {f"{EXTRA_PREFIX}{fold(name)}": table[name] for name in mapping.extras}
    return pd.DataFrame(columns, index=table.index)


def guess_task(domain: Domain, mapped: pd.DataFrame) -> Task:
    """Scoring where the domain offers it and a column of scores is mapped; else the first task that labels serve."""
    if Task.SCORING in domain.tasks and "score" in mapped and numeric_share(mapped["score"]) >= _MIN_NUMERIC:
        return Task.SCORING
    others = [task for task in domain.tasks if task is not Task.SCORING]
    return others[0] if others and ("label" in mapped or "score" not in mapped) else domain.tasks[0]


def _check(given: ColumnMapping, names: list[str]) -> None:
    asked = [name for name in (*given.columns.values(), *given.extras) if name]
    missing = [name for name in asked if name not in names]
    if missing:
        raise MappingError(
            f"There is no column called '{missing[0]}'.", f"Columns of the file: {', '.join(names[:40])}."
        )
    twice = [name for name in asked if asked.count(name) > 1]
    if twice:
        raise MappingError(f"The column '{twice[0]}' is given two roles.", "Give each column one role.")


def _guess(domain: Domain, table: pd.DataFrame, refused: set[Role]) -> dict[Role, str]:
    """By name first, in the domain's order of columns; then text and label by what they look like."""
    chosen: dict[Role, str] = {}
    for column in domain.columns:
        if column.role in refused or column.role in chosen or column.role is Role.EXTRA:
            continue
        names = (column.role.value, *column.aliases)
        found = [name for alias in names for name in table.columns if fold(name) == fold(alias)]
        found = [name for name in dict.fromkeys(found) if name not in chosen.values()]
        fitting = [name for name in found if _fits(column.role, str(name), table[name])]
        if fitting:
            chosen[column.role] = _longest(table, fitting) if column.role is Role.TEXT else fitting[0]
    rest = table[[name for name in table.columns if name not in chosen.values()]]
    if Role.TEXT not in chosen and Role.TEXT not in refused and (text := _text(rest)):
        chosen[Role.TEXT] = text
        rest = rest.drop(columns=text)
    if not (_TARGETS & (set(chosen) | refused)) and (label := _label(rest)):
        chosen[Role.LABEL] = label
    return chosen


def _fits(role: Role, name: str, column: pd.Series[str]) -> bool:
    """Whether a column that bears the right name also holds what its role needs.

    One that is called `split` outright is one, whatever its values say: what they mean is asked, not passed over.
    """
    if role in _NUMERIC:
        return numeric_share(column) >= _MIN_NUMERIC
    if role is Role.SPLIT:
        named = fold(name) == role.value and bool(column.str.strip().any())
        return named or any(read_split_value(value) is not None for value in column.unique())
    return role is not Role.GROUP or column.nunique() > 1


def _longest(table: pd.DataFrame, names: list[str]) -> str:
    """The column called `text` if there is one, else of the fitting ones the one with the longest texts."""
    exact = [name for name in names if fold(name) == Role.TEXT.value]
    lengths = {name: _mean_length(table[name]) for name in names}
    return exact[0] if exact else max(lengths, key=lambda name: lengths[name])


def _text(table: pd.DataFrame) -> str | None:
    names: list[str] = [str(name) for name in table.columns]
    lengths = {name: _mean_length(table[name]) for name in names if table[name].nunique() * 2 >= min(len(table), 20)}
    best = max(lengths, key=lambda name: lengths[name], default=None)
    return best if best is not None and lengths[best] >= _MIN_TEXT_LENGTH else None


def _label(table: pd.DataFrame) -> str | None:
    """The last column of few, short, recurring values."""
    fitting = [
        str(name)
        for name in table.columns
        if 2 <= table[name].nunique() <= min(_MAX_LABELS, len(table) // 2)
        and _mean_length(table[name]) <= _MAX_LABEL_LENGTH
    ]
    return fitting[-1] if fitting else None


def _extras(domain: Domain, names: list[str], taken: Iterable[str]) -> tuple[str, ...]:
    wanted = {fold(alias) for column in domain.columns if column.role is Role.EXTRA for alias in column.aliases}
    used = set(taken)
    return tuple(name for name in names if fold(name) in wanted and name not in used)


def _mean_length(column: pd.Series[str]) -> float:
    return float(column.str.len().mean()) if len(column) else 0.0
