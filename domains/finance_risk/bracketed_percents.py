"""Percentages in brackets: a loss behind a measure of change ("sales (5%)"), else an aside whose brackets stay.

"Our largest customer (12%) left" and "the tax rate (21%)" say no loss; "growth of (5%)" does. Where nothing tells, the
brackets stay as they are written: neither a sign is made up nor is one lost.
"""

from __future__ import annotations

import re

_PERCENT = re.compile(r"\((?P<number>\d{1,3}(?:\.\d{1,4})?)\s?%\)")
_WORD = re.compile(r"[^\s()]*\d[^\s()]*|[A-Za-z][A-Za-z'\u2019-]*")
_CLAUSE_ENDS = re.compile(r"[.;:!?](?=\s)|\n")
_BACK = 90
"""Characters looked back at, at most to where the clause begins."""
_REACH = 8
"""Words before a bracket among which a measure of change makes it a loss."""

_OPEN = frozenset(
    ("of", "was", "were", "is", "are", "be", "by", "to", "from", "at", "about", "around", "approximately", "nearly",
     "or", "and")
)  # fmt: skip
"""Directly behind one of these a figure must follow, so that the bracket is its sign."""
_CHANGES = frozenset(
    (
        "fell", "rose", "grew", "gained", "lost", "declined", "decreased", "increased", "dropped", "slid",
        "slipped", "down",
        "up", "lower", "higher", "change", "changes", "changed", "growth", "decline", "decrease", "increase", "drop",
        "return", "returns", "returned", "yield", "margin", "margins", "loss", "losses", "profit", "profits",
        "earnings",
        "income", "sales", "revenue", "revenues", "results", "result", "eps", "ebitda", "ebit", "gain", "gains",
        "variance",
        "performance", "comparable", "same-store", "like-for-like", "organic", "versus", "vs", "year", "years",
        "month",
        "months", "quarter", "quarters", "week", "weeks", "volume", "volumes", "traffic", "contraction", "shrank",
    )
)  # fmt: skip
_SHARED = frozenset(
    (
        "customer", "customers", "client", "clients", "stake", "stakes", "interest", "interests", "holder", "holders",
        "owner", "owners", "ownership", "shareholder", "shareholders", "stockholder", "stockholders", "share",
        "shares",
        "ratio", "rate", "rates", "notes", "note", "bonds", "bond", "debentures", "coupon", "loan", "loans",
        "women", "men",
        "employees", "people", "staff", "votes", "minority", "majority", "portion", "part", "third", "quarter's",
        "half",
        "subsidiary", "subsidiaries", "affiliate", "partner", "investor", "investors", "lender", "supplier",
        "suppliers",
        "tenant", "tenants", "borrower", "borrowers", "tranche", "stock", "due",
    )
)  # fmt: skip
"""Directly behind one of these a percentage says a share or a rate of interest."""
_SCALES = frozenset(("thousand", "million", "billion", "trillion"))
_RATES_OF_CHANGE = frozenset(("growth", "return", "change", "decline"))


def write_bracketed_percents(text: str) -> str:
    """`text` with percentages in brackets that say no loss written out, their brackets kept: "(12 percent)"."""
    return _PERCENT.sub(lambda match: match[0] if _is_loss(match) else f"({match['number']} percent)", text)


def _is_loss(match: re.Match[str]) -> bool:
    before = match.string[max(0, match.start() - _BACK) : match.start()]
    words = [word.casefold() for word in _WORD.findall(_CLAUSE_ENDS.split(before)[-1])]
    while words and words[-1] in _SCALES:
        words.pop()
    if not words or any(map(str.isdigit, words[-1])):
        return not _SHARED.intersection(words[-3:])  # a row of figures, "12.1 11.4 (6.2%)"; but "notes due 2025 (5%)"
    if words[-1] in _OPEN:
        return True
    if words[-1] in _SHARED and not (words[-1] in ("rate", "rates") and _RATES_OF_CHANGE.intersection(words[-2:-1])):
        return False
    return bool(_CHANGES.intersection(words[-_REACH:]))
