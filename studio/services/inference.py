"""Answers: single texts here and now, tables as runs on the worker."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pandas as pd

from domains.preparation import Preparation
from domains.registry import registry
from models.device import resolve_device
from models.serving.loading import FLOAT32, answering_precision
from studio.core.actor import Actor
from studio.core.answers import Prediction
from studio.core.errors import AssayError, ConflictError, InputError
from studio.core.records import Dataset, ModelVersion, Run, RunKind, RunState
from studio.core.rubric import RUBRIC, parse_rubric
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.core.visible import shows_nothing
from studio.services import answer_file, answer_reasons, asked_table, asked_units
from studio.services.asked_texts import TEXTS, deidentified, refuse_emptied
from studio.services.batch_expiry import refuse_expired
from studio.services.datasets.blank_texts import blank_texts
from studio.services.datasets.group_key import group_key
from studio.services.engine import inference_engine
from studio.services.permissions import require_change
from studio.services.preparations import ModelPreparations, require_same_identifiers
from studio.services.remarks import beside, remarked
from studio.services.reviewed_answers import with_reviews
from studio.services.submission import Submission
from studio.storage import datasets, keys, models, reviews, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

if TYPE_CHECKING:
    from studio.services.datasets.opened import Intake

SERVING = "serving"
"""A file under home, touched while texts are answered: the trainer then leaves the server its share of threads."""
NEW_KIND = "new_kind"
"""The column of a batch that names what a row is where no training row was of its kind; else empty."""


@dataclass(frozen=True)
class AnswerCounts:
    """Of the rows of a batch, how many are `blank` and so have no answer, and how many were not read to their end.

    `new_rows` are of `new_kinds` kinds no training row was of; both are None where the field cannot tell. `remarked`
    bear a remark, None where the field looks for nothing.
    """

    rows: int
    blank: int
    truncated: int
    new_rows: int | None = None
    new_kinds: int | None = None
    remarked: int | None = None


@dataclass(frozen=True)
class AnsweredBatch:
    """The rows of a batch with their answers, as `batch_table` gives them, and what is to be said of them."""

    table: pd.DataFrame
    counts: AnswerCounts


@dataclass(frozen=True)
class TextInput:
    """One text to answer, with what its domain may need beside it. It is not stored."""

    text: str
    question: str = ""
    reference: str = ""
    score_min: float | None = None
    score_max: float | None = None


class InferenceService:
    """Predictions by the models of the actor's workspace."""

    def __init__(self, settings: Settings, store: Store, artifacts: ArtifactStore, submission: Submission) -> None:
        self._settings = settings
        self._store = store
        self._artifacts = artifacts
        self._submission = submission
        self._preparations = ModelPreparations(artifacts)
        self._touched = 0.0

    def predict_texts(self, actor: Actor, model_id: str, texts: Sequence[TextInput]) -> list[Prediction]:
        """One prediction a text, in order; nothing of the texts is stored or logged.

        Raises `PreparationMismatchError` where the model's preparation cannot be repeated, `InputError` on a text with
        nothing to see in it or of which preparation leaves nothing, and `DamagedArtifactError` where the model's files
        were altered.
        """
        if not texts:
            return []
        if any(shows_nothing(each.text) for each in texts):
            raise InputError("There is no text to answer.", "Type a text first.")
        model, trained_on = self._model(actor, model_id)
        preparation = self._preparations.of(model)
        table = pd.DataFrame([asdict(each) for each in texts])
        rows = asked_table.to_answer(
            deidentified(table, preparation, self._key(preparation)), model, trained_on, preparation
        )
        refuse_emptied(rows["text"].tolist())
        self._say_serving()
        scoring = model.task is Task.SCORING
        answers: list[Prediction] = inference_engine(self._settings).predict(
            model.id,
            self._artifacts.local_folder(model.artifact),
            rows["text"].tolist(),
            rows["text_pair"].tolist() if "text_pair" in rows else None,
            rows["score_min"].to_numpy() if scoring else None,
            rows["score_max"].to_numpy() if scoring else None,
        )
        kinds = preparation.domain.new_kinds(table["text"].tolist(), preparation.state)
        if kinds is None:
            return answers
        return [replace(answer, new_kind=kind) for answer, kind in zip(answers, kinds, strict=True)]

    def precision(self, model: ModelVersion) -> str:
        """The arithmetic in which a version answers on this machine, which may not be the one that trained it."""
        device = resolve_device(self._settings.device)
        if device == "cpu" or model.precision == FLOAT32:
            return model.precision
        try:
            return answering_precision(self._artifacts.local_folder(model.artifact), device)
        except AssayError:  # asking it will say what is wrong with its files
            return model.precision

    def task(self, actor: Actor, model_id: str) -> Task:
        """What a model answers; raises `NotFoundError`."""
        return self._model(actor, model_id)[0].task

    def predict_domain(self, actor: Actor, domain_key: str, texts: Sequence[TextInput]) -> list[Prediction]:
        """As `predict_texts`, by the production model of the first of the domain's tasks that has one.

        Raises `ConflictError` where there is none.
        """
        tasks = registry().get(domain_key).tasks
        with self._store.read() as connection:
            ids = [models.production_id(connection, actor.workspace, domain_key, task) for task in tasks]
        model_id = next((each for each in ids if each is not None), None)
        if model_id is None:
            raise ConflictError(
                f"'{domain_key}' has no production model yet.", "Train one and promote it in the model library."
            )
        return self.predict_texts(actor, model_id, texts)

    def start_batch(
        self, actor: Actor, model_id: str, intake: Intake, told: Mapping[str, Any] = MappingProxyType({})
    ) -> Run:
        """Queue the answering of every row of a table, which is prepared and kept for as long as its answers are.

        `told` goes into the run's manifest.
        """
        require_change(actor, "start a run")
        model, trained_on = self._model(actor, model_id)
        preparation = self._preparations.of(model)
        require_same_identifiers(preparation, intake)
        if model.task is Task.ANOMALY:
            table = asked_units.to_answer(intake.table, model, trained_on, preparation)
        else:
            extras = asked_table.extras(intake.table)
            table = asked_table.to_answer(intake.table, model, trained_on, preparation, extras)
        kinds = preparation.domain.new_kinds(table["source_text"].tolist(), preparation.state)
        if kinds is not None:
            table[NEW_KIND] = ["" if kind is None else kind for kind in kinds]
        manifest = {"model": model.id, "table_name": intake.name, "rows": len(table), "seed": 0, **told}
        run = self._submission.new(
            actor.workspace, RunKind.PREDICT, model.domain, manifest, model_id=model.id, method=model.method
        )
        return self._submission.submit_on(run, table)

    def batch_table(self, actor: Actor, run_id: str) -> pd.DataFrame:
        """The rows of a batch that is through, in the order of the file, with their answers; a blank text has none.

        What an expert gave counts: it stands in `predicted`, the model's own word beside it (see `reviewed_answers`).

        Raises `ConflictError` where the run has no answers (yet), or they are no longer kept.
        """
        return self.answered_batch(actor, run_id).table

    def batch_counts(self, actor: Actor, run_id: str) -> AnswerCounts:
        """How many rows `batch_table` has, and what is to be said of them."""
        return self.answered_batch(actor, run_id).counts

    def answered_batch(self, actor: Actor, run_id: str) -> AnsweredBatch:
        """`batch_table` and `batch_counts` of one reading; raises as the former does."""
        with self._store.read() as connection:
            run = runs.get(connection, actor.workspace, run_id)
        if run.kind is not RunKind.PREDICT or run.state is not RunState.SUCCEEDED:
            raise ConflictError(f"The run has no answers: it is {run.state.value}.", "Wait until it has succeeded.")
        refuse_expired(run)
        answers = self._artifacts.read_table(keys.answers(run.id))
        asked = beside(self._artifacts.read_table(keys.inputs(run.id)), answers)
        blank = asked.loc[blank_texts(asked), "row_id"]
        with self._store.read() as connection:
            standing = reviews.standing(connection, actor.workspace, run_id=run.id)
        answered = self._with_reasons(actor, run, answers[~answers["row_id"].isin(blank)])
        table = self._with_levels(actor, run, answer_file.join(asked, with_reviews(answered, standing)))
        # the remarks of the answers: the table's column of that name may be the person's own
        return AnsweredBatch(table, _counts(table, remarked(answers)))

    def batch_file(self, actor: Actor, run_id: str, kind: str) -> bytes:
        """`batch_table` as a file to download: csv, xlsx or parquet."""
        return answer_file.write(self.batch_table(actor, run_id), kind)

    def alerts(self, actor: Actor, run_id: str) -> pd.DataFrame:
        """The rows of `batch_table` somebody should be told of, the gravest label first, then in the file's order.

        These are the rows answered with one of the domain's alert labels, and behind them those of a new kind.
        """
        table = self.batch_table(actor, run_id)
        with self._store.read() as connection:
            domain = registry().get(runs.get(connection, actor.workspace, run_id).domain)
        grave = {label: place for place, label in enumerate(domain.alert_labels)}
        order = table["predicted"].map(grave)
        if NEW_KIND in table:
            order = order.where(order.notna() | (table[NEW_KIND].fillna("") == ""), len(grave))
        return (
            table.assign(_order=order)
            .dropna(subset="_order")
            .sort_values("_order", kind="stable")
            .drop(columns="_order")
        )

    def alerts_file(self, actor: Actor, run_id: str, kind: str) -> bytes:
        """`alerts` as a file to download: csv, xlsx or parquet."""
        return answer_file.write(self.alerts(actor, run_id), kind)

    def record_answers(self, run_id: str, answers: pd.DataFrame) -> None:
        """Keep what a predict run answered, by `row_id`; texts in it are not kept. For the worker."""
        self._artifacts.put_table(answers.drop(columns=["source_text", *TEXTS], errors="ignore"), keys.answers(run_id))

    def _model(self, actor: Actor, model_id: str) -> tuple[ModelVersion, Dataset]:
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            return model, datasets.get(connection, actor.workspace, model.dataset_id)

    def _with_reasons(self, actor: Actor, run: Run, answers: pd.DataFrame) -> pd.DataFrame:
        """The graded answers to compare with, spelled out, where the run found any."""
        if not set(answer_reasons.KEPT) <= set(answers) or run.model_id is None:
            return answers
        model, _ = self._model(actor, run.model_id)
        return answer_reasons.spelled_out(answers, self._artifacts.read_table(keys.dataset(model.dataset_id)))

    def _with_levels(self, actor: Actor, run: Run, table: pd.DataFrame) -> pd.DataFrame:
        """What each grade is called, where the model's dataset says so."""
        model, trained_on = self._model(actor, run.model_id or "")
        held = trained_on.options.get(RUBRIC)
        if held is None or model.task is not Task.SCORING:
            return table
        rubric = parse_rubric(held)
        graded = zip(table["predicted"], table["score_min"], table["score_max"], strict=True)
        levels = [None if pd.isna(score) else rubric.level(float(score), low, high) for score, low, high in graded]
        named = table.copy()
        place = list(named.columns).index("predicted") + 1
        named.insert(place, "level", [None if level is None else level.name for level in levels])
        return named

    def _key(self, preparation: Preparation) -> bytes:
        return bytes.fromhex(group_key(self._settings.home)) if preparation.domain.personal_data else b""

    def _say_serving(self) -> None:
        """Touch the file `serving`, at most once a second."""
        if time.monotonic() - self._touched > 1:
            self._touched = time.monotonic()
            with contextlib.suppress(OSError):
                (self._settings.home.resolve() / SERVING).touch()


def _counts(table: pd.DataFrame, odd: int | None) -> AnswerCounts:
    answered = len(table), int(table["predicted"].isna().sum()), int(table["truncated"].eq(True).sum())
    if NEW_KIND not in table:
        return AnswerCounts(*answered, remarked=odd)
    new = table.loc[table[NEW_KIND].fillna("") != "", NEW_KIND]
    return AnswerCounts(*answered, len(new), int(new.nunique()), odd)
