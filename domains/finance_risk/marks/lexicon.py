"""Words looked for in a sentence, in time linear in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

_WORD = r"\w{1,30}+(?:['\u2019-]\w{1,30}+){0,5}+"
_BETWEEN = rf"\W{{1,6}}+(?:{_WORD}\W{{1,6}}+){{0,5}}?"
"""Up to five words that may stand where a phrase has `..`; no sign is read as part of a word and as what parts words,
so there is one way to read a line of dashes."""
_GROUP = re.compile(r"\{(\w+)\}")


class Lexicon:
    """A list of phrases. A phrase that ends in `*` stands for every word that begins so; a space for any white space.

    `..` stands for up to five words, `{name}` for each phrase of that name in `groups`. Matching heeds no case;
    phrases begin and end where words do.
    """

    def __init__(self, phrases: Iterable[str], groups: Mapping[str, Sequence[str]] | None = None) -> None:
        self._phrases = sorted({phrase.casefold() for phrase in phrases}, key=lambda each: (-len(each), each))
        self._groups = groups or {}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """Made when it is first looked for: half a second for all kinds of risk, which other fields do without."""
        return re.compile(rf"\b(?:{_by_first_letter(self._phrases, self._groups)})")

    def found(self, sentence: str) -> tuple[str, ...]:
        """The phrases as the sentence writes them, in lower case, each once, in order."""
        # A pattern that heeds case skips alternatives by their first letter: three times faster. Not `casefold`, which
        # takes signs apart that were one to earlier versions of the steps: a ligature stays one.
        small = sentence.lower()
        return tuple(dict.fromkeys(match[0] for match in self._pattern.finditer(small)))


def _by_first_letter(phrases: Iterable[str], groups: Mapping[str, Sequence[str]]) -> str:
    """The phrases, in order, under the letter they begin with: at a word only those of its letter are tried."""
    named = {name: f"(?:{_any(members)})" for name, members in groups.items()}
    rests: dict[str, list[str]] = {}
    for phrase in phrases:
        whole, group = _with_gaps(phrase, named), _GROUP.match(phrase)
        if group is None:
            rests.setdefault(whole[0], []).append(whole[1:])
            continue
        behind = whole.removeprefix(named[group[1]])
        for letter in dict.fromkeys(member[0].casefold() for member in groups[group[1]]):
            ways = _any([member for member in groups[group[1]] if member[0].casefold() == letter], begun=1)
            rests.setdefault(letter, []).append(f"(?:{ways}){behind}")
    assert all(map(str.isalnum, rests))  # a sign would be written with a backslash
    return "|".join(f"{letter}(?:{'|'.join(ways)})" for letter, ways in rests.items())


def _any(members: Sequence[str], begun: int = 0) -> str:
    """Each of `members`, the longest first, without its first `begun` letters."""
    return "|".join(_pattern(member.casefold())[begun:] for member in sorted(members, key=len, reverse=True))


def _with_gaps(phrase: str, groups: Mapping[str, str]) -> str:
    return _BETWEEN.join(_piece(piece, groups) for piece in phrase.split(" .. "))


def _piece(piece: str, groups: Mapping[str, str]) -> str:
    """A stretch without a gap; what stands beside a group is parted from it by a space."""
    parts = _GROUP.split(piece)
    return "".join(groups[part] if place % 2 else _beside(part) for place, part in enumerate(parts))


def _beside(part: str) -> str:
    words = part.strip()
    if not words:
        return r"[\s-]" * part.count(" ")
    return r"[\s-]" * part.startswith(" ") + _pattern(words) + r"[\s-]" * part.endswith(" ")


def _pattern(phrase: str) -> str:
    words = re.escape(phrase.removesuffix("*")).replace(r"\ ", r"[\s-]").replace(r"\-", r"[\s-]?")
    return words + (r"[a-z]{0,20}" if phrase.endswith("*") else r"\b")
