"""The ways to choose test rows that a table allows, and why one of them is the default."""

from __future__ import annotations

from collections.abc import Mapping

from domains.contract import Domain
from studio.core.columns import Role
from studio.core.errors import MappingError
from studio.core.splits import Unseen
from studio.services.datasets.opened import Intake

_NEEDS = {Unseen.QUESTIONS: Role.QUESTION, Unseen.LATER: Role.TIME}
_BY = {Unseen.QUESTIONS: "question", Unseen.LATER: "time", Unseen.KINDS: "the field's own groups"}

DEFAULT_REASON = (
    "By default rows are dealt at random, every class in its share, and what belongs together stays on one side: a "
    "model tested on near copies of what it learned looks better than it is."
)


def ways(domain: Domain, intake: Intake) -> list[Unseen]:
    """The ways this table allows, the default first; only that where the file brings a split of its own."""
    roles = intake.mapping.columns
    if Role.SPLIT in roles:
        return [Unseen.ANSWERS]
    found = [Unseen.ANSWERS, *(way for way, role in _NEEDS.items() if role in roles and role.value in intake.table)]
    return [*found, Unseen.KINDS] if _own_groups(domain) and Role.GROUP in roles else found


def require_columns(domain: Domain, intake: Intake, unseen: Unseen, split_map: Mapping[str, str] | None) -> None:
    """Raise `MappingError` where test rows cannot be chosen this way: a column is missing, or the file has a split."""
    if split_map and Role.SPLIT.value not in intake.table:
        raise MappingError(
            "The meaning of split values is given, but no column plays the role 'split'.", _which_column(intake)
        )
    if unseen is Unseen.ANSWERS:
        return
    role = _NEEDS.get(unseen)
    if role is not None and role.value not in intake.table:
        raise MappingError(
            f"The rows are to be split by {_BY[unseen]}, but no column plays the role '{role.value}'.",
            _which_column(intake),
        )
    if unseen is Unseen.KINDS and not _own_groups(domain):
        raise MappingError(
            f"{domain.title} tells no groups of its own to split by.", "Name a group column, or take another way."
        )
    if Role.SPLIT.value in intake.table:
        raise MappingError(
            f"The file brings a split of its own, so it cannot be split by {_BY[unseen]}.",
            "Give the role 'split' no column, or keep the file's own split.",
        )


def _which_column(intake: Intake) -> str:
    return f"Say which column it is. Columns of the file: {', '.join(intake.columns[:40])}."


def _own_groups(domain: Domain) -> bool:
    return type(domain).groups is not Domain.groups
