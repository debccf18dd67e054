"""School marks with a tendency, and letters, as the numbers that a model learns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd
from pydantic import Field

from domains.contract import State, Step, StepOptions
from studio.core.findings import Finding, Severity
from studio.core.grades import Notation, are_school_marks, notation_of, read_grade, reads_as_mark
from studio.core.tasks import Task

BEST_FIRST = "1 is the best"
_LIKE_MARKS = ("rater", "competitor")
_ENDS = {Notation.SCHOOL: (1.0, 6.0), Notation.LETTERS: (0.0, 4.0)}


class GradesOptions(StepOptions):
    """Options of the marks step."""

    best: Literal["1 is the best", "6 is the best"] = Field(
        "1 is the best",
        title="Of school marks from 1 to 6",
        description="Where 1 is the best, as in Germany and Austria, 2+ is better than 2 and read as 1.7. Where 6 is "
        "the best, as in Switzerland, 5+ is read as 5.3.",
    )
    turned: bool = Field(
        False,
        title="Turn school marks round, so that more is better",
        description="1 becomes 6, 2+ becomes 5.3, 6 becomes 1. Where the pages set an answer with a higher score "
        "beside another, and for the method setfit, the higher score is the better one.",
    )


def _unchanged(texts: Sequence[str], options: StepOptions, state: State | None) -> list[str]:
    return list(texts)


GRADES = Step(
    "grades",
    "Letters and tendencies",
    "Reads scores such as 2+, 3-, 2-3 or B+ as numbers. It changes no answer.",
    1,
    GradesOptions,
    _unchanged,
    frozenset({Task.SCORING}),
)


def with_numbers(table: pd.DataFrame, column: str, options: GradesOptions) -> tuple[pd.DataFrame, list[Finding]]:
    """`table` with grades in `column`, and in other people's beside it, as numbers, and the range they are given on.

    What cannot be read stays, to be told of; plain numbers stay as they are. Where marks are turned round, a number
    that is no school mark goes: beside turned ones it would be read the wrong way.
    """
    notation = _notation(table[column].astype(str), options)
    if notation is None:
        return table, []
    best_first = options.best == BEST_FIRST
    turned = options.turned and notation is Notation.SCHOOL

    def grade(cell: object) -> float | None:
        found = read_grade(str(cell), notation, best_first=best_first)
        return found if found is None or not turned else round(sum(_ENDS[notation]) - found, 2)

    read = {name: table[name].map(grade) for name in (column, *_LIKE_MARKS) if name in table}
    numbers = read[column].dropna().astype(float)
    low, high = _ENDS[notation]
    ends = {"score_min": min(low, numbers.min()), "score_max": max(high, numbers.max())}
    given = {name: _filled(table, name, f"{end:g}") for name, end in ends.items()}
    written = {name: _written(table[name], cells, turned=turned) for name, cells in read.items()}
    return table.assign(**written, **given), [_told(notation, column, len(numbers), options)]


def _notation(cells: pd.Series[str], options: GradesOptions) -> Notation | None:
    """How marks are written; numbers from 1 to 6 are school marks where somebody wants those turned."""
    if not options.enabled:
        return None
    if options.turned and are_school_marks(cells):
        return Notation.SCHOOL
    return notation_of(cells)


def _written(cells: pd.Series[str], read: pd.Series[float], *, turned: bool) -> pd.Series[str]:
    """The grades among `cells` as plain numbers, whatever else stands there as it is."""
    numbers = read.map(lambda number: f"{number:g}", na_action="ignore")
    left = cells.where(~cells.astype(str).map(reads_as_mark), "") if turned else cells
    return left.where(read.isna(), numbers)


def _filled(table: pd.DataFrame, name: str, otherwise: str) -> pd.Series[str]:
    if name not in table:
        return pd.Series(otherwise, index=table.index)
    given = table[name].fillna("").astype(str)
    return given.where(given.str.strip() != "", otherwise)


def _told(notation: Notation, column: str, count: int, options: GradesOptions) -> Finding:
    if notation is Notation.LETTERS:
        message = (
            "Letters are read as grade points: F is 0, E 0.5, D 1, C 2, B 3 and A 4; + and - are 0.3 more and less "
            "(0.1 of an E)."
        )
        fix = "Nothing to do, unless they are names of classes: then choose a verdict in place of a score."
        return Finding("grades_read", Severity.NOTE, message, fix, column, count=count)
    if options.best == BEST_FIRST:
        message, other = "School marks are read with 1 as the best: 2+ is 1.7, 2- is 2.3.", "6"
    else:
        message, other = "School marks are read with 6 as the best: 5+ is 5.3, 5- is 4.7.", "1"
    if options.turned:
        message += " Then they are turned round: 1 becomes 6, and 6 becomes 1."
    elif options.best == BEST_FIRST:
        message += " So a lower score is the better one."
    fix = (
        f"If {other} is the best, or more is to be better, say so under 'Letters and tendencies' in the preprocessing."
    )
    return Finding("grades_read", Severity.NOTE, message, fix, column, count=count)
