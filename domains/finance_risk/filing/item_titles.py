"""The items of annual and quarterly reports, in their order (Form 10-K and Form 10-Q, general instructions)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Form(StrEnum):
    """Which report a filing is."""

    ANNUAL = "10-K"
    QUARTERLY = "10-Q"


@dataclass(frozen=True, order=True)
class Place:
    """Where an item stands: its part (1 to 4), number and letter."""

    part: int
    number: int
    letter: str = ""

    @property
    def item(self) -> str:
        """`1A`."""
        return f"{self.number}{self.letter}"


_ROMAN = ("", "I", "II", "III", "IV")

_ANNUAL = {
    1: {
        "1": "Business",
        "1A": "Risk factors",
        "1B": "Unresolved staff comments",
        "1C": "Cybersecurity",
        "2": "Properties",
        "3": "Legal proceedings",
        "4": "Mine safety disclosures",
    },
    2: {
        "5": "Market for common equity",
        "6": "Selected financial data",
        "7": "Management's discussion and analysis",
        "7A": "Quantitative and qualitative disclosures about market risk",
        "8": "Financial statements and supplementary data",
        "9": "Changes in and disagreements with accountants",
        "9A": "Controls and procedures",
        "9B": "Other information",
        "9C": "Foreign jurisdictions that prevent inspections",
    },
    3: {
        "10": "Directors, executive officers and corporate governance",
        "11": "Executive compensation",
        "12": "Security ownership",
        "13": "Certain relationships and related transactions",
        "14": "Principal accountant fees and services",
    },
    4: {"15": "Exhibits and financial statement schedules", "16": "Form 10-K summary"},
}
_QUARTERLY = {
    1: {
        "1": "Financial statements",
        "2": "Management's discussion and analysis",
        "3": "Quantitative and qualitative disclosures about market risk",
        "4": "Controls and procedures",
    },
    2: {
        "1": "Legal proceedings",
        "1A": "Risk factors",
        "2": "Unregistered sales of equity securities",
        "3": "Defaults upon senior securities",
        "4": "Mine safety disclosures",
        "5": "Other information",
        "6": "Exhibits",
    },
}


def _placed(parts: Mapping[int, Mapping[str, str]]) -> dict[Place, str]:
    return {
        Place(part, int(item.rstrip("ABC")), item.lstrip("0123456789")): title
        for part, items in parts.items()
        for item, title in items.items()
    }


TITLES: Mapping[Form, Mapping[Place, str]] = {Form.ANNUAL: _placed(_ANNUAL), Form.QUARTERLY: _placed(_QUARTERLY)}


def shown(form: Form, place: Place) -> str:
    """`Item 1A, Risk factors`; in a quarterly report, whose parts number anew, `Part II, item 1A, Risk factors`."""
    title = TITLES[form][place]
    if form is Form.QUARTERLY:
        return f"Part {_ROMAN[place.part]}, item {place.item}, {title}"
    return f"Item {place.item}, {title}"
