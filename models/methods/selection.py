"""Choosing on dev: what counts as better, and one head among a few strengths of the penalty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

import numpy as np

from models.evaluation import classification, scoring, several
from models.evaluation.label_calibration import calibrate_labels, decided
from models.interface import Examples, FitContext, Floats, Target
from models.methods.linear import LinearHead, balanced_weights, fit_logistic, fit_one_by_one, fit_ridge
from models.methods.ordinal import OrdinalHead, fit_ordinal
from studio.core.errors import UnusableTableError
from studio.core.records import Phase, Progress
from studio.core.tasks import Task

_PATIENCE = 2
DEV_METRICS = {Task.CLASSIFICATION: "macro_f1", Task.MULTILABEL: "macro_f1", Task.SCORING: "pearson"}
"""The metric that `dev_score` shows, by task."""


@dataclass(frozen=True)
class DevScore:
    """How good a model is on dev: `value` is the metric `key` as shown, `rank` grows with goodness."""

    key: str
    value: float
    rank: tuple[float, float]


class Head(Protocol):
    """What turns features into raw outputs."""

    def apply(self, features: Any) -> Floats:
        """Raw outputs of shape (n_rows, n_outputs)."""


AnyHead = TypeVar("AnyHead", bound=Head)
OnStep = Callable[[float], None]


@dataclass(frozen=True)
class HeadChoice(Generic[AnyHead]):
    """The head chosen, the strength it was fitted with, and its score on dev (None without dev rows)."""

    head: AnyHead
    c: float
    score: DevScore | None


def dev_score(target: Target, raw: Floats, targets: Any) -> DevScore:
    """Macro-F1 of classes, ties broken by log loss; for scores the Pearson r shown and the squared error ranked.

    Where a text has several labels, macro-F1 at the thresholds that these rows would choose. `raw` is
    what `TextModel.raw` gives. The official figures, with intervals, are those of `models/evaluation`.
    """
    if target.task is Task.CLASSIFICATION:
        truth = np.asarray(targets, dtype=np.int64)
        cells = classification.cells(truth, raw.argmax(axis=1).astype(np.int64), target.outputs)
        f1 = _metric(classification.metrics_of(cells.sum(axis=0, keepdims=True), target.outputs), "macro_f1")
        return DevScore(DEV_METRICS[target.task], f1, (round(f1, 6), -_log_loss(raw, truth)))
    if target.task is Task.MULTILABEL:
        return _several(target, raw, np.asarray(targets))
    truth_scores = np.asarray(targets, dtype=np.float64)
    error = float(np.mean((raw - truth_scores) ** 2))
    both, one_range = (truth_scores, raw), np.zeros(len(raw), dtype=np.int64)
    moments = scoring.moments(*both, both, both, one_range).sum(axis=0, keepdims=True)
    return DevScore(DEV_METRICS[Task.SCORING], _metric(scoring.metrics_of(moments), "pearson"), (-error, 0.0))


def choose_head(
    features: Any,
    train: Examples,
    dev_features: Any,
    dev: Examples,
    target: Target,
    context: FitContext,
    *,
    strengths: Sequence[float],
    default: float,
    balanced: bool,
) -> HeadChoice[LinearHead]:
    """Fit a linear head for each of `strengths` and keep the best on dev: see `choose_strength`."""

    def fit(c: float, start: LinearHead | None, on_step: OnStep) -> LinearHead:
        return _fit(features, train, target, c, balanced, start, on_step)

    return choose_strength(fit, dev_features, dev, target, context, strengths=strengths, default=default)


def choose_ordinal(
    features: Any,
    train: Examples,
    dev_features: Any,
    dev: Examples,
    target: Target,
    context: FitContext,
    *,
    strengths: Sequence[float],
    default: float,
) -> HeadChoice[OrdinalHead]:
    """The same of heads for scores in order."""
    scores = np.asarray(train.targets, dtype=np.float64)

    def fit(c: float, start: OrdinalHead | None, on_step: OnStep) -> OrdinalHead:
        return fit_ordinal(features, scores, c=c, start=start, on_step=on_step)

    return choose_strength(fit, dev_features, dev, target, context, strengths=strengths, default=default)


def choose_strength(
    fit: Callable[[float, AnyHead | None, OnStep], AnyHead],
    dev_features: Any,
    dev: Examples,
    target: Target,
    context: FitContext,
    *,
    strengths: Sequence[float],
    default: float,
) -> HeadChoice[AnyHead]:
    """`fit` a head for each of `strengths` (weakest C first, each from the one before) and keep the best on dev.

    With an empty dev part only `default` is fitted. Freer fits take ever longer: two that are worse than the best
    end the search.
    """
    tried = sorted(strengths) if len(dev) else [default]
    best: HeadChoice[AnyHead] | None = None
    worse = 0
    head: AnyHead | None = None
    for number, c in enumerate(tried):
        head = fit(c, head, _reporter(context, number, len(tried), best.score if best else None))
        score = dev_score(target, outputs(head, dev_features, target), dev.targets) if len(dev) else None
        if best is None or (score and best.score and score.rank > best.score.rank):
            best, worse = HeadChoice(head, c, score), 0
        else:
            worse += 1
        if worse == _PATIENCE:
            break
    assert best is not None
    return best


def outputs(head: Head, features: Any, target: Target) -> Floats:
    """What a head says as raw outputs: logits, or scores clipped to [0, 1]."""
    values = head.apply(features)
    return values if target.by_label else np.clip(values[:, 0], 0.0, 1.0)


def require_targets(train: Examples, target: Target) -> None:
    """Raise `UnusableTableError` when there is nothing to learn from."""
    if len(train) == 0 or train.targets is None:
        raise UnusableTableError("There are no rows to train on.", "Add rows with a target, or change the split.")
    if target.task is Task.MULTILABEL:
        if not (np.ptp(np.asarray(train.targets), axis=0) > 0).any():
            raise UnusableTableError("All training rows bear the same labels.", "Add rows that bear others, or none.")
        return
    if target.task is Task.CLASSIFICATION and len(np.unique(np.asarray(train.targets))) < 2:
        raise UnusableTableError("All training rows bear the same label.", "Add rows of at least one other label.")


def _fit(
    features: Any,
    train: Examples,
    target: Target,
    c: float,
    balanced: bool,
    start: LinearHead | None,
    on_step: OnStep,
) -> LinearHead:
    if target.task is Task.MULTILABEL:
        truths = np.asarray(train.targets, dtype=np.float64)
        return fit_one_by_one(features, truths, c=c, balanced=balanced, start=start, on_step=on_step)
    if target.task is not Task.CLASSIFICATION:
        return fit_ridge(features, np.asarray(train.targets, dtype=np.float64), c=c, start=start, on_step=on_step)
    truth = np.asarray(train.targets, dtype=np.int64)
    weights = balanced_weights(truth, target.outputs) if balanced else np.ones(len(truth))
    return fit_logistic(features, truth, target.outputs, c=c, row_weights=weights, start=start, on_step=on_step)


def _reporter(context: FitContext, number: int, total: int, score: DevScore | None) -> OnStep:
    def on_step(loss: float) -> None:
        context.report(
            Progress(
                Phase.TRAIN,
                step=number,
                steps=total,
                loss=loss,
                dev_metric=score.value if score else None,
                dev_metric_key=score.key if score else "",
                note=f"Fitting head {number + 1} of {total}",
            )
        )

    return on_step


def _several(target: Target, raw: Floats, truth: Any) -> DevScore:
    calibration = calibrate_labels(target, raw, truth)
    cells = several.cells(truth, decided(calibration, raw))
    f1 = _metric(several.metrics_of(cells.sum(axis=0, keepdims=True), target.outputs), "macro_f1")
    logits = raw / calibration.temperature + np.array(calibration.label_offsets)
    loss = float(np.mean(np.logaddexp(0.0, logits) - truth * logits))
    return DevScore(DEV_METRICS[target.task], f1, (round(f1, 6), -loss))


def _metric(metrics: Mapping[str, Floats], key: str) -> float:
    value = float(metrics[key][0])
    return value if np.isfinite(value) else 0.0


def _log_loss(raw: Floats, truth: Any) -> float:
    shifted = raw - raw.max(axis=1, keepdims=True)
    chosen = shifted[np.arange(len(truth)), truth]
    return float(np.mean(np.log(np.exp(shifted).sum(axis=1)) - chosen))
