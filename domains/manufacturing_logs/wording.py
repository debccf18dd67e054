"""How people on the shop floor write: all capitals, and short forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from pydantic import Field, model_validator

from domains.contract import Step, StepOptions
from domains.manufacturing_logs.shop_spelling import mended, written_out
from domains.manufacturing_logs.shop_words import MISSPELLINGS, SHORTHAND, SHORTHAND_2, SHORTHAND_3
from domains.steps import text_step

MIN_LETTERS = 12
CAPITAL_SHARE = 0.8
"""A text of at least `MIN_LETTERS` letters, this share of them capitals, is prose in capitals, not an acronym."""

_MASK = re.compile(r"<[A-Z]{2,6}>")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(r"(?<![\w/<])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![\w/>])", re.IGNORECASE)


_SHORT, _SHORT_2, _SHORT_3 = _any_of(SHORTHAND), _any_of(SHORTHAND_2), _any_of(SHORTHAND_3)
_MISSPELT = _any_of(MISSPELLINGS)
_TOKEN = re.compile(r"(?<![\w/<.\-])[A-Za-z]{4,24}(?![\w/>\-]|\.\w)")


def _pattern(short: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w/<]){re.escape(short)}(?![\w/>])", re.IGNORECASE)


def _word(short: str, text: str) -> bool:
    """Whether `short` stands in `text` as a word of its own (an empty one stands everywhere)."""
    return not short.strip() or _pattern(short).search(text) is not None


class CaseOptions(StepOptions):
    """Options of the case step."""


class ShorthandOptions(StepOptions):
    """Options of the shorthand step."""

    misspellings: bool = Field(
        True, title="Mend misspellings", description="Write frequent misspellings of the shop floor right: 'hydralic'."
    )
    more: dict[str, str] = Field(
        default_factory=dict, title="Your short forms", description="Further short forms and what they stand for."
    )

    @model_validator(mode="after")
    def settle(self) -> ShorthandOptions:
        """Refuse short forms whose meaning holds a short form: the text would grow with every pass."""
        for full in self.more.values():
            if _SHORT.search(full) or _MISSPELT.search(full) or any(_word(short, full) for short in self.more):
                raise ValueError(f"'{full}' contains a short form or a misspelling itself")
        return self


def fold(text: str, options: CaseOptions) -> str:
    """A text in capitals in lower case, masks aside; others as they are."""
    bare = _MASK.sub("", text)
    letters, capitals = sum(map(str.isalpha, bare)), sum(map(str.isupper, bare))
    if letters < MIN_LETTERS or capitals < CAPITAL_SHARE * letters:
        return text
    return re.sub(r"(<[A-Z]{2,6}>)|([^<]+|<)", lambda match: match[1] or match[2].lower(), text)


def expand(text: str, options: ShorthandOptions) -> str:
    """`text` with short forms written out and misspellings mended."""
    return _unlisted(_expanded(text, options, _SHORT), options)


def _unlisted(text: str, options: ShorthandOptions) -> str:
    """`text` with what no list has read off the words we know; a person's own short forms are left to their list."""
    own = {short.strip().casefold() for short in options.more}

    def read(match: re.Match[str]) -> str:
        token = match[0]
        if token.casefold() in own:
            return token
        return written_out(token) or (mended(token) if options.misspellings else None) or token

    return _TOKEN.sub(read, text)


def _expanded(text: str, options: ShorthandOptions, known: re.Pattern[str]) -> str:
    if options.misspellings:
        text = _MISSPELT.sub(lambda match: MISSPELLINGS[match[0].lower()], text)
    text = known.sub(lambda match: SHORTHAND[match[0].lower()], text)
    for short, full in options.more.items():
        text = _pattern(short).sub(full.replace("\\", r"\\"), text)
    return text


def _shorthand(version: int, write_out: Callable[[str, ShorthandOptions], str]) -> Step:
    return text_step(
        "shorthand",
        "Shop-floor shorthand",
        "Writes out short forms with one reading ('brg', 'vlv', 'u/s') and mends misspellings.",
        version,
        ShorthandOptions,
        write_out,
    )


CASE = text_step(
    "case", "Capitals", "Writes prose that is all capitals in lower case; acronyms stay.", 1, CaseOptions, fold
)
SHORTHAND_STEP = _shorthand(4, expand)
SHORTHAND_STEP_3 = _shorthand(3, lambda text, options: _expanded(text, options, _SHORT_3))
SHORTHAND_STEP_2 = _shorthand(2, lambda text, options: _expanded(text, options, _SHORT_2))
