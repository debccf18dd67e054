"""Precision, recall, F1 and average precision of anomalies, and what is said without labels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, precision_recall_fscore_support

from models.evaluation.anomalies import anomaly_metrics, evaluate_anomalies
from models.evaluation.calibration import Calibration
from models.interface import Examples, FitContext, Target
from models.methods.registry import method
from models.serving.predictor import Predictor
from studio.core.anomalies import ANOMALY_LABELS
from studio.core.errors import UnusableTableError
from studio.core.tasks import Task

METRICS = ("anomaly_f1", "anomaly_precision", "anomaly_recall", "average_precision", "flagged")
TEXTS = ["start\nstop"] * 36 + ["start\nfire"] * 3 + ["start\nstop"]


@pytest.fixture
def predictor(context: FitContext) -> Predictor:
    usual = Examples(["start\nstop"] * 40)
    found = method("rarity")
    model = found.fit(usual, usual, Target(Task.ANOMALY, ANOMALY_LABELS), found.Options(), context)
    return Predictor(model, Calibration())


def table() -> pd.DataFrame:
    rule = ["anomaly" if n == 0 else "normal" for n in range(len(TEXTS))]
    return pd.DataFrame({"row_id": [str(n) for n in range(len(TEXTS))], "rule": rule})


def test_figures_are_those_of_scikit_learn() -> None:
    random = np.random.default_rng(3)
    truth = (random.random(300) < 0.1).astype(np.int64)
    scores = np.round(np.clip(truth * 0.4 + random.random(300) * 0.7, 0, 1), 2)  # many ties
    flags = scores > 0.5
    weights = random.integers(0, 4, size=(5, 300)).astype(np.float64)
    found = anomaly_metrics(truth, flags, scores, weights)
    for place, each in enumerate(weights):
        p, r, f, _ = precision_recall_fscore_support(truth, flags, average="binary", sample_weight=each)
        assert found["anomaly_precision"][place] == pytest.approx(p)
        assert found["anomaly_recall"][place] == pytest.approx(r)
        assert found["anomaly_f1"][place] == pytest.approx(f)
        expected = average_precision_score(truth, scores, sample_weight=each)
        assert found["average_precision"][place] == pytest.approx(expected)


def test_with_labels_everything_is_measured_with_intervals_beside_the_rule(predictor: Predictor) -> None:
    truth = np.array([0] * 36 + [1] * 4)
    found = evaluate_anomalies(predictor, table(), Examples(TEXTS, targets=truth), METRICS)
    assert found.primary_metric == "anomaly_f1" and list(found.metrics) == list(METRICS)
    assert found.metrics["anomaly_precision"].value == 1.0 and found.metrics["anomaly_recall"].value == 0.75
    recall = found.metrics["anomaly_recall"]
    assert recall.low is not None and recall.high is not None and recall.low < 0.75 < recall.high
    assert found.confusion == ((36, 0), (1, 3))
    assert found.baselines["rule"]["anomaly_recall"].value == 0.0
    assert (found.comparisons["rule"].difference.value or 0) > 0.8
    assert found.frame["predicted"].eq("anomaly").sum() == 3 and found.frame["true"].iloc[-1] == "anomaly"
    assert any("97 % of the 40" in note and "dev" in note for note in found.notes)


def test_without_labels_only_the_share_flagged_is_measured(predictor: Predictor) -> None:
    for targets in (None, np.full(40, -1), np.zeros(40, dtype=np.int64)):
        found = evaluate_anomalies(predictor, table(), Examples(TEXTS, targets=targets), METRICS)
        assert found.primary_metric == "flagged" and list(found.metrics) == ["flagged"]
        assert found.metrics["flagged"].value == pytest.approx(3 / 40)
        assert found.baselines == {} and found.labels == () and found.confusion == ()
        assert any("cannot be had" in note for note in found.notes)


def test_rows_without_a_label_are_flagged_but_not_counted(predictor: Predictor) -> None:
    truth = np.array([-1] * 30 + [0] * 6 + [1] * 4)
    found = evaluate_anomalies(predictor, table(), Examples(TEXTS, targets=truth), METRICS)
    assert found.metrics["anomaly_f1"].n == 10 and found.metrics["flagged"].n == 40
    assert any("10 labelled of 40" in note for note in found.notes)


def test_no_rows_are_refused(predictor: Predictor) -> None:
    with pytest.raises(UnusableTableError):
        evaluate_anomalies(predictor, pd.DataFrame({"row_id": []}), Examples([]), METRICS)
