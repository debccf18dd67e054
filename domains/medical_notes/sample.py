"""Synthetic notes: six specialties, four writers' habits, overlapping complaints and some wrong labels."""

from __future__ import annotations

import random
import re

import pandas as pd

from domains.medical_notes.sample_identifiers import closing_line, opening_line
from domains.medical_notes.sample_phrases import NUMBERS, SHARED, SLOTS, SPECIALTIES, Phrases
from domains.medical_notes.sample_writers import WRITERS

ROWS = 540
PATIENTS = 330
LABEL_NOISE = 0.05
SHARED_SHARE = 0.34
NEIGHBOUR_SHARE = 0.08
IDENTIFIED_SHARE = 0.35
# Mild imbalance: a clinic sees more hearts than thyroids.
_WEIGHTS = (22, 19, 18, 16, 14, 11)
_NEIGHBOURS = {
    "Cardiology": ("Respiratory medicine", "Endocrinology"),
    "Gastroenterology": ("Endocrinology", "Cardiology"),
    "Neurology": ("Orthopaedics", "Endocrinology"),
    "Orthopaedics": ("Neurology",),
    "Respiratory medicine": ("Cardiology", "Gastroenterology"),
    "Endocrinology": ("Neurology", "Cardiology"),
}
_SLOT = re.compile(r"\{(\w+)\}")


def _fill(phrase: str, rng: random.Random) -> str:
    """The phrase with every slot filled; a filling may hold slots itself."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name == "bp":
            return f"{rng.randint(96, 182)}/{rng.randint(56, 104)}"
        if name in NUMBERS:
            return str(rng.randint(*NUMBERS[name]))
        return rng.choice(SLOTS[name])

    while "{" in phrase:
        phrase = _SLOT.sub(value, phrase)
    return phrase


def _phrases(specialty: str, rng: random.Random) -> Phrases:
    """Where the next phrase comes from: the specialty itself, its neighbour, or what every note may say."""
    draw = rng.random()
    if draw < SHARED_SHARE:
        return SHARED
    if draw < SHARED_SHARE + NEIGHBOUR_SHARE:
        return SPECIALTIES[rng.choice(_NEIGHBOURS[specialty])]
    return SPECIALTIES[specialty]


def _body(specialty: str, rng: random.Random) -> dict[str, list[str]]:
    """What the note says, by section; a short note has one or two phrases in all."""
    sections = ["complaint", "history", "finding", "test", "plan"]
    kept = sections if rng.random() < 0.6 else sorted(rng.sample(sections, rng.randint(2, 4)), key=sections.index)
    body = {}
    for section in kept:
        count = rng.choice((1, 1, 2))
        chosen = [_fill(rng.choice(getattr(_phrases(specialty, rng), section)), rng) for _ in range(count)]
        body[section] = list(dict.fromkeys(chosen))
    return body


def _note(specialty: str, rng: random.Random) -> str:
    writer = rng.choice(WRITERS)
    text = writer(_body(specialty, rng), rng)
    if rng.random() < IDENTIFIED_SHARE:
        text = f"{opening_line(rng)}\n{text}"
    if rng.random() < IDENTIFIED_SHARE / 2:
        text = f"{text}\n{closing_line(rng)}"
    return text


def sample_notes(seed: int = 20260) -> pd.DataFrame:
    """`ROWS` notes with the columns text, label, group and source_row; the same for the same seed."""
    rng = random.Random(seed)
    names = list(SPECIALTIES)
    rows = []
    for number in range(1, ROWS + 1):
        specialty = rng.choices(names, _WEIGHTS)[0]
        text = _note(specialty, rng)
        label = rng.choice(_NEIGHBOURS[specialty]) if rng.random() < LABEL_NOISE else specialty
        rows.append((text, label, f"patient-{rng.randint(1, PATIENTS):04d}", number))
    return pd.DataFrame(rows, columns=["text", "label", "group", "source_row"])
