"""A run's folder under `ASSAY_HOME/work`: its job, its table, its checkpoints, the artifact as it grows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from domains.augmenters import AugmentationOptions
from domains.augmenting import varied
from domains.preparation import Preparation
from domains.registry import registry
from models.artifacts import load_json
from models.evaluation.several import indicators
from models.interface import Examples, Floats, Ints, Target
from studio.core.anomalies import ANOMALY_LABELS
from studio.core.counting import counted
from studio.core.errors import UnusableTableError
from studio.core.label_sets import parse_set
from studio.core.records import MAKES_MODEL
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.datasets.unlabelled import UNLABELLED
from studio.worker.job import Job

if TYPE_CHECKING:
    from models.interface import TextModel
    from studio.services.verdicts.learnable import Learnable

TABLE = "table.parquet"
TRAINED_ON = "trained_on.parquet"
CHECKPOINTS = "checkpoints"
PREPARATION = "preparation.json"
_STEPS = (1.0, 0.5, 0.25, 0.2, 0.1, 0.05, 0.01)  # grids that marks are given on


class RunFolder:
    """Reads a run's inputs once and keeps them, its model and its folds, for the phases after it in the same child."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.model: TextModel | None = None
        self.learnable: Learnable | None = None

    @property
    def artifact(self) -> Path:
        """The artifact as it grows: `model/`, `served/`, `calibration.json`, ..."""
        return self.path / "artifact"

    @cached_property
    def job(self) -> Job:
        """What is to be done."""
        return Job.read(self.path)

    def decide(self, method: str, options: Mapping[str, Any]) -> None:
        """From here on the run is a training by that method: what follows needs no ladder."""
        replace(self.job, method=method, options=dict(options)).write(self.path)
        del self.job

    @cached_property
    def table(self) -> pd.DataFrame:
        """The prepared table."""
        return pd.read_parquet(self.path / TABLE)

    @cached_property
    def learned_from(self) -> pd.DataFrame | None:
        """The table the model learned from: this run's own, or the one laid beside it; None where there is none."""
        if self.job.kind in MAKES_MODEL:
            return self.table
        beside = self.path / TRAINED_ON
        return pd.read_parquet(beside) if beside.exists() else None

    @cached_property
    def target(self) -> Target:
        """What the model answers; the grid of scores is read off the training rows."""
        if self.job.task is Task.ANOMALY:
            return Target(Task.ANOMALY, ANOMALY_LABELS)
        if self.job.task is not Task.SCORING:
            return Target(self.job.task, self.job.labels)
        return Target(self.job.task, (), score_step(self.rows(Part.TRAIN)))

    def rows(self, *parts: Part) -> pd.DataFrame:
        """The rows of some parts, in the table's order."""
        return self.table[self.table["part"].isin([part.value for part in parts])].reset_index(drop=True)

    def examples(self, *parts: Part) -> Examples:
        """The rows of some parts as the model layer takes them."""
        return examples(self.rows(*parts), self.job.task, self.job.labels)

    @cached_property
    def unlabelled(self) -> tuple[str, ...]:
        """Prepared texts without an answer, for methods that read for themselves."""
        path = self.path / UNLABELLED
        return tuple(pd.read_parquet(path)["text"]) if path.is_file() else ()

    @cached_property
    def copies(self) -> pd.DataFrame:
        """The training rows in other words, as the run's manifest asks; without rows where it does not."""
        options = AugmentationOptions.model_validate(self.job.augmentation)
        rows = self.rows(Part.TRAIN)
        if not options.wanted:
            return rows.iloc[0:0]
        preparation = Preparation.restore(registry().get(self.job.domain), load_json(self.path / PREPARATION))
        return varied(preparation, self.table, rows, options, self.job.seed)

    def learned(self) -> Examples:
        """What the method learns from: the train part, its varied copies behind it. No other part is ever varied."""
        if not len(self.copies):
            return self.examples(Part.TRAIN)
        rows = pd.concat([self.rows(Part.TRAIN), self.copies], ignore_index=True)
        return examples(rows, self.job.task, self.job.labels)


def examples(rows: pd.DataFrame, task: Task, labels: tuple[str, ...]) -> Examples:
    """Prepared rows as `Examples`; targets where the rows have them, -1 for an anomaly not known.

    Raises `UnusableTableError` on a label that the model does not know.
    """
    pairs = rows["text_pair"] if "text_pair" in rows and rows["text_pair"].notna().any() else None
    minimum, maximum = _range(rows, task)
    return Examples(
        texts=rows["text"].tolist(),
        pairs=None if pairs is None else pairs.fillna("").tolist(),
        targets=_targets(rows, task, labels),
        score_min=minimum,
        score_max=maximum,
    )


def score_step(rows: pd.DataFrame) -> float:
    """The coarsest usual grid that every given score lies on, counted from its row's lowest score; 0.01 where none."""
    offsets = (rows["target"].astype(float) - rows["score_min"].astype(float)).to_numpy()
    for step in _STEPS:
        if np.allclose(offsets / step, np.round(offsets / step), atol=1e-6):
            return step
    return _STEPS[-1]


def _targets(rows: pd.DataFrame, task: Task, labels: tuple[str, ...]) -> Floats | Ints | None:
    if "target" not in rows or rows["target"].isna().all():
        return None
    if task is Task.ANOMALY:
        return np.asarray(pd.Index(ANOMALY_LABELS).get_indexer(pd.Index(rows["target"].astype(str))), dtype=np.int64)
    if task is Task.MULTILABEL:
        return _sets(rows["target"], labels)
    if task is Task.SCORING:
        low, high = rows["score_min"].astype(float), rows["score_max"].astype(float)
        span = (high - low).where(high > low, 1.0)
        return np.asarray(((rows["target"].astype(float) - low) / span).clip(0.0, 1.0), dtype=np.float64)
    indices = pd.Index(labels).get_indexer(pd.Index(rows["target"].astype(str)))
    _refuse_unknown(int((indices < 0).sum()), labels)
    return np.asarray(indices, dtype=np.int64)


def _sets(targets: pd.Series[str], labels: tuple[str, ...]) -> Floats:
    sets = [parse_set(str(each)) for each in targets]
    _refuse_unknown(sum(not set(each) <= set(labels) for each in sets), labels)
    return indicators(sets, labels).astype(np.float64)


def _refuse_unknown(count: int, labels: tuple[str, ...]) -> None:
    if count:
        raise UnusableTableError(
            f"{counted(count, 'row bears', 'rows bear')} a label that the model does not know.",
            f"Labels it knows: {', '.join(labels)}.",
        )


def _range(rows: pd.DataFrame, task: Task) -> tuple[Floats | None, Floats | None]:
    if task is not Task.SCORING or "score_min" not in rows:
        return None, None
    return rows["score_min"].to_numpy(dtype=np.float64), rows["score_max"].to_numpy(dtype=np.float64)
