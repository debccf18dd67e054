"""Steps that only answers need: what counts as none, and letters in one case."""

from __future__ import annotations

import re

from domains.contract import StepOptions
from domains.steps import text_step

BLANK = "[BLANK]"

_BLANK_WORDS = frozenset(
    """
    n/a|na|none|nil|null|nan|no answer|no response|not answered|blank|skip|skipped|idk|dk|i don't know|i dont know
    i do not know|don't know|dont know|no idea|?|??|???|-|--|---|.|..|...|x
    """.strip()
    .replace("\n    ", "|")
    .split("|")
) | {""}
_EDGES = re.compile(r"^[\s\[\](){}\"'*_]{0,20}|[\s\[\](){}\"'*_.!]{0,20}$")


class BlankOptions(StepOptions):
    """Options of the blank-answer step."""


class CaseOptions(StepOptions):
    """Options of the case step, which is off unless asked for: the encoder ignores case by itself."""

    enabled: bool = False


def is_blank(text: str) -> bool:
    """Whether an answer says nothing: empty, a dash, "n/a", "I don't know"."""
    lowered = text.strip().lower().replace("\u2019", "'")
    return lowered in _BLANK_WORDS or _EDGES.sub("", lowered) in _BLANK_WORDS


def mark_blank(text: str, options: BlankOptions) -> str:
    """`[BLANK]` in place of an answer that says nothing, any other answer as it is."""
    return BLANK if is_blank(text) else text


def lower_case(text: str, options: CaseOptions) -> str:
    """`text` in lower case, but for tags of removed identifiers and of blank answers."""
    return re.sub(r"\[[A-Z_]{2,20}\]|[^\[]+|\[", _lower_unless_tag, text)


def _lower_unless_tag(match: re.Match[str]) -> str:
    piece = match.group(0)
    return piece if re.fullmatch(r"\[[A-Z_]{2,20}\]", piece) else piece.lower()


CASE = text_step("case", "Lower case", "Writes everything in small letters.", 1, CaseOptions, lower_case)
BLANKS = text_step(
    "blank",
    "Blank answers",
    f"Answers that say nothing ('n/a', '-', 'no idea') become {BLANK}.",
    1,
    BlankOptions,
    mark_blank,
)
