"""Mending characters: mojibake, look-alike code points, control characters, stray white space."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from pydantic import Field

from domains.contract import StepOptions
from domains.steps import MAX_ROUNDS, text_step

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_PLAIN = re.compile(r"[\t\n\x20-\x25\x27-\x7e]*\Z")
_ASCII_SPACE = re.compile(r"([ \t\n]+)")
_ANY_SPACE = re.compile(r"(\s+)")
_LINE_SPACE = re.compile(r"[^\S\n]+")


class RepairOptions(StepOptions):
    """Options of the character repair."""

    mojibake: bool = Field(
        True, title="Mend wrong encodings", description="Turn 'â€™' and its like back into what was written."
    )


class WhitespaceOptions(StepOptions):
    """Options of the white-space step."""

    keep_lines: bool = Field(False, title="Keep line breaks", description="Leave each line a line of its own.")


@cache
def _ftfy_config() -> Any:
    import ftfy

    return ftfy.TextFixerConfig(unescape_html=True, explain=False)


def _mend(word: str, mojibake: bool, rounds: int = MAX_ROUNDS) -> str:
    """`word` mended until it stays; what the mending splits into several words is mended word by word."""
    mended = word
    if mojibake:
        import ftfy

        mended = ftfy.fix_text(mended, _ftfy_config())
    mended = unicodedata.normalize("NFC", _CONTROL.sub("", mended))
    pieces = _ANY_SPACE.split(mended)
    if rounds == 0 or pieces == [word]:
        return mended
    return "".join(piece if not piece or piece.isspace() else _mend(piece, mojibake, rounds - 1) for piece in pieces)


def repair(text: str, options: RepairOptions) -> str:
    """`text` in NFC, without control characters, its mojibake undone.

    Word by word, so that what becomes of a word never depends on what later steps make of its neighbours.
    """
    if _PLAIN.match(text):
        return text
    words = _ASCII_SPACE.split(_LINE_END.sub("\n", text))
    mended = {word: _mend(word, options.mojibake) for word in set(words) if not _PLAIN.match(word)}
    return "".join(mended.get(word, word) for word in words)


def squeeze(text: str, options: WhitespaceOptions) -> str:
    """`text` with runs of white space made one blank, and none at its ends."""
    if not options.keep_lines:
        return _ANY_SPACE.sub(" ", text).strip()
    lines = [_LINE_SPACE.sub(" ", line).strip() for line in text.split("\n")]
    return "\n".join(line for line in lines if line)


REPAIR = text_step(
    "repair",
    "Character repair",
    "Mends wrongly decoded characters, composes accents, drops invisible control characters.",
    1,
    RepairOptions,
    repair,
)
WHITESPACE = text_step(
    "whitespace", "White space", "One blank between words, none at the ends.", 1, WhitespaceOptions, squeeze
)
