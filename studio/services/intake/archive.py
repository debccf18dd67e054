"""ZIP archives: opened only after their table of contents was found to be that of an honest archive."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise

from studio.core.errors import LimitExceededError, UnreadableFileError
from studio.services.intake.limits import (
    ARCHIVE_ENTRIES,
    ARCHIVE_RATIO,
    ARCHIVE_UNPACKED_BYTES,
    MAX_FILE_BYTES,
    MEGABYTE,
)

_LOCAL_HEADER = struct.Struct("<4s22xHH")  # signature, then lengths of name and extra field (APPNOTE 4.3.7)
_ENCRYPTED = 0x1
_KNOWN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_SMALL = MEGABYTE  # an entry up to this size may be as repetitive as it likes
_ROOTED = re.compile(r"^(?:[A-Za-z]:)?/+")
_DAMAGE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


@dataclass(frozen=True)
class Entry:
    """A file in an archive: its path in there (`/` between folders, none leading out), and its unpacked size."""

    path: str
    size: int
    info: zipfile.ZipInfo


class Archive:
    """The files of a ZIP, after its entries, sizes, ratio, names and places were checked.

    Raises `LimitExceededError` where it has too many entries or unpacks to too much, `UnreadableFileError` where it
    is damaged, encrypted, packed in an unknown way, or built as no honest program builds one.
    """

    def __init__(self, data: bytes, *, limit_ratio: bool = True) -> None:
        with _damage_told():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        infos = self._zip.infolist()
        check_contents(data, infos)
        if limit_ratio:  # the XML of an Office document is as repetitive as its program likes
            _check_ratio(infos)
        self.entries = [Entry(_path(info), info.file_size, info) for info in infos if not info.is_dir()]
        _check_names([entry.path for entry in self.entries])

    def read(self, entry: Entry) -> bytes:
        """The bytes of one file, at most as many as the table of contents says."""
        if entry.size > MAX_FILE_BYTES:
            raise LimitExceededError(
                f"A file in the archive has {entry.size / MEGABYTE:,.0f} MB; {MAX_FILE_BYTES // MEGABYTE} MB at most.",
                "Split the file.",
            )
        with _damage_told(), self._zip.open(entry.info) as stream:
            return stream.read(entry.size + 1)


def check_contents(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
    """Raise where an archive has too many entries, unpacks to too much, is encrypted, or stores bytes twice over.

    Office documents are archives too, and go through the same check.
    """
    if len(infos) > ARCHIVE_ENTRIES:
        raise LimitExceededError(
            f"The archive has {len(infos):,} entries; it may have {ARCHIVE_ENTRIES:,}.",
            "Put the texts into one table, or bring the archive in parts.",
        )
    unpacked = sum(info.file_size for info in infos)
    if unpacked > ARCHIVE_UNPACKED_BYTES:
        raise LimitExceededError(
            f"The file unpacks to {unpacked / MEGABYTE:,.0f} MB; it may unpack to"
            f" {ARCHIVE_UNPACKED_BYTES // MEGABYTE} MB.",
            "Leave out what is not needed, or split it.",
        )
    if any(info.flag_bits & _ENCRYPTED for info in infos):
        raise UnreadableFileError("The file is protected with a password.", "Save it without one and bring it again.")
    if any(info.compress_type not in _KNOWN for info in infos):
        raise UnreadableFileError(
            "The file is packed in a way that is not read here.", "Pack it as a plain ZIP (deflate)."
        )
    _check_places(data, infos)


def _check_places(data: bytes, infos: list[zipfile.ZipInfo]) -> None:
    """No two entries may share bytes: that is how a small file claims to hold terabytes (Fifield 2019)."""
    places = sorted((info.header_offset, _end(data, info)) for info in infos)
    if any(end > start for (_, end), (start, _) in pairwise(places)) or any(end > len(data) for _, end in places):
        raise UnreadableFileError(
            "The archive's entries overlap or reach beyond its end: it is damaged or made to do harm.", "Pack it again."
        )


def _end(data: bytes, info: zipfile.ZipInfo) -> int:
    header = data[info.header_offset : info.header_offset + _LOCAL_HEADER.size]
    if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise _damaged()
    _, name, extra = _LOCAL_HEADER.unpack(header)
    return int(info.header_offset + _LOCAL_HEADER.size + name + extra + info.compress_size)


def _check_ratio(infos: list[zipfile.ZipInfo]) -> None:
    if any(info.file_size > max(_SMALL, ARCHIVE_RATIO * info.compress_size) for info in infos):
        raise LimitExceededError(
            f"A file in the archive is more than {ARCHIVE_RATIO} times as large unpacked: no table of texts is.",
            "Bring the file itself.",
        )


def _check_names(paths: list[str]) -> None:
    if any(".." in path.split("/") for path in paths):
        raise UnreadableFileError(
            "A name in the archive leads out of it: it is damaged or made to do harm.", "Pack the files again."
        )
    if len(set(paths)) < len(paths):
        raise UnreadableFileError("The archive holds two files of the same name.", "Pack each file once.")


def _path(info: zipfile.ZipInfo) -> str:
    return _ROOTED.sub("", info.filename.replace("\\", "/"))


@contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise _damaged() from error


def _damaged() -> UnreadableFileError:
    return UnreadableFileError(
        "The file is damaged: it is a ZIP archive whose contents cannot be read.", "Save or download it again."
    )
