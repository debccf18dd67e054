"""The items of reports, in the order of their form (general instructions of Forms 10-K, 10-Q, 20-F and 8-K)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domains.finance_risk.filing.other_forms import CURRENT, FOREIGN


class Form(StrEnum):
    """Which report a filing is."""

    ANNUAL = "10-K"
    SMALL = "10-KSB"
    QUARTERLY = "10-Q"
    FOREIGN = "20-F"
    CURRENT = "8-K"
    CANADIAN = "40-F"
    FOREIGN_CURRENT = "6-K"


@dataclass(frozen=True, order=True)
class Place:
    """Where an item stands: its part (of a current report its section), number and letter."""

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
        "4A": "Executive officers of the registrant",
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
    4: {
        "14": "Exhibits, financial statement schedules and reports on Form 8-K",
        "15": "Exhibits and financial statement schedules",
        "16": "Form 10-K summary",
    },
}
_SMALL = {
    1: {
        "1": "Description of business",
        "1A": "Risk factors",
        "2": "Description of property",
        "3": "Legal proceedings",
        "4": "Submission of matters to a vote of security holders",
    },
    2: {
        "5": "Market for common equity",
        "6": "Management's discussion and analysis or plan of operation",
        "7": "Financial statements",
        "8": "Changes in and disagreements with accountants",
        "8A": "Controls and procedures",
        "8B": "Other information",
    },
    3: {
        "9": "Directors and executive officers",
        "10": "Executive compensation",
        "11": "Security ownership",
        "12": "Certain relationships and related transactions",
        "13": "Exhibits",
        "14": "Principal accountant fees and services",
    },
}
"""Form 10-KSB of small businesses, filed until 2009."""
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
        Place(part, int(item.rstrip("ABCDEFGHIJK")), item.lstrip("0123456789")): title
        for part, items in parts.items()
        for item, title in items.items()
    }


TITLES: Mapping[Form, Mapping[Place, str]] = {
    Form.ANNUAL: _placed(_ANNUAL),
    Form.SMALL: _placed(_SMALL),
    Form.QUARTERLY: _placed(_QUARTERLY),
    Form.FOREIGN: _placed(FOREIGN),
    Form.CURRENT: _placed(CURRENT),
    Form.CANADIAN: {},
    Form.FOREIGN_CURRENT: {},
}
"""A 40-F and a 6-K have no items of their own: they bring what was filed at home."""
FORMER_TITLES: Mapping[Form, Mapping[Place, str]] = {
    Form.ANNUAL: {
        Place(1, 4): "Submission of matters to a vote of security holders",
        Place(2, 6): "Reserved",
    },
    Form.SMALL: {
        Place(1, 1): "Business",
        Place(1, 2): "Properties",
        Place(2, 6): "Plan of operation",
    },
    Form.QUARTERLY: {
        Place(2, 2): "Changes in securities and use of proceeds",
        Place(2, 4): "Submission of matters to a vote of security holders",
    },
    Form.FOREIGN: {},
    Form.CURRENT: {},
    Form.CANADIAN: {},
    Form.FOREIGN_CURRENT: {},
}
"""What an item was called in other years: Item 4 until 2010, Item 6 since 2021, and so on."""


def numbered(form: Form, place: Place) -> str:
    """The number an item bears: `1A`; in a current report with its section, `2.02`."""
    return f"{place.part}.{place.number:02d}" if form is Form.CURRENT and place.part else place.item


def shown(form: Form, place: Place, also: Sequence[Place] = (), said: str = "") -> str:
    """`Item 1A, Risk factors`; in a quarterly report, whose parts number anew, `Part II, item 1A, Risk factors`.

    `also` are further items under the same heading; `said` is the heading's own title, which tells of which year it is.
    """
    *before, last = numbered(form, place), *(numbered(form, each) for each in also)
    numbers = " and ".join((", ".join(before), last)) if before else last
    title = "; ".join((_title(form, place, said), *(TITLES[form][each] for each in also)))
    word = "items" if also else "item"
    if form is Form.QUARTERLY:
        return f"Part {_ROMAN[place.part]}, {word} {numbers}, {title}"
    return f"{word.capitalize()} {numbers}, {title}"


def _title(form: Form, place: Place, said: str) -> str:
    former = FORMER_TITLES[form].get(place, "")
    return former if former and said.casefold().strip("[( ").startswith(former.casefold()[:8]) else TITLES[form][place]
