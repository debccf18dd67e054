"""What may be set about texts that are longer than a language model reads, and what that costs."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from models.windows import LONG_SHARE, MOST_WINDOWS, LongTexts

LONG_TEXTS: Any = Field(
    "auto",
    title="Texts longer than that",
    description=(
        f"windows: read in up to {MOST_WINDOWS} overlapping pieces, averaged over the text. cut: what comes after is "
        f"not read. auto: windows where more than {LONG_SHARE:.0%} of the training texts are longer."
    ),
)


def tokens_read(long_texts: LongTexts, mean_tokens: float, max_tokens: int) -> float:
    """Tokens that are read of a text of mean length."""
    return min(mean_tokens, max_tokens * (1 if long_texts == "cut" else MOST_WINDOWS))
