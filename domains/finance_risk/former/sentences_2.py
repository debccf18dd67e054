"""Where the sentences of a text were under version 2 of the boilerplate step, for models that were trained under it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domains.finance_risk.filing.abbreviations import BEFORE_FIGURE, MAYBE_LAST, NEVER_LAST, OPENERS
from domains.finance_risk.filing.sentences import Extent

_LONGEST_WORD = 48
"""Characters looked back at before a full stop; a longer run without white space is no abbreviation."""

_BULLET = r"[\u2022\u25cf\u25aa\u25e6\u00b7\u25a0\u2219\u27a2\u2713*-]"
_CANDIDATE = re.compile(
    r"(?P<blank>\n[^\S\n]*\n)"
    rf"|(?P<bullet>\n(?=[^\S\n]{{0,40}}{_BULLET}[^\S\n]))"
    r"|(?P<mark>(?<![.!?\u2026])[.!?\u2026]++[\"'\u201d\u2019)\]]*+(?=\s))"
)
_NEXT_WORD = re.compile(r"[\"'\u201c\u2018(\[]*(?P<word>[^\s\"'\u201c\u2018()\[\].,;:]*)")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,5}|\d{1,2}[A-Za-z])(?:\.\d{1,3}){0,3}[.)]\Z")
_BULLET_ALONE = re.compile(rf"{_BULLET}\Z")
_ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_ROMAN = re.compile(r"[IVX]{1,4}\Z")
_LIST_MARK = re.compile(r"\((?:[a-z]|[ivx]{1,5}|\d{1,3})\)\s")
_SPACE = re.compile(r"\s*+")


def sentences(text: str, start: int = 0, end: int | None = None) -> list[Extent]:
    """The sentences between `start` and `end`, in order, none blank; between them lies nothing but white space."""
    last = len(text) if end is None else end
    found = []
    begun = start
    for stop in (*_ends(text, start, last), last):
        extent = _trimmed(text, begun, stop)
        if extent is not None and stop < last and _opens_list(extent.of(text)):
            continue  # "(a)", "1." or a bullet belong to what they number
        if extent is not None:
            found.append(extent)
        begun = stop
    return found


def _ends(text: str, start: int, last: int) -> Iterator[int]:
    begun = start
    for match in _CANDIDATE.finditer(text, start, last):
        if match["mark"] is None or _ends_sentence(text, begun, match, last):
            yield match.end()
            begun = match.end()


def _trimmed(text: str, start: int, end: int) -> Extent | None:
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip())
    right = len(inside.rstrip())
    return Extent(start + left, start + right) if right > left else None


def _opens_list(sentence: str) -> bool:
    return len(sentence) <= 8 and bool(_ENUMERATOR.match(sentence) or _BULLET_ALONE.match(sentence))


def _ends_sentence(text: str, begun: int, match: re.Match[str], last: int) -> bool:
    after = _SPACE.match(text, match.end(), last)
    following = after.end() if after else match.end()
    if following >= last or _LIST_MARK.match(text, following, last):
        return True
    opening = _NEXT_WORD.match(text, following, min(last, following + _LONGEST_WORD))
    word = opening["word"] if opening else ""
    if word[:1].islower():
        return False
    mark = match["mark"]
    if mark[0] != "." or len(mark.rstrip("\"'\u201d\u2019)]")) > 1:
        return True
    before = text[max(begun, match.start() - _LONGEST_WORD) : match.start()].split()
    return not before or _stop_ends(before, word, text[match.start() + 1 : match.end()])


def _stop_ends(before: list[str], following: str, closing: str) -> bool:
    """Whether the full stop after the words `before` ends a sentence that `following` would go on from."""
    word = before[-1].lstrip("\"'\u201c\u2018([").casefold()
    opens = following.casefold() in OPENERS
    if word in NEVER_LAST:
        return False
    if word in BEFORE_FIGURE:
        return not (following[:1].isdigit() or _ROMAN.match(following) or (len(following) == 1 and not opens))
    if len(before) > 1 and before[-2].casefold() in BEFORE_FIGURE and _is_number(word) and not closing:
        return opens and len(before) > 2  # "Item 1. The business": the number of a heading, whatever follows
    if len(word) == 1 and word.isalpha():
        return opens
    if word in MAYBE_LAST or _ACRONYM.match(word):
        return opens
    return True


def _is_number(word: str) -> bool:
    return (word[:1].isdigit() and len(word) <= 4) or bool(_ROMAN.match(word.upper()))
