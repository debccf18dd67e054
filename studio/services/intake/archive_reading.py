"""A ZIP archive as one table: its tables put below each other, or its texts and documents as rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

import pyarrow as pa

from studio.core.errors import LimitExceededError, UnreadableFileError
from studio.core.findings import MAX_LISTED_ROWS, Finding, Severity
from studio.services.intake.archive import Archive, Entry
from studio.services.intake.building import TableBuilder, poured_into
from studio.services.intake.folders import SPLIT
from studio.services.intake.formats import DOCUMENTS, EXTENSIONS, Format
from studio.services.intake.limits import ARCHIVE_ENTRIES, ARCHIVE_NESTING, ARCHIVE_UNPACKED_BYTES, MEGABYTE
from studio.services.intake.text_files import FILE_NAME, TextFile, TextTable, looks_like_corpus, told_how

_TEXTS = (Format.TEXT, *DOCUMENTS)
_ABOUT = ("readme", "license", "licence", "copying", "notice", "changelog")
_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True, eq=False)
class ArchiveTable:
    """The table, what was found, and the sheets where the archive holds one workbook."""

    table: pa.Table
    findings: tuple[Finding, ...]
    sheets: tuple[str, ...] = ()
    sheet: str | None = None
    encoding: str = ""


@dataclass(frozen=True)
class Member:
    """A file in the archive, or in an archive in it."""

    path: str
    format: Format
    archive: Archive
    entry: Entry

    def read(self) -> bytes:
        """Its bytes, unpacked."""
        return self.archive.read(self.entry)


@dataclass(frozen=True)
class ArchiveReader:
    """Reads an archive; `whole`, `sheet`, `shown` and `private` as in `reading.read`."""

    sheet: str | None
    shown: Callable[[Sequence[str]], list[str]]
    whole: bool | None
    private: bool

    def read(self, data: bytes) -> ArchiveTable:
        """The table of an archive.

        Raises `UnreadableFileError` where nothing in it is read here or its tables have different columns, and what
        reading a file in it raises.
        """
        members, left_out = _members(Archive(data))
        tables = [member for member in members if member.format not in _TEXTS]
        texts = [member for member in members if member.format in _TEXTS]
        if tables and texts:
            left_out += len(texts)
        elif len(texts) > 1:
            about = [member for member in texts if _stem(member) in _ABOUT]
            texts = [member for member in texts if member not in about] or texts
            left_out += len(about) if len(texts) < len(members) else 0
        if not tables and not texts:
            raise UnreadableFileError(
                "The zip archive holds no file that is read here.", "Pack tables, text files, DOCX or PDF documents."
            )
        read = self._tables(tables) if tables else self._texts(texts)
        return replace(read, findings=(*([_left_out(left_out)] if left_out else []), *read.findings))

    def _texts(self, members: Sequence[Member]) -> ArchiveTable:
        whole = looks_like_corpus([member.entry.size for member in members]) if self.whole is None else self.whole
        if len(members) == 1 and not whole:
            return self._one(members[0])
        paged = any(member.format is Format.PDF for member in members)
        table, findings = TextTable([member.path for member in members], whole, paged, self.private, self.shown).build(
            TextFile(member.path, member.format, member.read()) for member in members
        )
        return ArchiveTable(table, (told_how(len(members), whole=whole), *findings))

    def _one(self, member: Member) -> ArchiveTable:
        from studio.services.intake.reading import read

        done = read(
            PurePosixPath(member.path).name, member.read(), self.sheet, self.shown, whole=self.whole,
            private=self.private,
        )  # fmt: skip
        return ArchiveTable(done.table, done.findings, done.sheets, done.sheet, done.encoding)

    def _tables(self, members: Sequence[Member]) -> ArchiveTable:
        if len(members) == 1:
            return self._one(members[0])
        parts = _parts(members)
        builder: TableBuilder | None = None
        columns: list[str] = []
        findings: list[Finding] = []
        rows = 0
        for at, member in enumerate(members):
            with poured_into(None):  # each is needed whole, to be held against the first
                done = self._one(member)
            findings += [_shifted(finding, rows) for finding in done.findings]
            rows += done.table.num_rows
            columns = columns or done.table.column_names
            cells = self._beside(members, parts, at, columns)
            builder = builder or TableBuilder([*columns, *cells])
            table = _with_cells(_like_first(columns, done.table, self._called(member, at)), cells)
            for batch in table.to_batches():
                builder.add_batch(batch)
        assert builder is not None
        return ArchiveTable(builder.table(), (_below(len(members)), *_once(findings)))

    def _beside(
        self, members: Sequence[Member], parts: Sequence[str], at: int, columns: Sequence[str]
    ) -> dict[str, str]:
        """What stands beside the rows of a table: its file, and its part where the files' names say one."""
        cells = {FILE_NAME: self._called(members[at], at), **({SPLIT: parts[at]} if parts else {})}
        return {name: cell for name, cell in cells.items() if name not in columns}

    def _called(self, member: Member, at: int) -> str:
        return f"file {at + 1}" if self.private else PurePosixPath(member.path).name


def _members(archive: Archive) -> tuple[list[Member], int]:
    """The files that may be read, by path, and how many others there are."""
    found: list[Member] = []
    left_out = unpacked = 0
    for entries, (path, inner, entry) in enumerate(_walk(archive, "", 0), 1):
        unpacked += entry.size
        _check_sum(entries, unpacked)
        kind = _kind(path)
        if kind is None:
            left_out += 1
        else:
            found.append(Member(path, kind, inner, entry))
    return sorted(found, key=lambda member: member.path), left_out


def _walk(archive: Archive, below: str, depth: int) -> Iterator[tuple[str, Archive, Entry]]:
    for entry in archive.entries:
        path = f"{below}{entry.path}"
        if _left_by_a_system(path):
            continue
        if not path.lower().endswith(".zip"):
            yield path, archive, entry
            continue
        if depth >= ARCHIVE_NESTING:
            raise LimitExceededError(
                f"Archives lie more than {ARCHIVE_NESTING} deep in the archive.", "Unpack the inner ones first."
            )
        yield from _walk(Archive(archive.read(entry)), f"{path[:-4]}/", depth + 1)


def _check_sum(entries: int, unpacked: int) -> None:
    if entries > ARCHIVE_ENTRIES or unpacked > ARCHIVE_UNPACKED_BYTES:
        raise LimitExceededError(
            f"The archive and those in it hold more than {ARCHIVE_ENTRIES:,} files or"
            f" {ARCHIVE_UNPACKED_BYTES // MEGABYTE} MB.",
            "Bring it in parts.",
        )


def _kind(path: str) -> Format | None:
    """What a file is by its name; one whose name is a mere number is a text, as in collections of news and mail."""
    name = PurePosixPath(path)
    return Format.TEXT if name.name.isdecimal() else EXTENSIONS.get(name.suffix.lower())


def _left_by_a_system(path: str) -> bool:
    parts = path.split("/")
    return "__MACOSX" in parts or parts[-1].startswith(".") or parts[-1].lower() in _LEFT_BY_SYSTEMS


def _stem(member: Member) -> str:
    return PurePosixPath(member.path).stem.lower()


def _parts(members: Sequence[Member]) -> list[str]:
    """The part that each table's name or folder speaks of, where each speaks of one and not all of the same."""
    from studio.services.datasets.split_values import split_value_of_file

    parts = [split_value_of_file(PurePosixPath(member.path).name) for member in members]
    named = [part for part in parts if part is not None]
    return named if len(named) == len(members) and len(set(named)) > 1 else []


def _like_first(columns: Sequence[str], table: pa.Table, called: str) -> pa.Table:
    if set(table.column_names) != set(columns):
        raise UnreadableFileError(
            f"The tables in the archive have different columns: '{called}' is not like the first.",
            "Give all of them the same columns, or bring one at a time.",
        )
    return table.select(columns)


def _with_cells(table: pa.Table, cells: dict[str, str]) -> pa.Table:
    for name, cell in cells.items():
        table = table.append_column(name, pa.repeat(pa.scalar(cell, pa.large_string()), table.num_rows))
    return table


def _shifted(finding: Finding, offset: int) -> Finding:
    return replace(finding, rows=tuple(row + offset for row in finding.rows))


def _once(findings: Sequence[Finding]) -> list[Finding]:
    """Findings of one kind as one, with all their rows; the words are the first one's."""
    kinds: dict[str, Finding] = {}
    for finding in findings:
        before = kinds.get(finding.code)
        if before is None:
            kinds[finding.code] = finding
            continue
        rows = (*before.rows, *finding.rows)[:MAX_LISTED_ROWS]
        kinds[finding.code] = replace(before, rows=rows, count=before.count + finding.count)
    return list(kinds.values())


def _left_out(count: int) -> Finding:
    files = "file of the archive was" if count == 1 else "files of the archive were"
    return Finding(
        "archive_files_left_out",
        Severity.NOTE,
        f"{count} {files} left out: of another kind than the rest, or of none that is read here.",
        "Nothing to do, unless texts are missing: then bring them by themselves.",
        count=count,
    )


def _below(count: int) -> Finding:
    return Finding(
        "archive_of_tables",
        Severity.NOTE,
        f"The {count} tables of the archive were put one below the other; '{FILE_NAME}' says which a row is of.",
        "Nothing to do.",
        count=count,
    )
