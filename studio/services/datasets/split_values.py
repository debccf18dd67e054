"""What the values of a file's split column mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from studio.core.errors import InvalidOptionError
from studio.core.splits import Part

_STARTS = (
    (re.compile(r"train|trn$|training"), Part.TRAIN),
    (re.compile(r"val($|id|[^a-z])|dev($|el|[^a-z])"), Part.DEV),
    (re.compile(r"calib|cal$"), Part.CALIBRATION),
    (re.compile(r"test|tst$|hold-?out"), Part.TEST),
)


@dataclass(frozen=True)
class SplitValue:
    """A part and, for test rows, the name of the test subset ("" where it has none)."""

    part: Part
    subset: str = ""


def read_split_value(value: str) -> SplitValue | None:
    """What a value says by itself: train*, valid* and dev*, calib*, test* with its subset's name; else None."""
    folded = re.sub(r"[\s_]+", "-", value.strip().lower())
    for pattern, part in _STARTS:
        if pattern.match(folded):
            return SplitValue(part, folded if part is Part.TEST and folded not in ("test", "tst", "testing") else "")
    return None


def read_split_map(split_map: Mapping[str, str] | None) -> dict[str, SplitValue]:
    """The values a person has named parts for, folded; raises `InvalidOptionError` on a part that is none."""
    meant: dict[str, SplitValue] = {}
    for value, said in (split_map or {}).items():
        read = read_split_value(said)
        if read is None:
            known = ", ".join(part.value for part in Part)
            raise InvalidOptionError(f"Split value '{value}': '{said}' is not a part of a dataset.", f"Known: {known}.")
        own = read_split_value(value)
        subset = own.subset if own and own.part is read.part and not read.subset else read.subset
        meant[value.strip().lower()] = SplitValue(read.part, subset)
    return meant


def split_value_of_file(name: str) -> str | None:
    """The part that a file's name speaks of (`reviews_train.csv`), or None."""
    words = re.split(r"[^a-z]+", name.lower().rpartition(".")[0] or name.lower())
    for word in words:
        if (read := read_split_value(word)) is not None:
            return read.part.value
    return None
