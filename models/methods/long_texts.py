"""What may be set about texts that are longer than a language model reads, and what that costs."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from models.backbones.catalogue import backbone
from models.interface import Facts, Floats, MethodOptions
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


def read_at_a_time(options: MethodOptions) -> int | None:
    """Word pieces read at a time: what `options` ask for, but no more than their language model can; None: all."""
    wanted: int | None = getattr(options, "max_tokens", None)
    chosen: str | None = getattr(options, "backbone", None)
    return wanted if wanted is None or chosen is None else min(wanted, backbone(chosen).max_tokens)


def tokens_read(options: MethodOptions, mean_tokens: float) -> float:
    """Tokens that are read of a text of mean length."""
    limit = read_at_a_time(options)
    if limit is None:
        return mean_tokens
    whole = getattr(options, "long_texts", "cut") in ("cut", "head_tail")
    return min(mean_tokens, limit * (1 if whole else MOST_WINDOWS))


def reason_against(long_texts: LongTexts, facts: Facts) -> tuple[str, str] | None:
    """Why texts that are cut with their second one cannot be read so, and what to do; None where they can."""
    if long_texts == "head_tail" and facts.pairs:
        return (
            "Texts with a second text each are cut at their end, each by itself; head and tail is for single texts.",
            "Set 'Texts longer than that' to auto.",
        )
    return None


def reason_against_length(options: MethodOptions) -> tuple[str, str] | None:
    """Why no text can be read at the length asked for, and what to do; None where it can, and of a default."""
    wanted, limit = getattr(options, "max_tokens", None), read_at_a_time(options)
    if wanted == limit or wanted == type(options).model_fields["max_tokens"].default:
        return None
    title = backbone(getattr(options, "backbone", "")).title
    return (
        f"'{title}' reads {limit:,} word pieces at a time at most, not {wanted:,}.",
        f"Set 'Longest text' to {limit:,} or less: longer texts can be read in windows. Or choose a language model "
        "that reads more.",
    )


def long_texts_note(tokens: Floats, options: MethodOptions, *, pairs: bool = False) -> str:
    """What `options` do with the texts that are longer than is read at a time, in words; empty where none is.

    `tokens` is about how many each training text has. `pairs` says that they are read with a second
    one each, and so are cut.
    """
    limit = read_at_a_time(options)
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
