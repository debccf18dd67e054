"""The text as recognisers see it: look-alike characters made plain, invisible ones gone, offsets kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict(zip("ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ", "ABCDEFGHIJKLMNOPRSTUVWYZ", strict=True)),
    **dict.fromkeys("\u2028\u2029\u0085\x0b\x0c\r", "\n"),
}
_TWINS = {
    **dict(zip("асеорхуіјѕһԁɡԛԝкмтпг", "aceopxyijshdgqwkmtnr", strict=True)),
    **dict(zip("АВСЕНІЈКМОРЅТХУԌԚԜ", "ABCEHIJKMOPSTXYGQW", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρκυϲ", "ABEZHIKMNOPTYXovaipkuc", strict=True)),
}
"""Cyrillic and Greek letters that look like Latin ones (Unicode's confusables, UTS 39), taken as such in mixed text."""
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
"""Letters and marks by their category that nobody sees: fillers, joiners, selectors of a form."""


_RUN = re.compile(r"(?P<plain>[ -_a-~\n\t]{1,1000})|.", re.DOTALL)
"""Signs that stand for themselves, many at once; any other alone."""


@dataclass(frozen=True)
class View:
    """`text` to search in; its i-th character stands at [places[i], ends[i]) of the source (None: the same place)."""

    text: str
    places: tuple[int, ...] | None
    ends: tuple[int, ...] | None = None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the view as offsets into the source; `end` > `start`."""
        if self.places is None or self.ends is None:
            return start, end
        return self.places[start], self.ends[end - 1]


@lru_cache(maxsize=4096)
def _seen_as(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if character in _BLANK or (unicodedata.category(character) in _INVISIBLE and character not in "\n\t"):
        return ""
    # NFKC turns full-width letters, superscripts and no-break spaces into plain ones.
    return "".join(_PLAIN.get(part, part) for part in unicodedata.normalize("NFKC", character))


def view_of(text: str) -> View:
    """The view of `text`; plain ASCII is its own view."""
    if text.isascii() and (text.isprintable() or not any(ord(c) < 32 and c not in "\n\t" for c in text)):
        return View(text, None)
    signs: list[str] = []
    places: list[int] = []
    ends: list[int] = []
    twins = _mixed(text)
    for run in _RUN.finditer(text):
        place, character = run.start(), run.group()
        if run["plain"]:
            signs += character
            places += range(place, run.end())
            ends += range(place + 1, run.end() + 1)
            continue
        if signs and _is_mark(character) and (joined := _joined(signs[-1], character)):
            signs[-1], ends[-1] = joined, place + 1
            continue
        seen = _TWINS[character] if place in twins else _seen_as(character)
        if _is_picture(character):
            seen = "" if signs and signs[-1].isspace() else " "
        signs += seen
        places += [place] * len(seen)
        ends += [place + 1] * len(seen)
    return View("".join(signs), tuple(places), tuple(ends))


def _is_picture(character: str) -> bool:
    """Whether it is an emoji or the like: what stands on both sides of one may be one name."""
    return "\U0001f000" <= character <= "\U0001faff" or "\u2600" <= character <= "\u27bf"


def _is_mark(character: str) -> bool:
    """Whether it is drawn over the sign before it: an accent, a stroke, the frame of a keycap."""
    return unicodedata.combining(character) != 0 or unicodedata.category(character) == "Me"


def _joined(base: str, mark: str) -> str:
    """A letter with the mark that stands behind it, as one; a Latin or ASCII sign without one that it has not; else "".

    A struck digit, hyphen or blank is still that digit, hyphen or blank.
    """
    composed = unicodedata.normalize("NFC", base + mark)
    if len(composed) == 1:
        return composed
    return base if (base.isascii() and base != "\n") or "LATIN" in unicodedata.name(base, "") else ""


def _mixed(text: str) -> set[int]:
    """Where look-alike letters stand in a text that is otherwise Latin: a text in Russian or Greek is left as it is."""
    places = [place for place, character in enumerate(text) if character in _TWINS]
    if not places:
        return set()
    foreign = sum(character in _TWINS or "\u0370" <= character <= "\u04ff" for character in text)
    latin = sum(character.isascii() and character.isalpha() for character in text)
    return set(places) if latin >= foreign else _beside_latin(text, places)


def _beside_latin(text: str, places: list[int]) -> set[int]:
    return {
        place
        for place in places
        if any(near.isascii() and near.isalnum() for near in text[max(0, place - 1) : place + 2])
    }
