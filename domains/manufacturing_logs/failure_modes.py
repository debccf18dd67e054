"""How a machine failed, under the names ISO 14224 gives failure modes, read off the words of a work order.

Codes and names are those of ISO 14224:2016, annex B, tables B.6 to B.15. They were compared with three public
renderings of those tables, not with the text of the standard; docs/failure-modes.md has the comparison, code by code.
Which words speak for which is our own list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class FailureMode:
    """A mode: its three-letter code, its name, and the words that speak for it."""

    code: str
    name: str
    words: re.Pattern[str]


_REFUSES = (
    r"(?:(?:will|would|does|did|could|can) not|won't|wouldn't|doesn't|didn't|cannot|can't|fail(?:s|ed|ing)? to|not)"
)
_SPOKEN: Mapping[tuple[str, str], str] = {
    ("FTS", "Failure to start on demand"): rf"(?:{_REFUSES}|no) start\w*",
    ("STP", "Failure to stop on demand"): rf"{_REFUSES} stop(?:ping)?",
    ("FTC", "Failure to close on demand"): rf"{_REFUSES} (?:clos(?:e|ing)|shut(?:ting)?)"
    r"|stuck open|stays? open",
    ("FTO", "Failure to open on demand"): rf"{_REFUSES} open(?:ing)?|stuck (?:closed|shut)",
    ("UST", "Spurious stop"): r"(?<!not )(?<!never )(?<!without )tripp?(?:s|ed|ing)?"
    r"|stopped (?:by itself|without|for no)|shut ?down by itself",
    ("BRD", "Breakdown"): r"seized|broke(?:n)? down|breakdown|burnt out|burned out|jammed solid",
    ("ELU", "External leakage - utility medium"): r"(?:oil|grease|coolant|air|hydraulic|lubrica\w+|seal|hose|fitting)"
    r"(?: \w+){0,4} (?:leak\w*|weep\w*|drip\w*)|(?:leak\w*|weep\w*|drip\w*)(?: \w+){0,4} (?:oil|grease|coolant|air)"
    r"|oil on (?:the )?floor",
    ("ELP", "External leakage - process medium"): r"leak(?:s|ed|ing|age)?|weeps|weeping|drips|dripping",
    ("INL", "Internal leakage"): r"internal(?:ly)? leak\w*"
    r"|pass(?:es|ing) (?:through )?when (?:shut|closed)|drifts down",
    ("VIB", "Vibration"): r"vibrat\w*|shak(?:es|ing)",
    ("NOI", "Noise"): r"nois[ey]|noisy|squeal\w*|grinding|rattl\w*|rumbl\w*|knocking|chatter\w*",
    ("OHE", "Overheating"): r"overheat\w*|(?:running|runs|too|very) (?:hot|warm)|hot|burnt smell",
    ("PLU", "Plugged/choked"): r"plugged|clogged|blocked|choked|jam(?:s|med)?",
    ("AIR", "Abnormal instrument reading"): r"(?:reading|reads|shows|indicat\w+|signal|count)\b"
    r"(?: \w+){0,4} (?:wrong|false|frozen|full|jumps?|lost|about|present|high|low)"
    r"|(?:false|wrong|no) (?:reading|signal|alarm)|signal lost|loses count",
    ("LOO", "Low output"): r"low (?:pressure|flow|output|speed|level)"
    r"|pressure (?:drops?|low|below|fell)|no pressure|slow",
    ("HIO", "High output"): r"high (?:pressure|flow|output|speed)|over ?pressure|runs too fast",
    ("ERO", "Erratic output"): r"erratic|intermittent\w*|hunting|jumps about|unstable|fluctuat\w*",
    ("STD", "Structural deficiency"): r"crack\w*|burst|ruptur\w*|broken|fractur\w*|bent|torn|sheared"
    r"|corro\w+|frayed|worn|wear|pitted",
    ("PDE", "Parameter deviation"): r"out of (?:tolerance|line|parallel)|misalign\w*|off cent(?:re|er)|drift\w*|skewed",
    ("SER", "Minor in-service problems"): r"loose|dirty|missing (?:bolt|screw|guard|cover)|discolou?red",
}  # fmt: skip

FAILURE_MODES: tuple[FailureMode, ...] = tuple(
    FailureMode(code, name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE)) for (code, name), words in _SPOKEN.items()
)
"""In order of how much they say: the first that is spoken of is the mode."""


def failure_mode(text: str) -> FailureMode | None:
    """The mode a text speaks of first in the order above; None where it names none (unknown, UNK, in the standard)."""
    return next((mode for mode in FAILURE_MODES if mode.words.search(text)), None)
