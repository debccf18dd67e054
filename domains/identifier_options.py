"""What a dataset chooses to stand for identifiers; apart from finding them, so that readers of files load little."""

from __future__ import annotations

from enum import StrEnum

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
