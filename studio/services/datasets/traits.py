"""Several scores in one file, such as content, organisation and language: a dataset for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from studio.core.actor import Actor
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.findings import Severity
from studio.core.splits import Unseen
from studio.core.tasks import Task
from studio.services.datasets.draft import Draft
from studio.services.datasets.opened import Intake
from studio.services.datasets.service import DatasetService, Kept
from studio.services.intake.unfolding import reads_texts_apart
from studio.services.intake.upload import UploadedFile

MOST_TRAITS = 12
_OF_THE_OTHER_SCORE = frozenset({Role.SCORE_MIN, Role.SCORE_MAX, Role.RATER, Role.COMPETITOR, Role.LABEL})
"""What belongs to the score that the file was mapped with, and not to another trait."""
_OWN = frozenset({"source_row", *(role.value for role in (Role.SCORE, *_OF_THE_OTHER_SCORE))})
"""Columns of a trait's table that are not those of the file as it was read and reviewed."""


def trait_mapping(mapping: ColumnMapping, trait: str) -> ColumnMapping:
    """`mapping` with the column `trait` as the score."""
    kept = {role: name for role, name in mapping.columns.items() if role not in _OF_THE_OTHER_SCORE}
    extras = tuple(name for name in mapping.extras if name != trait)
    return ColumnMapping({**kept, Role.SCORE: trait}, extras)


@dataclass(frozen=True)
class Choices:
    """How the tables of all traits are prepared and split."""

    options: Mapping[str, Any] = field(default_factory=dict)
    split_map: Mapping[str, str] | None = None
    unseen: Unseen = Unseen.ANSWERS


def read_traits(
    service: DatasetService,
    actor: Actor,
    files: Sequence[UploadedFile],
    read: Intake,
    traits: Sequence[str],
    choices: Choices,
) -> list[Intake]:
    """The same files once for each trait; `read` is them under the score they were mapped with.

    Nothing is kept. Raises `UnusableTableError` naming the first column that holds no scores.
    """
    if len(traits) > MOST_TRAITS or len(set(traits)) < len(traits):
        raise InvalidOptionError("These traits cannot be kept.", f"Name up to {MOST_TRAITS} columns, each once.")
    intakes = []
    for trait in traits:
        wanted = trait_mapping(read.mapping, trait)
        opened = service.open_upload(
            actor,
            read.domain,
            files,
            mapping=wanted,
            sheet=read.sheet,
            exact=True,
            identifiers=read.identifiers,
            apart=reads_texts_apart(read.findings),
        )
        intake = _with_texts_of(read, opened)
        draft = _draft(service, actor, intake, choices)
        if draft.blocked:
            worst = next(finding for finding in draft.findings if finding.severity is Severity.ERROR)
            raise UnusableTableError(f"Column '{trait}' cannot be kept as a trait. {worst.message}", worst.fix)
        intakes.append(intake)
    return intakes


def keep_traits(
    service: DatasetService, actor: Actor, intakes: Sequence[Intake], name: str, choices: Choices
) -> list[Kept]:
    """A dataset for each of `read_traits`, called after `name` and the trait.

    One is split after the other is kept, so that an answer has one part in all of them.
    """
    kept = []
    for intake in intakes:
        draft = _draft(service, actor, intake, choices)
        kept.append(service.keep(actor, draft, f"{name}: {intake.mapping.column(Role.SCORE)}"))
    return kept


def _with_texts_of(read: Intake, trait: Intake) -> Intake:
    """`trait` with the columns of `read`, in which a person may have corrected what is an identifier."""
    if len(trait.table) != len(read.table):
        raise UnusableTableError("The file has other rows than when it was read.", "Bring it again.")
    shared = [name for name in map(str, trait.table) if name in read.table and name not in _OWN]
    return replace(trait, table=trait.table.assign(**{name: read.table[name].to_numpy() for name in shared}))


def _draft(service: DatasetService, actor: Actor, intake: Intake, choices: Choices) -> Draft:
    return service.draft(
        actor,
        intake,
        task=Task.SCORING,
        options=choices.options,
        split_map=choices.split_map,
        unseen=choices.unseen,
    )
