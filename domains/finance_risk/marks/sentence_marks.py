"""All marks of a sentence, by their titles, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from domains.finance_risk.marks.disclaimers import boilerplate, safe_harbour
from domains.finance_risk.marks.looking_ahead import looks_ahead
from domains.finance_risk.marks.risk_kinds import RISK_KINDS, risk_words

SAFE_HARBOUR_MARK = "Safe harbour"
BOILERPLATE_MARK = "Boilerplate"
LOOKS_AHEAD_MARK = "Forward-looking"
FORMULA_MARKS = (SAFE_HARBOUR_MARK, BOILERPLATE_MARK)
RISK_MARKS = {kind: f"Risk: {kind}" for kind in RISK_KINDS}


def marks(sentence: str) -> Mapping[str, str]:
    """The marks of a sentence, the words of each joined by commas."""
    said = {
        SAFE_HARBOUR_MARK: safe_harbour(sentence),
        BOILERPLATE_MARK: boilerplate(sentence),
        LOOKS_AHEAD_MARK: looks_ahead(sentence),
        **{RISK_MARKS[kind]: words for kind, words in risk_words(sentence).items()},
    }
    return {title: ", ".join(words) for title, words in said.items() if words}
