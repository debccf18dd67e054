"""Forward-looking statements: what is expected or intended, and what may or will be."""

from __future__ import annotations

import re

from domains.finance_risk.marks.lexicon import Lexicon

EXPECTATION = Lexicon(
    (
        "anticipate*", "expect", "expects", "expectation*", "believe that", "believes that", "we believe", "intend",
        "intends", "intention to", "plan to", "plans to", "planning to", "planned for", "plans call for",
        "are planning",
        "is planning", "project that", "projects that", "projected to", "projected for", "projections for",
        "forecast*",
        "foresee*", "envisage*", "envision*", "estimate that", "estimates that", "aim to", "aims to", "seek to",
        "seeks to",
        "target of", "targets of", "targeting", "goal is", "objective is", "outlook", "guidance for", "strive to",
        "hope to", "hopes to", "assume that", "assumes that", "prospects", "in the foreseeable future",
        "going forward",
        "in coming years", "in the coming year", "next fiscal year", "next year", "over the next", "in the future",
        "future periods", "is likely to", "are likely to", "on track to", "scheduled to", "committed to invest*",
        "we look to", "poised to", "is expected", "are expected", "be expected to", "expecting", "is planned",
        "are planned", "we plan", "we are confident", "is confident", "remain confident", "our target", "target is",
        "guidance calls", "guidance of", "our guidance", "on course to", "is set to", "are set to",
        "in the years ahead",
        "in coming quarters", "long-term goal*", "due to open", "due to close", "due to begin", "due to start",
        "due to be completed", "ability to .. depends", "ability to .. depend", "cannot predict", "unable to predict",
        "cannot be certain", "cannot guarantee", "cannot assure",
    )
)  # fmt: skip
"""Verbs and nouns that look ahead by themselves."""

HEDGES = Lexicon(
    (
        "possibly", "potential", "potentially", "perhaps", "uncertain", "uncertaint*", "no assurance", "not assured",
        "depends on", "depend on", "contingent", "subject to change", "approximately", "risk that", "possibility",
        "if we fail", "if we are unable",
    )
)  # fmt: skip
"""Words that leave open whether it comes to pass."""

_MODAL = re.compile(
    r"\b(?:will|shall|would|could|might|should|may|can)\b(?!\s+(?:\d|not\s+have\s+been|have\s+been|have\s+had))",
    re.IGNORECASE,
)
_OUGHT = re.compile(
    r"\bshould\s+(?!(?:be|also be)\s+(?:read|noted|considered|aware)|not\b|have\b|consult\b|read\b)[a-z]", re.I
)
"""What should come to pass; not what a reader should do: "should be read with"."""
_FUTURE_MODALS = frozenset(("will", "would", "could", "might", "may"))
_PROVISION = re.compile(
    r"\b(?:hereunder|herein|hereof|thereof|thereto|holders? of record|pursuant to (?:section|rule|item))\b",
    re.IGNORECASE,
)
_PARTY = re.compile(
    r"\b(?:Borrower|Lender|Lessee|Lessor|Trustee|Holder|Agent|Issuer|Guarantor|Purchaser|Seller|Buyer|Executive|Employee"
    r"|Participant|Optionee|Grantee|Licensee|Licensor|Tenant|Landlord|Indemnitor|Indemnitee|Parties|Party)s?"
    r"\s(?P<verb>will|shall|may)\b"
)
"""The parties of a contract, capitalised as it defines them: they say what is owed and what is allowed."""
_TESTAMENT = re.compile(r"\b(?:the|a|his|her|last|own|free|good|ill|at|of)\s+will\b(?!\s+not\b)|\bwills?\s+of\b", re.I)
"""The noun: "under the will of the founder", "at will"."""
_PERMISSION = re.compile(
    r"\bmay\s+(?:(?:also\s+)?be\s+(?:obtained|exercised|redeemed|converted|inspected|viewed|found|accessed|examined|requested"
    r"|downloaded|contacted|called|voted|transferred|borrowed|drawn)|elect|contribute|request|inspect|obtain\s+(?:a\s+)?cop)",
    re.IGNORECASE,
)
"""What is allowed, rather than what may come to pass."""
_COULD_NOT = re.compile(r"\bcould\s+not\b", re.IGNORECASE)
_SUPPOSED = re.compile(r"\b(?:if|unless|should|may|might|would|will)\b", re.IGNORECASE)
_QUOTED = re.compile(r"[\"\u201c\u2018]\s?[\w -]{1,24}[,.]?\s?[\"\u201d\u2019]")
"""A word that is spoken of: "words such as \u201cexpect\u201d"."""


def modals(sentence: str) -> tuple[str, ...]:
    """The modal verbs of what is to come, in lower case; the month of May and "may have been" are none."""
    found = []
    for match in _MODAL.finditer(_without_other_senses(sentence)):
        word = match[0].casefold()
        is_month = match[0] == "May" and match.start() > 0
        if (word in _FUTURE_MODALS and not is_month) or (word == "shall" and _said_by_us(sentence, match.start())):
            found.append(word)
    if _OUGHT.search(sentence):
        found.append("should")
    return tuple(dict.fromkeys(found))


def _without_other_senses(sentence: str) -> str:
    """The sentence with as many dots for each modal verb that is a noun, a permission or what could not be done."""
    for pattern in (_TESTAMENT, _PERMISSION, _PARTY):
        sentence = pattern.sub(_blotted, sentence)
    return sentence if _SUPPOSED.search(sentence) else _COULD_NOT.sub(_blotted, sentence)


def _blotted(match: re.Match[str]) -> str:
    return "." * len(match[0])


def _said_by_us(sentence: str, at: int) -> bool:
    """Whether a "shall" is ours: anybody else's is a duty."""
    return sentence[:at].rstrip().casefold().endswith((" we", " i")) or sentence[:at].strip().casefold() in ("we", "i")


def _is_provision(sentence: str) -> bool:
    """Whether a sentence is one of a contract or a rule: it says what is owed, whatever its verbs."""
    return bool(_PROVISION.search(sentence)) or any(match["verb"] != "may" for match in _PARTY.finditer(sentence))


def looks_ahead(sentence: str) -> tuple[str, ...]:
    """The words that make a sentence forward-looking, its hedges last; none where it states what is or was.

    A modal verb alone does not look ahead in a provision ("may be obtained pursuant to Rule 12"), nor does a word
    that is spoken of in quotation marks.
    """
    said = _QUOTED.sub(_blotted, sentence)
    expected = EXPECTATION.found(said)
    open_verbs = () if _is_provision(said) else modals(said)
    if not expected and not open_verbs:
        return ()
    return tuple(dict.fromkeys((*expected, *open_verbs, *HEDGES.found(said))))
