"""Made-up values that stand for the identifiers of one text: the same for the same, another for another.

Each identifier has its place in a pool by its secret number, so that it is the same in every note of a group. Where
that place is another's in the text, or what stands there is a word of the text itself, the next free one is taken;
where none is near, the identifier's tag.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import pairwise
from string import ascii_uppercase

from domains.deidentify.made_up import NAMES, Pool, pool_of
from domains.deidentify.tags import Kind, tag

_SIGN = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[^\W\d_]+")
_STRIDE = 7_919
"""A prime that divides no pool's size: so every place is come by once, and the next one looks unlike the last."""
_TRIES = 24
"""Places looked at for one value: with half of them taken, one value in 17 million finds none."""


def likeness(value: str) -> str:
    """What two spellings of one identifier have in common: its letters and digits, small."""
    return "".join(_SIGN.findall(value)).casefold()


class Surrogates:
    """The made-up values of one text, handed out in the order in which its identifiers stand in it.

    `found` are its identifiers as they stand there; `digest` gives a secret number for a class and a value. Two values
    never share one, and none stands in the text; where most of a pool is taken a value may have its tag instead. Ages
    and dates share theirs, which tells nothing of them. An initial has another letter, which may be an initial of the
    text too.
    """

    def __init__(self, source: str, found: Iterable[str], digest: Callable[[str, str], int]) -> None:
        self._digest = digest
        self._standing = {likeness(each) for each in (*_WORDS.findall(source), *found)}
        self._given: dict[tuple[str, str], int | None] = {}
        self._taken: set[str] = set()
        self._letters: dict[str, str] = {}

    def of(self, value: str, kind: str) -> str:
        """A made-up value of the class `kind`.

        Every word of a name has its own, so that "Quentin Mockford", "Mockford" and "MOCKFORD, Quentin" are one person.
        """
        if kind == Kind.NAME:
            return _WORDS.sub(lambda word: self._name(word.group(0)), value)
        if kind == Kind.DATE:
            return tag(Kind.DATE)
        if kind == Kind.AGE:
            return "90"
        alike = likeness(value)
        number = self._digest(kind, alike)
        return self._chosen(kind, alike, number, pool_of(kind, value, number))

    def _name(self, word: str) -> str:
        folded = word.casefold()
        made = self._initial(word) if len(word) == 1 else None
        made = made or self._chosen(Kind.NAME, folded, self._digest(Kind.NAME, folded), NAMES)
        if word.isupper():
            return made.upper()
        return made.lower() if word.islower() else made

    def _initial(self, letter: str) -> str | None:
        """Another letter for each of the alphabet, none for two; None for a sign of another script."""
        if not self._letters:
            order = sorted(ascii_uppercase, key=lambda each: self._digest(Kind.NAME, each))
            self._letters = dict(pairwise([*order, order[0]]))
        return self._letters.get(unicodedata.normalize("NFKD", letter.upper())[0])

    def _chosen(self, kind: str, alike: str, number: int, pool: Pool) -> str:
        if (kind, alike) not in self._given:
            self._given[kind, alike] = self._free(pool, number)
        place = self._given[kind, alike]
        return tag(kind) if place is None else pool.at(place)

    def _free(self, pool: Pool, number: int) -> int | None:
        """The first free place from the one that the number says, taken from here on; None where none is near."""
        for tried in range(min(_TRIES, pool.size)):
            place = (number + tried * _STRIDE) % pool.size
            made = likeness(pool.at(place))
            if made not in self._standing and made not in self._taken:
                self._taken.add(made)
                return place
        return None
