"""Forward-looking statements: what is expected or intended, and what may or will be."""

from __future__ import annotations

import re

from domains.finance_risk.marks.lexicon import Lexicon

EXPECTATION = Lexicon(
    (
        "anticipate*", "expect", "expects", "expectation*", "believe that", "believes that", "we believe", "intend",
        "intends", "intention to", "plan to", "plans to", "planning to", "planned for", "project that",
        "projects that",
        "projected", "projections", "forecast*", "foresee*", "envisage*", "envision*", "estimate that",
        "estimates that", "aim to", "aims to", "seek to", "seeks to", "target of", "targets of", "targeting", "goal is",
        "objective is", "outlook", "guidance for", "strive to", "hope to", "hopes to", "assume that", "assumes that",
        "prospects", "in the foreseeable future", "going forward", "in coming years", "in the coming year",
        "next fiscal year", "next year", "over the next", "in the future", "future periods", "is likely to",
        "are likely to", "on track to", "scheduled to", "committed to invest*", "we look to", "poised to",
    )
)  # fmt: skip
"""Verbs and nouns that look ahead by themselves."""

HEDGES = Lexicon(
    (
        "possibly", "potential", "potentially", "perhaps", "uncertain", "uncertaint*", "no assurance", "not assured",
        "cannot be certain", "cannot guarantee", "cannot predict", "unable to predict", "depends on", "depend on",
        "contingent", "subject to change", "approximately", "risk that", "possibility",
        "if we fail", "if we are unable",
    )
)  # fmt: skip
"""Words that leave open whether it comes to pass."""

_MODAL = re.compile(
    r"\b(?:will|shall|would|could|might|should|may|can)\b(?!\s+(?:\d|not\s+have\s+been|have\s+been|have\s+had))",
    re.IGNORECASE,
)
_FUTURE_MODALS = frozenset(("will", "shall", "would", "could", "might", "may"))
_PROVISION = re.compile(
    r"\b(?:hereunder|herein|thereof|holders? of record|pursuant to (?:section|rule|item))\b", re.IGNORECASE
)


def modals(sentence: str) -> tuple[str, ...]:
    """The modal verbs of what is to come, in lower case; the month of May and "may have been" are none."""
    found = []
    for match in _MODAL.finditer(sentence):
        word = match[0].casefold()
        is_month = match[0] == "May" and match.start() > 0
        if word in _FUTURE_MODALS and not is_month:
            found.append(word)
    return tuple(dict.fromkeys(found))


def looks_ahead(sentence: str) -> tuple[str, ...]:
    """The words that make a sentence forward-looking, its hedges last; none where it states what is or was.

    A modal verb alone does not look ahead in a provision ("may be obtained pursuant to Rule 12").
    """
    expected = EXPECTATION.found(sentence)
    open_verbs = () if _PROVISION.search(sentence) else modals(sentence)
    if not expected and not open_verbs:
        return ()
    return tuple(dict.fromkeys((*expected, *open_verbs, *HEDGES.found(sentence))))
