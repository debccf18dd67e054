"""Whether texts are in the language the default backbone was trained on, which is English.

A heuristic, not a detector: a text counts as foreign where most of its letters are not Latin, or where it holds more
of the commonest words of another language than of English. It looks at texts of eight words and more only, since
shorter ones (work orders, log lines) have no such words in any language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ENGLISH = frozenset(
    "the of and to in is was for with that this on are be by not at from it as were has have or".split()  # noqa: SIM905
)
_OTHERS = tuple(
    frozenset(words.split())
    for words in (
        "der die das und ist nicht ein eine mit den von zu auf für dem des im wurde auch bei sich werden",
        "le la les des et est une dans pour que qui pas sur avec du au par sont cette été aux ne",
        "el la los las de que y en un una por con para es del se no al lo como más pero fue",
        "il di che la per una non sono della con del gli si le nel anche alla dei più da",
        "o de que e do da em um com para não uma os no se na por mais as dos foi ao",
        "de het een van en is dat niet op te voor met zijn er aan ook door bij maar wordt",
        "i w na z do że się nie jest to o jak po za przez dla oraz ma są od",
    )
)  # German, French, Spanish, Italian, Portuguese, Dutch, Polish
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_END = "\u024f"
_MIN_WORDS = 8
_LOOKED_AT = 800  # characters
_MIN_HITS = 2


def is_foreign(text: str) -> bool:
    """Whether a text is likely not English."""
    words = [word.lower() for word in _WORD.findall(text[:_LOOKED_AT])]
    letters = "".join(words)
    if not letters:
        return False
    if sum(letter > _LATIN_END for letter in letters) * 2 > len(letters):
        return True
    if len(words) < _MIN_WORDS:
        return False
    english = sum(word in _ENGLISH for word in words)
    other = max(sum(word in common for word in words) for common in _OTHERS)
    return other >= _MIN_HITS and other > english


def foreign(texts: Sequence[str]) -> list[bool]:
    """`is_foreign` of each text."""
    return [is_foreign(text) for text in texts]
