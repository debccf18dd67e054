"""Columns and words that give the answer away without the text being understood."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from models.interface import Floats, Ints
from models.verdict.shortcuts import (
    SUBSTANTIAL_KAPPA,
    SUBSTANTIAL_R2,
    first_words,
    given_away,
    names_its_label,
    without_figures,
)
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.datasets.mapping import EXTRA_PREFIX

_LEAST_ROWS = 30
_MOST_SUBGROUPS = 12
_LEAST_GROUPS = 10
_READS_NOT = "No model reads this column, but texts of one value may share a form that gives them away."
_WAYS = {
    Mend.KEEP_TOGETHER: "keep its values together, so that figures are of values never seen",
    Mend.MEASURE_APART: "measure each apart",
}
_NOTHING = " Nothing is offered: its values are kept together or measured apart already, or are too many to be."
_SAID = {"group": "column of groups", "subgroup": "column of subgroups"}


def giveaways(table: pd.DataFrame, task: Task) -> list[VerdictFinding]:
    """What the shortcut probe finds, on the rows outside the test part."""
    if len(table) < _LEAST_ROWS:
        return []
    targets = _targets(table, task)
    classes = task is not Task.SCORING
    least = SUBSTANTIAL_KAPPA if classes else SUBSTANTIAL_R2
    found = []
    for column in _columns(table):
        values = table[column].fillna("").astype(str).tolist()
        for aside, each in ((False, values), (True, without_figures(values))):
            reached = given_away(each, targets, classes=classes)
            if reached >= least:
                found.append(_column(table, column, aside, len(set(each)), _figure(reached, classes)))
                break
    opening = given_away(first_words(table["text"].tolist()), targets, classes=classes)
    if opening >= least:
        found.append(_opening(opening, classes))
    if classes:
        found += _named(table)
    return found


def _targets(table: pd.DataFrame, task: Task) -> Ints | Floats:
    if task is Task.SCORING:
        span = (table["score_max"] - table["score_min"]).astype(float)
        shares = (table["target"].astype(float) - table["score_min"]) / span.where(span > 0, 1.0)
        return np.asarray(shares, dtype=np.float64)
    return np.asarray(pd.factorize(table["target"].astype(str))[0], dtype=np.int64)


def _columns(table: pd.DataFrame) -> list[str]:
    return [str(name) for name in table.columns if str(name).startswith(EXTRA_PREFIX) or name in ("group", "subgroup")]


def _column(table: pd.DataFrame, column: str, aside: bool, different: int, reached: str) -> VerdictFinding:
    shown = _SAID.get(column) or f"column '{column.removeprefix(EXTRA_PREFIX)}'"
    shown += ", figures aside," if aside else ""
    message = f"The {shown} alone tells the answer: {reached} on rows it was not looked at in."
    remedies = []
    grouped = "group" in table and table["group"].notna().any()  # dealt by another column, they would be torn apart
    if not grouped and different >= _LEAST_GROUPS:
        remedies.append(Remedy(Mend.KEEP_TOGETHER, column=column, figures_aside=aside))
    if column != "subgroup" and different <= _MOST_SUBGROUPS:
        remedies.append(Remedy(Mend.MEASURE_APART, column=column, figures_aside=aside))
    own = column in _SAID  # a column of the file may be called so as well
    code = f"shortcut_of_{column}" if own else f"shortcut_{column.removeprefix(EXTRA_PREFIX)}"
    finding = Finding(code, Severity.WARNING, message, _ways(remedies), count=len(table))
    return VerdictFinding(finding, tuple(remedies))


def _ways(remedies: Sequence[Remedy]) -> str:
    """What to do about a column, as far as it can be clicked; why nothing can be where it cannot."""
    ways = ", or ".join(_WAYS[each.mend] for each in remedies)
    return f"{_READS_NOT} {ways[:1].upper()}{ways[1:]}." if ways else _READS_NOT + _NOTHING


def _opening(reached: float, classes: bool) -> VerdictFinding:
    message = f"The first word of a text alone tells its answer: {_figure(reached, classes)}."
    fix = "If it is a code or a heading that new texts will not have, take it out; if it is part of the text, keep it."
    finding = Finding("shortcut_first_word", Severity.WARNING, message, fix, "text")
    return VerdictFinding(finding, (Remedy(Mend.TAKE_OUT_FIRST_WORD),))


def _named(table: pd.DataFrame) -> list[VerdictFinding]:
    rows = names_its_label(table["text"].tolist(), table["target"].astype(str).tolist())
    if not len(rows):
        return []
    finding = Finding.of_rows(
        "names_its_label",
        Severity.WARNING,
        f"{counted(len(rows), 'text holds its', 'texts hold their')} own label's name, which other texts do not.",
        "If the answer was written into the text, take the name out of every text, or leave these rows out.",
        column="text",
        rows=[int(number) for number in table["source_row"].iloc[rows]],
    )
    named = tuple(sorted(set(table["target"].astype(str).iloc[rows])))
    leave_out = Remedy(Mend.LEAVE_OUT, tuple(table["row_id"].iloc[rows]))
    return [VerdictFinding(finding, (Remedy(Mend.TAKE_OUT_WORDS, words=named), leave_out))]


def _figure(reached: float, classes: bool) -> str:
    return f"kappa {reached:.2f}" if classes else f"{reached:.0%} of the spread of scores explained"
