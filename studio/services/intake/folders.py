"""What the folders of a corpus say of its files: often the class of each (`pos/`, `neg/`) and its part (`train/`)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from studio.core.findings import Finding, Severity

FOLDER, SPLIT = "folder", "split"
_SIGNS = re.compile(r"[_\-.]+")


class Folders:
    """The innermost folder of each path, and the part its folders name, as columns where they tell files apart.

    `shown` gives the names that may be shown, others for those that may name a person: those folders are numbered.
    """

    def __init__(
        self, paths: Sequence[str], shown: Callable[[Sequence[str]], list[str]] = list, *, private: bool = False
    ) -> None:
        folders = [PurePosixPath(path).parts[:-1] for path in paths]
        shared = _shared(folders)
        told = {path: _told(parts[shared:]) for path, parts in zip(paths, folders, strict=True)}
        parts = {part for _, part in told.values()}
        has_parts = len(parts) > 1 and "" not in parts
        if not has_parts:
            told = {path: (_innermost(each[shared:]), "") for path, each in zip(paths, folders, strict=True)}
        names = list(dict.fromkeys(folder for folder, _ in told.values()))
        has_folders = len(names) > 1
        may = _may_be_shown(names, shown, private=private)
        self._numbered = sum(name != as_shown for name, as_shown in may.items())
        self.columns = [*([FOLDER] if has_folders else []), *([SPLIT] if has_parts else [])]
        self._cells = {
            path: [*([may[folder]] if has_folders else []), *([part] if has_parts else [])]
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
        if self._numbered:
            message += f" {self._numbered} that may name a person were replaced by numbers."
        fix = f"Choose '{FOLDER}' as the label if folders are classes." if FOLDER in self.columns else "Nothing to do."
        return [Finding("folders", Severity.NOTE, message, fix)]


def _shared(folders: Sequence[Sequence[str]]) -> int:
    """How many of the outermost folders all paths have in common."""
    levels = zip(*folders, strict=False)
    return next((at for at, names in enumerate(levels) if len(set(names)) > 1), min(map(len, folders), default=0))


def _may_be_shown(
    names: Sequence[str], shown: Callable[[Sequence[str]], list[str]], *, private: bool
) -> dict[str, str]:
    """Each name, or its number where it may name a person, in small letters as well.

    "Black" and "White" may be classes; beside "Mockford" they are people too. So words that are surnames as well are
    numbered where another folder surely is a name.
    """
    words = [_SIGNS.sub(" ", name).title() for name in names]
    told = [asked != answered for asked, answered in zip(words, shown(words), strict=True)]
    if private:
        told = _with_siblings(words, told)
    return {
        name: f"folder {at}" if name and hidden else name
        for at, (name, hidden) in enumerate(zip(names, told, strict=True), 1)
    }


def _with_siblings(words: Sequence[str], told: Sequence[bool]) -> list[bool]:
    """Which folders are hidden, their siblings looked at as well."""
    from domains.deidentify.bare_names import is_a_name, may_be_a_surname

    sure = [hidden or any(map(is_a_name, word.split())) for hidden, word in zip(told, words, strict=True)]
    named = any(sure)
    return [
        hidden or (named and all(map(may_be_a_surname, word.split()))) for hidden, word in zip(sure, words, strict=True)
    ]


def _told(parts: Sequence[str]) -> tuple[str, str]:
    """The innermost folder that names no part, and the part that the first such folder names."""
    from studio.services.datasets.split_values import read_split_value

    read = [read_split_value(part) for part in parts]
    part = next((each.part.value for each in read if each), "")
    rest = [name for name, each in zip(parts, read, strict=True) if each is None]
    return _innermost(rest), part


def _innermost(parts: Sequence[str]) -> str:
    return parts[-1] if parts else ""
