"""The graded answers that are most like a new one: the reason of its score that a teacher can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from studio.core.actor import Actor
from studio.core.tasks import Task
from studio.services import asked_table
from studio.services.asked_texts import deidentified
from studio.services.datasets.group_key import group_key
from studio.services.inference import TextInput
from studio.services.nearest_graded import MOST, Found, Like, nearest_graded
from studio.services.preparations import ModelPreparations
from studio.storage import datasets, keys, models
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store


@dataclass(frozen=True)
class GradedAnswer:
    """An answer that training learned from: its row in the file, its text as stored, what it was given.

    `similarity` is a cosine in [0, 1]; `score_min` and `score_max` are the scale of a score.
    """

    source_row: int
    text: str
    given: str | float
    similarity: float
    score_min: float | None = None
    score_max: float | None = None


@dataclass(frozen=True)
class Reasons:
    """The nearest graded answers, and the nearest of those that got more than the score asked about."""

    nearest: tuple[GradedAnswer, ...]
    better: GradedAnswer | None = None


class GradedAnswers:
    """Looks answers up among the training rows of a model's dataset; test rows stay locked."""

    def __init__(self, store: Store, artifacts: ArtifactStore, home: Path) -> None:
        self._home = home
        self._store = store
        self._artifacts = artifacts
        self._preparations = ModelPreparations(artifacts)

    def like(self, actor: Actor, model_id: str, asked: TextInput, score: float | None = None) -> Reasons:
        """The graded answers to the same question that are most like `asked`, whose model gave it `score`.

        Empty where no training row has its question (or reference answer). Nothing of `asked` is stored.
        """
        return self.like_each(actor, model_id, [asked], [score])[0]

    def like_each(
        self, actor: Actor, model_id: str, asked: Sequence[TextInput], scores: Sequence[float | None]
    ) -> list[Reasons]:
        """As `like`, for several answers and their scores, in order."""
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            trained_on = datasets.get(connection, actor.workspace, model.dataset_id)
        preparation = self._preparations.of(model)
        key = bytes.fromhex(group_key(self._home))
        table = deidentified(pd.DataFrame([asdict(each) for each in asked]), preparation, key)
        rows = asked_table.to_answer(table, model, trained_on, preparation)
        known = self._artifacts.read_table(keys.dataset(trained_on.id))
        given = scores if model.task is Task.SCORING else [None] * len(rows)
        return [_reasons(found, known) for found in nearest_graded(known, rows, given, MOST)]


def _reasons(found: Found, known: pd.DataFrame) -> Reasons:
    better = None if found.better is None else _graded(found.better, known)
    return Reasons(tuple(_graded(each, known) for each in found.nearest), better)


def _graded(like: Like, known: pd.DataFrame) -> GradedAnswer:
    row = known.iloc[like.place]
    low, high = (float(row[name]) if name in row else None for name in ("score_min", "score_max"))
    return GradedAnswer(int(row["source_row"]), str(row["source_text"]), row["target"], like.similarity, low, high)
