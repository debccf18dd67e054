"""Made-up people, and their names as charts write them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from benchmarks.clinical_notes.first_and_last_names import ENDING, FAMILY, GIVEN, MIDDLE, OPENING

_INVENTED = 0.3
_DOCTORS_DEGREES = ("MD", "M.D.", "DO", "NP", "RN", "PA-C", "MBBS", "FNP-BC", "PhD", "LCSW", "PT", "DPM")


@dataclass(frozen=True)
class Person:
    """Somebody who stands in a note."""

    given: str
    family: str
    middle: str

    @property
    def first_last(self) -> str:
        """As one says it."""
        return f"{self.given} {self.family}"

    @property
    def last_first(self) -> str:
        """As a list has it."""
        return f"{self.family}, {self.given}"

    @property
    def initials(self) -> str:
        """With full stops."""
        return f"{self.given[0]}.{self.middle}.{self.family[0]}."


def somebody(rng: random.Random) -> Person:
    """A person; three families in ten bear a name that was put together from syllables."""
    family = rng.choice(FAMILY)
    if rng.random() < _INVENTED:
        family = rng.choice(OPENING) + rng.choice(MIDDLE) + rng.choice(ENDING)
    return Person(rng.choice(GIVEN), family, rng.choice("ABCDEFGHJKLMNPRSTW"))


def full_name(rng: random.Random, who: Person) -> str:
    """One of the ways in which a chart writes a whole name."""
    return rng.choice(
        [
            who.first_last,
            who.first_last,
            who.last_first,
            f"{who.given} {who.middle}. {who.family}",
            f"{who.family}, {who.given} {who.middle}",
            who.last_first.upper(),
            who.first_last.upper(),
            f"{who.family.upper()}, {who.given}",
            f"{who.given[0]}. {who.family}",
        ]
    )


def degree(rng: random.Random) -> str:
    """What stands behind a clinician's name."""
    return rng.choice(_DOCTORS_DEGREES)
