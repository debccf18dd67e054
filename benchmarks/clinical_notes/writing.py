"""Notes put together from passages with slots; what fills a slot is marked with its class, "
"or is a decoy without one."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.clinical_notes import days, decoys, numbers, passages, people, places

_SLOT = re.compile(r"\{([a-z_]+)\}")
Writer = Callable[[random.Random], str]


@dataclass(frozen=True)
class Mark:
    """An identifier in a note, [start, end), and its class."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Note:
    """A made-up note and every identifier in it."""

    text: str
    marks: tuple[Mark, ...]


IDENTIFIERS: dict[str, tuple[str, Writer]] = {
    "address": ("LOCATION", places.address),
    "street": ("LOCATION", places.street),
    "town": ("LOCATION", places.town),
    "town_state": ("LOCATION", places.town_state),
    "post_code": ("LOCATION", places.post_code),
    "hospital": ("LOCATION", places.institution),
    "school": ("LOCATION", places.school),
    "date": ("DATE", days.day),
    "birth": ("DATE", lambda rng: days.day(rng, 1921, 2005)),
    "moment": ("DATE", days.moment),
    "month": ("DATE", days.month_of_year),
    "old_age": ("AGE", days.old_age),
    "phone": ("PHONE", numbers.phone),
    "fax": ("FAX", numbers.phone),
    "email": ("EMAIL", numbers.email),
    "ssn": ("SSN", numbers.ssn),
    "mrn": ("RECORD_NUMBER", numbers.record),
    "plan": ("PLAN_NUMBER", numbers.plan),
    "account": ("ACCOUNT_NUMBER", numbers.account),
    "licence": ("LICENCE_NUMBER", numbers.licence),
    "plate": ("VEHICLE", numbers.plate),
    "vin": ("VEHICLE", numbers.vin),
    "serial": ("DEVICE", numbers.serial),
    "url": ("URL", numbers.url),
    "ip": ("IP_ADDRESS", numbers.ip),
    "biometric": ("BIOMETRIC", numbers.biometric),
    "photo": ("PHOTO", numbers.photo),
    "other": ("ID", numbers.other),
    "degree": ("", people.degree),
}
"""By slot: its class (none for a decoy) and what fills it; names are filled by the people of the note."""
DECOYS: dict[str, Writer] = {
    "drug": decoys.drug,
    "dose": decoys.dose,
    "eponym": decoys.eponym,
    "problem": decoys.problem,
    "anatomy": decoys.anatomy,
    "vitals": decoys.vitals,
    "lab": decoys.lab,
    "exam": decoys.exam,
    "age": days.other_age,
    "sex": decoys.sex,
    "plain": decoys.plain,
    "score": decoys.score,
    "span": decoys.time_span,
    "year": decoys.year,
    "device": decoys.device,
}


class _Desk:
    """One note being written: its people, its text so far, its marks."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._patient = people.somebody(rng)
        self._doctor = people.somebody(rng)
        self._relative = people.somebody(rng)
        self._text = ""
        self._marks: list[Mark] = []

    def add(self, passage: str) -> None:
        """Write one passage, its slots filled."""
        place = 0
        for slot in _SLOT.finditer(passage):
            self._text += passage[place : slot.start()]
            kind, value = self._filled(slot.group(1))
            if kind:
                self._marks.append(Mark(len(self._text), len(self._text) + len(value), kind))
            self._text += value
            place = slot.end()
        self._text += passage[place:]

    def note(self) -> Note:
        """What was written."""
        return Note(self._text, tuple(self._marks))

    def _filled(self, slot: str) -> tuple[str, str]:
        if slot in DECOYS:
            return "", DECOYS[slot](self._rng)
        if slot in IDENTIFIERS:
            kind, writer = IDENTIFIERS[slot]
            return kind, writer(self._rng)
        return "NAME", self._name(slot)

    def _name(self, slot: str) -> str:
        who = {"p": self._patient, "d": self._doctor, "r": self._relative}[slot[0]]
        forms: dict[str, Callable[[], str]] = {
            "full": lambda: people.full_name(self._rng, who),
            "plain": lambda: who.first_last,
            "last": lambda: who.family,
            "first": lambda: who.given,
            "list": lambda: who.last_first,
            "shout": who.first_last.upper,
            "small": who.first_last.lower,
            "initials": lambda: who.initials,
            "letter": lambda: f"{who.given[0]}. {who.family}",
        }
        return forms[slot[2:]]()


def write_notes(count: int, seed: int, book: passages.Book = passages.BOOK) -> list[Note]:
    """`count` notes, the same for the same seed: a head, some paragraphs, a signature, in one of several layouts."""
    rng = random.Random(seed)
    return [_note(rng, book) for _ in range(count)]


def _note(rng: random.Random, book: passages.Book) -> Note:
    desk = _Desk(rng)
    parts = [rng.choice(book.heads), *rng.sample(book.bodies, rng.randint(4, 9))]
    parts += [*rng.sample(book.tables, rng.randint(0, 1)), rng.choice(book.ends)]
    joint = rng.choice(["\n\n", "\n", "\n\n", "\r\n"])
    for place, part in enumerate(parts):
        desk.add((joint if place else "") + part)
    return desk.note()
