"""Sentences that disclaim: safe-harbour statements, and what every filing repeats."""

from __future__ import annotations

from domains.finance_risk.marks.lexicon import Lexicon

SAFE_HARBOUR = Lexicon(
    (
        "forward-looking statement*", "forward-looking information", "private securities litigation reform act",
        "safe harbor", "safe harbour", "section 27a", "section 21e",
        "differ materially", "materially different from", "materially from those",
        "undertake no obligation", "undertakes no obligation", "undertake no duty", "undertakes no duty",
        "disclaim any obligation", "disclaims any obligation", "disclaim any intention", "assume no obligation",
        "assumes no obligation", "no obligation to update", "no duty to update", "no obligation to revise",
        "not place undue reliance", "undue reliance", "speak only as of", "speaks only as of",
        "cautionary statement*", "cautionary note", "not guarantees of future", "no guarantee of future",
    )
)  # fmt: skip
"""Words of statements under the Private Securities Litigation Reform Act of 1995."""

_DISCLAIMERS = (
    "past performance is no*", "not constitute an offer", "not constitute investment advice",
    "for informational purposes only",
)  # fmt: skip
DISCLAIMERS = Lexicon(_DISCLAIMERS)
"""Formulas that take back what a text may seem to promise."""

BOILERPLATE = Lexicon(
    (
        "incorporated by reference", "incorporated herein by reference", "hereby incorporated", "not applicable",
        *_DISCLAIMERS, "unless the context otherwise requires", "unless otherwise indicated",
        "should be read in conjunction with", "free of charge", "our website is not", "on our website",
        "and our subsidiaries", "pursuant to the requirements of", "smaller reporting company",
        "in the ordinary course of business", "accompanying notes", "generally accepted accounting principles",
        "each of which could materially", "risks and uncertainties described", "not the only risks",
        "not the only ones", "not presently known to us", "not currently known to us", "currently deem immaterial",
        "see accompanying", "none", "refer to note", "the following discussion", "filed herewith",
    )
)  # fmt: skip
"""Formulas that filings of any company share; they say nothing of the one at hand."""

_SHORT = 12
"""Words up to which a sentence that says "none" or "not applicable" says nothing else."""
_ONLY_WHEN_SHORT = frozenset(("none", "not applicable"))


def boilerplate(sentence: str) -> tuple[str, ...]:
    """The formulas in a sentence; "none" and "not applicable" only where they are all of it."""
    found = BOILERPLATE.found(sentence)
    if len(sentence.split()) > _SHORT:
        return tuple(phrase for phrase in found if phrase not in _ONLY_WHEN_SHORT)
    return found


def disclaims(sentence: str) -> bool:
    """Whether a sentence belongs to a safe-harbour statement or to another disclaimer."""
    return bool(SAFE_HARBOUR.found(sentence) or DISCLAIMERS.found(sentence))
