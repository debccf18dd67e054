"""Made-up values that stand for the identifiers of one text: the same for the same, another for another.

Each identifier has its place in a pool by its secret number, so that it is the same in every note of a group. Where
that place is another's in the text, or what stands there is a word of the text itself, the next free one is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from string import ascii_uppercase

from domains.deidentify.made_up import NAMES, Pool, pool_of
from domains.deidentify.tags import Kind, tag

_SIGN = re.compile(r"[^\W_]")
_WORDS = re.compile(r"[^\W\d_]+")
_STRIDE = 7_919
"""A prime that divides no pool's size: so every place is come by once, and the next one looks unlike the last."""


def likeness(value: str) -> str:
    """What two spellings of one identifier have in common: its letters and digits, small."""
    return "".join(_SIGN.findall(value)).casefold()


class Surrogates:
    """The made-up values of one text, handed out in the order in which its identifiers stand in it.

    `found` are its identifiers as they stand there; `digest` gives a secret number for a class and a value. As long as
    a pool lasts, two values never share one, and none stands in the text. Ages and dates share theirs, which tells
    nothing of them. An initial has another letter, which may be an initial of the text too.
    """

    def __init__(self, source: str, found: Iterable[str], digest: Callable[[str, str], int]) -> None:
        self._digest = digest
        self._standing = {likeness(each) for each in (*_WORDS.findall(source), *found)}
        self._given: dict[tuple[str, str], int] = {}
        self._taken: set[str] = set()
        self._spent: set[Pool] = set()
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
        known = self._given.get((kind, alike))
        if known is None:
            known = self._given[kind, alike] = self._free(pool, number)
            self._taken.add(likeness(pool.at(known)))
        return pool.at(known)

    def _free(self, pool: Pool, number: int) -> int:
        """The first free place from the one that the number says; once there is none, one that is not of the text."""
        if pool not in self._spent:
            for place in _order(pool, number):
                alike = likeness(pool.at(place))
                if alike not in self._standing and alike not in self._taken:
                    return place
            self._spent.add(pool)
        usable = (place for place in _order(pool, number) if likeness(pool.at(place)) not in self._standing)
        return next(usable, number % pool.size)


def _order(pool: Pool, number: int) -> Iterator[int]:
    """Every place of a pool once, from the one that the number says."""
    return ((number + tried * _STRIDE) % pool.size for tried in range(pool.size))
