"""The same note in look-alike signs: full-width letters, Cyrillic and Greek twins, signs without width."""

# ruff: noqa: RUF001 - the look-alikes are the point

from __future__ import annotations

import random

from benchmarks.clinical_notes.writing import Mark, Note

_TWINS = str.maketrans("aceopxyiABCEHKMOPTX", "асеорхуіАВСЕНКМОРТХ")
_NO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_SHARE = 0.25


def disguised(note: Note, seed: int) -> Note:
    """`note` with every mark in one disguise, and the marks where they now are; the other text is as it was."""
    rng = random.Random(seed)
    text, marks, place = "", [], 0
    for mark in note.marks:
        text += note.text[place : mark.start]
        hidden = rng.choice([_wide, _twins, _scattered, _spaced])(note.text[mark.start : mark.end], rng)
        marks.append(Mark(len(text), len(text) + len(hidden), mark.kind))
        text += hidden
        place = mark.end
    return Note(text + note.text[place:], tuple(marks))


def _wide(value: str, rng: random.Random) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in value)


def _twins(value: str, rng: random.Random) -> str:
    return value.translate(_TWINS)


def _scattered(value: str, rng: random.Random) -> str:
    return "".join(sign + (rng.choice(_NO_WIDTH) if rng.random() < _SHARE else "") for sign in value)


def _spaced(value: str, rng: random.Random) -> str:
    return value.replace(" ", "\u00a0").replace("-", rng.choice("\u2010\u2011\u2013\u2212"))
