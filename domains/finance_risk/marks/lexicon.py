"""Words looked for in a sentence, in time linear in it."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Lexicon:
    """A list of phrases. A phrase that ends in `*` stands for every word that begins so; a space for any white space.

    Matching heeds no case; phrases begin and end where words do.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        ordered = sorted({phrase.casefold() for phrase in phrases}, key=lambda each: (-len(each), each))
        self._pattern = re.compile(rf"\b(?:{'|'.join(map(_pattern, ordered))})", re.IGNORECASE)

    def found(self, sentence: str) -> tuple[str, ...]:
        """The phrases as the sentence writes them, in lower case, each once, in order."""
        return tuple(dict.fromkeys(match[0].casefold() for match in self._pattern.finditer(sentence)))


def _pattern(phrase: str) -> str:
    words = re.escape(phrase.removesuffix("*")).replace(r"\ ", r"[\s-]").replace(r"\-", r"[\s-]?")
    return words + (r"[a-z]{0,20}" if phrase.endswith("*") else r"\b")
