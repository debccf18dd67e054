"""Marks as people write them: with a total, a unit, a tendency, or as a letter."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum

OUT_OF = r"([-+]?(?:\d+(?:[.,]\d+)?|\.\d+))\s*(?:/|out of|of|von|aus)\s*(\d+(?:[.,]\d+)?)"
"""Marks out of a total: `7/10`, `12 of 15`, `12 von 15`."""
PERCENT = r"([-+]?\d+(?:[.,]\d+)?)\s*(?:%|per ?cent|prozent)"
UNIT = r"\s*(?:points?|pts?\.?|marks?|punkte?n?|pkte?\.?|p\.?|be)"
"""What a mark may bear behind it: `12 pts`."""
HALVES = {"\u00bd": ".5", "\u00bc": ".25", "\u00be": ".75"}
"""Points a teacher writes with one sign: 1\u00bd."""
_HALF = re.compile(f"[{''.join(HALVES)}]")
_LONGEST = 40
"""Characters that a mark has at most, blanks and all."""
_NUMBER = r"[-+]?(?:\d+(?:[.,]\d+)?|\.\d+)"
_AS_MARK = re.compile(rf"(?:{OUT_OF}|{PERCENT}|{_NUMBER})(?:{UNIT})?", re.IGNORECASE)
_TENDENCY = r"\s*(?P<tendency>[+\-\u2212\u2013*]|plus|minus)?"
_SCHOOL = re.compile(rf"(?P<mark>[1-6]){_TENDENCY}", re.IGNORECASE)
_BETWEEN = re.compile(r"(?P<mark>[1-5])\s*(?:[-\u2013]|bis)\s*(?P<next>[2-6])", re.IGNORECASE)
_DECIMAL = re.compile(r"[0-6][.,]\d+")
_LETTER = re.compile(rf"(?P<mark>[a-f]){_TENDENCY}", re.IGNORECASE)
_POINTS = {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0, "e": 0.5, "f": 0.0}
_THIRD, _LITTLE = 0.3, 0.1
_MOST = 6.3
"""The highest school mark: 6+ where 6 is the best."""
_MOSTLY = 0.8


class Notation(StrEnum):
    """How marks are written that are no plain numbers."""

    SCHOOL = "school"
    LETTERS = "letters"


def written_out(cell: str) -> str:
    """A cell without blanks around it, halves and quarters as decimals: `1\u00bd` is `1.5`."""
    cell = cell.strip()
    for sign, decimals in HALVES.items() if _HALF.search(cell) else ():
        cell = re.sub(rf"^(\d*)\s*{sign}(?=\s*(?:/|$|[a-z]))", rf"\g<1>{decimals}", cell, flags=re.IGNORECASE)
    return cell


def reads_as_mark(cell: str) -> bool:
    """Whether a cell is a mark however it is written; letters and tendencies included."""
    return _is_mark(written_out(cell))


def are_marks(cells: Iterable[str]) -> bool:
    """Whether nearly all filled cells are numbers of points, or marks in one notation; letters alone are not."""
    filled = _filled(cells)
    numbers = sum(count for said, count in filled.items() if _short(said) and _AS_MARK.fullmatch(said))
    return bool(filled) and (numbers >= _MOSTLY * filled.total() or _notation(filled) is not None)


def notation_of(cells: Iterable[str]) -> Notation | None:
    """How a column of marks is written where numbers do not say it; None where they do, or where it is unclear.

    Letters need one with a tendency among them: by themselves they may as well be names of classes.
    """
    return _notation(_filled(cells))


def are_school_marks(cells: Iterable[str]) -> bool:
    """Whether nearly all filled cells are marks from 1 to 6, with or without a tendency."""
    filled = _filled(cells)
    read = sum(count for said, count in filled.items() if _grade(said, Notation.SCHOOL) is not None)
    return bool(filled) and read >= _MOSTLY * filled.total()


def read_grade(cell: str, notation: Notation, *, best_first: bool = True) -> float | None:
    """A mark as a number; None where it is none of its kind.

    School marks run from 1 to 6, by halves between two of them: where 1 is the best (`best_first`), `2+` is 1.7, else
    2.3. Letters are grade points, F 0 to A 4, a tendency 0.3 (of an E, which stands half way from F to D, 0.1).
    """
    return _grade(written_out(cell), notation, best_first=best_first)


def _filled(cells: Iterable[str]) -> Counter[str]:
    """How often each different cell that is not blank is there, written out: marks are few, their rows many."""
    filled: Counter[str] = Counter()
    for cell, count in Counter(cells).items():
        if said := written_out(cell):
            filled[said] += count
    return filled


def _short(said: str) -> bool:
    """Whether a cell can be a mark at all: most texts are told from one by their length."""
    return len(said) <= _LONGEST


def _is_mark(said: str) -> bool:
    return _short(said) and any(form.fullmatch(said) for form in (_AS_MARK, _SCHOOL, _BETWEEN, _LETTER))


def _notation(filled: Counter[str]) -> Notation | None:
    for notation in Notation:
        read = [said for said in filled if _grade(said, notation) is not None]
        if any(map(_tends, read)) and sum(filled[said] for said in read) >= _MOSTLY * filled.total():
            return notation
    return None


def _grade(said: str, notation: Notation, *, best_first: bool = True) -> float | None:
    if not _short(said):
        return None
    if notation is Notation.LETTERS:
        found = _LETTER.fullmatch(said)
        return None if found is None else _letter(found["mark"].lower(), _step(found["tendency"]))
    if (between := _BETWEEN.fullmatch(said)) and int(between["next"]) == int(between["mark"]) + 1:
        return int(between["mark"]) + 0.5
    found = _SCHOOL.fullmatch(said)
    if found is None or found["tendency"] == "*":
        number = float(said.replace(",", ".", 1)) if _DECIMAL.fullmatch(said) else _MOST + 1
        return number if number <= _MOST else None
    step = _step(found["tendency"]) * _THIRD
    return round(int(found["mark"]) + (-step if best_first else step), 2)


def _letter(letter: str, step: int) -> float:
    points = _POINTS[letter] + step * (_LITTLE if letter == "e" else _THIRD)
    return round(max(points, 0.0), 2)


def _step(tendency: str | None) -> int:
    if not tendency:
        return 0
    return 1 if tendency.lower() in ("+", "plus", "*") else -1


def _tends(said: str) -> bool:
    between = _BETWEEN.fullmatch(said)
    found = _SCHOOL.fullmatch(said) or _LETTER.fullmatch(said)
    return bool(between or (found and found["tendency"]))
