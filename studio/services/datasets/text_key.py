"""When two texts count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from models.verdict.near_duplicates import near_duplicates

_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")
_MOST_WORDS = 1_000_000
_MOST_LINKED = 0.1


def text_key(text: str, question: str = "") -> str:
    """What near-duplicates have in common: words in order, without case and signs, every number alike.

    The same answer to two questions is two texts. A text without a letter or digit is its own key.
    """
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = _SIGNS.sub(" ", _DIGITS.sub("0", folded)).strip() or text.strip()
    return f"{words}\x1f{question.strip().casefold()}" if question else words


def row_key(text: str) -> str:
    """What a text keeps through every file: as `text_key`, but other numbers make another text."""
    return _SIGNS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip() or text.strip()


def near_text_keys(texts: Sequence[str], questions: Sequence[str] | None) -> list[str]:
    """`text_key` of each row, near duplicates (four in five of their runs of three words) sharing one.

    In tables of over a million words only equal keys are shared, for the time it would take; nor are near duplicates
    tied where over a tenth of all rows are linked (the lines of one template): nothing would be left to measure on.
    """
    keys = text_keys(texts, questions)
    if sum(text.count(" ") + 1 for text in texts) > _MOST_WORDS:
        return keys
    first = list(dict(zip(reversed(keys), range(len(keys) - 1, -1, -1), strict=True)).values())
    beside = None if questions is None else [questions[row].strip().casefold() for row in first]
    shared: dict[str, str] = {}
    for group in near_duplicates([texts[row] for row in first], beside):
        if len(group) <= _MOST_LINKED * len(keys):
            shared |= {keys[first[member]]: keys[first[group[0]]] for member in group}
    return [shared.get(key, key) for key in keys]


def text_keys(texts: Sequence[str], questions: Sequence[str] | None) -> list[str]:
    """`text_key` of each row."""
    if questions is None:
        return [text_key(text) for text in texts]
    return [text_key(text, question) for text, question in zip(texts, questions, strict=True)]
