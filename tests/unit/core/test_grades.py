"""Marks with a tendency, letters, totals and units."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.grades import Notation, are_marks, notation_of, read_grade, reads_as_mark
from studio.services.datasets.scores import read_numbers, stated_tops


@pytest.mark.parametrize(
    ("cell", "best_first", "best_last"),
    [("2+", 1.7, 2.3), ("1-", 1.3, 0.7), ("3 minus", 3.3, 2.7), ("2 plus", 1.7, 2.3), ("2-3", 2.5, 2.5), ("4", 4, 4)],
)
def test_school_marks_in_either_direction(cell: str, best_first: float, best_last: float) -> None:
    assert read_grade(cell, Notation.SCHOOL) == best_first
    assert read_grade(cell, Notation.SCHOOL, best_first=False) == best_last


def test_letters_stand_in_order() -> None:
    letters = ["A+", "A", "A-", "B+", "B", "B-", "C+", "C", "C-", "D+", "D", "D-", "E+", "E", "E-", "F+", "F"]
    points = [read_grade(letter, Notation.LETTERS) for letter in letters]
    assert None not in points and points == sorted(points, reverse=True) and len(set(points)) == len(points)
    assert read_grade("b\u2212", Notation.LETTERS) == 2.7 and read_grade("G", Notation.LETTERS) is None


@pytest.mark.parametrize(
    ("cells", "notation"),
    [
        (["1-", "2", "2+", "3", ""], Notation.SCHOOL),
        (["A", "A-", "B+", "C"], Notation.LETTERS),
        (["1", "2", "3"], None),
        (["A", "B", "C"], None),
        (["2+", "good", "bad", "late"], None),
        (["1+", "7", "8", "9"], None),
        ([], None),
    ],
)
def test_a_column_is_read_so_only_where_it_says_so(cells: list[str], notation: Notation | None) -> None:
    assert notation_of(cells) is notation


def test_totals_units_and_halves_are_numbers() -> None:
    cells = pd.Series(
        ["12 of 15", "12 out of 15", "12 von 15", "12 pts", "7,5 Punkte", "85 percent", "\u00bd", "1\u00bd pts"]
    )
    assert read_numbers(cells).tolist() == [12, 12, 12, 12, 7.5, 85, 0.5, 1.5]
    assert stated_tops(cells).fillna(-1).tolist() == [15, 15, 15, -1, -1, 100, -1, -1]
    assert are_marks(cells) and not are_marks(["A", "B", "C"]) and not are_marks([])
    assert not reads_as_mark("12 people") and not reads_as_mark("Anna")


@given(st.text(max_size=12))
def test_whatever_stands_in_a_cell_it_is_a_number_or_none(cell: str) -> None:
    for notation in Notation:
        for best_first in (True, False):
            number = read_grade(cell, notation, best_first=best_first)
            assert number is None or 0 <= number <= 6.3
    assert notation_of([cell]) is None or reads_as_mark(cell)
