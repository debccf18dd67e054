"""Names of columns as people write them, made comparable."""

from __future__ import annotations

import re
import unicodedata

_WORD_START = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ASIDE = re.compile(r"[(\[{][^)\]}]*[)\]}]")
_OUT_OF = re.compile(r"(?:/|\b(?:out )?of|\bvon)\s*\d+(?:[.,]\d+)?\s*$", re.IGNORECASE)
_ORDINALS = {"1st": "first", "2nd": "second", "3rd": "third"}
_ORDINAL = re.compile(r"(?<![^\W_])(?:1st|2nd|3rd)(?![^\W_])")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def fold(name: str) -> str:
    """A column's name as small words joined by `_`: `Essay Set`, `essay-set` and `essaySet` are one."""
    return re.sub(r"[\s\-_.]+", "_", _WORD_START.sub("_", name.strip()).lower()).strip("_")


def plain(name: str) -> str:
    """A column's name as `fold` has it, ordinals as words and umlauts as two letters: `2nd marker`, `Störung`."""
    words = _ORDINAL.sub(lambda match: _ORDINALS[match[0]], unicodedata.normalize("NFC", fold(name)))
    return words.translate(_UMLAUTS).strip("_?!:*")


def without_aside(name: str) -> str:
    """A column's name without what stands in brackets or tells the most: 'Score (0-10)' and 'Score /10' are `Score`.

    The time is linear in the name's length, which may be a megabyte where the first cell of a file is no name: brackets
    are looked for up to the last that closes, so that each one that opens finds an end.
    """
    end = max(name.rfind(closing) for closing in ")]}") + 1
    return _OUT_OF.sub("", _ASIDE.sub("", name[:end]) + name[end:]).rstrip() or name


def name_key(name: str) -> str:
    """What all spellings of a column's name have in common; an aside in brackets ('Score (0-10)') is no part of it."""
    return whole_key(without_aside(name))


def whole_key(name: str) -> str:
    """As `name_key`, asides included: what tells 'Mark (2nd marker)' from 'Mark (1st marker)'."""
    return re.sub(r"[\W_]+", "", plain(name))
