"""Sixty notes and queries written by hand after the rules, in one go: shorthand, letters, capitals, scans, Europe."""

from __future__ import annotations

import re
from pathlib import Path

from benchmarks.clinical_notes.writing import Mark, Note

_FILE = Path(__file__).with_name("fresh_notes.txt")
_MARK = re.compile(r"\{([A-Z_]+):([^{}]*)\}")


def fresh_notes() -> list[Note]:
    """The notes of `fresh_notes.txt`, where `{CLASS:words}` marks an identifier."""
    return [_note(part.strip("\n")) for part in _FILE.read_text(encoding="utf-8").split("\n----\n")]


def _note(marked: str) -> Note:
    text, place, marks = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[place : mark.start()]
        marks.append(Mark(len(text), len(text) + len(mark[2]), mark[1]))
        text += mark[2]
        place = mark.end()
    return Note(text + marked[place:], tuple(marks))
