"""What every method promises, on generated rows small enough to train in seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.artifacts import stage, verify
from models.interface import Examples, FitContext, Method, MethodOptions, Target, TextModel
from models.methods.registry import method, parse_method_options
from studio.core.errors import CancelledError, UnusableTableError
from studio.core.records import Phase, Progress

Rows = Callable[[int, int], Examples]
QUICK = {
    "tfidf": {},
    "probe": {},
    "setfit": {"epochs": 3, "max_tokens": 32, "learning_rate": 3e-3},
    "full": {"epochs": 3, "max_tokens": 32, "learning_rate": 1e-3},
    "lora": {"epochs": 3, "max_tokens": 32, "learning_rate": 5e-3},
    "adapt": {"epochs": 3, "max_tokens": 32, "learning_rate": 1e-3, "reading_epochs": 1},
    "textcnn": {"epochs": 12, "width": 32, "filters": 16, "learning_rate": 1e-2, "batch_size": 16},
    "bilstm": {"epochs": 12, "width": 32, "hidden": 16, "learning_rate": 1e-2, "batch_size": 16},
}
WITHOUT_BACKBONE = ("tfidf", "textcnn", "bilstm")
EMPTY = Examples([], targets=np.zeros(0, dtype=np.int64))


@pytest.fixture(params=list(QUICK))
def chosen(request: pytest.FixtureRequest, tiny: str) -> tuple[Method, MethodOptions]:
    found = method(request.param)
    small = {} if request.param in WITHOUT_BACKBONE else {"backbone": tiny}
    return found, parse_method_options(found, {**QUICK[request.param], **small})


def again(model: TextModel, tmp_path: Path) -> TextModel:
    with stage(tmp_path / "model") as work:
        model.save(work)
    names = verify(tmp_path / "model")["files"]
    assert all(name.endswith((".safetensors", ".json", ".xml", ".bin")) for name in names)
    return type(model).load(tmp_path / "model", device="cpu", threads=1)


def test_classes_are_learned_and_survive_saving(
    chosen: tuple[Method, MethodOptions],
    class_rows: Rows,
    classes: Target,
    context: FitContext,
    reports: list[Progress],
    tmp_path: Path,
) -> None:
    found, options = chosen
    test = class_rows(40, 9)
    model = found.fit(class_rows(120, 1), class_rows(40, 2), classes, options, context)
    raw = model.raw(test)
    assert raw.shape == (40, 4) and np.isfinite(raw).all()
    # a head on the frozen encoder of these tests, which is tiny and knows nothing, has less to go by (chance: 0.25)
    bar = 0.6 if found.key == "probe" else 0.8
    assert (raw.argmax(axis=1) == test.targets).mean() > bar
    assert (raw.argmax(axis=1) != 2).all(), "a class without a training row must not win"
    assert reports and all(report.phase is Phase.TRAIN for report in reports)
    assert model.parameter_count() > 0 and not model.truncated(test).any()
    loaded = again(model, tmp_path)
    assert loaded.target == classes and loaded.backbone == model.backbone
    np.testing.assert_allclose(loaded.raw(test), raw, atol=1e-6)


def test_scores_of_pairs_are_learned_and_survive_saving(
    chosen: tuple[Method, MethodOptions], score_rows: Rows, scores: Target, context: FitContext, tmp_path: Path
) -> None:
    found, options = chosen
    test = score_rows(40, 9)
    model = found.fit(score_rows(160, 1), score_rows(40, 2), scores, options, context)
    raw = model.raw(test)
    assert raw.shape == (40,) and raw.min() >= 0 and raw.max() <= 1
    if found.key in ("tfidf", "probe", "setfit"):  # what is random has nothing to compare two texts with
        assert np.corrcoef(raw, np.asarray(test.targets))[0, 1] > 0.3
    np.testing.assert_allclose(again(model, tmp_path).raw(test), raw, atol=1e-6)


def test_an_empty_dev_part_and_odd_texts_do_no_harm(
    chosen: tuple[Method, MethodOptions], class_rows: Rows, classes: Target, context: FitContext
) -> None:
    found, options = chosen
    train = class_rows(24, 1)
    odd = Examples([*train.texts[:-3], "", " \n ", "\U0001f600" * 30], targets=train.targets)
    model = found.fit(odd, EMPTY, classes, options, context)
    assert np.isfinite(model.raw(Examples(["", "\u0000", "日本語"]))).all()
    assert model.raw(Examples([])).shape == (0, 4)


def test_the_same_seed_gives_the_same_model(
    chosen: tuple[Method, MethodOptions], class_rows: Rows, classes: Target, context: FitContext, tmp_path: Path
) -> None:
    found, options = chosen
    answers = []
    for attempt in ("a", "b"):
        (tmp_path / attempt).mkdir()
        other = FitContext(5, 1, "cpu", tmp_path / attempt, context.cache, context.report)
        model = found.fit(class_rows(40, 1), class_rows(10, 2), classes, options, other)
        answers.append(model.raw(class_rows(10, 3)))
    np.testing.assert_array_equal(*answers)


def test_cancelling_comes_through(
    chosen: tuple[Method, MethodOptions], class_rows: Rows, classes: Target, context: FitContext
) -> None:
    def stop(_progress: Progress) -> None:
        raise CancelledError("The run was cancelled.")

    found, options = chosen
    stopping = FitContext(1, 1, "cpu", context.checkpoints, context.cache, stop)
    with pytest.raises(CancelledError):
        found.fit(class_rows(30, 1), EMPTY, classes, options, stopping)


def test_one_class_or_no_rows_are_refused_in_words(
    chosen: tuple[Method, MethodOptions], class_rows: Rows, classes: Target, context: FitContext
) -> None:
    found, options = chosen
    same = Examples(["a", "b"], targets=np.array([1, 1]))
    for train in (same, EMPTY):
        with pytest.raises(UnusableTableError):
            found.fit(train, EMPTY, classes, options, context)
