"""Mending characters: mojibake, look-alike code points, control characters, stray white space."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Any

from pydantic import Field

from domains.contract import StepOptions
from domains.steps import text_step

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060\ufeff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?")
_PLAIN = re.compile(r"[\t\n\x20-\x25\x27-\x7e]*\Z")
_SPACES = re.compile(r"[^\S\n]+")
_ALL_SPACES = re.compile(r"\s+")


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


def repair(text: str, options: RepairOptions) -> str:
    """`text` in NFC, without control characters, its mojibake undone."""
    if _PLAIN.match(text):
        return text
    if options.mojibake:
        import ftfy

        text = ftfy.fix_text(text, _ftfy_config())
    text = _CONTROL.sub("", _LINE_END.sub("\n", text))
    return unicodedata.normalize("NFC", text)


def squeeze(text: str, options: WhitespaceOptions) -> str:
    """`text` with runs of white space made one blank, and none at its ends."""
    if not options.keep_lines:
        return _ALL_SPACES.sub(" ", text).strip()
    lines = [_SPACES.sub(" ", line).strip() for line in text.split("\n")]
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
