"""How people on the shop floor write: all capitals, and short forms."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pydantic import Field, model_validator

from domains.contract import StepOptions
from domains.steps import text_step

MIN_LETTERS = 12
CAPITAL_SHARE = 0.8
"""A text of at least `MIN_LETTERS` letters, this share of them capitals, is prose in capitals, not an acronym."""

_MASK = re.compile(r"<[A-Z]{2,6}>")

SHORTHAND: Mapping[str, str] = {
    "assy": "assembly", "brg": "bearing", "brgs": "bearings", "brkr": "breaker", "cyl": "cylinder", "chk": "check",
    "chkd": "checked", "elec": "electrical", "fltr": "filter", "gbx": "gearbox", "g/box": "gearbox", "htr": "heater",
    "hyd": "hydraulic", "hyds": "hydraulics", "insp": "inspect", "inop": "inoperative", "lub": "lubrication",
    "maint": "maintenance", "mech": "mechanical", "oper": "operator", "pneu": "pneumatic", "repl": "replace",
    "repld": "replaced", "rplc": "replace", "rplcd": "replaced", "u/s": "unserviceable", "vib": "vibration",
    "vlv": "valve", "vlvs": "valves", "xfmr": "transformer", "xmtr": "transmitter", "a/c": "air conditioner",
    "c/o": "change out", "r/r": "remove and replace", "l/h": "left hand", "r/h": "right hand",
}  # fmt: skip
"""Short forms with one reading on a shop floor; 'temp', 'press', 'w/o' and the like have two and stay."""

_SHORT = re.compile(
    r"(?<![\w/<])(?:" + "|".join(re.escape(word) for word in sorted(SHORTHAND, key=len, reverse=True)) + r")(?![\w/>])",
    re.IGNORECASE,
)


def _pattern(short: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/<]){re.escape(short)}(?![\w/>])", re.IGNORECASE)


def _word(short: str, text: str) -> bool:
    """Whether `short` stands in `text` as a word of its own (an empty one stands everywhere)."""
    return not short.strip() or _pattern(short).search(text) is not None


class CaseOptions(StepOptions):
    """Options of the case step."""


class ShorthandOptions(StepOptions):
    """Options of the shorthand step."""

    more: dict[str, str] = Field(
        default_factory=dict, title="Your short forms", description="Further short forms and what they stand for."
    )

    @model_validator(mode="after")
    def settle(self) -> ShorthandOptions:
        """Refuse short forms whose meaning holds a short form: the text would grow with every pass."""
        for full in self.more.values():
            if _SHORT.search(full) or any(_word(short, full) for short in self.more):
                raise ValueError(f"'{full}' contains a short form itself")
        return self


def fold(text: str, options: CaseOptions) -> str:
    """A text in capitals in lower case, masks aside; others as they are."""
    bare = _MASK.sub("", text)
    letters, capitals = sum(map(str.isalpha, bare)), sum(map(str.isupper, bare))
    if letters < MIN_LETTERS or capitals < CAPITAL_SHARE * letters:
        return text
    return re.sub(r"(<[A-Z]{2,6}>)|([^<]+|<)", lambda match: match[1] or match[2].lower(), text)


def expand(text: str, options: ShorthandOptions) -> str:
    """`text` with short forms written out."""
    text = _SHORT.sub(lambda match: SHORTHAND[match[0].lower()], text)
    for short, full in options.more.items():
        text = _pattern(short).sub(full.replace("\\", r"\\"), text)
    return text


CASE = text_step(
    "case", "Capitals", "Writes prose that is all capitals in lower case; acronyms stay.", 1, CaseOptions, fold
)
SHORTHAND_STEP = text_step(
    "shorthand", "Shop-floor shorthand", "Writes out short forms with one reading: 'brg', 'vlv', 'u/s'.", 1,
    ShorthandOptions, expand,
)  # fmt: skip
