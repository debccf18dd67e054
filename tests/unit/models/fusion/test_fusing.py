"""Several versions answering as one: weights, thresholds, and the same answers after loading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.artifacts import save_json, stage
from models.evaluation.answering import truth_of
from models.evaluation.calibration import Calibration, calibrate
from models.evaluation.label_calibration import calibrate_labels, decided
from models.evaluation.measuring import Truth
from models.fusion import mixing
from models.fusion.cascade_curve import curve
from models.fusion.member import Member
from models.fusion.model import CascadeModel, EnsembleModel
from models.fusion.trial import answered, weigh
from models.interface import Examples, FitContext, Target
from models.methods.registry import method
from models.serving.compress import compress
from models.serving.footprint import footprint, total
from models.serving.loading import answering_precision
from models.serving.predictor import CALIBRATION, DESCRIPTION, MODEL, SERVED, Predictor
from studio.core.errors import TrainingError
from studio.core.fusion import Weighing
from studio.core.tasks import Task
from tests.unit.models.conftest import LABELS, make_classes

SEVERAL = Target(Task.MULTILABEL, LABELS)


def several_rows(rows: int, seed: int) -> Examples:
    """Two reports in one, which bears the labels of both; one label is borne by none."""
    first, second = make_classes(rows, seed), make_classes(rows, seed + 100)
    truth = np.zeros((rows, len(LABELS)))
    for each in (first, second):
        truth[np.arange(rows), np.asarray(each.targets)] = 1
    return Examples([f"{one} {other}" for one, other in zip(first.texts, second.texts, strict=True)], targets=truth)


def version(folder: Path, train: Examples, target: Target, context: FitContext, **options: object) -> Path:
    rung = method("tfidf")
    model = rung.fit(train, Examples([]), target, rung.Options(**options), context)
    calibrated = calibrate_labels if target.task is Task.MULTILABEL else calibrate
    with stage(folder) as work:
        (work / MODEL).mkdir()
        model.save(work / MODEL)
        save_json(work / CALIBRATION, calibrated(target, model.raw(train), train.targets).dump())
        save_json(work / DESCRIPTION, {"method": "tfidf", "precision": "float32"})
    return folder


def loaded(*folders: Path) -> list[Member]:
    return [Member.load(each.name, each, device="cpu", threads=1) for each in folders]


@pytest.fixture
def folders(tmp_path, class_rows, classes, context) -> list[Path]:
    weak = version(tmp_path / "weak", class_rows(25, 1), classes, context, characters="off", c=0.05)
    return [weak, version(tmp_path / "strong", class_rows(300, 2), classes, context)]


def kept(model: EnsembleModel | CascadeModel, folder: Path) -> Path:
    with stage(folder) as work:
        (work / MODEL).mkdir()
        model.save(work / MODEL)
        save_json(work / CALIBRATION, Calibration().dump())
        save_json(work / DESCRIPTION, {"method": model.method, "precision": model.precision})
    return folder


def test_weights_are_convex_and_follow_the_better_member(classes: Target) -> None:
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 4, 200)
    good = np.full((200, 4), 0.05)
    good[np.arange(200), truth] = 0.85
    bad = rng.dirichlet(np.ones(4), 200)
    equal = mixing.weights_of(Weighing.EQUAL, classes, [bad, good], truth)
    fitted = mixing.weights_of(Weighing.FITTED, classes, [bad, good], truth)
    assert equal == (0.5, 0.5)
    assert sum(fitted) == pytest.approx(1)
    assert min(fitted) >= 0
    assert fitted[1] > 0.9


def test_weights_of_scores_leave_the_least_error(scores: Target) -> None:
    truth = np.linspace(0, 1, 50)
    high, low = truth + 0.1, truth - 0.3
    fitted = mixing.weights_of(Weighing.FITTED, scores, [high, low], truth)
    assert fitted == pytest.approx((0.75, 0.25), abs=0.01)
    with pytest.raises(TrainingError):
        mixing.weights_of(Weighing.FITTED, scores, [high, low], None)


def test_weights_of_several_labels_leave_the_least_log_loss_over_all_of_them() -> None:
    rng = np.random.default_rng(2)
    truth = (rng.random((150, 4)) < 0.3).astype(np.float64)
    noisy = [np.clip(0.15 + 0.7 * truth + rng.normal(0, spread, truth.shape), 0.02, 0.98) for spread in (0.35, 0.25)]

    def loss(share: float) -> float:
        mixed = mixing.mean(noisy, (share, 1 - share))
        return float(-np.mean(np.log(np.where(truth > 0, mixed, 1 - mixed))))

    fitted = mixing.weights_of(Weighing.FITTED, SEVERAL, noisy, truth)
    assert sum(fitted) == pytest.approx(1) and 0.05 < fitted[0] < 0.5
    assert fitted[0] == pytest.approx(min(np.linspace(0, 1, 201), key=loss), abs=0.01)


def test_a_higher_threshold_passes_on_more_and_costs_more(classes: Target) -> None:
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 4, 120)
    small = rng.dirichlet(np.ones(4), 120)
    large = np.full((120, 4), 0.01)
    large[np.arange(120), truth] = 0.97
    dev = Examples([""] * 120, targets=truth)
    points, place = curve(small, large, dev, Truth(classes, truth), "macro_f1", (0.001, 0.01))
    shares, thresholds = [each.share for each in points], [each.threshold for each in points]
    assert shares == sorted(shares) and thresholds == sorted(thresholds)
    assert (shares[0], shares[-1]) == (0.0, 1.0)
    assert [each.seconds for each in points] == sorted(each.seconds for each in points)
    assert points[-1].dev.value == pytest.approx(1.0)
    assert points[place].share > 0.5  # a small model that guesses is worth nothing


def test_an_ensemble_is_the_mean_and_the_same_after_loading(folders, tmp_path, class_rows) -> None:
    members, asked = loaded(*folders), class_rows(40, 3)
    model = EnsembleModel(members, (0.25, 0.75), "cpu")
    mean = 0.25 * members[0].answers(asked) + 0.75 * members[1].answers(asked)
    again = Predictor.load(kept(model, tmp_path / "fused"), device="cpu", threads=1)
    for answer, row in zip(again.predict(asked), mean, strict=True):
        assert list(answer.probabilities.values()) == pytest.approx(row, abs=1e-9)
        assert answer.answered_by is None


def test_a_cascade_says_who_answered_and_lives_without_its_members(folders, tmp_path, class_rows) -> None:
    members, asked = loaded(*folders), class_rows(60, 4)
    sure = members[0].answers(asked).max(axis=1)
    threshold = float(np.median(sure))
    folder = kept(CascadeModel(members, threshold, "cpu"), tmp_path / "fused")
    before = [Predictor.load(each, device="cpu", threads=1).predict(asked) for each in folders]
    for each in folders:
        each.rename(each.with_name(f"{each.name}-gone"))
    answers = Predictor.load(folder, device="cpu", threads=1).predict(asked)
    assert {each.answered_by for each in answers} == {"small model, weak", "large model, strong"}
    for answer, confidence, small, large in zip(answers, sure, *before, strict=True):
        passed = confidence < threshold
        assert answer.answered_by == ("large model, strong" if passed else "small model, weak")
        assert answer.label == (large if passed else small).label


def test_members_are_loaded_and_counted_once(folders, tmp_path) -> None:
    members = loaded(*folders)
    folder = kept(EnsembleModel(members, (0.5, 0.5), "cpu"), tmp_path / "fused")
    fused = Predictor.load(folder, device="cpu", threads=1).model
    assert isinstance(fused, EnsembleModel)
    assert [each.model for each in fused.members] == [each.model for each in members]
    assert total(map(footprint, [*folders, folder])) == total(map(footprint, folders))
    assert total([footprint(folder)]) == total(map(footprint, folders))


def test_on_a_graphics_card_the_weights_answer_and_that_is_said(folders, tmp_path) -> None:
    """An accepted graph is for CPUs: what is said, copied and reckoned is what answers on the device at hand."""
    for folder in folders:
        save_json(folder / DESCRIPTION, {"method": "tfidf", "precision": "int8"})
        (folder / SERVED).mkdir()
        (folder / SERVED / "network.bin").write_bytes(b"0" * 1000)
    members = [Member.load(each.name, each, device="cuda", threads=1) for each in folders]
    model = EnsembleModel(members, (0.5, 0.5), "cuda")
    assert (model.precision, answering_precision(folders[0], "cpu")) == ("float32", "int8")
    report = compress(model, Examples([]), Examples([]), tmp_path, metric="macro_f1", device="cuda", threads=1)
    assert report.precision == "float32" and "each of its versions" in report.reason.lower()
    fused = kept(model, tmp_path / "fused")
    assert {each.precision for each in loaded(*sorted((fused / MODEL / "members").iterdir()))} == {"float32"}
    weights, graph = (total([footprint(folders[0], device)]) for device in ("cuda", "cpu"))
    assert weights < graph == total([footprint(folders[0])])


def test_mixed_labels_and_cascades_of_scores_are_refused(folders, tmp_path, class_rows, score_rows, context) -> None:
    other = Target(Task.CLASSIFICATION, ("a", "b", "c", "d"))
    members = loaded(folders[0], version(tmp_path / "other", class_rows(40, 5), other, context))
    with pytest.raises(TrainingError, match="labels"):
        EnsembleModel(members, (0.5, 0.5), "cpu")
    scoring = [version(tmp_path / name, score_rows(60, 6), Target(Task.SCORING), context) for name in ("x", "y")]
    with pytest.raises(TrainingError, match="models of labels"):
        CascadeModel(loaded(*scoring), 0.5, "cpu")
    with pytest.raises(TrainingError, match="Weights"):
        EnsembleModel(loaded(*folders), (0.9, 0.9), "cpu")


def test_a_trial_of_scores_has_ensembles_and_says_why_there_is_no_cascade(tmp_path, score_rows, context) -> None:
    target, dev = Target(Task.SCORING, (), 1 / 6), score_rows(60, 8)
    members = loaded(*(version(tmp_path / str(rows), score_rows(rows, 7), target, context) for rows in (30, 120)))
    found = weigh(answered(["a", "b"], members, dev, lambda _note: None), dev, "rmse")
    assert len(found.mixtures) == 2
    assert not found.cascade and "one width" in found.no_cascade


def test_an_ensemble_of_several_labels_is_the_mean_of_each_and_the_same_after_loading(tmp_path, context) -> None:
    folders = [version(tmp_path / str(rows), several_rows(rows, 1), SEVERAL, context) for rows in (25, 120)]
    members, asked = loaded(*folders), several_rows(30, 3)
    model = EnsembleModel(members, (0.25, 0.75), "cpu")
    mean = 0.25 * members[0].answers(asked) + 0.75 * members[1].answers(asked)
    again = Predictor.load(kept(model, tmp_path / "fused"), device="cpu", threads=1)
    assert np.isfinite(again.model.raw(asked)).all()
    for answer, row in zip(again.predict(asked), mean, strict=True):
        assert list(answer.probabilities.values()) == pytest.approx(row, abs=1e-9)
        assert answer.labels == tuple(label for label, value in zip(LABELS, row, strict=True) if value >= 0.5)


def test_a_trial_of_several_labels_judges_all_alike_at_thresholds_of_other_rows(tmp_path, context) -> None:
    """Where labels have nothing to do with the texts, thresholds chosen on the very rows would look good."""
    (member,) = loaded(version(tmp_path / "one", several_rows(60, 1), SEVERAL, context))
    dev = several_rows(80, 8)
    dev = replace(dev, targets=np.random.default_rng(4).permutation(np.asarray(dev.targets)))
    found = weigh(answered(["a", "b"], [member, member], dev, lambda _note: None), dev, "macro_f1")
    values = {each.dev.value for each in (*found.members, *found.mixtures)}
    assert len(values) == 1  # two of the same are no better than one
    assert {each.against.difference.value for each in found.mixtures} == {0.0}
    raw = mixing.as_raw(member.answers(dev), Task.MULTILABEL)
    flattered = decided(calibrate_labels(SEVERAL, raw, np.asarray(dev.targets)), raw)
    assert values.pop() < truth_of(SEVERAL, dev).value(flattered, "macro_f1")
    assert {each.dev.value for each in found.cascade} == {found.members[0].dev.value} and found.recommended == 0


def test_of_several_labels_one_doubt_is_enough_to_ask_the_large_model(tmp_path, context) -> None:
    folders = [version(tmp_path / str(rows), several_rows(rows, 1), SEVERAL, context) for rows in (25, 200)]
    members, asked = loaded(*folders), several_rows(60, 3)
    small, large = (each.answers(asked) for each in members)
    least = np.array([min(max(each, 1 - each) for each in row) for row in small])
    threshold = float(np.median(least))
    folder = kept(CascadeModel(members, threshold, "cpu"), tmp_path / "fused")
    answers = Predictor.load(folder, device="cpu", threads=1).predict(asked)
    for answer, doubt, here, there in zip(answers, least, small, large, strict=True):
        passed = doubt < threshold
        assert str(answer.answered_by).startswith("large" if passed else "small")
        assert list(answer.probabilities.values()) == pytest.approx(there if passed else here, abs=1e-9)
    points, place = curve(small, large, asked, truth_of(SEVERAL, asked), "macro_f1", (0.001, 0.01))
    assert (points[0].share, points[-1].share) == (0.0, 1.0) and place > 0
    assert (points[-1].dev.value or 0) > (points[0].dev.value or 0)
