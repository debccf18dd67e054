"""The boilerplate step as it was at version 3, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.boilerplate import BOILERPLATE, BoilerplateOptions
from domains.finance_risk.former.sentences_3 import sentences_3
from domains.finance_risk.marks.lexicon import Lexicon
from domains.steps import text_step

_SAFE_HARBOUR = Lexicon(
    (
        "forward-looking statement*", "forward-looking information", "private securities litigation reform act",
        "safe harbor", "safe harbour", "section 27a", "section 21e",
        "differ materially", "materially different from", "materially from those",
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
_DISCLAIMERS = (
    "past performance is no*", "not constitute an offer", "not constitute investment advice",
    "for informational purposes only",
)  # fmt: skip
_FORMULAS = Lexicon(
    (
        "incorporated by reference", "incorporated herein by reference", "hereby incorporated", "not applicable",
        *_DISCLAIMERS, "unless the context otherwise requires", "unless otherwise indicated",
        "should be read in conjunction with", "free of charge", "our website is not", "on our website",
        "and our subsidiaries", "pursuant to the requirements of", "smaller reporting company",
        "in the ordinary course of business", "accompanying notes", "generally accepted accounting principles",
        "each of which could materially", "risks and uncertainties described", "not the only risks",
        "not the only ones", "not presently known to us", "not currently known to us", "currently deem immaterial",
        "see accompanying", "none", "refer to note", "reserved", "not required",
        "no disclosure is required", "omitted", "the following discussion", "filed herewith",
    )
)  # fmt: skip
_ONLY_WITHIN = {"not applicable": 12, "not required": 12, "none": 3, "reserved": 3, "omitted": 3}
_DISCLAIMS = Lexicon(_DISCLAIMERS)


def _drop(text: str, options: BoilerplateOptions) -> str:
    """`text` without the sentences that disclaim; as it was where nothing else would be left."""
    said = [extent.of(text) for extent in sentences_3(text)]
    kept = [each for each in said if not (_disclaims(each) or (options.formulas and _formulas(each)))]
    return " ".join(kept) if kept and len(kept) < len(said) else text


def _disclaims(sentence: str) -> bool:
    return bool(_SAFE_HARBOUR.found(sentence) or _DISCLAIMS.found(sentence))


def _formulas(sentence: str) -> bool:
    words = len(sentence.split())
    return any(words <= _ONLY_WITHIN.get(phrase, words) for phrase in _FORMULAS.found(sentence))


BOILERPLATE_3 = text_step("boilerplate", BOILERPLATE.title, BOILERPLATE.help, 3, BoilerplateOptions, _drop)
"""Before sentences were cut better, and formulas that say something of a company were told from those that do not."""
