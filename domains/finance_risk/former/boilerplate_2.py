"""The boilerplate step as it was at version 2, for models that were trained under it."""

from __future__ import annotations

from domains.finance_risk.boilerplate import BOILERPLATE, BoilerplateOptions
from domains.finance_risk.former.sentences_2 import sentences
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
        "see accompanying", "none", "refer to note", "the following discussion", "filed herewith",
    )
)  # fmt: skip
_SHORT = 12
_ONLY_WHEN_SHORT = frozenset(("none", "not applicable"))
_DISCLAIMS = Lexicon(_DISCLAIMERS)


def _drop(text: str, options: BoilerplateOptions) -> str:
    """`text` without the sentences that disclaim; as it was where nothing else would be left."""
    said = [extent.of(text) for extent in sentences(text)]
    kept = [each for each in said if not (_disclaims(each) or (options.formulas and _formulas(each)))]
    return " ".join(kept) if kept and len(kept) < len(said) else text


def _disclaims(sentence: str) -> bool:
    return bool(_SAFE_HARBOUR.found(sentence) or _DISCLAIMS.found(sentence))


def _formulas(sentence: str) -> bool:
    found = _FORMULAS.found(sentence)
    if len(sentence.split()) > _SHORT:
        return any(phrase not in _ONLY_WHEN_SHORT for phrase in found)
    return bool(found)


BOILERPLATE_2 = text_step("boilerplate", BOILERPLATE.title, BOILERPLATE.help, 2, BoilerplateOptions, _drop)
"""Before sentences were cut better, and more ways to disclaim were known."""
