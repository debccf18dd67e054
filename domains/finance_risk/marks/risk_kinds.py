"""Kinds of risk, each told by its words."""

from __future__ import annotations

from collections.abc import Mapping

from domains.finance_risk.marks.lexicon import Lexicon
from domains.finance_risk.marks.risk_phrases import GROUPS, PHRASES
from domains.finance_risk.marks.weak_words import SIGNS, WEAK

RISK_KINDS: Mapping[str, Lexicon] = {kind: Lexicon(phrases, GROUPS) for kind, phrases in PHRASES.items()}
_WEAK: Mapping[str, Lexicon] = {kind: Lexicon(words) for kind, words in WEAK.items()}
_SIGNS = Lexicon(SIGNS)


def risk_words(sentence: str) -> Mapping[str, tuple[str, ...]]:
    """The words of each kind of risk in a sentence; the kind with the most first, kinds without any left out.

    A word that harmless sentences use as well counts beside another sign of risk only.
    """
    found = {kind: words for kind, lexicon in RISK_KINDS.items() if (words := lexicon.found(sentence))}
    weak = {kind: words for kind, lexicon in _WEAK.items() if (words := lexicon.found(sentence))}
    signed = bool(weak) and bool(_SIGNS.found(sentence))
    for kind, words in weak.items():
        if signed or kind in found:
            said = found.get(kind, ())
            found[kind] = (*said, *(word for word in words if not any(word in each for each in said)))
    return dict(sorted(found.items(), key=lambda item: -len(item[1])))
