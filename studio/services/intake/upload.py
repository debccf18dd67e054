"""A file as it came, in memory only."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class UploadedFile:
    """A file's name and its bytes; the bytes never show in a log or a traceback."""

    name: str
    data: bytes = field(repr=False)
