"""Words that give the answer away, taken out of every text.

Out, and with no mark in their place: where only some texts held them, the mark would give the answer away as they did.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from domains.preparation import Preparation
from domains.source_rows import source_rows
from studio.core.visible import shows_nothing

_WORD = re.compile(r"\w+")
_TOKEN_END = re.compile(r"\S*\s*")
_BEFORE, _AFTER = r"[ \t]{0,4}[\[({<#]{0,3}", r"[\])}>:]{0,3}[ \t]{0,4}"
"""Brackets and the like around a word go with it; so many at most, which keeps the search linear."""


def without_first_words(table: pd.DataFrame, preparation: Preparation) -> pd.DataFrame:
    """`table` with the first word of each prepared text, and what clings to it, taken out of the text as it came."""
    pairs = zip(table["source_text"].tolist(), table["text"].tolist(), strict=True)
    return _rewritten(table, [without_first_word(source, text) for source, text in pairs], preparation)


def without_names(table: pd.DataFrame, names: Sequence[str], preparation: Preparation) -> pd.DataFrame:
    """`table` with `names` taken out of each text as it came."""
    patterns = [pattern for name in names if (pattern := _named(name))]
    return _rewritten(table, [_without(text, patterns) for text in table["source_text"].tolist()], preparation)


def without_first_word(source: str, prepared: str) -> str:
    """`source` without the token that holds the first word of `prepared`; without its own first one where none does.

    A step may have taken off what stood before it (the time of a log line): that stays. A text of one token stays.
    """
    word = _WORD.search(prepared)
    found = re.search(rf"(?<!\w){re.escape(word.group())}(?!\w)", source, re.IGNORECASE) if word else None
    found = found or _WORD.search(source)
    if found is None:
        return source
    before = source[: found.start()]
    if before and not before[-1].isspace():
        before = before.removesuffix(before.split()[-1])
    return _or_whole(before + source[_TOKEN_END.match(source, found.end()).end() :], source)  # type: ignore[union-attr]


def _without(text: str, patterns: Sequence[re.Pattern[str]]) -> str:
    shorter = text
    for pattern in patterns:
        shorter = pattern.sub(" ", shorter)
    return text if shorter == text else _or_whole(shorter.strip(), text)


def _named(name: str) -> re.Pattern[str] | None:
    """A name however it is written: capitals aside, any signs between its words."""
    words = _WORD.findall(name.replace("_", " "))
    if not words:
        return None
    inner = r"[\W_]+".join(map(re.escape, words))
    return re.compile(rf"{_BEFORE}(?<![^\W_]){inner}(?![^\W_]){_AFTER}", re.IGNORECASE)


def _or_whole(shorter: str, text: str) -> str:
    """A text of which nothing would be left stays."""
    return text if shows_nothing(shorter) else shorter


def _rewritten(table: pd.DataFrame, sources: list[str], preparation: Preparation) -> pd.DataFrame:
    """`table` with other texts as they came, prepared anew where they differ; one that is empty then stays."""
    knowing = preparation.knowing(source_rows(table))
    before = table["source_text"].tolist()
    differing = [row for row, source in enumerate(sources) if source != before[row]]
    prepared = knowing.texts([sources[row] for row in differing])
    rewritten = table.copy()
    kept, texts = list(before), table["text"].tolist()
    for row, text in zip(differing, prepared, strict=True):
        if text.strip():
            kept[row], texts[row] = sources[row], text
    rewritten["source_text"], rewritten["text"] = kept, texts
    return rewritten
