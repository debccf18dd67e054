"""What a clinician would notice about a table of notes."""

from __future__ import annotations

import pandas as pd

from domains.deidentify import WHOLE
from studio.core.findings import Finding, Severity

MIN_LABEL_CHARACTERS = 4


def _rows(table: pd.DataFrame, mask: pd.Series[bool]) -> list[int]:
    numbers = table["source_row"] if "source_row" in table else pd.Series(range(1, len(table) + 1), index=table.index)
    return [int(number) for number in numbers[mask.to_numpy()]]


def _label_in_text(table: pd.DataFrame) -> pd.Series[bool]:
    pairs = zip(table["text"].fillna("").str.lower(), table["label"].fillna("").str.lower(), strict=True)
    found = [len(label) >= MIN_LABEL_CHARACTERS and label in text for text, label in pairs]
    return pd.Series(found, index=table.index)


def check_notes(table: pd.DataFrame) -> list[Finding]:
    """Findings about notes that were withheld, hold no words, or spell out their own label."""
    text = table["text"].fillna("")
    findings = [
        Finding.of_rows(
            "note_withheld",
            Severity.WARNING,
            "Notes that could not be checked for identifiers were withheld whole.",
            "Shorten them, or leave them out: nothing can be learned from them.",
            column="text",
            rows=_rows(table, text == WHOLE),
        ),
        Finding.of_rows(
            "note_without_words",
            Severity.WARNING,
            "Notes without a single word.",
            "Leave them out, or look whether the right column was chosen.",
            column="text",
            rows=_rows(table, ~text.str.contains(r"[^\W\d_]{2}", regex=True)),
        ),
    ]
    if "label" in table:
        findings.append(
            Finding.of_rows(
                "label_in_note",
                Severity.NOTE,
                "Notes that spell out their own label; a model will look for that word first.",
                "If the label was copied into the note afterwards, remove it there.",
                column="label",
                rows=_rows(table, _label_in_text(table)),
            )
        )
    return [finding for finding in findings if finding.count]
