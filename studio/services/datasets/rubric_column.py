"""The rubric that a column of an answer file holds: beside each score, what it is called."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

from studio.core.columns import Role
from studio.core.errors import InvalidOptionError
from studio.core.findings import Finding, Severity
from studio.core.rubric import Rubric, parse_rubric

LONGEST_NAME = 60
_SEPARATORS = re.compile(r"[\t;=:]")
"""What parts a name from its description where a rubric is typed; a name must not hold it."""


def rubric_of_column(table: pd.DataFrame) -> tuple[Rubric | None, list[Finding]]:
    """The levels in the column of the role `rubric_level` of usable scored rows, and what to tell of them.

    None, with a finding, where a score has two names, fewer than two scores have one, or the rows' scales differ.
    """
    if Role.LEVEL.value not in table:
        return None, []
    named = table[table[Role.LEVEL.value].astype(str).str.strip() != ""]
    if named.empty:
        return None, []
    if named[["score_min", "score_max"]].drop_duplicates().shape[0] > 1:
        return None, [_unclear("The rows have scores on different scales")]
    pairs = {
        (float(mark), " ".join(said.split()))
        for mark, said in zip(named["target"], named[Role.LEVEL.value], strict=True)
    }
    marks = [mark for mark, _ in pairs]
    twice = sorted({mark for mark in marks if marks.count(mark) > 1})
    if twice:
        return None, [_unclear(f"The score {twice[0]:g} has more than one level")]
    try:
        rubric = parse_rubric({"levels": [level(mark, said) for mark, said in pairs]})
    except InvalidOptionError as problem:
        return None, [_unclear(problem.message.rstrip("."))]
    return rubric, [_told(rubric)]


def level(mark: float, said: str, description: str = "") -> dict[str, object]:
    """One level of what a cell says: `full: names both ideas`, a short name, or a long description without one."""
    name, _, rest = (part.strip() for part in said.partition(":"))
    if description or (len(said) <= LONGEST_NAME and not rest):
        name, rest = said[:LONGEST_NAME], description
    elif not (rest and 0 < len(name) <= LONGEST_NAME):
        name, rest = "", said
    return {"mark": mark, "name": _SEPARATORS.sub(",", name) or f"Level {mark:g}", "description": rest}


def _names(rubric: Rubric) -> str:
    """The levels in a line, lowest first."""
    return ", ".join(f"{each.mark:g} {each.name}" for each in rubric.levels)


def _told(rubric: Rubric) -> Finding:
    message = f"The file names the levels of its scores: {_names(rubric)}."
    return Finding("rubric_from_file", Severity.NOTE, message, "Type others if these are not meant.", Role.LEVEL.value)


def _unclear(why: str) -> Finding:
    return Finding(
        "rubric_unclear",
        Severity.NOTE,
        f"{why}, so no rubric was taken from the column of levels.",
        "Type the levels, or bring them in a file of their own.",
        Role.LEVEL.value,
    )


def distinct(values: Iterable[str]) -> list[str]:
    """Each different text once, in order, blank ones left out."""
    return list(dict.fromkeys(each for value in values if (each := " ".join(str(value).split()))))
