"""A year behind a finding puts it into the past: "pneumonia in 2015", "CABG (March 2003)"."""

from __future__ import annotations

import re
from collections.abc import Sequence

_YEAR = re.compile(r"(?:19|20)\d\d")
YEAR_OPENERS = frozenset({"in", "("})
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_WITHIN = frozenset(
    [
        *_MONTHS.split("|"),
        *(month[:3] for month in _MONTHS.split("|")),
        *("sept", "spring", "summer", "autumn", "fall", "winter", "early", "mid", "late", "about", "around"),
    ]
)
_TO_COME = frozenset(
    ["follow", "follow-up", "followup", "scheduled", "planned", "plan", "due", "repeat", "return", "expected", "again"]
)
"""What is dated this way is still to come, whatever the year."""


def year_phrase(words: Sequence[str], place: int) -> int:
    """How many words from `place` on name a year of the past ("in 2015", "( 2015 )"); 0 where they name none.

    `words` are those of a sentence in small letters, up to three before the place among them.
    """
    if words[place] not in YEAR_OPENERS or _TO_COME & set(words[:place]):
        return 0
    after = place + 1
    if after < len(words) and words[after] in _WITHIN:
        after += 1
    if after >= len(words) or not _YEAR.fullmatch(words[after]):
        return 0
    if words[place] == "in":
        return after + 1 - place
    closed = after + 1 < len(words) and words[after + 1] == ")"
    return after + 2 - place if closed else 0
