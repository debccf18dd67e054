"""Every method that learns several labels a text: what it learns, that it is the same when loaded, what it refuses."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from models.evaluation.answering import truth_of
from models.evaluation.label_calibration import calibrate_labels, decided
from models.evaluation.measuring import measure
from models.interface import Examples, FitContext, Target
from models.methods.full.objective import Objective
from models.methods.full.refusals import refuse
from models.methods.linear import ABSENT_LOGIT, fit_one_by_one
from models.methods.registry import method, methods, parse_method_options
from models.methods.setfit.contrast import contrast_of
from models.sentences import facts_of
from models.serving.compress import compress, judge
from models.serving.predictor import Predictor
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.tasks import Task

TARGET = Target(Task.MULTILABEL, ("leak", "hot", "absent", "noise"))
_WORDS = {0: ("oil", "dripping", "seal"), 1: ("hot", "smoke", "burnt"), 3: ("rattling", "loud", "squeaking")}
_COMMON = ("pump", "motor", "line", "bearing", "shift", "report")
_QUICK = {
    "tfidf": {},
    "probe": {"max_tokens": 32},
    "setfit": {"epochs": 1, "max_tokens": 32},
    "full": {"epochs": 3, "max_tokens": 32, "batch_size": 8},
    "lora": {"epochs": 3, "max_tokens": 32, "batch_size": 8},
    "adapt": {"epochs": 1, "reading_epochs": 1, "max_tokens": 32, "batch_size": 8},
    "textcnn": {"epochs": 8, "max_tokens": 32},
    "bilstm": {"epochs": 8, "max_tokens": 32},
}


def several_rows(rows: int, seed: int) -> Examples:
    """Reports with none to three of the labels; the third is borne by none."""
    random = np.random.default_rng(seed)
    truth = (random.random((rows, 4)) < np.array([0.5, 0.4, 0.0, 0.2])).astype(np.float64)
    texts = []
    for row in truth:
        words = [str(random.choice(_WORDS[int(place)])) for place in np.flatnonzero(row)]
        texts.append(" ".join([*random.choice(_COMMON, 3), *words]))
    return Examples(texts, targets=truth)


def _fit(key: str, tiny: str, context: FitContext, train: Examples, dev: Examples):
    rung = method(key)
    values = dict(_QUICK[key])
    if "backbone" in rung.Options.model_fields:
        values["backbone"] = tiny
    values = {name: value for name, value in values.items() if name in rung.Options.model_fields}
    return rung.fit(train, dev, TARGET, parse_method_options(rung, values), context)


def test_every_method_but_those_of_anomalies_learns_several_labels() -> None:
    learning = {key for key, each in methods().items() if Task.MULTILABEL in each.tasks}
    assert learning == set(_QUICK) == {key for key, each in methods().items() if Task.CLASSIFICATION in each.tasks}


@pytest.mark.parametrize("key", list(_QUICK))
def test_a_method_learns_and_is_the_same_when_loaded(key: str, tiny: str, context: FitContext, tmp_path: Path) -> None:
    train, dev, fresh = several_rows(120, 1), several_rows(40, 2), several_rows(60, 3)
    model = _fit(key, tiny, context, train, dev)
    raw = model.raw(fresh)
    assert raw.shape == (60, 4) and model.raw(Examples([])).shape == (0, 4)
    calibration = calibrate_labels(TARGET, model.raw(dev), np.asarray(dev.targets))
    found = measure(truth_of(TARGET, fresh), decided(calibration, raw), ["micro_f1"])["micro_f1"].value
    assert found is not None and found > (0.95 if key == "tfidf" else 0.4)
    folder = tmp_path / "saved"
    folder.mkdir()
    model.save(folder)
    again = method(key).Model.load(folder, device="cpu", threads=1)
    assert np.allclose(again.raw(fresh), raw, atol=1e-5)
    answers = Predictor(again, calibration).predict(fresh)
    assert [answer.labels for answer in answers] == [
        tuple(TARGET.labels[place] for place in np.flatnonzero(row)) for row in decided(calibration, raw)
    ]
    for answer in answers:
        assert answer.label is None and set(answer.labels or ()) <= set(answer.prediction_set)
        assert set(answer.probabilities) == set(TARGET.labels)
        assert answer.abstains is (not answer.labels and bool(answer.prediction_set))
    assert not any("absent" in (answer.labels or ()) for answer in answers)


def test_a_line_for_each_label_and_none_for_what_nobody_or_everybody_bears() -> None:
    features = np.array([[1.0, 0], [0, 1], [1, 1], [0, 0]] * 10)
    truth = np.column_stack([features[:, 0], np.zeros(40), np.ones(40)])
    head = fit_one_by_one(features, truth, c=100.0, balanced=True)
    said = head.apply(features)
    assert ((said[:, 0] > 0) == (truth[:, 0] > 0)).all()
    assert (said[:, 1] == ABSENT_LOGIT).all() and (said[:, 2] == -ABSENT_LOGIT).all()


def test_nothing_to_tell_apart_is_refused(context: FitContext) -> None:
    rows = Examples(["a b", "c d"], targets=np.ones((2, 4)))
    with pytest.raises(UnusableTableError):
        method("tfidf").fit(rows, Examples([]), TARGET, method("tfidf").Options(), context)


def test_rows_cannot_be_evened_out_where_each_bears_several() -> None:
    options = parse_method_options(method("full"), {"imbalance": "oversample"})
    with pytest.raises(InvalidOptionError, match="rare label"):
        refuse(options, facts_of(Task.MULTILABEL, ["a"] * 100, pairs=False))
    for allowed in ("weights", "focal", "none"):
        refuse(
            parse_method_options(method("full"), {"imbalance": allowed}),
            facts_of(Task.MULTILABEL, ["a"] * 100, pairs=False),
        )


@pytest.mark.parametrize("focal", [0.0, 2.0])
def test_the_loss_of_right_answers_is_the_least(focal: float) -> None:
    truth = np.array([[1.0, 0, 0, 1], [0, 1, 0, 0]])
    loss = Objective(TARGET, truth, np.ones(2), balanced=True, smoothing=0.0, device="cpu", focal=focal)
    right = torch.from_numpy((truth * 2 - 1) * 4).float()
    rows = np.arange(2)
    assert float(loss.loss(right, rows)) < 0.1 < float(loss.loss(-right, rows))
    assert float(loss.disagreement(right, right, rows)) == 0.0 < float(loss.disagreement(right, -right, rows))


def test_texts_that_share_more_labels_are_to_be_more_alike() -> None:
    truth = np.array([[1.0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]])
    contrast = contrast_of(Examples([*"abcde"], targets=truth), TARGET, "oversampling")
    likeness = contrast.likeness(np.arange(5)[:, None], np.arange(5)[None])
    assert likeness[0, 1] == 0.5 and likeness[0, 2] == 0.0 and likeness[3, 4] == 1.0 and likeness[0, 3] == 0.0
    first, second = np.triu_indices(5, 1)
    weights = contrast.weights(likeness[first, second])
    assert weights.mean() == pytest.approx(1.0)
    with pytest.raises(UnusableTableError):
        contrast_of(Examples(["a", "b"], targets=np.eye(4)[:2]), TARGET, "oversampling")


def test_int8_is_taken_only_where_it_gives_the_same_labels(tiny: str, context: FitContext, tmp_path: Path) -> None:
    train, dev = several_rows(80, 1), several_rows(60, 2)
    model = _fit("full", tiny, context, train, dev)
    report = compress(model, train, dev, tmp_path / "served", metric="macro_f1", device="cpu", threads=1)
    assert {"agreement", "agreement_where_sure", "metric_loss"} <= set(report.figures)

    class Other(type(model)):  # type: ignore[misc]
        raw = staticmethod(lambda examples: -model.raw(examples))

    other = object.__new__(Other)
    other.target = TARGET
    assert judge(model, other, dev, "macro_f1").precision == "float32"
