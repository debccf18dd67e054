"""The graded answers that are most like a new one: the reason of its score that a teacher can check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from studio.core.actor import Actor
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services import asked_table
from studio.services.datasets.group_key import group_key
from studio.services.datasets.text_key import row_key
from studio.services.inference import TextInput, deidentified
from studio.services.preparations import ModelPreparations
from studio.storage import datasets, keys, models
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

MOST = 3


@dataclass(frozen=True)
class GradedAnswer:
    """An answer that training learned from: its row in the file, its text as stored, what it was given.

    `similarity` is a cosine in [0, 1].
    """

    source_row: int
    text: str
    given: str | float
    similarity: float


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
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            trained_on = datasets.get(connection, actor.workspace, model.dataset_id)
        preparation = self._preparations.of(model)
        table = deidentified(pd.DataFrame([asdict(asked)]), preparation, bytes.fromhex(group_key(self._home)))
        row = asked_table.to_answer(table, model, trained_on, preparation).iloc[0]
        known = self._artifacts.read_table(keys.dataset(trained_on.id))
        known = known[known["part"] == Part.TRAIN.value]
        if "text_pair" in known:
            question = row_key(str(row.get("text_pair") or ""))
            known = known[known["text_pair"].fillna("").map(row_key) == question]
        found = _nearest(known, str(row["text"]), MOST)
        if model.task is not Task.SCORING or score is None or known.empty:
            return Reasons(tuple(found))
        more = known[known["target"].astype(float) >= score + _least_step(known)]
        return Reasons(tuple(found), next(iter(_nearest(more, str(row["text"]), 1)), None))


def _nearest(known: pd.DataFrame, text: str, most: int) -> list[GradedAnswer]:
    from models.nearest import nearest

    different = known.drop_duplicates(subset=["text", "target"])
    texts: Sequence[str] = different["text"].astype(str).tolist()
    return [
        GradedAnswer(int(row["source_row"]), str(row["source_text"]), row["target"], similarity)
        for place, similarity in nearest(texts, text, most)
        for row in [different.iloc[place]]
    ]


def _least_step(known: pd.DataFrame) -> float:
    """Half the least distance of two marks that were given: what is nearer to a score has not got more."""
    gaps = pd.Series(sorted(known["target"].astype(float).unique())).diff().dropna()
    return float(gaps.min()) / 2 if len(gaps) else 0.0
