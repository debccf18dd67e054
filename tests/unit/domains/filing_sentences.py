"""Sentences that are hard to cut, dealt to the items of an invented filing: a test knows what each item says."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

POOL = (
    "We lend to shipping lines in the U.S. and to farms in Idaho.",
    "On Dec. 31, 2021, Harrow Grain Co. owed us $4.2 million, or 3.5% of net loans.",
    "Our contract No. 14-221 with the U.S. Government expires in 2027.",
    "Net revenue declined 3.2% to $1.84 billion, primarily due to lower freight rates (see Note 7).",
    "If Tessel Corp. were to stop buying, our results could suffer.",
    "Mr. J. P. Vance, our chief risk officer, left in Feb. 2020.",
    "The plant in St. Clair, Mo. burned for two days.",
    "We had approx. 1,240 employees, incl. 310 in Puerto Rico.",
    "A claim styled Dorn v. Quarry Holdings, Inc. is pending in the S.D.N.Y.",
    "Under Section 13(a) of the Exchange Act, we file reports.",
    "Rates rose by 25 basis points; deposits fell.",
    "Who would buy the notes then?",
    "Our auditors, Pell & Rowe LLP, resigned on June 3, 2019.",
    "The ratio was 1.25 to 1.00 at year end vs. 1.40 to 1.00 before.",
    "See \u201cItem 7A. Quantitative and Qualitative Disclosures About Market Risk\u201d for more.",
    "As discussed in Part II, Item 8 of this report, we adopted ASC 326.",
)


class Said:
    """What each item (key) of a filing says, in order."""

    def __init__(self) -> None:
        self.by_item: dict[str, list[str]] = {}
        self._dealt = 0

    def one(self, key: str, sentence: str) -> str:
        """`sentence` said in an item."""
        self.by_item.setdefault(key, []).append(" ".join(sentence.split()))
        return sentence

    def text(self, key: str, count: int = 7) -> str:
        """The next sentences of the pool, said in an item."""
        dealt = [POOL[(self._dealt + at) % len(POOL)] for at in range(count)]
        self._dealt += count
        return " ".join(self.one(key, each) for each in dealt)

    def html(self, key: str, count: int = 7) -> str:
        """The next sentences, as HTML writes them."""
        return self.text(key, count).replace("&", "&amp;")

    def lines(self, key: str, count: int = 7) -> list[str]:
        """The next sentences, as a typed page has them."""
        return textwrap.wrap(self.text(key, count), 72, initial_indent="     ")


def broken(text: str) -> tuple[str, str]:
    """A text in two pieces, parted amid a sentence, as by the end of a page."""
    words = text.split(" ")
    at = len(words) // 2
    while words[at - 1].endswith((".", "?", ";")) or not words[at][0].islower():
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


PLACES = {
    "1": (1, "Business"), "1A": (1, "Risk Factors"), "1B": (1, "Unresolved Staff Comments"), "1C": (1, "Cybersecurity"),
    "2": (1, "Properties"), "3": (1, "Legal Proceedings"), "4": (1, "Mine Safety Disclosures"),
    "5": (2, "Market for Registrant\u2019s Common Equity, Related Stockholder Matters and Issuer Purchases of Equity "
          "Securities"),
    "7": (2, "Management\u2019s Discussion and Analysis of Financial Condition and Results of Operations"),
    "7A": (2, "Quantitative and Qualitative Disclosures About Market Risk"),
    "8": (2, "Financial Statements and Supplementary Data"), "9A": (2, "Controls and Procedures"),
    "10": (3, "Directors, Executive Officers and Corporate Governance"), "11": (3, "Executive Compensation"),
    "15": (4, "Exhibits and Financial Statement Schedules"),
}  # fmt: skip
"""Part and title of the items of a 10-K."""
ROMAN = ("", "I", "II", "III", "IV")


def key_of(item: str) -> str:
    """The key under which an item of a 10-K is found."""
    return f"{PLACES[item][0]}.{item}"


def opened(items: Sequence[str]) -> list[tuple[str, str, str, str]]:
    """Each item with its key and title, behind the part that it is the first of (else nothing)."""
    rows, last = [], 0
    for item in items:
        part, title = PLACES[item]
        rows.append((ROMAN[part] if part != last else "", item, key_of(item), title))
        last = part
    return rows
