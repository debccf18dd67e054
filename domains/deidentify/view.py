"""The text as recognisers see it: look-alike characters made plain, invisible ones gone, offsets kept."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u00b4`", "'"),
    **dict.fromkeys("\u201c\u201d\u201e", '"'),
    **dict.fromkeys("\u2028\u2029\u0085\x0b\x0c\r", "\n"),
}
_TWINS = {
    **dict(zip("асеорхуіјѕһԁɡԛԝкмтпг", "aceopxyijshdgqwkmtnr", strict=True)),
    **dict(zip("АВСЕНІЈКМОРЅТХУԌԚԜ", "ABCEHIJKMOPSTXYGQW", strict=True)),
    **dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοναιρκυϲ", "ABEZHIKMNOPTYXovaipkuc", strict=True)),
}
"""Cyrillic and Greek letters that look like Latin ones (Unicode's confusables, UTS 39), taken as such in mixed text."""
_INVISIBLE = frozenset({"Cf", "Cc", "Cs", "Co", "Cn"})


@dataclass(frozen=True)
class View:
    """`text` to search in; `places[i]` is where its i-th character stands in the source (None: the same place)."""

    text: str
    places: tuple[int, ...] | None

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """[start, end) of the view as offsets into the source; `end` > `start`."""
        if self.places is None:
            return start, end
        return self.places[start], self.places[end - 1] + 1


@lru_cache(maxsize=4096)
def _seen_as(character: str) -> str:
    if character in _PLAIN:
        return _PLAIN[character]
    if unicodedata.category(character) in _INVISIBLE and character not in "\n\t":
        return ""
    # NFKC turns full-width letters, superscripts and no-break spaces into plain ones.
    return "".join(_PLAIN.get(part, part) for part in unicodedata.normalize("NFKC", character))


def view_of(text: str) -> View:
    """The view of `text`; plain ASCII is its own view."""
    if text.isascii() and (text.isprintable() or not any(ord(c) < 32 and c not in "\n\t" for c in text)):
        return View(text, None)
    pieces, places = [], []
    twins = _mixed(text)
    for place, character in enumerate(text):
        seen = _TWINS[character] if place in twins else _seen_as(character)
        pieces.append(seen)
        places += [place] * len(seen)
    return View("".join(pieces), tuple(places))


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
