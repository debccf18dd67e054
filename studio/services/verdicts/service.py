"""Data verdicts: started, read, and mended with one click."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from studio.core.actor import Actor
from studio.core.errors import ConflictError, InvalidOptionError, UnknownKeyError
from studio.core.ids import content_hash
from studio.core.records import Dataset, Phase, Run, RunKind, RunState
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy, Verdict, VerdictFinding
from studio.services.datasets.earlier_parts import EarlierParts
from studio.services.datasets.label_cells import Writing, read_cell
from studio.services.datasets.service import DatasetService
from studio.services.datasets.shelf import Shelf
from studio.services.datasets.unlabelled import UNLABELLED_ROWS, not_held_out, unlabelled_count
from studio.services.permissions import require_change
from studio.services.submission import Submission
from studio.services.verdicts.differences import Difference, difference
from studio.services.verdicts.listing import ListedPage, listed
from studio.services.verdicts.mending import mended, record_of
from studio.storage import datasets, runs, verdicts
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

_ALSO_SETTLED = {
    "exact_copies": ("duplicate_rows",),
    "contradicting_answers": ("contradicting_rows",),
    "foreign_text": ("other_language",),
    "groups_across_test": ("split_crosses_groups",),
    "copies_across_test": ("split_repeats_texts", "near_duplicates_apart", "texts_recur"),
    "rare_classes": ("class_with_one_row",),
}
"""Findings of the upload that say the same as one of the verdict."""
_LOOKED_INTO = frozenset(
    {"short_text", "garbled_characters", "long_text", "duplicate_rows", "contradicting_rows", "class_with_one_row"}
)
"""Findings of the upload that a verdict would have found again, with all rows: where it has not, they are mended."""


class VerdictService:
    """Verdicts on datasets of the actor's workspace."""

    def __init__(
        self, store: Store, artifacts: ArtifactStore, submission: Submission, dataset_service: DatasetService
    ) -> None:
        self._store = store
        self._submission = submission
        self._datasets = dataset_service
        self._earlier = EarlierParts(artifacts)
        self._shelf = Shelf(store, artifacts)

    @staticmethod
    def serves(dataset: Dataset) -> bool:
        """Whether a verdict can be given on a dataset: one whose rows have answers."""
        return dataset.task is not Task.ANOMALY

    def start(self, actor: Actor, dataset_id: str) -> Run:
        """Queue a verdict on a dataset, or give back the one that is under way or done: a dataset never changes."""
        require_change(actor, "start a run")
        dataset = self._datasets.get(actor, dataset_id)
        if not self.serves(dataset):
            raise InvalidOptionError(
                "A verdict weighs texts against their answers; this dataset need not have any.",
                "Train an anomaly method on it: what is rare in it shows there.",
            )
        known = self.run(actor, dataset.id)
        if known is not None and known.state not in (RunState.FAILED, RunState.CANCELLED):
            return known
        return self._submission.submit(self._submission.new_on(dataset, RunKind.VERDICT, {"seed": 0}))

    def run(self, actor: Actor, dataset_id: str) -> Run | None:
        """The newest verdict run on a dataset, or None."""
        with self._store.read() as connection:
            return runs.newest_on(connection, actor.workspace, dataset_id, RunKind.VERDICT)

    def get(self, actor: Actor, dataset_id: str) -> Verdict | None:
        """What the newest verdict run has found so far; None where there was none."""
        run = self.run(actor, dataset_id)
        if run is None:
            return None
        with self._store.read() as connection:
            return verdicts.of_run(connection, run.id, dataset_id)

    @staticmethod
    def told_again(verdict: Verdict) -> frozenset[str]:
        """Codes of the upload's findings that a finished verdict tells of anew, with a mend, or has settled."""
        found = [each.code for each in verdict.findings]
        return _LOOKED_INTO.union(found, *(_ALSO_SETTLED.get(code, ()) for code in found))

    def texts(self, actor: Actor, dataset_id: str, found: VerdictFinding, page: int) -> ListedPage:
        """The texts that a finding is about, a page of them, each beside the one it goes with."""
        return listed(self._datasets.table(actor, dataset_id), found, page)

    def record(self, run: Run, phase: Phase, content: Mapping[str, Any], seconds: float) -> None:
        """For the worker: keep what a phase found. A dataset that was deleted meanwhile keeps nothing."""
        with self._store.write() as connection:
            if run.dataset_id and datasets.find(connection, run.workspace, run.dataset_id) is not None:
                verdicts.record(connection, run.id, run.dataset_id, phase.value, content, seconds)

    def mend(
        self,
        actor: Actor,
        dataset_id: str,
        code: str,
        mend: Mend,
        *,
        rows: Sequence[str] | None = None,
        answers: Mapping[str, str] | None = None,
        words: Sequence[str] | None = None,
    ) -> Dataset:
        """A new version of a dataset with one finding mended; its verdict is queued as well.

        `rows` narrows the remedy to some of its rows, by id; `answers` gives some of them another answer than the one
        suggested; `words` narrows it to some of its labels. Raises `UnknownKeyError` on a finding the verdict does not
        have, `InvalidOptionError` on a mend it does not offer or an answer the dataset does not know,
        `UnusableTableError` where too little would be left.
        """
        require_change(actor, "change a dataset")
        dataset = self._datasets.get(actor, dataset_id)
        remedy = _narrowed(self._remedy(actor, dataset_id, code, mend), rows, answers, dataset, words)
        others = self._datasets.list(actor, dataset.domain)
        known = self._earlier.of(others)
        table, preparation = self._datasets.table(actor, dataset_id), self._datasets.preparation(actor, dataset_id)
        version = mended(dataset, table, preparation, remedy, known)
        record = record_of(dataset, version, [code, *_ALSO_SETTLED.get(code, ())])
        # Where parts were dealt anew, whose group was not held out may be so now.
        read = () if mend in (Mend.KEEP_TOGETHER, Mend.SPLIT_ANEW) else self._shelf.unlabelled(dataset)
        unlabelled = not_held_out(read, version.table)
        name = _next_name(dataset.name, {each.name for each in others})
        named = replace(record, name=name, **_beside(record, unlabelled))
        kept = self._shelf.put(named, version.table, version.preparation, version.changed(), unlabelled)
        self.start(actor, kept.id)
        return kept

    def difference(self, actor: Actor, dataset_id: str) -> Difference | None:
        """What a version changed; None where the dataset is no version, or the one it was made from is gone."""
        dataset = self._datasets.get(actor, dataset_id)
        if dataset.made_from is None:
            return None
        with self._store.read() as connection:
            if datasets.find(connection, actor.workspace, dataset.made_from) is None:
                return None
        return difference(self._datasets.table(actor, dataset.made_from), self._datasets.table(actor, dataset.id))

    def _remedy(self, actor: Actor, dataset_id: str, code: str, mend: Mend) -> Remedy:
        verdict = self.get(actor, dataset_id)
        if verdict is None:
            raise ConflictError("The data has not been looked at yet.", "Ask for its verdict first.")
        finding = verdict.finding(code)
        if finding is None:
            raise UnknownKeyError("finding", code, [each.code for each in verdict.findings])
        remedy = next((each for each in finding.remedies if each.mend is mend), None)
        if remedy is None:
            offered = ", ".join(each.mend.value for each in finding.remedies) or "nothing: only its advice"
            raise InvalidOptionError(f"The finding '{code}' cannot be mended so.", f"It offers: {offered}.")
        return remedy


def _narrowed(
    remedy: Remedy,
    rows: Sequence[str] | None,
    answers: Mapping[str, str] | None,
    dataset: Dataset,
    words: Sequence[str] | None,
) -> Remedy:
    """The remedy for some of its rows or labels only, with other answers for some of those rows."""
    if words is not None:
        remedy = _narrowed_to_words(remedy, words)
    given = dict(answers or {})
    unknown = sorted({*(rows or ()), *given} - set(remedy.rows))
    if unknown:
        raise InvalidOptionError("A row was named that the finding does not list.", "Choose among the rows it lists.")
    if dataset.labels and not _labels_in(given.values(), dataset) <= set(dataset.labels):
        raise InvalidOptionError("An answer is no label of the dataset.", f"Known: {', '.join(dataset.labels)}.")
    wanted = set(remedy.rows if rows is None else rows)
    places = [place for place, row in enumerate(remedy.rows) if row in wanted]
    suggested = [remedy.answers[place] for place in places] if remedy.rows and remedy.answers else []
    chosen = tuple(remedy.rows[place] for place in places)
    return replace(
        remedy,
        rows=chosen,
        answers=tuple(given.get(row, answer) for row, answer in zip(chosen, suggested, strict=False))
        if remedy.rows
        else remedy.answers,
    )


def _narrowed_to_words(remedy: Remedy, words: Sequence[str]) -> Remedy:
    places = [place for place, word in enumerate(remedy.words) if word in set(words)]
    if not places or set(words) - set(remedy.words):
        known = ", ".join(remedy.words) or "none"
        raise InvalidOptionError("A label was named that the finding does not list.", f"It lists: {known}.")
    answers = tuple(remedy.answers[place] for place in places) if remedy.mend is Mend.JOIN_LABELS else remedy.answers
    return replace(remedy, words=tuple(remedy.words[place] for place in places), answers=answers)


def _labels_in(answers: Iterable[str], dataset: Dataset) -> set[str]:
    """The labels that answers hold; where a row bears several, each answer is a set of them."""
    if dataset.task is not Task.MULTILABEL:
        return set(answers)
    return {label for each in answers for label in read_cell(each, Writing.SEMICOLON) or ()}


def _beside(record: Dataset, unlabelled: Sequence[str]) -> dict[str, Any]:
    """What a version says of the texts without an answer that it takes over."""
    if not unlabelled_count(record):
        return {}
    told = {**record.options, UNLABELLED_ROWS: len(unlabelled)}
    return {"options": told, "content_hash": content_hash(record.content_hash, *unlabelled)}


def _next_name(name: str, taken: Collection[str]) -> str:
    """`Notes` becomes `Notes (version 2)`, that one `Notes (version 3)`; a number is given once."""
    stem, _, rest = name.rpartition(" (version ")
    numbered = bool(stem) and rest.endswith(")") and rest[:-1].isdecimal()
    stem, number = (stem, int(rest[:-1]) + 1) if numbered else (name, 2)
    while f"{stem} (version {number})" in taken:
        number += 1
    return f"{stem} (version {number})"
