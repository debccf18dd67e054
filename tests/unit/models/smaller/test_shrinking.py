"""A model becomes smaller and learns again, the same each time, through a kill as well."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.artifacts import save_json
from models.evaluation.answering import truth_of
from models.evaluation.calibration import Calibration
from models.evaluation.label_calibration import calibrate_labels, decided
from models.evaluation.measuring import measure
from models.interface import Examples, FitContext, Target
from models.methods.full import course
from models.methods.full.answers import Material
from models.methods.full.method import FullMethod
from models.methods.full.model import FullModel
from models.methods.full.options import FullOptions
from models.methods.lora.method import LoraMethod
from models.methods.lora.options import LoraOptions
from models.serving.compress import compress
from models.serving.predictor import CALIBRATION
from models.smaller.options import WAYS, parse_options
from models.smaller.shapes import shape_in, why_not
from models.smaller.shrinking import Cut, shape_of, shrink
from models.smaller.teaching import Taught, Teaching
from models.smaller.weighing import candidates, weigh
from studio.core.errors import InvalidOptionError
from studio.core.ids import content_hash
from studio.core.records import Progress
from studio.core.smaller import Side, Way
from studio.core.tasks import Task

SEVERAL = Target(Task.MULTILABEL, ("leak", "heat", "noise"))
Rows = Callable[[int, int], Examples]
Fitted = tuple[FullModel, Examples, Examples]


class KilledError(Exception):
    """Stands for the end of the process."""


@pytest.fixture
def fitted(tiny: str, class_rows: Rows, classes: Target, context: FitContext) -> Fitted:
    train, dev = class_rows(60, 1), class_rows(20, 2)
    options = FullOptions(backbone=tiny, epochs=3, max_tokens=32, batch_size=8, learning_rate=1e-3)
    return FullMethod().fit(train, dev, classes, options, context), train, dev


def cut(way: Way, **values: object) -> Cut:
    return Cut(way, parse_options(way, {"epochs": 1, "batch_size": 8, **values}), {"imbalance": "none"})


def digest(model: FullModel, folder: Path) -> str:
    folder.mkdir()
    model.save(folder)
    return content_hash((folder / "network.safetensors").read_bytes())


@pytest.mark.parametrize("way", list(Way))
def test_a_smaller_model_answers_and_the_large_one_stays(
    way: Way, fitted: Fitted, context: FitContext, tmp_path: Path
) -> None:
    large, train, dev = fitted
    before, shape = large.raw(dev), shape_of(large)
    small = shrink(large, cut(way), train, dev, context)
    np.testing.assert_array_equal(large.raw(dev), before)
    assert shape_of(large) == shape
    found = shape_of(small)
    if way in (Way.LAYERS, Way.DISTIL):
        assert (found.layers, found.heads) == (1, (4,))
    elif way is Way.HEADS:
        assert (found.layers, sum(found.heads)) == (2, 4)
    else:
        assert found.zeros == pytest.approx(0.5, abs=0.01)
    small.save(folder := _made(tmp_path / "small"))
    assert shape_in(folder) == found
    np.testing.assert_array_equal(FullModel.load(folder, device="cpu", threads=1).raw(dev), small.raw(dev))


def test_scores_of_answers_and_references_are_taught_too(
    tiny: str, score_rows: Rows, scores: Target, context: FitContext
) -> None:
    train, dev = score_rows(40, 1), score_rows(12, 2)
    options = LoraOptions(backbone=tiny, epochs=1, max_tokens=32)
    large = LoraMethod().fit(train, dev, scores, options, context)
    assert isinstance(large, FullModel)
    student = shrink(large, cut(Way.DISTIL), train, dev, context)
    assert student.method == "lora"
    assert student.raw(dev).shape == (12,)
    fewer = shrink(large, cut(Way.HEADS), train, dev, context)
    assert sum(shape_of(fewer).heads) == 4


@pytest.mark.parametrize("way", list(Way))
def test_several_labels_a_text_stay_several_when_it_is_made_smaller(
    way: Way, tiny: str, context: FitContext, tmp_path: Path
) -> None:
    train, dev = several(120, 1), several(40, 2)
    options = FullOptions(backbone=tiny, epochs=12, max_tokens=32, batch_size=8, learning_rate=3e-3)
    large = FullMethod().fit(train, dev, SEVERAL, options, context)
    small = shrink(large, cut(way, epochs=6, learning_rate=3e-3), train, dev, _elsewhere(context, "smaller"))
    right = ((small.raw(dev) > 0) == (np.asarray(dev.targets) > 0)).mean()
    assert right > 0.8, "each label by itself, from a half on"
    artifacts = []
    for side, model in ((Side.BEFORE, large), (Side.AFTER, small)):
        artifact = _made(tmp_path / side.value)
        model.save(_made(artifact / "model"))
        fitted = calibrate_labels(SEVERAL, model.raw(dev), np.asarray(dev.targets))
        save_json(artifact / CALIBRATION, fitted.dump())
        artifacts.append(candidates(artifact, "full", side, device="cpu", threads=1))
    before, after = weigh(*artifacts, dev, None, "macro_f1", lambda _note: None)
    chosen = decided(calibrate_labels(SEVERAL, small.raw(dev), np.asarray(dev.targets)), small.raw(dev))
    by_their_thresholds = measure(truth_of(SEVERAL, dev), chosen, ["macro_f1"])["macro_f1"]
    assert after.dev == by_their_thresholds and before.dev.value is not None


def test_a_student_of_several_labels_hears_of_each(tiny: str, context: FitContext) -> None:
    train = several(24, 1)
    options = FullOptions(backbone=tiny, epochs=1, max_tokens=32)
    large = FullMethod().fit(train, several(8, 2), SEVERAL, options, context)
    texts = large.read(train)
    material = Material(texts, np.asarray(train.targets), np.ones(24), texts, train)

    def loss(raw: np.ndarray) -> float:
        lesson = Teaching(material, SEVERAL, options, context, Taught(raw, 2.0, 1.0))
        return float(lesson.loss(large.network, np.arange(24))[0].detach())

    answered = large.raw(train)
    assert loss(answered) == pytest.approx(0.0, abs=1e-5)
    apart = [loss(answered + 3.0 * np.eye(3)[label]) for label in range(3)]
    assert min(apart) > 0.01 and loss(answered + 3.0) == pytest.approx(sum(apart), rel=1e-3)


def test_a_student_who_is_its_teacher_has_nothing_to_learn(fitted: Fitted, context: FitContext) -> None:
    large, train, _dev = fitted
    texts = large.read(train)
    material = Material(texts, np.asarray(train.targets)[:40], np.ones(40), texts, train)  # the last 20 without a label
    options = FullOptions(backbone=str(large.backbone))

    def loss(weight: float, raw: np.ndarray) -> float:
        lesson = Teaching(material, large.target, options, context, Taught(raw, 2.0, weight))
        assert list(lesson.rows(0)) == list(range(60))
        return float(lesson.loss(large.network, np.arange(60))[0].detach())

    assert loss(1.0, large.raw(train)) == pytest.approx(0.0, abs=1e-5)
    assert loss(1.0, -large.raw(train)) > 0.1
    assert loss(0.5, large.raw(train)) > 0.0  # the labels are not what it answers


def test_a_student_learns_from_texts_without_labels(fitted: Fitted, context: FitContext) -> None:
    large, train, dev = fitted
    further = [f"{text} again" for text in train.texts]
    alone = shrink(large, cut(Way.DISTIL), train, dev, _elsewhere(context, "alone"))
    more = shrink(large, cut(Way.DISTIL), train, dev, replace(_elsewhere(context, "more"), unlabelled=further))
    assert not np.array_equal(alone.raw(dev), more.raw(dev))


@pytest.mark.parametrize("way", [Way.DISTIL, Way.HEADS, Way.MAGNITUDE])
def test_a_killed_one_ends_bit_by_bit_the_same(
    way: Way, fitted: Fitted, context: FitContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)
    large, train, dev = fitted
    wanted = cut(way, epochs=2)
    whole = digest(shrink(large, wanted, train, dev, _elsewhere(context, "whole")), tmp_path / "whole-model")

    def die(progress: Progress) -> None:
        if progress.step == 3:
            raise KilledError

    with pytest.raises(KilledError):
        shrink(large, wanted, train, dev, replace(_elsewhere(context, "killed"), report=die))
    for thread in threading.enumerate():
        if thread.name.startswith("heartbeat-work"):
            thread.join()
    seen: list[int] = []
    resumed = replace(_elsewhere(context, "killed"), report=lambda told: seen.append(told.step))
    again = digest(shrink(large, wanted, train, dev, resumed), tmp_path / "again-model")
    assert again == whole
    assert min(step for step in seen if step) > 1  # it did not begin anew


def test_both_are_weighed_on_the_same_rows(fitted: Fitted, context: FitContext, tmp_path: Path) -> None:
    large, train, dev = fitted
    small = shrink(large, cut(Way.LAYERS), train, dev, context)
    found = []
    for side, model in ((Side.BEFORE, large), (Side.AFTER, small)):
        artifact = _made(tmp_path / side.value)
        model.save(_made(artifact / "model"))
        save_json(artifact / CALIBRATION, Calibration().dump())
        compress(model, train, dev, artifact / "served", metric="macro_f1", device="cpu", threads=1)
        found.append(candidates(artifact, "full", side, device="cpu", threads=1))
    weighed = weigh(*found, dev, None, "macro_f1", lambda _note: None)
    assert [each.side for each in weighed].count(Side.AFTER) == len(found[1])
    served = [each for each in weighed if each.serves]
    assert [each.side for each in served] == [Side.BEFORE, Side.AFTER]
    assert served[0].against is None
    assert served[1].against is not None
    assert served[1].parameters < served[0].parameters
    exact = {each.side: each for each in weighed if each.precision == "float32"}
    assert exact[Side.AFTER].size_bytes < exact[Side.BEFORE].size_bytes
    assert all(each.texts_per_second > 0 and each.dev.n == 20 for each in weighed)


def test_what_makes_no_sense_is_refused(fitted: Fitted, context: FitContext) -> None:
    large, train, dev = fitted
    pruned = shrink(large, cut(Way.MAGNITUDE), train, dev, context)
    with pytest.raises(InvalidOptionError, match="zero already"):
        shrink(pruned, cut(Way.MAGNITUDE, share=0.4), train, dev, context)
    with pytest.raises(InvalidOptionError, match="none"):
        shrink(large, cut(Way.HEADS, share=0.05), train, dev, context)
    one = shrink(large, cut(Way.LAYERS), train, dev, context)
    assert "single layer" in why_not(Way.DISTIL, "full", shape_of(one))
    assert not why_not(Way.HEADS, "full", shape_of(one))
    assert "tfidf" in why_not(Way.LAYERS, "tfidf", None)
    modern = replace(shape_of(large), kind="modernbert", heads=())
    assert all(why_not(way, "full", modern) for way in (Way.DISTIL, Way.LAYERS, Way.HEADS))
    assert not why_not(Way.MAGNITUDE, "full", modern)
    with pytest.raises(InvalidOptionError, match="share"):
        parse_options(Way.HEADS, {"share": 2})
    assert set(WAYS) == set(Way)


def several(rows: int, seed: int) -> Examples:
    """Reports of leaks, heat and noise, each borne or not by itself."""
    random = np.random.default_rng(seed)
    truth = (random.random((rows, 3)) < 0.5).astype(np.float64)
    words = (("oil", "dripping"), ("hot", "smoke"), ("loud", "rattling"))
    texts = [" ".join(["pump", *(word for place in np.flatnonzero(row) for word in words[place])]) for row in truth]
    return Examples(texts, targets=truth)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _elsewhere(context: FitContext, name: str) -> FitContext:
    return replace(context, checkpoints=_made(context.checkpoints.parent / name))
