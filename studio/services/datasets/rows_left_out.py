"""The findings about rows that are not used, or not as they were written."""

from __future__ import annotations

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity


def left_out(code: str, what: tuple[str, str], fix: str, column: str, rows: pd.DataFrame) -> list[Finding]:
    """That rows were left out; `what` says why, of one row and of several. None where there are none."""
    numbers = [int(number) for number in rows["source_row"]]
    if not numbers:
        return []
    one, many = what
    message = counted(len(numbers), f"row {one}; it is left out.", f"rows {many}; they are left out.")
    return [Finding.of_rows(code, Severity.WARNING, message, fix, column=column, rows=numbers)]


def respelt(rows: pd.DataFrame, classes: int) -> Finding:
    """That labels were written in several ways, of which the most frequent was taken."""
    differ = counted(len(rows), "label differs", "labels differ")
    return Finding.of_rows(
        "label_spellings",
        Severity.WARNING,
        f"{differ} from another one in case, spaces or a final .0 only ({counted(classes, 'class', 'classes')});"
        " the most frequent spelling was taken.",
        "Nothing to do, they are joined already; where the spellings mean different things, rename one in the file.",
        column="label",
        rows=[int(number) for number in rows["source_row"]],
    )
