"""What may be set about texts that are longer than a language model reads, and what that costs."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from models.interface import Floats, MethodOptions
from models.windows import HEAD_AND_TAIL, LONG_SHARE, MOST_WINDOWS, LongTexts, windows_to_read

LONG_TEXTS: Any = Field(
    "auto",
    title="Texts longer than that",
    description=(
        f"windows: read in up to {MOST_WINDOWS} overlapping pieces, averaged over the text. head_tail: in one "
        "piece, a quarter from its beginning and the rest from its end (Sun et al. 2019). cut: what comes after is not "
        f"read. auto: windows where more than {LONG_SHARE:.0%} of the training texts are longer."
    ),
)


def tokens_read(long_texts: LongTexts, mean_tokens: float, max_tokens: int) -> float:
    """Tokens that are read of a text of mean length."""
    return min(mean_tokens, max_tokens * (1 if long_texts in ("cut", "head_tail") else MOST_WINDOWS))


def long_texts_note(tokens: Floats, options: MethodOptions, *, pairs: bool = False) -> str:
    """What `options` do with the texts that are longer than is read at a time, in words; empty where none is.

    `tokens` is about how many each training text has. `pairs` says that they are read with a second
    one each, and so are cut.
    """
    limit = getattr(options, "max_tokens", None)
    chosen: LongTexts = getattr(options, "long_texts", "cut")
    longer = tokens > limit if limit is not None else tokens < 0
    if not longer.any():
        return ""
    share = f"{max(0.01, float(longer.mean())):.0%}"
    said = f"About {share} of the texts are longer than the {limit} word pieces read at a time: "
    if not pairs and windows_to_read(chosen, longer) > 1:
        return f"{said}they are read in up to {MOST_WINDOWS} windows, averaged."
    if not pairs and windows_to_read(chosen, longer) == HEAD_AND_TAIL:
        return f"{said}what lies between their beginning and their end is not read."
    return f"{said}what comes after is not read."
