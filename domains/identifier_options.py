"""What a dataset chooses to stand for identifiers; apart from finding them, so that readers of files load little."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import BaseModel, Field


class Mode(StrEnum):
    """How identifiers are replaced."""

    TAG = "tag"
    MASK = "mask"
    SURROGATE = "surrogate"


class IdentifierOptions(BaseModel, extra="forbid", frozen=True):
    """A dataset's choice of what stands for the identifiers of its texts, applied alike to texts that are asked."""

    mode: Mode = Field(
        Mode.TAG,
        title="Replace identifiers by",
        description="A tag names the class. A bar tells nothing. A made-up value reads like a note, and is the same "
        "for the same identifier within a note or group.",
    )
    shift_dates: bool = Field(
        False,
        title="Move dates instead of removing them",
        description="Every date of a note or group moves back by one secret number of days, so that spans of time "
        "stay. Dates without a year, which cannot be moved, are replaced.",
    )
    made_up: Literal[1, 2] = Field(
        1,
        title="Made-up values",
        description="How made-up values are chosen: 2, as they are today; 1, as they were for a dataset that says "
        "nothing of it.",
        exclude_if=lambda version: version == 1,
    )

    @classmethod
    def chosen(cls, mode: Mode = Mode.TAG, *, shift_dates: bool = False) -> Self:
        """A choice of today: made-up values as they are chosen now. What was kept before is read as it was."""
        return cls(mode=mode, shift_dates=shift_dates, made_up=2 if mode is Mode.SURROGATE else 1)
