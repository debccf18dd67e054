"""What a file may at most be, shown before anything is brought in, and checked before anything is read."""

from __future__ import annotations

from dataclasses import dataclass

from studio.core.errors import LimitExceededError

MEGABYTE = 1024 * 1024
MAX_FILE_BYTES = 200 * MEGABYTE
MAX_COLUMNS = 2_000
MAX_ROWS = 1_000_000
MAX_CELL_CHARACTERS = MEGABYTE
MAX_SHEET_CELLS = 10_000_000
ARCHIVE_ENTRIES = 20_000
ARCHIVE_UNPACKED_BYTES = 400 * MEGABYTE
ARCHIVE_RATIO = 200
"""How many times larger than packed a file in an archive may be: texts reach 30, a file of one letter 1,030."""
ARCHIVE_NESTING = 1
"""How many archives deep a file in an archive may lie."""
PDF_PAGES = 3_000
WORD_PARAGRAPHS = 250_000
"""And cells of tables, blank ones too: the longest novels have some 50,000 paragraphs, and longer lists are files."""
RUNAWAY_CELL_CHARACTERS = 8 * MEGABYTE
"""A cell this long is a quote that never closed, not a text."""
TEXT_SECONDS = 20.0
"""How long one text may be searched: one of 200,000 characters takes some 10 s; the first waits for the model."""


@dataclass(frozen=True)
class ChildLimits:
    """How much memory, processor time and patience a parsing child is given.

    `memory_bytes` is address space, which libraries reserve without using it; `resident_bytes` what it really takes.
    """

    memory_bytes: int
    cpu_seconds: int
    wall_seconds: float
    resident_bytes: int = 512 * MEGABYTE


PARSING = ChildLimits(memory_bytes=1_536 * MEGABYTE, cpu_seconds=120, wall_seconds=180)
DEIDENTIFYING = ChildLimits(memory_bytes=1_536 * MEGABYTE, cpu_seconds=3_600, wall_seconds=3_600)
"""It works for minutes on a large table, of which it holds what is not yet searched, packed: `held_table`."""


def told_limits() -> str:
    """The limits in a sentence, for before a file is chosen; each is checked again when it is read."""
    return (
        f"At most {MAX_FILE_BYTES // MEGABYTE} MB a file, {MAX_COLUMNS:,} columns, {MAX_ROWS:,} rows and"
        f" {MAX_CELL_CHARACTERS // MEGABYTE} MB a cell; a ZIP of up to {ARCHIVE_ENTRIES:,} files and"
        f" {ARCHIVE_UNPACKED_BYTES // MEGABYTE} MB unpacked."
    )


def check_size(name: str, size: int) -> None:
    """Raise `LimitExceededError` where a file of `size` bytes is over the limit; call it before reading the file."""
    if size > MAX_FILE_BYTES:
        raise LimitExceededError(
            f"{name} has {size / MEGABYTE:,.0f} MB; a file may have {MAX_FILE_BYTES // MEGABYTE} MB.",
            "Leave out columns you do not need, or split the file.",
        )


def check_paragraphs(count: int) -> None:
    """Raise `LimitExceededError` where a Word document has too many paragraphs and cells of tables."""
    if count > WORD_PARAGRAPHS:
        raise LimitExceededError(
            f"The Word document has more than {WORD_PARAGRAPHS:,} paragraphs and cells.",
            "Save it as plain text (.txt) and bring that, or split it.",
        )


def too_much_memory(most: int) -> LimitExceededError:
    """The error of a file that does not fit into the memory its reader may take."""
    return LimitExceededError(
        f"Reading the file takes more memory than the {most // MEGABYTE:,} MB it may.",
        "Bring a smaller file; of a spreadsheet, copy the filled cells to a new sheet or save it as CSV.",
    )


def check_columns(count: int) -> None:
    """Raise `LimitExceededError` where a table has too many columns."""
    if count > MAX_COLUMNS:
        raise LimitExceededError(
            f"The table has {count:,} columns; it may have {MAX_COLUMNS:,}.",
            "Keep the column of texts, the column of labels or scores, and what you want to see beside them.",
        )


def check_rows(count: int) -> None:
    """Raise `LimitExceededError` where a table has too many rows."""
    if count > MAX_ROWS:
        raise LimitExceededError(
            f"The table has more than {MAX_ROWS:,} rows.", "Take a sample of the rows, or split the file."
        )
