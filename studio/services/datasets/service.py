"""Datasets: opened, drafted, confirmed, read, deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import pandas as pd

from domains.contract import Domain
from domains.deidentify import IdentifierOptions
from domains.preparation import CHANGED, Preparation
from domains.registry import registry
from studio.core.actor import Actor
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import InvalidOptionError, UnknownKeyError, UnusableTableError
from studio.core.findings import Severity
from studio.core.records import Dataset, Source
from studio.core.rubric import RUBRIC, Rubric, parse_rubric
from studio.core.settings import Settings
from studio.core.splits import Unseen
from studio.core.tasks import Task
from studio.services.datasets.choosing_test_rows import require_columns
from studio.services.datasets.draft import Draft
from studio.services.datasets.drafting import make_draft
from studio.services.datasets.earlier_parts import EarlierParts, KnownParts
from studio.services.datasets.group_key import group_key
from studio.services.datasets.opened import Intake
from studio.services.datasets.opening import open_files
from studio.services.datasets.other_identifiers import (
    as_earlier,
    identifiers_of,
    kept_identifiers,
    told_of_other_identifiers,
)
from studio.services.datasets.record import record_of_draft
from studio.services.datasets.reviewing import Correction, corrected
from studio.services.datasets.shelf import Shelf
from studio.services.datasets.template import template_csv
from studio.services.datasets.unit_drafting import make_unit_draft
from studio.services.datasets.unlabelled_files import read_beside, with_beside
from studio.services.intake.answering import Searched
from studio.services.intake.upload import UploadedFile
from studio.services.permissions import require_change
from studio.storage import datasets, keys
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store


@dataclass(frozen=True)
class Kept:
    """A dataset that is in the store now, and whether it was `already_there`, whatever name and findings it has."""

    dataset: Dataset
    already_there: bool


class DatasetService:
    """Everything between a file and a Dataset, in the actor's workspace."""

    def __init__(self, settings: Settings, store: Store, artifacts: ArtifactStore) -> None:
        self._settings = settings
        self._store = store
        self._artifacts = artifacts
        self._earlier = EarlierParts(artifacts)
        self._shelf = Shelf(store, artifacts)

    def open_upload(
        self,
        actor: Actor,
        domain_key: str,
        files: Sequence[UploadedFile],
        *,
        mapping: ColumnMapping | None = None,
        sheet: str | None = None,
        exact: bool = False,
        terms: Sequence[str] = (),
        identifiers: IdentifierOptions | None = None,
        review: bool = False,
        whole: bool | None = None,
        apart: bool | None = None,
        unlabelled: Sequence[UploadedFile] = (),
        told: Searched = lambda _rows, _of: None,
    ) -> Intake:
        """Read files into memory, map their columns, and with personal data de-identify them; nothing is kept.

        `mapping` gives columns for some roles; the others are guessed, unless `exact`. `terms` are labels known to be
        such, those of a model the table is brought to. `identifiers` says what stands for identifiers in texts; with
        `review` the Intake holds the texts as they came, for `correct`. `whole`: each text file or document is one
        text, not each line or paragraph; `apart`: a table of several texts a row (a gradebook) is read as one row a
        text, not as it stands; None leaves either to how they look. `unlabelled` are further files of texts; answers
        in them are left behind. `told` hears how far the search for identifiers is, file by file. Raises
        `UnreadableFileError`, `LimitExceededError`, `UnusableTableError` (no rows, or no texts in such a file) or
        `MappingError` (a column that is not there).
        """
        domain = registry().get(domain_key)
        intake = open_files(
            domain,
            files,
            mapping=mapping,
            exact=exact,
            sheet=sheet,
            key=self._key(domain),
            source=Source.UPLOAD,
            terms=terms,
            identifiers=identifiers,
            review=review,
            whole=whole,
            apart=apart,
            told=told,
        )
        return with_beside(intake, self.open_beside(actor, intake, unlabelled)) if unlabelled else intake

    def open_beside(self, actor: Actor, intake: Intake, files: Sequence[UploadedFile]) -> Intake:
        """Further files of texts for `intake`, read as its own were; `with_beside` puts them to it.

        Raises what `open_upload` raises.
        """
        domain = registry().get(intake.domain)
        key, kept = self._key(domain), intake.identifiers
        read = partial(open_files, domain, sheet=None, key=key, source=Source.UPLOAD, identifiers=kept)
        return read_beside(read, files, intake.mapping)

    def correct(self, actor: Actor, intake: Intake, corrections: Sequence[Correction]) -> Intake:
        """`intake` with what an expert said of its identifiers, before anything of it is kept."""
        return corrected(intake, corrections, bytes.fromhex(group_key(self._settings.home)))

    def open_sample(self, actor: Actor, domain_key: str) -> Intake:
        """The domain's synthetic sample, through the door of a file: it is treated as an upload is."""
        domain = registry().get(domain_key)
        frame = domain.sample().drop(columns="source_row", errors="ignore")
        roles = {Role(str(name)): str(name) for name in frame.columns if str(name) in set(Role)}
        extras = tuple(str(name) for name in frame.columns if name not in roles.values())
        file = UploadedFile("sample.csv", frame.to_csv(index=False).encode())
        intake = self._open_mapped(domain, [file], ColumnMapping(roles, extras), Source.SAMPLE)
        return replace(intake, name=f"{domain.title} (synthetic sample)")

    def open_public(self, actor: Actor, domain_key: str, key: str) -> Intake:
        """A public set, from the mirror folder or its address; raises `UnavailableError` where neither has it."""
        from domains.public import load_public

        domain = registry().get(domain_key)
        found = next((each for each in domain.public_datasets if each.key == key), None)
        if found is None:
            raise UnknownKeyError("public dataset", key, [each.key for each in domain.public_datasets])
        files = [UploadedFile(name, data) for name, data in load_public(found, self._settings.data_mirror)]
        intake = self._open_mapped(domain, files, found.mapping, Source.PUBLIC)
        return replace(intake, name=found.title, task=found.task, split_map=dict(found.split_map))

    def draft(
        self,
        actor: Actor,
        intake: Intake,
        *,
        task: Task | None = None,
        options: Mapping[str, Any] | None = None,
        split_map: Mapping[str, str] | None = None,
        seed: int = 0,
        unseen: Unseen = Unseen.ANSWERS,
        blank_is_none: bool = False,
    ) -> Draft:
        """The dataset as it would be, with everything found about it.

        Rows that an earlier dataset of the workspace and domain holds keep the part they have there: a test row
        never becomes a training row. `unseen` says how test rows are chosen; `blank_is_none` that a row with a blank
        label bears none, where several labels are learned.
        Raises `InvalidOptionError` on wrong options, and `MappingError` where `split_map` or `unseen` speaks of a
        column that is not there, or any but the default meets a split of the file's own.
        """
        domain = registry().get(intake.domain)
        intake = told_of_other_identifiers(domain, intake, self.list(actor, domain.key), self._earlier.by_words)
        require_columns(domain, intake, unseen, split_map)
        chosen = _task(domain, intake, task)
        make = make_unit_draft if chosen is Task.ANOMALY else partial(make_draft, blank_is_none=blank_is_none)
        return make(
            domain,
            intake,
            task=chosen,
            options={**(options or {}), **kept_identifiers(domain, intake)},
            split_map={**intake.split_map, **(split_map or {})},
            seed=seed,
            earlier=self.earlier_parts(actor, domain.key),
            unseen=unseen,
        )

    def earlier_parts(self, actor: Actor, domain_key: str) -> KnownParts:
        """The part of every row that a dataset of the domain holds: assigned once, for good."""
        return self._earlier.of(self.list(actor, domain_key))

    def confirm(self, actor: Actor, draft: Draft, name: str | None = None) -> Dataset:
        """As `keep`, for those to whom a table that was there before is as good as a new one."""
        return self.keep(actor, draft, name).dataset

    def keep(self, actor: Actor, draft: Draft, name: str | None = None) -> Kept:
        """Keep a draft as a Dataset; one of the same content that is there already is given back instead.

        Raises `UnusableTableError` on a draft that is blocked, `StorageFullError` where the disk takes no more.
        """
        require_change(actor, "keep a dataset")
        if draft.blocked:
            worst = next(finding for finding in draft.findings if finding.severity is Severity.ERROR)
            raise UnusableTableError(worst.message, worst.fix)
        dataset = record_of_draft(actor, draft, name)
        known = self._shelf.same(dataset)
        if known is not None:
            return Kept(self._described(actor, known, draft), already_there=True)
        kept = self._shelf.put(dataset, draft.table, draft.preparation, draft.changed, draft.unlabelled)
        return Kept(kept, already_there=kept.id != dataset.id)

    def list(self, actor: Actor, domain_key: str | None = None) -> list[Dataset]:
        """Datasets of a domain or of all, newest first."""
        with self._store.read() as connection:
            return datasets.every(connection, actor.workspace, domain_key)

    def get(self, actor: Actor, dataset_id: str) -> Dataset:
        """One dataset; raises `NotFoundError`."""
        with self._store.read() as connection:
            return datasets.get(connection, actor.workspace, dataset_id)

    def rubric(self, actor: Actor, dataset_id: str) -> Rubric | None:
        """What the marks of a dataset are called, where somebody said so."""
        held = self.get(actor, dataset_id).options.get(RUBRIC)
        return None if held is None else parse_rubric(held)

    def set_rubric(self, actor: Actor, dataset_id: str, rubric: Rubric | None) -> Dataset:
        """Say what the marks are called; a description, which neither hash nor model depends on."""
        require_change(actor, "describe a dataset")
        with self._store.write() as connection:
            dataset = datasets.get(connection, actor.workspace, dataset_id)
            options = {key: value for key, value in dataset.options.items() if key != RUBRIC}
            told = {} if rubric is None else {RUBRIC: rubric.model_dump(mode="json")}
            datasets.set_options(connection, dataset.id, {**options, **told})
            return datasets.get(connection, actor.workspace, dataset_id)

    def table(self, actor: Actor, dataset_id: str) -> pd.DataFrame:
        """The prepared table, one row a text."""
        return self._shelf.table(self.get(actor, dataset_id))

    def identifiers(self, actor: Actor, dataset_id: str) -> IdentifierOptions:
        """What stands for identifiers in a dataset's texts, and so must in those its models are asked about."""
        return identifiers_of(self.get(actor, dataset_id))

    def new_identifiers(self, actor: Actor, domain_key: str, chosen: IdentifierOptions) -> IdentifierOptions:
        """How files of a new dataset are read where `chosen` is to stand for identifiers: as earlier ones were."""
        return as_earlier(chosen, self.list(actor, domain_key), self._earlier.by_words)

    def preparation(self, actor: Actor, dataset_id: str) -> Preparation:
        """How its texts were prepared; raises `PreparationMismatchError` where today's steps work differently."""
        dataset = self.get(actor, dataset_id)
        return Preparation.restore(registry().get(dataset.domain), self._shelf.saved(dataset))

    def changed(self, actor: Actor, dataset_id: str) -> dict[str, int]:
        """How many rows each enabled step changed, by its title; none of a dataset kept before that was counted."""
        dataset = self.get(actor, dataset_id)
        counts = self._shelf.saved(dataset).get(CHANGED, {})
        steps = registry().get(dataset.domain).steps
        return {step.title: int(counts[step.key]) for step in steps if step.key in counts}

    def delete(self, actor: Actor, dataset_id: str) -> None:
        """Forget a dataset; raises `ConflictError` while a model or a live run needs it."""
        require_change(actor, "delete a dataset")
        with self._store.write() as connection:
            datasets.delete(connection, actor.workspace, dataset_id)
        self._artifacts.delete(keys.dataset(dataset_id))

    def template(self, domain_key: str, task: Task) -> bytes:
        """A CSV to fill in, for one domain and task."""
        return template_csv(registry().get(domain_key), task)

    def _open_mapped(
        self, domain: Domain, files: Sequence[UploadedFile], mapping: ColumnMapping | None, source: Source
    ) -> Intake:
        """Files of our own, whose columns are known."""
        key = self._key(domain)
        return open_files(domain, files, mapping=mapping, exact=True, sheet=None, key=key, source=source)

    def _key(self, domain: Domain) -> str:
        """What identities and replacements are made with where there is personal data."""
        return group_key(self._settings.home) if domain.personal_data else ""

    def _described(self, actor: Actor, known: Dataset, draft: Draft) -> Dataset:
        """The dataset that was there, with the rubric that came with the same table now."""
        held = draft.described.get(RUBRIC)
        return known if held is None else self.set_rubric(actor, known.id, parse_rubric(held))


def _task(domain: Domain, intake: Intake, asked: Task | None) -> Task:
    if asked is not None and asked not in domain.tasks:
        known = ", ".join(task.value for task in domain.tasks)
        raise InvalidOptionError(f"{domain.title} does not offer the task '{asked.value}'.", f"It offers: {known}.")
    task = asked or intake.task
    if task is Task.ANOMALY and intake.beside is not None:
        raise InvalidOptionError(
            "Anomaly detection learns from texts without labels as they are.", "Bring these texts as rows."
        )
    return task
