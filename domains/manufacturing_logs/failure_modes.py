"""How a machine failed, under the names ISO 14224 gives failure modes, read off the words of a work order.

Codes and names are those of ISO 14224:2016, annex B, tables B.6 to B.15. They were compared with three public
renderings of those tables, not with the text of the standard; docs/failure-modes.md has the comparison, code by code.
Which words speak for which is our own list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from domains.manufacturing_logs.german_words import FAILURES


@dataclass(frozen=True)
class FailureMode:
    """A mode: its three-letter code, its name, and the words that speak for it."""

    code: str
    name: str
    words: re.Pattern[str]


_REFUSES = (
    r"(?:(?:will|would|does|did|could|can) not|won't|wouldn't|doesn't|didn't|cannot|can't"
    r"|wont|wouldnt|doesnt|didnt|cant|fail(?:s|ed|ing)? to|not)"
)
_SPOKEN: Mapping[tuple[str, str], str] = {
    ("FTS", "Failure to start on demand"): rf"(?:{_REFUSES}|no) start\w*|(?:hard|slow|difficult) to start"
    r"|not (?:running|coming on|turning)|no crank",
    ("STP", "Failure to stop on demand"): rf"{_REFUSES} stop(?:ping)?",
    ("FTC", "Failure to close on demand"): rf"{_REFUSES} (?:clos(?:e|ing)|shut(?:ting)?)"
    r"|failed open|stuck open|stays? open",
    ("FTO", "Failure to open on demand"): rf"{_REFUSES} open(?:ing)?|(?:stuck|failed) (?:closed|shut)",
    ("UST", "Spurious stop"): r"(?<!not )(?<!never )(?<!without )tripp?(?:s|ed|ing)?"
    r"|(?:stopped|stops) (?:by itself|on its own|randomly|without|for no)|random(?:ly)? stop\w*|shut ?down by itself",
    ("BRD", "Breakdown"): r"seized|broke(?:n)? down|breakdown|burnt out|burned out|(?:burn(?:t|ed)"
    r"|smok\w+) (?:winding|coil|contact)s?|smoking|jammed solid|fuses? (?:blown"
    r"|blowing|blew)"
    r"|blown fuses?|short(?:ed)? (?:circuit|to earth|to ground)|down to earth|earth fault",
    ("ELU", "External leakage - utility medium"): r"(?:oil|grease|coolant|air|hydraulic|lubrica\w+|seal|hose|fitting)"
    r"(?: \w+){0,4} (?:leak\w*|weep\w*|drip\w*)(?! (?:product|process|slurry|acid|caustic|gas|steam|water)\b)"
    r"|(?:leak\w*|weep\w*|drip\w*)(?: \w+){0,4} (?:oil|grease|coolant|air)"
    r"|oil on (?:the )?floor",
    ("ELP", "External leakage - process medium"): r"leak(?:s|ed|ing|age)?|weeps|weeping|drips|dripping",
    ("INL", "Internal leakage"): r"internal(?:ly)? leak\w*"
    r"|pass(?:es|ing) (?:through )?when (?:shut|closed)|drifts down|blow(?:s|ing) (?:by|through|past)",
    ("VIB", "Vibration"): r"vibrat\w*|shak(?:es|ing)",
    ("NOI", "Noise"): r"nois[ey]|noisy|squeal\w*|grinding|rattl\w*|rumbl\w*|knocking|chatter\w*|howl\w*"
    r"|screech\w*|whin(?:es|ing)",
    ("OHE", "Overheating"): r"overheat\w*|(?:running|runs|too|very) (?:hot|warm)|hot|(?:burnt|burning) smell"
    r"|smell of burning|(?:over ?temp|high temp|temp(?:erature)?(?: too)? high|temp(?:erature)? alarm)\w*",
    ("PLU", "Plugged/choked"): r"plugged|clogged|blocked|blockage|choked|jam(?:s|med)?|foul(?:ed|ing)|scaled up"
    r"|silted\w*|(?:high|excessive) (?:dp|delta ?p|differential pressure)"
    r"|(?:dp|delta ?p|differential pressure)(?: too)? high",
    ("AIR", "Abnormal instrument reading"): r"(?:reading|reads|shows|indicat\w+|signal|count)\b"
    r"(?: \S+){0,4} (?:wrong|false|frozen|full|empty|jumps?|lost|about|present|high|low)"
    r"|(?:false|wrong) (?:reading|signal|alarm)|no (?:reading|signal)|signal lost|loses count|needle stuck",
    ("LOO", "Low output"): r"low (?:pressure|flow|output|speed|level)"
    r"|(?:pressure|flow|vacuum) (?:drops?|low|below|fell|lost)|no (?:pressure|flow|vacuum|suction|output)|slow"
    r"|not (?:pumping|heating|cooling|building)",
    ("HIO", "High output"): r"high (?:pressure|flow|output|speed)|over ?pressure|runs too fast",
    ("ERO", "Erratic output"): r"erratic|intermittent\w*|hunting|jumps about|unstable|fluctuat\w*",
    ("STD", "Structural deficiency"): r"crack\w*|broke(?!n? down\b)|gouged"
    r"|(?:rod|bore|liner|sleeve|barrel)s? scor(?:ed|ing)|chewed|burst"
    r"|ruptur\w*|broken|fractur\w*|bent|torn|sheared"
    r"|corro\w+|frayed|worn|wear|pitted|perish\w*|snapped|stretched|blunt|chafed|damaged|deformed|disintegrated|holed"
    r"|split|eroded|damage|shot|melted|creep(?:s|ing)|excess(?:ive)? (?:play|movement)|flat tyre"
    r"|blown (?:\S+ ){0,4}(?:hose|o-?ring|seal|gasket|tyre|tire|line|pipe)s?|(?:hose|tyre|tire|line|seal) blown",
    ("PDE", "Parameter deviation"): r"out of (?:tolerance|line|parallel|alignment)|off (?:the |its )?track"
    r"|(?:mis|wander)\w* track\w*|track(?:s|ing) (?:off|to)"
    r"|(?:runs|running) off"
    r"|mis-?align\w*|off cent(?:re|er)|drift\w*|skewed",
    ("SER", "Minor in-service problems"): r"loose|dirty|dusty|dust in|contaminated|discolou?red"
    r"|missing (?:bolt|nut|screw|guard|cover)s?|(?:bolt|nut|screw|guard|cover)s?(?: \w+)? missing",
}  # fmt: skip

_ONLY_BROKEN = (
    r"dead|defective|faulty|inoperative|unserviceable|out of service|no power"
    r"|(?:not|[a-z]{2,8}n'?t) (?:work(?:ing|s)?"
    r"|charging|counting|functioning)|fail(?:ed|ure)?(?! to)|blown"
    r"|(?<!no )faults?(?! (?:cleared|codes?|reset|found|[a-z]?\d))"
    r"|defekt(?:e[rns]?)?|kaputt|ohne funktion"
)
"""Says that something does not work and not how: counts where nothing else is said."""


def _mode(code: str, name: str, words: str) -> FailureMode:
    return FailureMode(code, name, re.compile(rf"\b(?:{words})\b", re.IGNORECASE))


FAILURE_MODES: tuple[FailureMode, ...] = (
    *(_mode(code, name, f"{words}|{FAILURES[code]}") for (code, name), words in _SPOKEN.items()),
    _mode("BRD", "Breakdown", _ONLY_BROKEN),
)
"""In order of how much they say: the first that is spoken of is the mode."""


def failure_mode(text: str) -> FailureMode | None:
    """The mode a text speaks of first in the order above; None where it names none (unknown, UNK, in the standard)."""
    return next((mode for mode in FAILURE_MODES if mode.words.search(text)), None)
