"""What the columns of a person's table mean to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from studio.core.tasks import Task


class Role(StrEnum):
    """What one column of a table is for. The value is also the column's name in a mapped table."""

    TEXT = "text"
    LABEL = "label"
    SCORE = "score"
    SCORE_MIN = "score_min"
    SCORE_MAX = "score_max"
    LEVEL = "rubric_level"
    RATER = "rater"
    QUESTION = "question"
    REFERENCE = "reference"
    GROUP = "group"
    TIME = "time"
    SPLIT = "split"
    COMPETITOR = "competitor"
    SUBGROUP = "subgroup"
    EXTRA = "extra"


@dataclass(frozen=True)
class Column:
    """One column a domain knows.

    `aliases` are the names it usually bears in files of the field, lower case. `patterns` find in `plain` names what
    many more have in common (a word of the field, a way to name machines), the surest first; they count where no alias
    does. `tasks` names the tasks that need it (with `required`) or may use it; empty means every task.
    """

    role: Role
    title: str
    help: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    tasks: frozenset[Task] = frozenset()

    def serves(self, task: Task) -> bool:
        """Whether the column has a meaning under `task`."""
        return not self.tasks or task in self.tasks


@dataclass(frozen=True)
class ColumnMapping:
    """Which column of a file plays which role; at most one column a role, extras aside.

    `flags` are columns of yes and no, one a label, that stand in the place of a column of labels.
    """

    columns: Mapping[Role, str] = field(default_factory=dict)
    extras: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()

    def column(self, role: Role) -> str | None:
        """The file's column for `role`, or None where the file has none."""
        return self.columns.get(role)
