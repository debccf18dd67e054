"""A table that was brought in, its columns mapped, before anything is decided about it."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from domains.deidentify import IdentifierOptions
from studio.core.columns import ColumnMapping
from studio.core.findings import Finding
from studio.core.records import Source
from studio.core.tasks import Task
from studio.services.intake.review_sheet import ReviewSheet


@dataclass(frozen=True, eq=False)
class Intake:
    """A table in session memory.

    `columns` are all the file's. `table` holds the mapped ones, named by role (extras prefixed `extra_`), all text,
    blank where the file has nothing, and `source_row` counted from 1 over all files; with personal data it is
    de-identified. `task` is what the columns suggest. `split_values` are the values of its split column, if any.
    """

    domain: str
    name: str
    source: Source
    columns: tuple[str, ...]
    mapping: ColumnMapping
    table: pd.DataFrame = field(repr=False)
    task: Task
    file_rows: int
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    findings: tuple[Finding, ...] = ()
    split_values: tuple[str, ...] = ()
    redactions: int = 0
    split_map: dict[str, str] = field(default_factory=dict)
    identifiers: IdentifierOptions = field(default_factory=IdentifierOptions)
    """What stands for identifiers in its texts."""
    beside: pd.DataFrame | None = field(default=None, repr=False)
    """Texts without answers of further files, de-identified as the table is; None where no such file was brought."""
    review: ReviewSheet | None = field(default=None, repr=False)
    """The texts as they came, for the review before they are kept; it lives as long as the Intake, in memory."""
