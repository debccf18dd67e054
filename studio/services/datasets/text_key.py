"""When two texts count as the same."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_DIGITS = re.compile(r"\d+")
_SIGNS = re.compile(r"[\W_]+")


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


def text_keys(texts: Sequence[str], questions: Sequence[str] | None) -> list[str]:
    """`text_key` of each row."""
    if questions is None:
        return [text_key(text) for text in texts]
    return [text_key(text, question) for text, question in zip(texts, questions, strict=True)]
