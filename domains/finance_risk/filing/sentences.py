"""Where the sentences of a text are: rules of our own, in time linear in the text, offsets kept.

A sentence ends at a full stop, question or exclamation mark that white space follows, unless an abbreviation, an
initial, an item's number, a lower-case word or an open bracket says otherwise; at a blank line; and before a bullet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from domains.finance_risk.filing.abbreviations import (
    BEFORE_FIGURE,
    COURTS,
    MAYBE_LAST,
    NEVER_LAST,
    OPENERS,
    PREFIXES,
    TITLED,
)

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
ACRONYM = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
ROMAN = re.compile(r"[IVX]{1,4}\Z")
_LIST_MARK = re.compile(r"\((?:[a-z]|[ivx]{1,5}|\d{1,3})\)\s")
_SPACE = re.compile(r"\s*+")
_BRACKET = 240
"""Characters within which a bracket opens and closes that holds a sentence's aside."""
_MOST_IN_BRACKETS = 16
"""Words of a citation in brackets; several sentences in brackets have more."""
_CAPITAL = re.compile(r"[A-Z][\w'\u2019-]*")
_ENDS_PLAINLY = re.compile(r"[.;:!?]\s")
_SMALL_WORD = 3
"""Letters up to which a word of a title may be small: "and", "of the"."""
_TITLE_WORDS = 4
MENTION = 3
"""Words before a note's number from which it is mentioned in a sentence rather than heading one."""


StopRule = Callable[[list[str], str, str, str], bool]
"""Whether a full stop ends a sentence: by the words before it, the word behind it, what closes and follows it."""
_OPENING = "\"'\u201c\u2018(["
_MENTIONING = frozenset(("see", "to", "in", "and", "under"))
"""Words behind which a note's number is mentioned, however short the sentence."""


@dataclass(frozen=True)
class Extent:
    """A stretch of a text, [start, end) in characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The stretch itself."""
        return text[self.start : self.end]


def sentences(text: str, start: int = 0, end: int | None = None, stop_ends: StopRule | None = None) -> list[Extent]:
    """The sentences between `start` and `end`, in order, none blank; between them lies nothing but white space.

    `stop_ends` says of a full stop whether it ends one, where a former rule is asked for.
    """
    last = len(text) if end is None else end
    found = []
    begun = start
    for stop in (*_ends(text, start, last, stop_ends or _stop_ends), last):
        extent = _trimmed(text, begun, stop)
        if extent is not None and stop < last and _opens_list(extent.of(text)):
            continue  # "(a)", "1." or a bullet belong to what they number
        if extent is not None:
            found.append(extent)
        begun = stop
    return found


def _ends(text: str, start: int, last: int, stop_ends: StopRule) -> Iterator[int]:
    begun = start
    for match in _CANDIDATE.finditer(text, start, last):
        if match["mark"] is None or _ends_sentence(text, begun, match, last, stop_ends):
            yield match.end()
            begun = match.end()


def _trimmed(text: str, start: int, end: int) -> Extent | None:
    inside = text[start:end]
    left = len(inside) - len(inside.lstrip())
    right = len(inside.rstrip())
    return Extent(start + left, start + right) if right > left else None


def _opens_list(sentence: str) -> bool:
    return len(sentence) <= 8 and bool(_ENUMERATOR.match(sentence) or _BULLET_ALONE.match(sentence))


def _ends_sentence(text: str, begun: int, match: re.Match[str], last: int, stop_ends: StopRule) -> bool:
    after = _SPACE.match(text, match.end(), last)
    following = after.end() if after else match.end()
    if following >= last or _LIST_MARK.match(text, following, last):
        return True
    opening = _NEXT_WORD.match(text, following, min(last, following + _LONGEST_WORD))
    word = opening["word"] if opening else ""
    if word[:1].islower():
        return False
    if _within_brackets(text, begun, match.start(), last):
        return False
    mark = match["mark"]
    before = text[max(begun, match.start() - _LONGEST_WORD) : match.start()].split()
    if mark == "!" and before and _CAPITAL.fullmatch(before[-1]):
        return word.casefold() in OPENERS or not word[:1].isupper()  # "Yum! Brands" is a name
    if mark[0] != "." or len(mark.rstrip("\"'\u201d\u2019)]")) > 1:
        return True
    said = text[following : min(last, following + _BRACKET)]
    return not before or stop_ends(before, word, text[match.start() + 1 : match.end()], said)


def _within_brackets(text: str, begun: int, at: int, last: int) -> bool:
    """Whether a bracket that opened amid the sentence closes soon: "(N.D. Cal. Mar. 3, 2022)"."""
    start = max(begun, at - _BRACKET)
    opened = text.rfind("(", start, at)
    if opened < 0 or text.find(")", opened, at) >= 0 or not text[begun : min(opened, begun + _LONGEST_WORD)].strip():
        return False
    closes = text.find(")", at, min(last, at + _BRACKET))
    if closes < 0 or "\n\n" in text[at:closes] or text.find("(", at, closes) >= 0:
        return False
    return not _ENDS_PLAINLY.search(text, opened, at) or len(text[opened:closes].split()) <= _MOST_IN_BRACKETS


def _stop_ends(before: list[str], following: str, closing: str, said: str) -> bool:
    """Whether the full stop after the words `before` ends a sentence that `following`, the first of `said`, opens."""
    written = before[-1].lstrip(_OPENING)
    word = written.casefold()
    opens = following.casefold() in OPENERS
    initial = len(word) == 1 and written.isupper()  # "J. P. Vance" is no page
    if word in NEVER_LAST or written in PREFIXES:
        return False
    if word in BEFORE_FIGURE and not initial:
        numbered = following[:1].isdigit() or ROMAN.match(following) or (len(following) == 1 and not opens)
        return not (numbered or (word == "reg" and following.isupper()))
    if len(before) > 1 and not closing and before[-2].lstrip(_OPENING).casefold() in BEFORE_FIGURE and is_number(word):
        return _number_ends(before, said, opens=opens)
    short = (len(word) == 1 and word.isalpha()) or word in MAYBE_LAST or written in COURTS or ACRONYM.match(word)
    return opens if short else True


def _number_ends(before: list[str], said: str, *, opens: bool) -> bool:
    """ "Item 1. The business": the number of a heading; "as described in Note 14. Demand fell": of a mention."""
    numbered = before[-2]
    if numbered[0] in _OPENING:
        return False  # a title in quotation marks: "Item 7A. Market Risk"
    mentioned = len(before) > MENTION or (len(before) == MENTION and before[0].casefold() in _MENTIONING)
    if mentioned and numbered.casefold() in TITLED and not opens:
        return said.split(maxsplit=1)[0].rstrip(".").casefold() in NEVER_LAST or not is_title(said)
    return opens and len(before) > 2


def is_number(word: str) -> bool:
    """Whether a word numbers an item, a note or a part: "7A", "IV"."""
    return (word[:1].isdigit() and len(word) <= 4) or bool(ROMAN.match(word.upper()))


def is_title(said: str) -> bool:
    """Whether the words that follow a number are written as titles are: "Commitments and Contingencies"."""
    words = [word for word in said.split()[1 : _TITLE_WORDS + 1] if len(word) > _SMALL_WORD and word[0].isalpha()]
    return not (words and words[0][:1].islower())
