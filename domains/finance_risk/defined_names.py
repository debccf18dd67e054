"""Short names that a text gives a company in brackets behind its name: "Orbeck Marine Corp. (\u201cOMC\u201d)"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domains.finance_risk.company_names import CompanyNames
from domains.finance_risk.legal_forms import by_legal_form

_BRACKET = re.compile(r"(?:['\u2019]s?)?,?\s?\((?P<inside>[^()]{2,160})\)")
_QUOTED = re.compile(r"[\"\u201c](?P<name>[A-Z][\w&.\u2019' -]{1,39}?)[,.]?[\"\u201d]")
_GENERIC = frozenset(
    (
        "company", "we", "us", "our", "registrant", "issuer", "parent", "bank", "trust", "borrower", "lender",
        "group",
        "partnership", "holdings", "corporation", "buyer", "seller", "purchaser", "guarantor", "trustee", "agent",
        "subsidiary", "subsidiaries", "fund", "manager", "adviser", "advisor", "sponsor", "licensor", "licensee",
        "merger", "agreement", "plan", "notes", "plaintiff", "plaintiffs", "defendant", "defendants", "operating",
        "managing", "general", "partner", "the", "acquisition", "facility", "credit", "companies", "investor",
    )
)  # fmt: skip
"""Words by which any company may call itself or another: they give nobody away."""


def defined_names(texts: Iterable[str], names: Iterable[str] = ()) -> list[str]:
    """The short names that `texts` define behind a company's name, of a legal form or among `names`; sorted."""
    known = CompanyNames(names, version=2)
    found: set[str] = set()
    for text in texts:
        if "(" in text:
            ends = {span.end for span in (*by_legal_form(text, version=2), *known.found(text))}
            found.update(name for end in ends for name in _behind(text, end))
    return sorted(found)


def _behind(text: str, end: int) -> Iterable[str]:
    bracket = _BRACKET.match(text, end)
    for quoted in _QUOTED.finditer(bracket["inside"] if bracket else ""):
        name = quoted["name"].removeprefix("The ").strip()
        if len(name) > 1 and not all(word.casefold().strip(".,") in _GENERIC for word in name.split()):
            yield name
