"""Several text files brought together: read in one go, as an archive of them is."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import PurePath

from studio.core.findings import Finding
from studio.services.intake.formats import DOCUMENTS, EXTENSIONS, Format
from studio.services.intake.limits import check_size
from studio.services.intake.text_files import TOLD_HOW, looks_like_corpus
from studio.services.intake.upload import UploadedFile
from studio.services.intake.word_table import IN_DOCUMENT


def offers_whole(names: Sequence[str], findings: Sequence[Finding]) -> bool:
    """Whether files of these names, read with these findings, could be read another way: a text a file, or a line."""
    codes = {*TOLD_HOW, IN_DOCUMENT}
    return any(_kind(name) is Format.TEXT for name in names) or any(each.code in codes for each in findings)


def texts_are_rows(findings: Sequence[Finding]) -> bool:
    """Whether a document was read as the table in it, which it is only where nobody says what a text is."""
    return any(finding.code == IN_DOCUMENT for finding in findings)


def texts_are_files(findings: Sequence[Finding]) -> bool:
    """Whether each file was read as one text."""
    return any(finding.code == TOLD_HOW[0] for finding in findings)


def bundled(files: Sequence[UploadedFile], whole: bool | None) -> list[UploadedFile]:
    """`files` as one archive where all are text files or documents and each is a text of its own; else as they are.

    Raises `LimitExceededError` where they are larger together than one file may be.
    """
    if len(files) < 2 or not all(_kind(file.name) in (Format.TEXT, *DOCUMENTS) for file in files):
        return list(files)
    if not (looks_like_corpus([len(file.data) for file in files]) if whole is None else whole):
        return list(files)
    check_size("All files together", sum(len(file.data) for file in files))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for at, file in enumerate(files, 1):
            name = PurePath(file.name).name
            archive.writestr(name if name not in archive.NameToInfo else f"{at} {name}", file.data)
    return [UploadedFile(f"{len(files)} files.zip", out.getvalue())]


def _kind(name: str) -> Format | None:
    return EXTENSIONS.get(PurePath(name).suffix.lower())
