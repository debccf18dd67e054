"""What a run's folder says of a child that ran out of memory: how small its parts are now, what is not tried again.

A child that the system killed could write nothing down, so its parent does; the file outlives both.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from studio.core.atomic_write import write_atomically
from studio.core.errors import OutOfMemoryError
from studio.core.short_of_memory import went_on

MOST_REPEATS = 3
_FILE, _AT = "short_of_memory.json", "under_way"


@dataclass(frozen=True)
class ShortOfMemory:
    """`repeats` counts how often the run was begun again in smaller parts.

    `given_up` names trainings of a run of several at which it ran out of memory once more: `rung probe`, `trial 3`,
    `seed 5`.
    """

    repeats: int = 0
    given_up: tuple[str, ...] = ()

    @classmethod
    def read(cls, folder: Path) -> ShortOfMemory:
        """What is known of the run that works there."""
        path = folder / _FILE
        told = json.loads(path.read_text("utf-8")) if path.is_file() else {}
        return cls(int(told.get("repeats", 0)), tuple(told.get("given_up", ())))

    @property
    def parts(self) -> int:
        """Parts that a batch is cut into: half as large with every repeat."""
        return 1 << self.repeats

    def why_not(self, name: str) -> str:
        """Why a training of the run is not begun again; empty where it may be."""
        if name not in self.given_up:
            return ""
        return f"It needed more memory than this machine has free, also with every batch cut into {self.parts} parts."


def now_at(folder: Path, name: str = "") -> None:
    """Say which of its trainings the run is at, should it be killed there; without a name, that it is at none."""
    if name:
        write_atomically(folder / _AT, name)
    else:
        (folder / _AT).unlink(missing_ok=True)


def once_more(folder: Path, problem: OutOfMemoryError) -> str:
    """Write down that the run ran out of memory, and what it does now, in a sentence: the phase is to be done again.

    Raises `OutOfMemoryError` where it was begun again too often and is at none of several trainings.
    """
    known, name = ShortOfMemory.read(folder), _at(folder)
    if known.repeats < MOST_REPEATS:
        known = replace(known, repeats=known.repeats + 1)
        said = went_on(known.parts)
    elif name and name not in known.given_up:
        known = replace(known, given_up=(*known.given_up, name))
        said = f"It ran out of memory again, at {name}, and went on without that one."
    else:
        said = f"{problem.message} It was tried again {known.repeats} times in smaller parts."
        raise OutOfMemoryError(said, problem.fix) from problem
    write_atomically(folder / _FILE, json.dumps(asdict(known)))
    return said


def _at(folder: Path) -> str:
    path = folder / _AT
    return path.read_text("utf-8") if path.is_file() else ""
