"""Readings told by a letter alone (P 88, R 16), believed only in a run of vital signs.

"P 88" may be a page and "R 16" a room. It is a pulse where a reading that names itself stands beside it, a heading of
vital signs before it, or readings of other letters around it ("P 88, R 16"), each within a few words of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BESIDE = 30
"""Characters from one reading to the next of a run: "T 37.1 (oral), P 88 and regular, R 16"."""
_LINK = r"[ \t]{0,2}(?:[:=]|[-\u2013\u2014])?[ \t]{0,2}"
_END = r"(?!\d|\.\d|['\u2019]?s\b|[ \t]?/[ \t]?\d|[-\u2013]\d|[ \t]{0,2}(?:mm|cm|ms|msec|mg|mcg|years?|yo|y/o)\b)"
_PER_MINUTE = r"(?:[ \t]{0,3}(?:bpm\b|(?:beats|breaths)?[ \t]?(?:/[ \t]?min(?:ute)?|per min(?:ute)?)\b))?"
_READING = re.compile(
    r"(?P<named>(?<![\w.])(?:8[6-9]|9\d|10\d|11[0-3])(?:\.\d{1,2})?[ \t]{0,3}(?:\u00b0[ \t]?|deg(?:rees)?[ \t]{1,3})?"
    r"(?i:F|fahrenheit)\b(?![-/])"
    r"|\bBP \d{2,3}/\d{2,3} mmHg|\bHR \d{2,3} bpm|\bRR \d{1,2}/min|\bSpO2 \d{2,3}%|\d \u00b0[CF]\b"
    r"|\b(?:[Vv]itals?|[Vv]ital signs|VITALS?|VITAL SIGNS|VSS?|[Oo]bs|OBS|[Oo]bservations)\b"
    r"(?=[ \t]{0,2}[:\n(-]|[ \t]\w))"
    rf"|(?<![\w./&-])(?:(?P<pulse>PR|[Pp]){_LINK}(?P<beats>[1-9]\d{{1,2}}){_END}(?![ \t]?%){_PER_MINUTE}"
    rf"|(?P<resp>[Rr]){_LINK}(?P<breaths>[1-9]\d?){_END}(?![ \t]?%){_PER_MINUTE}"
    rf"|(?P<temp>[Tt]){_LINK}(?P<degrees>\d{{2,3}}(?:\.\d)?){_END}(?![ \t]{{0,2}}[\u00b0%])(?:[ \t]?(?P<unit>[CF])\b)?"
    rf"|(?P<oxygen>[Oo]2|SpO2|SaO2|SPO2|[Ss]ats?){_LINK}(?P<share>100|[5-9]\d)(?:[ \t]?%)?{_END}(?![ \t]?%))"
)
_LEAST = {"pulse": (20, 300), "resp": (4, 90), "oxygen": (50, 100)}


@dataclass(frozen=True)
class _Reading:
    """A reading of a run; `letter` is empty where it names itself."""

    match: re.Match[str]
    letter: str


def name_letters(text: str) -> str:
    """`text` with the letters of each run of vital signs written as HR, RR, T and SpO2; time is linear."""
    parts, place = [], 0
    for run in _runs(text):
        if not _is_of_vital_signs(run):
            continue
        for each in run:
            shown = _written(each) if each.letter else None
            if shown:
                parts += [text[place : each.match.start()], shown]
                place = each.match.end()
    return "".join([*parts, text[place:]])


def _is_of_vital_signs(run: list[_Reading]) -> bool:
    """Whether one of `run` says what it is, or two different capitals do; one again and again is a list of pages."""
    capitals = {each.letter for each in run if each.match.group()[0].isupper()}
    return any(not each.letter or each.match["unit"] for each in run) or len(capitals - {"oxygen"}) > 1


def _runs(text: str) -> Iterator[list[_Reading]]:
    run: list[_Reading] = []
    for match in _READING.finditer(text):
        letter = next((name for name in ("pulse", "resp", "temp", "oxygen") if match[name]), "")
        if letter and not _living(match, letter):
            continue
        if run and (match.start() - run[-1].match.end() > _BESIDE or _two_lines(text, run[-1], match)):
            yield run
            run = []
        run.append(_Reading(match, letter))
    if run:
        yield run


def _two_lines(text: str, last: _Reading, match: re.Match[str]) -> bool:
    return text.count("\n", last.match.end(), match.start()) > 1


def _living(match: re.Match[str], letter: str) -> bool:
    if letter == "temp":
        value = float(match["degrees"])
        return 30 <= value <= 45 or 86 <= value <= 113
    low, high = _LEAST[letter]
    return low <= int(match["beats"] or match["breaths"] or match["share"]) <= high


def _written(reading: _Reading) -> str | None:
    match = reading.match
    if reading.letter == "pulse":
        return f"HR {match['beats']} bpm"
    if reading.letter == "resp":
        return f"RR {match['breaths']}/min"
    if reading.letter == "oxygen":
        return f"SpO2 {match['share']}%"
    if match["unit"] and not match.group()[1].isdigit():
        return None  # "T 98.6 F" says all
    unit = match["unit"] or ("F" if float(match["degrees"]) > 80 else "C")
    return f"T {match['degrees']} \u00b0{unit}"
