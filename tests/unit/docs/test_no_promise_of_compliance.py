"""Whether a use of the removal satisfies the law is for its user to say: neither page nor document says it does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
READ = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    *(path for folder in ("pages", "studio", "domains", "models") for path in sorted((ROOT / folder).rglob("*.py"))),
]
LAW = r"(?:hipaa|gdpr|safe harbou?r|164\.514)"
FULFILS = r"(?:complian|compl(?:y|ies)\b|certif|conform|satisf|fulfil|\bmeets?\b|guarantee|accredit|approved?\b)"
CLAIM = re.compile(rf"{LAW}[^.;]{{0,60}}{FULFILS}|{FULFILS}[^.;]{{0,60}}{LAW}", re.IGNORECASE)
DENIED = re.compile(r"\b(?:not?|never|nor|neither|without|cannot|nothing)\b|n't\b", re.IGNORECASE)


def claims(text: str) -> list[str]:
    """The sentences that say the rule is fulfilled, but for those that say it is not."""
    sentences = re.split(r"(?<=[.;!?])\s+(?=[A-Z`*\"'])|\n\s*\n", text)
    return [" ".join(each.split()) for each in sentences if CLAIM.search(" ".join(each.split())) and not _denied(each)]


def _denied(sentence: str) -> bool:
    return DENIED.search(sentence) is not None


@pytest.mark.parametrize(
    "promise",
    [
        "Assay is HIPAA compliant.",
        "Assay is HIPAA-compliant and fast.",
        "It runs well. The texts comply with\nthe Safe Harbor rule.",
        "Certified for HIPAA.",
        "What leaves meets 45 CFR 164.514(b)(2).",
        "GDPR compliance is guaranteed.",
    ],
)
def test_a_promise_would_be_found(promise: str) -> None:
    assert claims(promise)


@pytest.mark.parametrize(
    "harmless",
    [
        "This is not HIPAA compliant by itself.",
        "Nothing here makes a use of it comply with HIPAA.",
        "Identifiers of the 18 classes of the Safe Harbor rule are looked for.",
        "The HIPAA Safe Harbor identifiers are replaced by the name of their class. It meets the reader at once.",
    ],
)
def test_a_denial_and_the_rules_name_are_none(harmless: str) -> None:
    assert claims(harmless) == []


def test_nowhere_is_it_said_that_the_law_is_complied_with() -> None:
    assert len(READ) > 500
    found = [(str(path.relative_to(ROOT)), said) for path in READ for said in claims(path.read_text("utf-8"))]
    assert found == []
