"""Sentences that disclaim: safe-harbour statements, and what every filing repeats."""

from __future__ import annotations

from domains.finance_risk.marks.lexicon import Lexicon

SAFE_HARBOUR = Lexicon(
    (
        "forward-looking statement*", "forward-looking information", "private securities litigation reform act",
        "pslra",
        "safe harbor provision*", "safe harbor statement*", "safe harbor for", "safe harbor created",
        "safe harbor established", "safe harbor contained", "safe harbor protection*", "safe harbor under",
        "the safe harbor", "safe harbour provision*", "safe harbour statement*", "safe harbour for",
        "safe harbour contained", "safe harbour under", "the safe harbour", "safe harbor", "safe harbour",
        "section 27a", "section 21e",
        "differ materially", "materially different from those", "materially different from any",
        "materially different from our", "materially from those", "could cause .. actual results",
        "cause .. results to differ", "known and unknown risks", "foregoing list", "list of factors",
        "predictions of future events", "predictors of future", "caution you that", "caution readers",
        "cautions readers", "readers are cautioned", "investors are cautioned", "not intend to revise",
        "undertake no obligation", "undertakes no obligation", "undertake no duty", "undertakes no duty",
        "disclaim any obligation", "disclaims any obligation", "disclaim any intention", "assume no obligation",
        "assumes no obligation", "no obligation to update", "no duty to update", "no obligation to revise",
        "not place undue reliance", "undue reliance", "speak only as of", "speaks only as of",
        "cautionary statement*", "cautionary note", "not guarantees of future", "no guarantee of future",
        "not undertake any", "disclaim any duty", "disclaims any duty", "disclaim any responsibility",
        "under no obligation to",
        "under no duty to", "not intend to update", "not obligated to update", "no intention to update",
        "not undertake to",
        "disclaims any intention", "vary materially", "any intent or obligation", "any intention or obligation",
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
        "refer to .. subsidiaries", "refers to .. subsidiaries", "pursuant to the requirements of",
        "smaller reporting company",
        "routine litigation", "arise in the ordinary course", "arising in the ordinary course",
        "incidental to .. business", "incidental to the conduct of", "accompanying notes",
        "generally accepted accounting principles",
        "each of which could materially", "risks and uncertainties described", "not the only risks",
        "not the only ones", "not presently known to us", "not currently known to us", "currently deem immaterial",
        "see accompanying", "none", "refer to note", "reserved", "not required",
        "no disclosure is required", "omitted", "the following discussion", "filed herewith",
        "information required by this item", "information required by item", "information called for by",
        "set forth under the caption*", "n/a", "exhibit index", "omitted pursuant to", "no matters were submitted",
        "no changes in or disagreements",
        "not applicable to smaller", "general instruction*",
    )
)  # fmt: skip
"""Formulas that filings of any company share; they say nothing of the one at hand."""

_ONLY_WITHIN = {"not applicable": 12, "not required": 12, "none": 3, "reserved": 3, "omitted": 3, "n/a": 3,
                "exhibit index": 6}  # fmt: skip
"""Words up to which a sentence that says so says nothing else: "None of our people left" is no formula."""


_HEADING_WORDS = 6
"""Words up to which "safe harbor" alone heads a statement; a longer sentence may speak of a ship's."""
_HEADS = frozenset(("safe harbor", "safe harbour"))


def safe_harbour(sentence: str) -> tuple[str, ...]:
    """The words by which a sentence belongs to a safe-harbour statement."""
    heads = len(sentence.split()) <= _HEADING_WORDS
    return tuple(phrase for phrase in SAFE_HARBOUR.found(sentence) if heads or phrase not in _HEADS)


def boilerplate(sentence: str) -> tuple[str, ...]:
    """The formulas in a sentence; "none", "not applicable" and the like only where they are all of it."""
    words = len(sentence.split())
    return tuple(phrase for phrase in BOILERPLATE.found(sentence) if words <= _ONLY_WITHIN.get(phrase, words))


def disclaims(sentence: str) -> bool:
    """Whether a sentence belongs to a safe-harbour statement or to another disclaimer."""
    return bool(safe_harbour(sentence) or DISCLAIMERS.found(sentence))
