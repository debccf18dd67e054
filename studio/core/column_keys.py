"""Names of columns as people write them, made comparable."""

from __future__ import annotations

import re

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ASIDE = re.compile(r"[(\[{].*?[)\]}]")


def fold(name: str) -> str:
    """A column's name as small words joined by `_`: `Essay Set`, `essay-set` and `essaySet` are one."""
    return re.sub(r"[\s\-_.]+", "_", _WORD_START.sub("_", name.strip()).lower()).strip("_")


def without_aside(name: str) -> str:
    """A column's name without what stands in brackets: 'Score (0-10)' is `Score `."""
    return _ASIDE.sub("", name)


def name_key(name: str) -> str:
    """What all spellings of a column's name have in common; an aside in brackets ('Score (0-10)') is no part of it."""
    return re.sub(r"[\W_]+", "", fold(without_aside(name)))
