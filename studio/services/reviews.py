"""Reviews: an expert goes through a batch, what is odd or uncertain first; what they give wins, and can be learned."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import pandas as pd

from domains.deidentify import WHOLE, within
from domains.registry import registry
from studio.core.actor import Actor
from studio.core.answers import Review
from studio.core.clock import now
from studio.core.errors import ConflictError, InputError, NotFoundError, UnusableTableError
from studio.core.ids import new_id
from studio.core.label_sets import dump_set
from studio.core.records import ModelVersion, Run, RunKind, RunState
from studio.core.tasks import Task
from studio.services import review_queue
from studio.services.batch_expiry import expired, refuse_expired
from studio.services.datasets.blank_texts import blank_texts
from studio.services.datasets.label_cells import Writing, read_cell
from studio.services.datasets.scores import mark_gap
from studio.services.datasets.service import DatasetService, Kept
from studio.services.permissions import require_change
from studio.services.remarks import beside
from studio.services.review_queue import Queue, Waiting
from studio.storage import datasets, keys, models, reviews, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

MOST_WAITING = 50
MOST_LABEL = 60
MOST_NOTE = 2_000
_NOTE_SECONDS = 20.0
"""Characters of a note."""
_LEAST_STEP = 0.01  # points; what is nearer is one mark, written with more or fewer digits


@dataclass(frozen=True)
class Recorded:
    """A review that is kept now, and the one it replaced though whoever gave it had not seen that one."""

    review: Review
    unseen: Review | None = None


@dataclass(frozen=True, eq=False)
class _Batch:
    """A batch's rows in the order of the queue; neither they nor the answers ever change."""

    run: Run
    model: ModelVersion
    rows: pd.DataFrame
    step: float


class ReviewService:
    """Reviews of the actor's workspace."""

    def __init__(self, store: Store, artifacts: ArtifactStore, kept: DatasetService) -> None:
        self._store = store
        self._artifacts = artifacts
        self._datasets = kept
        self._last: _Batch | None = None  # a queue is asked for again with every answer that is given

    def queue(self, actor: Actor, run_id: str, most: int = MOST_WAITING) -> Queue:
        """The rows of a batch that wait for an expert, at most `most` of them: see `review_queue.ordered`.

        Raises `ConflictError` where the run has no answers (yet), or they are no longer kept.
        """
        batch = self._batch(actor, run_id)
        with self._store.read() as connection:
            done = {each.row_id for each in reviews.standing(connection, actor.workspace, run_id=run_id)}
        rows = batch.rows[~batch.rows["row_id"].isin(done)]
        shown = tuple(review_queue.waiting(row, batch.step) for _, row in rows.head(most).iterrows())
        return Queue(shown, len(batch.rows), len(batch.rows) - len(rows))

    def row(self, actor: Actor, run_id: str, row_id: str) -> Waiting:
        """One row of a batch, reviewed or not; raises `NotFoundError` where the batch does not have it."""
        batch = self._batch(actor, run_id)
        found = batch.rows[batch.rows["row_id"] == row_id]
        if found.empty:
            raise NotFoundError("row", row_id)
        return review_queue.waiting(found.iloc[0], batch.step)

    def record(
        self,
        actor: Actor,
        run_id: str,
        row_id: str,
        given: str | float,
        note: str = "",
        *,
        seen: int = 0,
        new_label: bool = False,
    ) -> Recorded:
        """Keep what an expert gives a row of a batch; it counts from now on, whatever was given before.

        `seen` is the number of the row's newest review that the expert knew of (0: none): a newer one is told. The
        row's texts are kept with it, as the run was asked. Raises `NotFoundError` on a row the batch does not have,
        `InputError` on a label the model does not know, unless it is meant to be a `new_label`, or a score outside the
        row's scale.
        """
        require_change(actor, "review answers")
        batch, row = self._batch(actor, run_id), self.row(actor, run_id, row_id)
        answer = _new_label(given, batch.model) if new_label else _checked(given, batch.model, row)
        review = _review(actor, batch, row, answer, _clean(note, batch.run.domain))
        with self._store.write() as connection:
            kept = reviews.add(connection, review)
            before = [each for each in reviews.history(connection, actor.workspace, run_id, row_id) if each != kept]
        return Recorded(kept, before[-1] if before and before[-1].number > seen else None)

    def take_back(self, actor: Actor, run_id: str, row_id: str) -> None:
        """Put a row back into the queue; that it was reviewed stays in its history, its texts do not.

        Raises `NotFoundError` where the row has no review that stands.
        """
        require_change(actor, "review answers")
        with self._store.write() as connection:
            before = reviews.history(connection, actor.workspace, run_id, row_id)
            if not before or before[-1].given is None:
                raise NotFoundError("review of row", row_id)
            taken = replace(before[-1], id=new_id("review"), given=None, actor=actor.id, created_at=now())
            reviews.add(connection, taken)
            reviews.forget_texts(connection, run_id, row_id)

    def list(self, actor: Actor, *, run_id: str | None = None, model_id: str | None = None) -> list[Review]:
        """The reviews that stand, oldest first: of a batch, of all batches of a model, or of the workspace."""
        with self._store.read() as connection:
            return reviews.standing(connection, actor.workspace, run_id=run_id, model_id=model_id)

    def history(self, actor: Actor, run_id: str, row_id: str | None = None) -> Sequence[Review]:
        """Every review of a batch or of one of its rows, oldest first, also those that were replaced or taken back."""
        with self._store.read() as connection:
            runs.get(connection, actor.workspace, run_id)
            return reviews.history(connection, actor.workspace, run_id, row_id)

    def make_dataset(self, actor: Actor, model_id: str, name: str | None = None) -> Kept:
        """A new dataset: the rows of the model's own, and those of its answers that were reviewed.

        Every row keeps its part: a test row never becomes a training row, even reviewed. Raises `UnusableTableError`
        where no answer of the model was reviewed.
        """
        from studio.services.datasets.joining import join_reviews

        require_change(actor, "keep a dataset")
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            trained_on = datasets.get(connection, actor.workspace, model.dataset_id)
            standing = reviews.standing(connection, actor.workspace, model_id=model_id)
        _refuse_anomalies(model)
        if not standing:
            raise UnusableTableError("No answer of this model has been reviewed yet.", "Review some of a batch first.")
        draft = join_reviews(
            trained_on,
            self._datasets.table(actor, trained_on.id),
            self._datasets.preparation(actor, trained_on.id),
            standing,
            self._datasets.earlier_parts(actor, model.domain),
        )
        return self._datasets.keep(actor, draft, name)

    def _batch(self, actor: Actor, run_id: str) -> _Batch:
        with self._store.read() as connection:
            run = runs.get(connection, actor.workspace, run_id)
            model = models.get(connection, actor.workspace, run.model_id or "")
        _refuse_anomalies(model)
        if run.kind is not RunKind.PREDICT or run.state is not RunState.SUCCEEDED:
            raise ConflictError(f"The run has no answers: it is {run.state.value}.", "Wait until it has succeeded.")
        if expired(run, now()):
            self._last = None
        refuse_expired(run)
        held = self._last
        if held is None or held.run.id != run_id:
            held = self._last = self._read(run, model)
        return held

    def _read(self, run: Run, model: ModelVersion) -> _Batch:
        answers = self._artifacts.read_table(keys.answers(run.id))
        asked = beside(self._artifacts.read_table(keys.inputs(run.id)), answers)
        blank = asked.loc[blank_texts(asked), "row_id"]
        step = 0.0
        if model.task is Task.SCORING:
            step = max(mark_gap(self._artifacts.read_table(keys.dataset(model.dataset_id))["target"]), _LEAST_STEP)
        answered = answers[~answers["row_id"].isin(blank)]
        return _Batch(run, model, review_queue.ordered(asked, answered, model, step), step)


def _checked(given: str | float, model: ModelVersion, row: Waiting) -> str | float:
    if model.task is Task.MULTILABEL:
        labels = _set(given)
        if not set(labels) <= set(model.labels):
            raise InputError("The model does not know all of these labels.", f"It knows: {', '.join(model.labels)}.")
        return dump_set(labels)
    if model.task is not Task.SCORING:
        if given not in model.labels:
            raise InputError("The model does not know this label.", f"It knows: {', '.join(model.labels)}.")
        return str(given)
    low, high = row.score_min or 0.0, 1.0 if row.score_max is None else row.score_max
    if isinstance(given, str | bool) or not low <= given <= high:
        raise InputError("The score is not on the scale of its row.", f"Give a number from {low:g} to {high:g}.")
    return float(given)


def _set(given: str | float) -> tuple[str, ...]:
    """The labels of a JSON list, or of words parted by semicolons; none of an empty list."""
    labels = read_cell(str(given), Writing.SEMICOLON)
    if labels is None:
        raise InputError("This says no labels.", 'Give a list, such as ["pain", "fever"]; [] says that it bears none.')
    return labels


def _new_label(given: str | float, model: ModelVersion) -> str:
    """A label that no training row bears, in the spelling of one that does where only case or spaces differ."""
    if model.task is Task.MULTILABEL:
        return dump_set(_new_label(each, replace(model, task=Task.CLASSIFICATION)) for each in _set(given))
    label = " ".join(str(given).split())
    if model.task is Task.SCORING or not label or len(label) > MOST_LABEL:
        raise InputError("This is no label.", f"Write at most {MOST_LABEL} characters.")
    known = next((each for each in model.labels if each.casefold() == label.casefold()), None)
    if known is None and _clean(label, model.domain) != label:
        raise InputError("A label must not name a person.", "Choose a word for the class.")
    return known or label


def _refuse_anomalies(model: ModelVersion) -> None:
    """Rows of such a batch are stretches of a log that overlap; a part of their own cannot be given to each."""
    if model.task is Task.ANOMALY:
        raise ConflictError("What an anomaly model flags is not reviewed row by row.", "Look at its timeline.")


def _clean(note: str, domain_key: str) -> str:
    """A note without identifiers, where the field has personal data; it speaks of whoever wrote the text."""
    if len(note) > MOST_NOTE:
        raise InputError("The note is too long.", f"Write at most {MOST_NOTE:,} characters.")
    domain = registry().get(domain_key)
    if not domain.personal_data or not note.strip():
        return note.strip()
    with suppress(Exception), within(_NOTE_SECONDS):  # whatever it was: its words may quote the note
        clean = domain.deidentify_beside([note])[0].text
        if clean != WHOLE:
            return clean
    raise InputError("The note could not be searched for identifiers and is not kept.", "Write it shorter.")


def _review(actor: Actor, batch: _Batch, row: Waiting, given: str | float, note: str) -> Review:
    return Review(
        id=new_id("review"),
        workspace=actor.workspace,
        domain=batch.run.domain,
        model_id=batch.model.id,
        run_id=batch.run.id,
        row_id=row.row_id,
        source_row=row.source_row,
        number=0,
        actor=actor.id,
        predicted=row.predicted,
        given=given,
        note=note,
        text=row.text,
        question=row.question,
        reference=row.reference,
        group=row.group,
        score_min=row.score_min,
        score_max=row.score_max,
        created_at=now(),
        identity=row.identity,
    )
