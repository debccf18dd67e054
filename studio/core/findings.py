"""Something about the data worth telling, with its place and its mend."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_LISTED_ROWS = 50


class Severity(StrEnum):
    """How much a finding matters: an error keeps a dataset from being made, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing found in a table.

    `rows` are row numbers as the person sees them in the file (first data row is 1), at most
    `MAX_LISTED_ROWS` of the `count` there are. A finding never quotes a row's text.
    """

    code: str
    severity: Severity
    message: str
    fix: str
    column: str | None = None
    rows: tuple[int, ...] = ()
    count: int = 0

    @classmethod
    def of_rows(
        cls, code: str, severity: Severity, message: str, fix: str, *, column: str | None, rows: list[int]
    ) -> Finding:
        """A finding about `rows` (all of them; only the first are listed)."""
        return cls(code, severity, message, fix, column, tuple(rows[:MAX_LISTED_ROWS]), len(rows))
