"""Ways in which one finance text could speak of another company, another size or another year, and mean the same."""

from __future__ import annotations

import random
import re

from domains.augmenters import Augmenter, replaced
from domains.finance_risk.legal_forms import by_legal_form

_MONEY = r"(?:US\$|A\$|C\$|HK\$|[$€£¥₹]|(?<![A-Za-z])(?:USD|EUR|GBP|JPY|INR|CHF|CNY|AUD|CAD|HKD|SGD|KRW|Rs\.?)\s)"
_SCALE = r"(?:thousand|million|billion|trillion|crore|lakh|mn|mln|bn|bln|m|k)(?![A-Za-z0-9'])"
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_AMOUNT = re.compile(
    rf"(?:(?P<before>{_MONEY}\s?)(?P<money>{_NUMBER})(?![\d,]*\d)|(?<![\w.,%-])(?P<scaled>{_NUMBER})(?=\s?{_SCALE}))",
    re.IGNORECASE,
)
"""What is an amount by its currency or its scale; per cents, counts, days and notes are none."""
_ROUNDING = 0.01
_FACTORS = (0.6, 0.7, 0.8, 0.9, 1.1, 1.2, 1.3, 1.5)
_YEAR = re.compile(r"(?<![\w.,$€£¥₹/-])(?:19[6-9]\d|20[0-3]\d)(?![\w%/]|[.,]\d)")
_SHIFTS = (-3, -2, -1, 1, 2)
_FIRST = ("Alder", "Birch", "Calder", "Dunmore", "Fairwater", "Garnet", "Halden", "Juniper", "Kestrel", "Merrow",
          "Norvale", "Pinecrest", "Rowan", "Selwyn", "Thornbury")  # fmt: skip
_SECOND = ("Holdings", "Group", "Industries", "Partners", "Services")


def sizes(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with all its amounts of money times one number, so that which is larger, and by how much, stays."""
    factor = draw.choice(_FACTORS)
    spans = []
    for match in _AMOUNT.finditer(text):
        name = "money" if match["money"] else "scaled"
        spans.append((*match.span(name), _times(match[name], factor)))
    return replaced(text, spans)


def _times(written: str, factor: float) -> str:
    """Thousands set apart as they were; as many digits behind the point, or more where rounding would blur ratios."""
    decimals = len(written.partition(".")[2])
    value = float(written.replace(",", "")) * factor
    while abs(round(value, decimals) - value) > _ROUNDING * value:
        decimals += 1
    return f"{value:,.{decimals}f}" if "," in written else f"{value:.{decimals}f}"


def companies(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with made-up companies in place of those its legal forms show: one name always by the same other."""
    names: dict[str, str] = {}
    spans = []
    for found in by_legal_form(text):
        name = text[found.start : found.end]
        spans.append((found.start, found.end, names.setdefault(name, _company(draw, name, set(names.values())))))
    return replaced(text, spans)


def _company(draw: random.Random, name: str, taken: set[str]) -> str:
    """A made-up name under the legal form of `name`."""
    form = name.rsplit(maxsplit=1)[-1]
    free = [made for first in _FIRST for second in _SECOND if (made := f"{first} {second} {form}") not in taken]
    return draw.choice(free or [f"{_FIRST[0]} {_SECOND[0]} {form}"])


def years(text: str, draw: random.Random, kept: frozenset[str]) -> str:
    """`text` with all its years moved by one number, so that their order and distance stay."""
    shift = draw.choice(_SHIFTS)
    return _YEAR.sub(lambda match: str(int(match[0]) + shift), text)


AUGMENTERS = (
    Augmenter(
        "sizes",
        "Other amounts",
        "Multiplies all amounts of a text by one number between 0.6 and 1.5.",
        "Sign, currency, per cents, and which amount is larger and by how much all stay.",
        sizes,
    ),
    Augmenter(
        "companies",
        "Other companies",
        "Puts a made-up company in place of one that its legal form shows (Inc, plc, AG).",
        "What happened stays; whom it happened to is nothing a label should rest on.",
        companies,
    ),
    Augmenter(
        "years",
        "Other years",
        "Moves all years of a text by the same number of years.",
        "Their order and distance stay, and so does what was past or to come.",
        years,
    ),
)
