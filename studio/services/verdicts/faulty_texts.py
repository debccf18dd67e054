"""Texts that say nothing, are cut off, are garbled, or are in another language."""

from __future__ import annotations

import pandas as pd

from domains.text_repair import RepairOptions, repair
from studio.core.findings import Severity
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.datasets.language import foreign
from studio.services.datasets.text_findings import GARBLED, TextFault, text_faults

_LEAST_FOREIGN = 3
"""Fewer are as likely mistakes of the heuristic, which looks at common words only."""


def faulty_texts(table: pd.DataFrame) -> list[VerdictFinding]:
    """One finding a kind of fault that some row has, each with the rows to leave out."""
    every = [_empty(table), *text_faults(table), _foreign(table)]
    return [VerdictFinding(fault.finding(table), _remedies(table, fault)) for fault in every if fault.rows.any()]


def _remedies(table: pd.DataFrame, fault: TextFault) -> tuple[Remedy, ...]:
    leave_out = Remedy(Mend.LEAVE_OUT, tuple(table.loc[fault.rows, "row_id"].astype(str)))
    if fault.code != GARBLED:
        return (leave_out,)
    mendable = any(repair(text, RepairOptions()) != text for text in table.loc[fault.rows, "text"])
    return (Remedy(Mend.REPAIR_CHARACTERS), leave_out) if mendable else (leave_out,)


def _empty(table: pd.DataFrame) -> TextFault:
    return TextFault(
        "empty_when_prepared",
        Severity.WARNING,
        ("text is empty once it is prepared", "texts are empty once they are prepared"),
        "Leave them out, or switch off the step that empties them and add the file again.",
        table["text"].str.strip() == "",
    )


def _foreign(table: pd.DataFrame) -> TextFault:
    rows = pd.Series(foreign(table["text"].tolist()), index=table.index, dtype=bool)
    if rows.sum() < _LEAST_FOREIGN:
        rows[:] = False
    return TextFault(
        "foreign_text",
        Severity.WARNING if rows.mean() >= 0.1 else Severity.NOTE,
        ("text seems not to be English", "texts seem not to be English"),
        "Leave them out, or train tfidf, which needs no language; the default backbone knows English.",
        rows,
    )
