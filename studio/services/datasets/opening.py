"""From files to an Intake: read each in a child, map its columns, put several files together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd

from domains.contract import Domain
from domains.deidentify import IdentifierOptions
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import MappingError, UnreadableFileError
from studio.core.findings import MAX_LISTED_ROWS, Finding, Severity
from studio.core.records import Source
from studio.services.datasets.clock_columns import with_clock
from studio.services.datasets.mapping import apply_mapping, guess_task, resolve_mapping
from studio.services.datasets.opened import Intake
from studio.services.datasets.part_columns import unused_parts
from studio.services.datasets.split_values import split_value_of_file
from studio.services.intake.answering import Searched
from studio.services.intake.bundle import bundled
from studio.services.intake.parsing import ParsedTable, parse_upload
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.review_sheet import ReviewSheet
from studio.services.intake.unfolding import SOURCE_ROW, unfold
from studio.services.intake.upload import UploadedFile

MAX_SPLIT_VALUES = 30
MAX_SPLIT_VALUE_LENGTH = 60


def open_files(
    domain: Domain,
    files: Sequence[UploadedFile],
    *,
    mapping: ColumnMapping | None,
    exact: bool,
    sheet: str | None,
    key: str,
    source: Source,
    terms: Sequence[str] = (),
    identifiers: IdentifierOptions | None = None,
    review: bool = False,
    whole: bool | None = None,
    apart: bool | None = None,
    told: Searched = lambda _rows, _of: None,
) -> Intake:
    """One Intake of all `files`; the first file's mapping is that of the others where they have its columns.

    `terms` are labels that are known to be such before the files are read. `whole`: of text files and documents each
    file is one text; `apart`: a table of several texts a row is read as one row a text; None leaves either to how the
    files look.
    """
    files = bundled(files, whole)
    if not files:
        raise UnreadableFileError("No file was given.", "Choose at least one.")
    read = partial(
        _open,
        domain,
        sheet=sheet,
        key=key,
        source=source,
        terms=terms,
        identifiers=identifiers or IdentifierOptions(),
        review=review,
        whole=whole,
        apart=apart,
        told=told,
    )
    opened = [read(file=files[0], mapping=mapping, exact=exact)]
    for file in files[1:]:
        opened.append(_read_further(read, file, opened[0].mapping, given=mapping is not None))
    return opened[0] if len(opened) == 1 else _together(opened, [file.name for file in files])


def _read_further(read: Callable[..., Intake], file: UploadedFile, first: ColumnMapping, *, given: bool) -> Intake:
    """A file with the mapping of the first; one that has other columns is guessed anew, unless they were `given`."""
    try:
        return read(file=file, mapping=first, exact=True)
    except MappingError:
        if given:
            raise
        return read(file=file, mapping=None, exact=False)


def mapped_intake(
    domain: Domain, name: str, source: Source, frame: pd.DataFrame, mapping: ColumnMapping, columns: Sequence[str]
) -> Intake:
    """An Intake of a table whose columns bear the names of their roles; its rows are those of the file where it says no
    other."""
    table = frame.reset_index(drop=True)
    rows = list(table.pop(SOURCE_ROW)) if SOURCE_ROW in table else range(1, len(table) + 1)
    table = table.fillna("").astype(str)
    table.insert(0, SOURCE_ROW, rows)
    return Intake(
        domain=domain.key,
        name=name,
        source=source,
        columns=tuple(columns),
        mapping=mapping,
        table=table,
        task=guess_task(domain, table),
        file_rows=len(table),
        split_values=_split_values(table),
    )


def _open(
    domain: Domain,
    *,
    file: UploadedFile,
    mapping: ColumnMapping | None,
    exact: bool,
    sheet: str | None,
    key: str,
    source: Source,
    terms: Sequence[str],
    identifiers: IdentifierOptions,
    review: bool,
    whole: bool | None,
    apart: bool | None,
    told: Searched,
) -> Intake:
    protection = (
        Protection(
            domain.key, key, mapping, exact, terms=tuple(terms), identifiers=identifiers, review=review, apart=apart
        )
        if domain.personal_data
        else None
    )
    parsed = parse_upload(file, sheet=sheet, protection=protection, whole=whole, told=told)
    if parsed.mapping is not None:
        found, mapped, raw = parsed.mapping, parsed.table, None
    else:
        read = unfold(domain, parsed.table, apart, mapping)
        raw = read.table
        parsed = replace(parsed, columns=tuple(map(str, raw)), findings=(*parsed.findings, *read.findings))
        found = resolve_mapping(domain, raw, mapping if exact else read.asked(mapping), exact=exact)
        mapped = with_clock(apply_mapping(raw, found), raw, found)
        mapped = mapped if read.rows is None else mapped.assign(**{SOURCE_ROW: read.rows})
    intake = mapped_intake(domain, parsed.name, source, mapped, found, parsed.columns)
    intake = replace(_with_parsed(intake, parsed), identifiers=identifiers, review=parsed.sheet_for_review)
    if exact or (mapping is not None and Role.SPLIT in mapping.columns):
        return intake
    return replace(intake, findings=(*intake.findings, *unused_parts(parsed.columns, raw, found)))


def _with_parsed(intake: Intake, parsed: ParsedTable) -> Intake:
    return replace(
        intake,
        file_rows=parsed.rows,
        sheets=parsed.sheets,
        sheet=parsed.sheet,
        findings=parsed.findings,
        redactions=parsed.redactions,
    )


def _together(opened: Sequence[Intake], names: Sequence[str]) -> Intake:
    """Several files below each other; their names give the split where no column does."""
    first = opened[0]
    tables, findings, offset = [], [], 0
    for intake in opened:
        tables.append(intake.table.assign(source_row=intake.table["source_row"] + offset))
        findings += [_shifted(finding, offset) for finding in intake.findings]
        offset += intake.file_rows
    findings.append(_numbered(len(opened)))
    if not any(Role.SPLIT.value in table for table in tables):
        findings += _split_by_name(tables, names)
    table = pd.concat(tables, ignore_index=True).fillna("")
    return replace(
        first,
        name=" + ".join(intake.name for intake in opened),
        table=table,
        columns=tuple(dict.fromkeys(name for intake in opened for name in intake.columns)),
        file_rows=offset,
        findings=tuple(findings),
        split_values=_split_values(table),
        redactions=sum(intake.redactions for intake in opened),
        review=_sheets_together([intake.review for intake in opened]),
    )


def _sheets_together(sheets: Sequence[ReviewSheet | None]) -> ReviewSheet | None:
    present = [sheet for sheet in sheets if sheet is not None]
    if len(present) < len(sheets):
        return None
    return ReviewSheet(tuple(note for sheet in present for note in sheet.notes))


def _split_by_name(tables: list[pd.DataFrame], names: Sequence[str]) -> list[Finding]:
    """Add a split column to every table where each file's name speaks of a part, and not all of the same."""
    parts = [split_value_of_file(name) for name in names]
    if None in parts or len(set(parts)) < 2:
        return []
    for place, part in enumerate(parts):
        tables[place] = tables[place].assign(split=part)
    message = f"The files' names say which rows are for what: {', '.join(str(part) for part in parts)}, in this order."
    return [Finding("split_from_file_names", Severity.NOTE, message, "Add a split column if that is not so.", "split")]


def _split_values(table: pd.DataFrame) -> tuple[str, ...]:
    if Role.SPLIT.value not in table:
        return ()
    counts = table["split"].value_counts()
    return tuple(str(value) for value in counts.index if len(value) <= MAX_SPLIT_VALUE_LENGTH)[:MAX_SPLIT_VALUES]


def _shifted(finding: Finding, offset: int) -> Finding:
    return replace(finding, rows=tuple(row + offset for row in finding.rows[:MAX_LISTED_ROWS]))


def _numbered(count: int) -> Finding:
    return Finding(
        "several_files",
        Severity.NOTE,
        f"{count} files make one dataset; row numbers go on from one file to the next.",
        "Nothing to do.",
        count=count,
    )
