"""What the folders of a corpus say of its files: often the class of each (`pos/`, `neg/`) and its part (`train/`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from studio.core.findings import Finding, Severity

FOLDER, SPLIT = "folder", "split"
_SIGNS = re.compile(r"[_\-.]+")


class Folders:
    """The innermost folder of each path, and the part its folders name, as columns where they tell files apart.

    `private`: a folder's name is written as words, so that a person's name in it can be found.
    """

    def __init__(self, paths: Sequence[str], *, private: bool = False) -> None:
        folders = [PurePosixPath(path).parts[:-1] for path in paths]
        shared = _shared(folders)
        told = {path: _told(parts[shared:], private) for path, parts in zip(paths, folders, strict=True)}
        parts = {part for _, part in told.values()}
        has_parts = len(parts) > 1 and "" not in parts
        if not has_parts:
            told = {path: (_innermost(each[shared:], private), "") for path, each in zip(paths, folders, strict=True)}
        has_folders = len({folder for folder, _ in told.values()}) > 1
        self.columns = [*([FOLDER] if has_folders else []), *([SPLIT] if has_parts else [])]
        self._cells = {
            path: [*([folder] if has_folders else []), *([part] if has_parts else [])]
            for path, (folder, part) in told.items()
        }

    def of(self, path: str) -> list[str]:
        """The cells of `columns` for one of the paths."""
        return self._cells[path]

    def findings(self) -> list[Finding]:
        """What was made of the folders."""
        if not self.columns:
            return []
        named = " and ".join(f"'{name}'" for name in self.columns)
        message = f"The names of the archive's folders stand in the column{'s' * (len(self.columns) > 1)} {named}."
        return [Finding("folders", Severity.NOTE, message, "Choose that column as the label if folders are classes.")]


def _shared(folders: Sequence[Sequence[str]]) -> int:
    """How many of the outermost folders all paths have in common."""
    levels = zip(*folders, strict=False)
    return next((at for at, names in enumerate(levels) if len(set(names)) > 1), min(map(len, folders), default=0))


def _told(parts: Sequence[str], private: bool) -> tuple[str, str]:
    """The innermost folder that names no part, and the part that the first such folder names."""
    from studio.services.datasets.split_values import read_split_value

    read = [read_split_value(part) for part in parts]
    part = next((each.part.value for each in read if each), "")
    rest = [name for name, each in zip(parts, read, strict=True) if each is None]
    return _innermost(rest, private), part


def _innermost(parts: Sequence[str], private: bool) -> str:
    name = parts[-1] if parts else ""
    return _SIGNS.sub(" ", name) if private else name
