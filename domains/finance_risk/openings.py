"""Texts that open alike: formulaic reports and syndicated headlines a model would learn by heart."""

from __future__ import annotations

import re

import pandas as pd

OPENING_WORDS = 10
_WORD = re.compile(r"[^\W\d_]+")


def opening(text: str) -> str:
    """The first words of a text in lower case, without figures and punctuation."""
    words = []
    for match in _WORD.finditer(text):
        words.append(match[0].casefold())
        if len(words) == OPENING_WORDS:
            break
    return " ".join(words)


def opening_groups(texts: pd.Series[str]) -> pd.Series[str] | None:
    """The opening of each text; None where no two texts open alike."""
    openings = texts.astype(str).map(opening)
    return openings if openings.duplicated().any() else None
