"""The parent's side of reading a file: start a child, hand it the bytes, take a table or an error."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from models.allocator import return_freed_memory
from studio.core import errors
from studio.core.columns import ColumnMapping
from studio.core.findings import Finding
from studio.services.intake.answering import Searched, receive
from studio.services.intake.known_names import known_names
from studio.services.intake.limits import DEIDENTIFYING, PARSING, ChildLimits, check_size, too_much_memory
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.review_sheet import NOTES, ReviewSheet
from studio.services.intake.upload import UploadedFile
from studio.services.intake.watching import Watch
from studio.services.intake.wire import Request, parse_findings, parse_mapping

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_ROOT = Path(__file__).parents[3]
_AT_ONCE = threading.BoundedSemaphore(2)
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "VIRTUAL_ENV", "PYTHONPATH", "SYSTEMROOT")
_QUIET = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # its own asks for a gigabyte at once, which is what is limited
    "MALLOC_ARENA_MAX": "2",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "HF_HUB_OFFLINE": "1",
    "PYTHONHASHSEED": "0",
}


@dataclass(frozen=True, eq=False)
class ParsedTable:
    """A file as a table of text, row by row as in the file.

    `columns` are all the file's columns. With personal data, `table` holds only the mapped ones, named by role and
    de-identified, `mapping` says which they are, and `name` is the file's name de-identified; otherwise `table` holds
    them all and `mapping` is None. `redactions` counts the identifiers removed. `peak_bytes` is the most memory that
    its reader was seen to take.
    """

    name: str
    columns: tuple[str, ...]
    table: pd.DataFrame
    rows: int
    sheets: tuple[str, ...]
    sheet: str | None
    encoding: str
    findings: tuple[Finding, ...]
    mapping: ColumnMapping | None = None
    redactions: int = 0
    sheet_for_review: ReviewSheet | None = field(default=None, repr=False)
    peak_bytes: int = 0


def parse_upload(
    file: UploadedFile,
    *,
    sheet: str | None = None,
    protection: Protection | None = None,
    document: str | None = None,
    whole: bool | None = None,
    limits: ChildLimits | None = None,
    told: Searched = lambda _rows, _of: None,
) -> ParsedTable:
    """The table of `file`, read in a confined child process.

    `sheet` chooses one of a workbook; `document` is the domain that cuts the file into passages; `whole` says whether
    a text file or a document is one text (None: as it looks). `told` hears twice a second how far the search for
    identifiers is; what it raises ends the reading, and its child.
    Raises `UnreadableFileError`, `LimitExceededError` or `UnusableTableError`; a
    child that crashed, was killed or took too long is one of the first two.
    """
    check_size("The file", len(file.data))
    bounds = limits or (DEIDENTIFYING if protection else PARSING)
    request = Request(file.name, len(file.data), os.getpid(), bounds, sheet, protection, document, whole, known_names())
    with _AT_ONCE:
        parsed = _ask(request, file.data, told)
    return_freed_memory()
    return parsed


def _ask(request: Request, data: bytes, told: Searched) -> ParsedTable:
    child = subprocess.Popen(
        [sys.executable, "-B", "-m", "studio.services.intake.child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        env=_environment(),
        start_new_session=True,
    )
    assert child.stdin is not None and child.stdout is not None
    with child.stdout, Watch(child, request.limits) as watch:
        feeder = threading.Thread(target=_feed, args=(child.stdin, request.dump(), data), daemon=True)
        feeder.start()
        answer = receive(child.stdout, told)
        if answer is not None:
            child.wait()
    feeder.join()
    code = child.wait()
    if watch.error is not None:
        raise watch.error
    if answer is None or code:
        raise _crash(code, request.limits)
    head, table = answer
    if "error" in head:
        raise _error(head)
    return replace(_parsed(head, table), peak_bytes=watch.peak_bytes)


def _feed(pipe: IO[bytes], request: bytes, data: bytes) -> None:
    """Hand the child its request and the file; one that ended meanwhile is another's business."""
    with suppress(OSError), pipe:
        pipe.write(request)
        pipe.write(data)


def _crash(code: int, limits: ChildLimits = PARSING) -> errors.AssayError:
    if code == -signal.SIGXCPU:
        return errors.LimitExceededError(
            "Reading the file takes more computing time than it may.", "Bring a smaller file."
        )
    if code in (-signal.SIGABRT, -signal.SIGKILL):
        return too_much_memory(limits.resident_bytes)
    return errors.UnreadableFileError(
        "The file ended its reader: it is damaged or made to do harm.", "Save it again, best as CSV."
    )


def _error(head: dict[str, Any]) -> errors.AssayError:
    kind = getattr(errors, head["error"], errors.UnreadableFileError)
    error: errors.AssayError = errors.UnreadableFileError(head["message"], head["fix"])
    if kind in (errors.LimitExceededError, errors.UnusableTableError, errors.MappingError, errors.UnavailableError):
        error = kind(head["message"], head["fix"])
    return error


def _parsed(head: dict[str, Any], answered: pa.Table) -> ParsedTable:
    sheet = None
    if head.get("review"):
        sheet = ReviewSheet.parse(note.as_py() for note in answered[NOTES])
        answered = answered.drop_columns(NOTES)
    table = answered if "mapping" in head else answered.select(head["columns"])
    return ParsedTable(
        name=head["name"],
        columns=tuple(head["columns"]),
        table=table.to_pandas(),
        rows=head["rows"],
        sheets=tuple(head["sheets"]),
        sheet=head["sheet"],
        encoding=head["encoding"],
        findings=parse_findings(head["findings"]),
        mapping=parse_mapping(head["mapping"]) if "mapping" in head else None,
        redactions=head.get("redactions", 0),
        sheet_for_review=sheet,
    )


def _environment() -> dict[str, str]:
    """What the child needs of our surroundings, and no more: a database's password is none of its business."""
    return {name: os.environ[name] for name in _PASSED_ON if name in os.environ} | _QUIET
