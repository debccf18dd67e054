"""Identifiers for synthetic notes, made up so that no one can be meant by them.

Names are words for made-up people, telephone numbers lie in the range kept for fiction (555-0100 to 555-0199), mail
goes to example.org (RFC 2606), record numbers begin with 000.
"""

from __future__ import annotations

import random

_FIRST = (
    "Ann",
    "Ben",
    "Clara",
    "David",
    "Ella",
    "Frank",
    "Grace",
    "Henry",
    "Irene",
    "Jack",
    "Laura",
    "Martin",
    "Nora",
    "Oscar",
)
_LAST = (
    "Example",
    "Sample",
    "Fictional",
    "Testcase",
    "Placeholder",
    "Specimen",
    "Mockford",
    "Dummyson",
    "Sampleton",
    "Nobody",
)
_TOWNS = ("Sampleton", "Exampleville", "Mockford", "Testbury")
_STREETS = ("Sample Street", "Example Road", "Placeholder Avenue", "Fictional Lane")


def _name(rng: random.Random) -> str:
    return f"{rng.choice(_FIRST)} {rng.choice(_LAST)}"


def _date(rng: random.Random) -> str:
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.randint(2019, 2024)
    return rng.choice((f"{day:02d}/{month:02d}/{year}", f"{year}-{month:02d}-{day:02d}", f"{day}.{month}.{year}"))


def _address(rng: random.Random) -> str:
    return f"{rng.randint(1, 240)} {rng.choice(_STREETS)}, {rng.choice(_TOWNS)}"


def _phone(rng: random.Random) -> str:
    return f"202-555-01{rng.randint(10, 99)}"


def opening_line(rng: random.Random) -> str:
    """A header as letters and exports carry it."""
    name, date, record = _name(rng), _date(rng), f"000-{rng.randint(1000, 9999)}"
    return rng.choice(
        (
            f"Patient: {name}   DOB: {_date(rng)}   MRN: {record}",
            f"Name: {name}, seen {date}",
            f"Date of visit: {date}. Patient {name}, record no. {record}.",
            f"Mr. {name}, {_address(rng)}. Tel: {_phone(rng)}",
        )
    )


def closing_line(rng: random.Random) -> str:
    """A signature or a contact."""
    last = rng.choice(_LAST)
    return rng.choice(
        (
            f"Signed: Dr. {_name(rng)}, {_date(rng)}",
            f"Dictated by Dr {last}",
            f"Questions to {last.lower()}@example.org or {_phone(rng)}.",
            f"cc Dr. {last}, {rng.choice(_TOWNS)} Surgery",
        )
    )
