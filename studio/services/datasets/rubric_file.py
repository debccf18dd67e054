"""A rubric that is brought as a table of its own: a row a level, a column a level, for one criterion or several."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from studio.core.column_keys import fold
from studio.core.errors import InvalidOptionError
from studio.core.rubric import Rubric, parse_rubric
from studio.services.datasets.rubric_column import distinct, level
from studio.services.datasets.scores import read_numbers
from studio.services.intake.parsing import parse_upload
from studio.services.intake.upload import UploadedFile

_MARK = ("mark", "marks", "score", "points", "value", "grade")
_NAME = ("name", "level", "level name", "label", "title", "rating", "rubric level")
_DESCRIPTION = ("description", "descriptor", "level description", "meaning", "what", "text", "explanation")
_CRITERION = ("criterion", "criteria", "trait", "dimension", "aspect", "category")
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,2})?")
_LEVEL_WORDS = re.compile(
    r"(?:rubric|score|mark|marks|level|points?|pts?|grade|description|descriptor|for|of|\d{1,4}(?:[.,]\d{1,2})?|\s)+"
)
_MOST_ROWS = 500


def read_rubric_file(file: UploadedFile) -> Mapping[str, Rubric]:
    """The rubrics of a file by their criterion, "" where it names none; read in a confined child, nothing is kept.

    A row a level: a column of marks, of names or descriptions, perhaps of criteria. A column a level (`score_0`,
    `2 points`): a row a criterion. Raises `InvalidOptionError` where it is neither, or a mark has two meanings.
    """
    table = parse_upload(file).table.fillna("").astype(str)
    if len(table) > _MOST_ROWS:
        raise InvalidOptionError(
            "This file has too many rows for a rubric.", "Bring the levels alone, or map the column that names them."
        )
    by_name = {fold(str(name)).replace("_", " "): str(name) for name in table.columns}
    mark = _first(by_name, _MARK)
    wide = {name: found for name in table.columns if (found := _mark_in(str(name))) is not None}
    if mark is not None:
        return _by_rows(table, by_name, mark)
    if len(wide) > 1:
        return _by_columns(table, by_name, wide)
    raise InvalidOptionError(
        "No column of marks was found in the rubric.",
        "Name the columns mark, name, description (and criterion), or one column a mark: score_0, score_1, ...",
    )


def _by_rows(table: pd.DataFrame, by_name: Mapping[str, str], mark: str) -> dict[str, Rubric]:
    name, description = _first(by_name, _NAME), _first(by_name, _DESCRIPTION)
    if name is None and description is None:
        raise InvalidOptionError("The rubric says nothing beside its marks.", "Add a column of names or descriptions.")
    marks = read_numbers(table[mark])
    found: dict[str, list[dict[str, object]]] = {}
    for row, (value, criterion) in enumerate(zip(marks, _criteria(table, by_name), strict=True)):
        if pd.isna(value):
            raise InvalidOptionError(f"Row {row + 1} of the rubric has no mark.", "Write a number in each row.")
        said = [_cell(table, column, row) for column in (name, description)]
        one = level(float(value), *said) if said[0] else level(float(value), said[1])
        if one not in found.setdefault(criterion, []):
            found[criterion].append(one)
    return {criterion: parse_rubric({"levels": levels}) for criterion, levels in found.items()}


def _by_columns(table: pd.DataFrame, by_name: Mapping[str, str], wide: Mapping[str, float]) -> dict[str, Rubric]:
    found = {}
    criteria = pd.Series(_criteria(table, by_name))
    for criterion in distinct(criteria) or [""]:
        rows = table[(criteria == criterion).to_numpy()]
        levels = [level(mark, said) for name, mark in wide.items() for said in distinct(rows[name])]
        found[criterion] = parse_rubric({"levels": levels})
    return found


def _criteria(table: pd.DataFrame, by_name: Mapping[str, str]) -> list[str]:
    column = _first(by_name, _CRITERION)
    return [""] * len(table) if column is None else [" ".join(cell.split()) for cell in table[column]]


def _cell(table: pd.DataFrame, column: str | None, row: int) -> str:
    return "" if column is None else " ".join(str(table[column].iloc[row]).split())


def _first(by_name: Mapping[str, str], wanted: Sequence[str]) -> str | None:
    return next((by_name[name] for name in wanted if name in by_name), None)


def _mark_in(name: str) -> float | None:
    """The mark that a column's name holds beside words for levels: `score_2`, `2 points`."""
    plain = fold(name).replace("_", " ").strip()
    numbers = _NUMBER.findall(plain)
    if len(numbers) != 1 or not _LEVEL_WORDS.fullmatch(plain):
        return None
    return float(numbers[0].replace(",", "."))
