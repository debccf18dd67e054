"""The whole measurement of a model, with everyone who stands beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.evaluation.calibration import Calibration, calibrate
from models.evaluation.report import Reference, evaluate
from models.interface import Examples, FitContext, Target
from models.methods.registry import method
from models.serving.predictor import Predictor
from studio.core.errors import UnusableTableError
from studio.core.metrics import AGREEMENT
from studio.core.records import SLICE, SUBGROUP
from studio.core.tasks import Task

WORDS = {"pump": ["pump tripped", "bearing hot", "seal leaks"], "valve": ["valve stuck", "actuator slow", "stem bent"]}
CLASSES = Target(Task.CLASSIFICATION, ("pump", "valve"))
SCORES = Target(Task.SCORING, score_step=1.0)
METRICS = {Task.CLASSIFICATION: ("macro_f1", "accuracy"), Task.SCORING: ("qwk", "rmse", "pearson", *AGREEMENT)}


def context(folder: Path) -> FitContext:
    return FitContext(0, 1, "cpu", folder, folder, lambda progress: None)


def classified(rows: int, seed: int) -> tuple[pd.DataFrame, Examples]:
    random = np.random.default_rng(seed)
    truth = random.integers(0, 2, rows)
    names = [CLASSES.labels[each] for each in truth]
    texts = [f"{random.choice(WORDS[name])} unit {random.integers(9)}" for name in names]
    table = pd.DataFrame({"row_id": [f"r{seed}-{row}" for row in range(rows)], "subset": ["odd", "even"] * (rows // 2)})
    table["competitor"] = [name if row % 3 else "nonsense" for row, name in enumerate(names)]
    return table, Examples(texts, targets=truth)


def scored(rows: int, seed: int) -> tuple[pd.DataFrame, Examples]:
    random = np.random.default_rng(seed)
    truth = random.integers(0, 4, rows)
    texts = ["good " * int(each) + "answer about water " + str(random.integers(5)) for each in truth]
    table = pd.DataFrame({"row_id": [f"r{row}" for row in range(rows)], "rater": np.clip(truth + (truth % 2), 0, 3)})
    return table, Examples(texts, targets=truth / 3, score_min=np.zeros(rows), score_max=np.full(rows, 3.0))


def fitted(target: Target, train: Examples, folder: Path, key: str = "tfidf") -> Predictor:
    rung = method(key)
    model = rung.fit(train, Examples([]), target, rung.Options(), context(folder))
    assert train.targets is not None
    return Predictor(model, calibrate(target, model.raw(train), train.targets))


def test_a_classifier_is_measured_beside_everyone(tmp_path: Path) -> None:
    _, train = classified(80, 1)
    table, tested = classified(60, 2)
    predictor = fitted(CLASSES, train, tmp_path)
    reference = Reference(train, Examples([]), context(tmp_path))
    slices = {"few": [row < 9 for row in range(60)], "all": [True] * 60, "tenth": [row % 6 == 0 for row in range(60)]}
    found = evaluate(
        predictor,
        table,
        tested,
        METRICS[Task.CLASSIFICATION],
        reference=reference,
        exact=predictor.model,
        slices=slices,
    )
    assert found.metrics["accuracy"].value == 1.0
    assert set(found.baselines) == {"majority", "competitor", "float32"}
    assert found.baselines["competitor"]["accuracy"].value == pytest.approx(40 / 60)
    assert found.comparisons["float32"].difference.value == 0
    assert found.comparisons["majority"].difference.low > 0
    assert set(found.subsets) == {"odd", "even", f"{SLICE}tenth"}
    (sliced,) = found.subsets[f"{SLICE}tenth"].values()
    assert (sliced.value, sliced.n) == (1.0, 10) and found.primary_metric in found.subsets[f"{SLICE}tenth"]
    assert sum(map(sum, found.confusion)) == 60
    cell = found.frame[(found.frame["true"] == "pump") & (found.frame["predicted"] == "pump")]
    assert len(cell) == found.confusion[0][0]
    assert not {"text", "source_text"} & set(found.frame)


def test_a_grader_is_measured_beside_length_and_the_second_rater(tmp_path: Path) -> None:
    _, train = scored(120, 3)
    table, tested = scored(60, 4)
    predictor = fitted(SCORES, train, tmp_path)
    found = evaluate(
        predictor, table, tested, METRICS[Task.SCORING], reference=Reference(train, Examples([]), context(tmp_path))
    )
    assert set(found.baselines) == {"majority", "length", "rater"}
    assert found.metrics["qwk"].value > 0.8
    assert found.baselines["length"]["qwk"].value > 0.5
    assert found.baselines["majority"]["pearson"].value is None
    assert found.confusion == ()
    assert found.frame["true"].tolist() == pytest.approx((np.asarray(tested.targets) * 3).tolist())


def test_a_class_without_rows_is_said(tmp_path: Path) -> None:
    _, train = classified(40, 5)
    only = Examples(["pump tripped"] * 4, targets=np.zeros(4, dtype=np.int64))
    table = pd.DataFrame({"row_id": list("abcd")})
    found = evaluate(fitted(CLASSES, train, tmp_path), table, only, METRICS[Task.CLASSIFICATION])
    assert any("valve" in note for note in found.notes)
    assert found.baselines == {}


def test_nothing_to_measure_on_is_an_error(tmp_path: Path) -> None:
    _, train = classified(40, 6)
    predictor = fitted(CLASSES, train, tmp_path)
    with pytest.raises(UnusableTableError):
        evaluate(predictor, pd.DataFrame({"row_id": []}), Examples([]), METRICS[Task.CLASSIFICATION])


def test_a_prediction_set_never_hides_the_answer(tmp_path: Path) -> None:
    _, train = classified(40, 7)
    predictor = Predictor(fitted(CLASSES, train, tmp_path).model, Calibration(quantile=0.999))
    answers = predictor.predict(Examples(["pump tripped", "something else"]))
    assert all(each.label in each.prediction_set for each in answers)
    assert answers[1].abstains


def test_rows_of_one_group_widen_the_intervals(tmp_path: Path) -> None:
    """A hundred lines of one log template are not a hundred independent pieces of evidence."""
    _, train = classified(80, 8)
    table, tested = classified(400, 9)
    predictor = fitted(CLASSES, train, tmp_path)
    half = [text if int(row) // 10 % 2 else "pump tripped" for row, text in enumerate(tested.texts)]
    doubtful = Examples(half, targets=tested.targets)
    alone = evaluate(predictor, table, doubtful, METRICS[Task.CLASSIFICATION]).metrics["accuracy"]
    grouped = evaluate(
        predictor, table.assign(group=[str(row // 10) for row in range(400)]), doubtful, METRICS[Task.CLASSIFICATION]
    )
    together = grouped.metrics["accuracy"]
    assert together.value == alone.value
    assert together.high - together.low > 1.3 * (alone.high - alone.low)
    assert "40 groups" in grouped.notes[0]


def test_few_texts_and_few_groups_are_said_to_say_little(tmp_path: Path) -> None:
    _, train = classified(80, 1)
    predictor = fitted(CLASSES, train, tmp_path)
    table, tested = classified(6, 2)
    of_two = evaluate(predictor, table.assign(group=["a", "b"] * 3), tested, METRICS[Task.CLASSIFICATION])
    said = " ".join(of_two.notes)
    assert "2 groups, too few" in said and "6 texts say little" in said
    table, tested = classified(60, 2)
    assert evaluate(predictor, table, tested, METRICS[Task.CLASSIFICATION]).notes == ()


def test_subgroups_of_enough_texts_are_measured_apart(tmp_path: Path) -> None:
    _, train = scored(120, 10)
    table, tested = scored(60, 11)
    table["subgroup"] = ["year 8"] * 30 + ["year 9"] * 24 + ["year 10"] * 5 + [""]
    found = evaluate(fitted(SCORES, train, tmp_path), table, tested, METRICS[Task.SCORING])
    assert set(found.subsets) == {f"{SUBGROUP}year 8", f"{SUBGROUP}year 9"}
    assert "Subgroups of fewer than 10 texts are not measured apart: year 10 (5)." in found.notes
    error = found.frame["error"][:30].mean() / 3
    assert np.sign(found.subsets[f"{SUBGROUP}year 8"]["smd"].value) == np.sign(error)
    assert found.subsets[f"{SUBGROUP}year 9"]["qwk"].n == 24
