"""Made-up values as they were at first, for datasets and models that were made with them: a few, each by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from domains.deidentify.made_up import of_one_look
from domains.deidentify.tags import Kind, tag

_GIVEN = [
    "Alex",
    "Robin",
    "Sam",
    "Jordan",
    "Casey",
    "Taylor",
    "Morgan",
    "Jamie",
    "Riley",
    "Quinn",
    "Avery",
    "Rowan",
    "Skyler",
    "Drew",
    "Reese",
    "Parker",
]
_FAMILY = [
    "Example",
    "Sample",
    "Specimen",
    "Placeholder",
    "Mockford",
    "Testwood",
    "Fictley",
    "Madeup",
    "Nomen",
    "Standin",
    "Modelson",
    "Demoby",
]
_TOWNS = ("Exampleton", "Sampleville", "Mocktown", "Testbury", "Demoville", "Specimen Bay")
_LETTER = re.compile(r"[A-Za-z]")
"""Other letters stayed as they were."""
_WORDS = re.compile(r"[^\W\d_]+")


def former_surrogate(value: str, kind: str, chosen: int, digest: Callable[[str, str], int]) -> str:  # noqa: PLR0911
    """A made-up value of the class `kind`; `chosen` is a secret number of the identifier's own.

    Every word of a name has its own substitute, so that "Quentin Mockford", "Mockford" and "MOCKFORD, Quentin" stay one
    person.
    """
    if kind == Kind.NAME:
        return _WORDS.sub(lambda word: _name(word.group(0), digest), value)
    if kind == Kind.LOCATION:
        return _pick(_TOWNS, chosen)
    if kind == Kind.DATE:
        return tag(Kind.DATE)
    if kind == Kind.AGE:
        return "90"
    if kind in (Kind.PHONE, Kind.FAX):
        return f"(202) 555-01{chosen % 100:02d}"
    if kind == Kind.EMAIL:
        return f"person{chosen % 1000}@example.org"
    if kind == Kind.URL:
        return f"https://example.org/{chosen % 10_000}"
    if kind == Kind.IP:
        return f"192.0.2.{chosen % 254 + 1}"
    if kind == Kind.SSN:
        return f"000-{chosen % 90 + 10}-{chosen // 97 % 9000 + 1000}"
    return of_one_look(value, chosen, _LETTER)


def _pick(words: Sequence[str], number: int) -> str:
    return words[number % len(words)]


def _name(word: str, digest: Callable[[str, str], int]) -> str:
    number = digest(Kind.NAME, word.casefold())
    if len(word) == 1:
        return chr(ord("A") + number % 26)
    made = _pick(_GIVEN if number % 2 else _FAMILY, number // 2)
    if word.isupper():
        return made.upper()
    return made.lower() if word.islower() else made
