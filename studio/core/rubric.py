"""A rubric: what the marks of a scale are called and mean. It is shown beside marks; nothing is learned from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, Field, ValidationError, field_validator

from studio.core.errors import InvalidOptionError

RUBRIC = "rubric"
"""Its place among the options of a dataset."""
MOST_LEVELS = 21
_SEPARATOR = re.compile(r"\t|;|=|:")


class Level(BaseModel, extra="forbid", frozen=True):
    """One mark, its name, and what an answer worth it holds."""

    mark: float = Field(ge=-1e9, le=1e9, allow_inf_nan=False)
    name: str = Field(min_length=1, max_length=60)
    description: str = Field("", max_length=600)


class Rubric(BaseModel, extra="forbid", frozen=True):
    """Levels in the order of their marks, at least two, no mark twice."""

    levels: tuple[Level, ...] = Field(min_length=2, max_length=MOST_LEVELS)

    @field_validator("levels")
    @classmethod
    def _ordered(cls, levels: tuple[Level, ...]) -> tuple[Level, ...]:
        if len({level.mark for level in levels}) < len(levels):
            raise ValueError("a mark stands there twice")
        return tuple(sorted(levels, key=lambda level: level.mark))

    def level(self, score: float | None, low: float | None, high: float | None) -> Level | None:
        """The level whose mark is nearest to `score`, the higher of two equally near.

        None where the row's scale, from `low` to `high`, is not the rubric's own: of 5 points, 2 is no full mark.
        """
        first, last = self.levels[0].mark, self.levels[-1].mark
        if score is None or low is None or high is None or abs(low - first) > 1e-9 or abs(high - last) > 1e-9:
            return None
        return min(reversed(self.levels), key=lambda level: abs(level.mark - score))

    def lines(self) -> str:
        """As it is typed: a line a level."""
        return "\n".join(
            f"{level.mark:g} = {level.name}" + (f": {level.description}" if level.description else "")
            for level in self.levels
        )


def read_rubric(text: str) -> Rubric | None:
    """The rubric typed or pasted as lines of mark, name and, if any, description; None where nothing was typed.

    `2 = full: names both ideas`, or three cells a row as a spreadsheet gives them. Raises `InvalidOptionError` naming
    the line.
    """
    lines = [line.strip() for line in text.splitlines()]
    found = [_level(number, line) for number, line in enumerate(lines, 1) if line]
    return parse_rubric({"levels": found}) if found else None


def parse_rubric(value: Mapping[str, Any]) -> Rubric:
    """A rubric from plain values; raises `InvalidOptionError`."""
    try:
        return Rubric.model_validate(dict(value))
    except ValidationError as problem:
        first = problem.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise InvalidOptionError(
            f"The rubric cannot be read ({place}: {first['msg']}).",
            f"Write 2 to {MOST_LEVELS} lines such as '2 = full: names both ideas', no mark twice.",
        ) from problem


def _level(number: int, line: str) -> dict[str, Any]:
    mark, name, description = (part.strip() for part in (*_SEPARATOR.split(line, maxsplit=2), "", "")[:3])
    try:
        return {"mark": float(mark.replace(",", ".")), "name": name, "description": description}
    except ValueError:
        raise InvalidOptionError(
            f"Line {number} of the rubric does not begin with a mark.", "Write lines such as '2 = full: both ideas'."
        ) from None
