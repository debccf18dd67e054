"""Text files and documents as rows: one text a line or paragraph, or one text a file, with where each stood."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pyarrow as pa

from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.encoding import detect_encoding, wide_codec
from studio.services.intake.folders import Folders
from studio.services.intake.formats import Format
from studio.services.intake.nul import without_nuls

FILE_NAME, PAGE, PARAGRAPH = "file name", "page number", "paragraph number"
"""Columns beside the text; none is called like something to be learned."""
TOLD_HOW = ("text_a_file", "text_a_paragraph")
"""Codes of the finding that says what became a row."""
_CORPUS_FILES = 5
_CORPUS_BYTES = 64 * 1024  # on average: a text, not a long document or a file of many texts
_NEWLINE = "\n"


@dataclass(frozen=True)
class TextFile:
    """A file whose words are wanted: its path, what it is, its bytes."""

    path: str
    format: Format
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class _Piece:
    """A line or paragraph: its words, its page (0 where there are none), its number in the file from 1."""

    text: str
    page: int
    number: int


@dataclass
class TextTable:
    """Text files put below each other, a row a line or paragraph, or a row a file where `whole`.

    `private`: the files' names may say something of a person, and are replaced by their number; `shown` gives the
    names of folders that may be shown.
    """

    paths: Sequence[str]
    whole: bool
    paged: bool
    private: bool = False
    shown: Callable[[Sequence[str]], list[str]] = list
    told: dict[str, Finding] = field(default_factory=dict)

    def build(self, files: Iterable[TextFile]) -> tuple[pa.Table, list[Finding]]:
        """The table of `files`, which come in the order of `paths`, and what was found in them."""
        folders = Folders(self.paths, self.shown, private=self.private)
        names = ["text", FILE_NAME, *self._places(), *folders.columns]
        builder = TableBuilder(names)
        for number, file in enumerate(files, 1):
            name = f"file {number}" if self.private else PurePosixPath(file.path).name
            for piece in self._pieces(file):
                builder.add([piece.text, name, *self._place(piece), *folders.of(file.path)])
        return builder.table(), [*self.told.values(), *folders.findings(), *builder.findings()]

    def _places(self) -> list[str]:
        if self.whole:
            return []
        return [PAGE, PARAGRAPH] if self.paged else [PARAGRAPH]

    def _place(self, piece: _Piece) -> list[str]:
        if self.whole:
            return []
        number = str(piece.number)
        return [str(piece.page or ""), number] if self.paged else [number]

    def _pieces(self, file: TextFile) -> Iterator[_Piece]:
        pages, findings = paragraphs_of(file)
        for finding in findings:
            self.told.setdefault(finding.code, finding)
        if self.whole:
            text = _NEWLINE.join(words for page in pages for words in page)
            return iter([_Piece(text, 0, 1)] if text else [])
        paged = file.format is Format.PDF
        placed = ((words, at if paged else 0) for at, page in enumerate(pages, 1) for words in page)
        return (_Piece(words, page, number) for number, (words, page) in enumerate(placed, 1))


def paragraphs_of(file: TextFile) -> tuple[list[list[str]], list[Finding]]:
    """The paragraphs of each page of a document, or the lines of a text file as one page; blank ones left out."""
    if file.format is Format.PDF:
        from studio.services.intake.pdf import pdf_paragraphs

        return pdf_paragraphs(file.data), []
    if file.format is Format.WORD:
        from studio.services.intake.word import word_paragraphs

        return [word_paragraphs(file.data)], []
    data, nuls = without_nuls(file.data, wide_codec(file.data))
    encoding = detect_encoding(data)
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors, newline=None)
    lines = [line.rstrip(_NEWLINE) for line in stream]
    return [[line for line in lines if line.strip()]], [*encoding.findings, *nuls]


def looks_like_corpus(sizes: Sequence[int]) -> bool:
    """Whether so many files are so small that each will be a text of its own, rather than a list of texts."""
    return len(sizes) >= _CORPUS_FILES and sum(sizes) <= _CORPUS_BYTES * len(sizes)


def told_how(files: int, *, whole: bool) -> Finding:
    """The finding that says what became a row."""
    if whole:
        return Finding(
            TOLD_HOW[0],
            Severity.NOTE,
            "Each file was read as one text." if files > 1 else "The file was read as one text.",
            "Choose 'A line or paragraph' if a file holds many texts; on the command line --texts lines.",
            count=files,
        )
    return Finding(
        TOLD_HOW[1],
        Severity.NOTE,
        "Each line or paragraph was read as one text; beside it stand its file and its number.",
        "Choose 'A whole file' if each file is one text; on the command line --texts files.",
        count=files,
    )
