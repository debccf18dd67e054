"""How well anomalies are found: precision, recall, F1, average precision; without labels, how much is flagged."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from models.evaluation.classification import Metrics
from models.evaluation.report import Measured
from models.evaluation.resampling import RESAMPLES, measurement, p_value
from models.interface import Examples, Floats, Ints
from models.methods.anomaly.model import AnomalyModel
from models.serving.predictor import Predictor
from studio.core.anomalies import ANOMALY, ANOMALY_LABELS, THRESHOLD
from studio.core.answers import Prediction
from studio.core.errors import UnusableTableError
from studio.core.metrics import Measurement
from studio.core.records import Comparison

Flags = npt.NDArray[np.bool_]
UNKNOWN = -1
FLAGGED = "flagged"
_CHUNK_CELLS = 2_000_000
_FEW = 30


def evaluate_anomalies(
    predictor: Predictor, table: pd.DataFrame, examples: Examples, metrics: Sequence[str], *, seed: int = 0
) -> Measured:
    """Measure `predictor` on `table`; targets of `examples` are 0 (normal), 1 (an anomaly) or -1 (not known).

    Where fewer than two rows are labelled, or all alike, only the share flagged is measured, and that is the primary
    metric. A column `rule` of the table (a rule's own answers) is measured beside the model. Raises
    `UnusableTableError` without rows.
    """
    if not len(examples):
        raise UnusableTableError("There are no rows to measure on.", "Bring rows.")
    judged = _Judged(_truth(examples), predictor.model.raw(examples), _by_rule(table))
    wanted = [key for key in metrics if judged.labelled or key == FLAGGED]
    measured = _measured(judged, wanted, seed)
    baselines, comparisons = _beside_rule(judged, wanted, seed)
    return Measured(
        rows=len(examples),
        metrics={key: measured[key] for key in metrics if key in measured},
        primary_metric=wanted[0],
        baselines=baselines,
        comparisons=comparisons,
        subsets={},
        labels=ANOMALY_LABELS if judged.labelled else (),
        per_label={},
        confusion=_confusion(judged.truth[judged.known], judged.flags[judged.known]) if judged.labelled else (),
        truncated_rows=0,
        notes=(*_threshold(predictor), *_notes(judged.truth, judged.labelled)),
        frame=_frame(judged, table, predictor.predict(examples)),
    )


@dataclass(frozen=True, eq=False)
class _Judged:
    """Rows with what is true of them (0, 1 or -1), the model's scores and, where there is one, a rule's flags."""

    truth: Ints
    scores: Floats
    by_rule: Flags | None

    @property
    def known(self) -> Flags:
        """Which rows are labelled."""
        return np.not_equal(self.truth, UNKNOWN)

    @property
    def flags(self) -> Flags:
        """What the model flags."""
        return np.greater(self.scores, THRESHOLD)

    @property
    def labelled(self) -> bool:
        """Whether rows of both labels are known: without, neither precision nor recall can be had."""
        return len(set(self.truth[self.known].tolist())) == len(ANOMALY_LABELS)


def _by_rule(table: pd.DataFrame) -> Flags | None:
    if "rule" not in table:
        return None
    flags: Flags = np.array([str(each) == ANOMALY for each in table["rule"]], dtype=np.bool_)
    return flags


def _measured(judged: _Judged, keys: Sequence[str], seed: int) -> dict[str, Measurement]:
    """Each metric on the labelled rows, and the share flagged of all rows."""
    known, flags = judged.known, judged.flags
    found = _measure(judged.truth[known], flags[known], judged.scores[known], keys, seed) if judged.labelled else {}
    return found | _measure(judged.truth, flags, judged.scores, [FLAGGED], seed)


def _beside_rule(
    judged: _Judged, keys: Sequence[str], seed: int
) -> tuple[dict[str, Mapping[str, Measurement]], dict[str, Comparison]]:
    """The rule's own figures and the model against it, where there is a rule and labels to measure it by."""
    if judged.by_rule is None or not judged.labelled:
        return {}, {}
    known = judged.known
    truth, flags, by_rule = judged.truth[known], judged.flags[known], judged.by_rule[known]
    return (
        {"rule": _measure(truth, by_rule, by_rule.astype(float), keys, seed)},
        {"rule": _compare(truth, flags, by_rule, keys[0], seed)},
    )


def _frame(judged: _Judged, table: pd.DataFrame, predictions: Sequence[Prediction]) -> pd.DataFrame:
    """The answers row by row."""
    frame = pd.DataFrame(
        {
            "row_id": table["row_id"].tolist(),
            "subset": table.get("subset", ""),
            "true": ["" if each == UNKNOWN else ANOMALY_LABELS[each] for each in judged.truth],
            "predicted": [each.label for each in predictions],
            "score": judged.scores,
            "behind": [json.dumps(each.behind) for each in predictions],
            "abstains": False,
            "truncated": False,
        }
    )
    if judged.by_rule is not None:
        frame["by_rule"] = [ANOMALY_LABELS[int(each)] for each in judged.by_rule]
    return frame.reset_index(drop=True)


def anomaly_metrics(truth: Ints, flags: Flags, scores: Floats, weights: Floats) -> Metrics:
    """Each metric of `weights` (n_tables, n_rows), how often each row counts; nan where it is undefined.

    Precision without a flag counts as 0, as in scikit-learn.
    """
    true, flagged = truth.astype(np.float64), flags.astype(np.float64)
    hits, anomalies, raised = weights @ (true * flagged), weights @ true, weights @ flagged
    with np.errstate(divide="ignore", invalid="ignore"):
        recall = hits / anomalies
        precision = np.where(raised > 0, hits / np.maximum(raised, 1e-12), 0.0)
        f1 = np.where(anomalies > 0, 2 * hits / (anomalies + raised), np.nan)
    return {
        "anomaly_f1": f1,
        "anomaly_precision": np.where(anomalies > 0, precision, np.nan),
        "anomaly_recall": recall,
        "average_precision": average_precision(true, scores, weights),
        FLAGGED: raised / weights.sum(axis=1),
    }


def average_precision(true: Floats, scores: Floats, weights: Floats) -> Floats:
    """The sum over thresholds of precision times the recall gained there; rows of one score come in together."""
    order = np.argsort(-scores, kind="stable")
    last = np.append(np.flatnonzero(np.diff(scores[order]) != 0), len(order) - 1)
    ranked = weights[:, order]
    hits = np.cumsum(ranked * true[order], axis=1)[:, last]
    seen = np.cumsum(ranked, axis=1)[:, last]
    gained = np.diff(hits, axis=1, prepend=0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.where(seen > 0, hits / np.maximum(seen, 1e-12), 0.0)
        return np.asarray((gained * precision).sum(axis=1) / hits[:, -1])


def _measure(truth: Ints, flags: Flags, scores: Floats, keys: Sequence[str], seed: int) -> dict[str, Measurement]:
    point = anomaly_metrics(truth, flags, scores, np.ones((1, len(truth))))
    drawn = [anomaly_metrics(truth, flags, scores, weights) for weights in _draws(len(truth), seed)]
    return {
        key: measurement(float(point[key][0]), np.concatenate([each[key] for each in drawn]), len(truth))
        for key in keys
    }


def _compare(truth: Ints, ours: Flags, theirs: Flags, key: str, seed: int) -> Comparison:
    """The difference of one metric on the same resamples (paired bootstrap, Koehn 2004)."""

    def difference(weights: Floats) -> Floats:
        first, second = (anomaly_metrics(truth, each, each.astype(np.float64), weights)[key] for each in (ours, theirs))
        return first - second

    drawn = np.concatenate([difference(weights) for weights in _draws(len(truth), seed)])
    found = measurement(float(difference(np.ones((1, len(truth))))[0]), drawn, len(truth))
    differing = int((ours != theirs).sum())
    return Comparison(key, found, None if found.value is None else p_value(drawn, differing))


def _draws(rows: int, seed: int) -> list[Floats]:
    """How often each row comes in each of `RESAMPLES` draws with replacement, a few tables at a time."""
    random = np.random.default_rng(seed)
    at_once = max(1, _CHUNK_CELLS // rows)
    sizes = [min(at_once, RESAMPLES - start) for start in range(0, RESAMPLES, at_once)]
    return [random.multinomial(rows, np.full(rows, 1 / rows), size=size).astype(np.float64) for size in sizes]


def _truth(examples: Examples) -> Ints:
    if examples.targets is None:
        return np.full(len(examples), UNKNOWN, dtype=np.int64)
    return np.asarray(examples.targets).astype(np.int64)


def _confusion(truth: Ints, flags: Flags) -> tuple[tuple[int, ...], ...]:
    """Rows true, columns said; normal first."""
    return tuple(tuple(int(((truth == t) & (flags == bool(p))).sum()) for p in (0, 1)) for t in (0, 1))


def _threshold(predictor: Predictor) -> tuple[str, ...]:
    """How the threshold was set, in a sentence."""
    if not isinstance(predictor.model, AnomalyModel):
        return ()
    scale = predictor.model.scale
    return (
        f"Flagged is what surprises more than {100 * scale.quantile:g} % of the {scale.rows:,} windows or sessions of "
        f"the {scale.part} part did: its score is above {THRESHOLD}. No label was used.",
    )


def _notes(truth: Ints, labelled: bool) -> tuple[str, ...]:
    known = int((truth != UNKNOWN).sum())
    anomalies = int((truth == ANOMALY_LABELS.index(ANOMALY)).sum())
    if not known:
        return ("No labels: precision and recall cannot be had, only how much is flagged. Look at what it flags.",)
    if not labelled:
        return ("The labels here are all alike: precision and recall cannot be had, only how much is flagged.",)
    notes = [] if known == len(truth) else [f"Precision and recall are of the {known:,} labelled of {len(truth):,}."]
    if anomalies < _FEW:
        notes.append(f"{anomalies} anomalies are few: the true intervals are wider than those shown.")
    return tuple(notes)
