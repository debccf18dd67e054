"""A ModelVersion's artifact, ready to answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from models.artifacts import load_json, verify
from models.evaluation.calibration import Calibration
from models.evaluation.deciding import AS_IT_IS, Decision, parse_decision
from models.evaluation.label_calibration import decided
from models.fusion.model import CascadeModel
from models.interface import Examples, Floats, Ints, Target, TextModel
from models.methods.anomaly.model import AnomalyModel
from models.serving.loading import CALIBRATION, DESCRIPTION, MODEL, SERVED, load_text_model
from studio.core.anomalies import ANOMALY, NORMAL, THRESHOLD
from studio.core.answers import Prediction
from studio.core.tasks import Task

__all__ = [
    "CALIBRATION",
    "DECISION",
    "DESCRIPTION",
    "MODEL",
    "SERVED",
    "Predictor",
    "anomalies",
    "predict_texts",
    "score_range",
]

DECISION = "decision.json"


class Predictor:
    """A model and its calibration: texts in, Predictions out."""

    def __init__(self, model: TextModel, calibration: Calibration, decision: Decision = AS_IT_IS) -> None:
        self.model = model
        self.calibration = calibration
        self.decision = decision

    @property
    def target(self) -> Target:
        """What it answers."""
        return self.model.target

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> Predictor:
        """The artifact in `folder`, its sums checked: the compressed graph where one was accepted, on the CPU.

        Raises `DamagedArtifactError` naming the file that was altered.
        """
        verify(folder)
        return cls.around(load_text_model(folder, device=device, threads=threads), folder)

    @classmethod
    def around(cls, model: TextModel, folder: Path) -> Predictor:
        """A loaded model with the calibration and the decision that the artifact in `folder` holds."""
        decision = parse_decision(load_json(folder / DECISION)) if (folder / DECISION).is_file() else AS_IT_IS
        return cls(model, Calibration(**load_json(folder / CALIBRATION)), decision)

    def predict(self, examples: Examples) -> list[Prediction]:
        """One Prediction a row, in order."""
        if len(examples) == 0:
            return []
        if isinstance(self.model, CascadeModel):
            return self._by_member(self.model, examples)
        return self.predictions(self.model.raw(examples), self.model.truncated(examples), examples)

    def decided(self, raw: Floats) -> Floats | Ints:
        """Raw outputs as they are answered: label indices where thresholds were moved, else as they are."""
        if self.target.task is not Task.CLASSIFICATION or not self.decision.moved:
            return raw
        return self.decision.labels(self.calibration.probabilities(raw))

    def predictions(self, raw: Floats, truncated: npt.NDArray[np.bool_], examples: Examples) -> list[Prediction]:
        """Predictions of raw outputs computed before."""
        if self.target.task is Task.CLASSIFICATION:
            return self._labels(raw, truncated)
        if self.target.task is Task.MULTILABEL:
            return self._several(raw, truncated)
        if isinstance(self.model, AnomalyModel):
            return anomalies(self.model, raw, examples)
        return self._scores(raw, truncated, examples)

    def _by_member(self, model: CascadeModel, examples: Examples) -> list[Prediction]:
        """A cascade's answers, each with the member that gave it."""
        read = model.read(examples)
        answers = self.predictions(read.raw, read.truncated, examples)
        return [
            replace(each, answered_by=model.answered_by(int(place)))
            for each, place in zip(answers, read.by, strict=True)
        ]

    def _labels(self, raw: Floats, truncated: npt.NDArray[np.bool_]) -> list[Prediction]:
        labels, quantile = self.target.labels, self.calibration.quantile
        predictions = []
        probabilities = self.calibration.probabilities(raw)
        given = self.decision.labels(probabilities)
        for row, best, cut in zip(probabilities, given.tolist(), truncated, strict=True):
            likeliest = int(row.argmax())
            chosen = [best] if quantile is None else np.flatnonzero(1 - row <= quantile)
            predictions.append(
                Prediction(
                    label=labels[best],
                    probabilities={label: float(value) for label, value in zip(labels, row, strict=True)},
                    prediction_set=tuple(labels[index] for index in chosen),
                    abstains=len(chosen) != 1 or chosen[0] != best,
                    truncated=bool(cut),
                    most_probable=labels[likeliest] if likeliest != best else None,
                )
            )
        return predictions

    def _several(self, raw: Floats, truncated: npt.NDArray[np.bool_]) -> list[Prediction]:
        """The labels that reach their thresholds, and beside them those that cannot be ruled out."""
        labels, quantile = self.target.labels, self.calibration.quantile
        probabilities, given = self.calibration.label_probabilities(raw), decided(self.calibration, raw) > 0
        # Without a quantile nothing is known of what else may be meant: the set is empty.
        possible = np.zeros_like(given) if quantile is None else given | (1 - probabilities <= quantile)
        return [
            Prediction(
                labels=tuple(labels[place] for place in np.flatnonzero(chosen)),
                probabilities={label: float(value) for label, value in zip(labels, row, strict=True)},
                prediction_set=tuple(labels[place] for place in np.flatnonzero(open_)),
                abstains=bool(open_.any() and not chosen.any()),
                truncated=bool(cut),
            )
            for row, chosen, open_, cut in zip(probabilities, given, possible, truncated, strict=True)
        ]

    def _scores(self, raw: Floats, truncated: npt.NDArray[np.bool_], examples: Examples) -> list[Prediction]:
        low, high = score_range(examples)
        quantile = self.calibration.quantile
        predictions = []
        for value, bottom, top, cut in zip(raw, low, high, truncated, strict=True):
            span = top - bottom
            score = float(bottom + value * span)
            margin = None if quantile is None else quantile * span
            predictions.append(
                Prediction(
                    score=score,
                    score_min=float(bottom),
                    score_max=float(top),
                    score_low=None if margin is None else float(max(bottom, score - margin)),
                    score_high=None if margin is None else float(min(top, score + margin)),
                    truncated=bool(cut),
                )
            )
        return predictions


def anomalies(model: AnomalyModel, raw: Floats, examples: Examples) -> list[Prediction]:
    """What is flagged, its score, and the lines that made it so."""
    return [
        Prediction(label=ANOMALY if score > THRESHOLD else NORMAL, score=float(score), behind=behind)
        for score, behind in zip(raw, model.behind(examples), strict=True)
    ]


def score_range(examples: Examples) -> tuple[Floats, Floats]:
    """Each row's lowest and highest score, in points; 0 and 1 where none is given."""
    low = np.zeros(len(examples)) if examples.score_min is None else np.asarray(examples.score_min, dtype=np.float64)
    high = np.ones(len(examples)) if examples.score_max is None else np.asarray(examples.score_max, dtype=np.float64)
    return low, high


def predict_texts(
    predictor: Predictor,
    texts: Sequence[str],
    pairs: Sequence[str] | None,
    score_min: Any = None,
    score_max: Any = None,
) -> list[Prediction]:
    """As `Predictor.predict`, of bare columns."""
    return predictor.predict(Examples(texts=texts, pairs=pairs, score_min=score_min, score_max=score_max))
