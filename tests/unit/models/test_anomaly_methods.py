"""What the rungs of anomaly detection promise: no labels, scores in [0, 1], the threshold from dev, lines named."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.artifacts import stage, verify
from models.interface import Examples, FitContext, Target
from models.methods.anomaly.model import AnomalyModel
from models.methods.registry import method, parse_method_options
from studio.core.anomalies import ANOMALY_LABELS, THRESHOLD
from studio.core.errors import CancelledError, UnusableTableError
from studio.core.records import Progress
from studio.core.tasks import Task

TARGET = Target(Task.ANOMALY, ANOMALY_LABELS)
USUAL = "start\nclamp <NUM>\npress <NUM>\nrelease\nstop"
ODD = {
    "rarity": "start\nclamp <NUM>\nfire in the hall\npress <NUM>\nrelease\nstop",
    "count": "start\nclamp <NUM>\n" + "press <NUM>\n" * 9 + "release\nstop",
    "sequence": "start\npress <NUM>\nclamp <NUM>\nrelease\nstop",
}


def units(count: int) -> Examples:
    return Examples([USUAL if n % 5 else USUAL.replace("release", "release\nrelease") for n in range(count)])


@pytest.fixture(params=list(ODD))
def rung(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def fitted(rung: str, context: FitContext, train: Examples | None = None, dev: Examples | None = None) -> AnomalyModel:
    found = method(rung)
    model = found.fit(train or units(80), dev or units(20), TARGET, parse_method_options(found, {}), context)
    assert isinstance(model, AnomalyModel)
    return model


def test_the_odd_one_is_flagged_the_usual_is_not_and_saving_changes_nothing(
    rung: str, context: FitContext, tmp_path: Path
) -> None:
    model = fitted(rung, context)
    asked = Examples([USUAL, ODD[rung], "", "\u0000\n日本語"])
    scores = model.raw(asked)
    assert scores.shape == (4,) and scores.min() >= 0 and scores.max() < 1
    assert scores[0] <= THRESHOLD < scores[1]
    with stage(tmp_path / "model") as work:
        model.save(work)
    assert all(name.endswith((".safetensors", ".json")) for name in verify(tmp_path / "model")["files"])
    loaded = type(model).load(tmp_path / "model", device="cpu", threads=1)
    np.testing.assert_array_equal(loaded.raw(asked), scores)
    assert loaded.behind(asked) == model.behind(asked) and loaded.scale == model.scale


@pytest.mark.parametrize(("rung", "line"), [("rarity", 2), ("count", 2), ("sequence", 1)])
def test_the_lines_behind_an_anomaly_are_named(rung: str, line: int, context: FitContext) -> None:
    behind = fitted(rung, context).behind(Examples([ODD[rung]]))[0]
    places = [place for place, _ in behind]
    shares = [share for _, share in behind]
    assert line in places[:2]
    assert shares == sorted(shares, reverse=True) and 0 < sum(shares) <= 1 + 1e-9


def test_the_threshold_is_the_quantile_of_dev_and_of_train_without_one(rung: str, context: FitContext) -> None:
    model = fitted(rung, context)
    assert (model.scale.part, model.scale.rows, model.scale.quantile) == ("dev", 20, 0.97)
    assert (model.raw(units(20)) <= THRESHOLD).all()
    alone = method(rung).fit(units(40), Examples([]), TARGET, method(rung).Options(), context)
    assert isinstance(alone, AnomalyModel) and alone.scale.part == "train"


def test_labels_change_nothing(rung: str, context: FitContext) -> None:
    train = units(40)
    labelled = Examples(train.texts, targets=np.array([n % 2 for n in range(40)]))
    asked = Examples([USUAL, *ODD.values()])
    np.testing.assert_array_equal(fitted(rung, context, train).raw(asked), fitted(rung, context, labelled).raw(asked))


def test_case_which_steps_may_fold_tells_no_events_apart(rung: str, context: FitContext) -> None:
    model = fitted(rung, context)
    np.testing.assert_array_equal(model.raw(Examples([USUAL.upper()])), model.raw(Examples([USUAL])))


def test_single_lines_are_for_rarity_alone(rung: str, context: FitContext) -> None:
    lines = Examples(["start", "stop", "start"] * 10)
    if rung == "rarity":
        assert fitted(rung, context, lines, lines).raw(Examples(["smoke"]))[0] > THRESHOLD
        return
    with pytest.raises(UnusableTableError, match="single line"):
        fitted(rung, context, lines, lines)


def test_no_rows_and_a_cancelled_run_are_told(rung: str, context: FitContext) -> None:
    with pytest.raises(UnusableTableError):
        method(rung).fit(Examples([]), Examples([]), TARGET, method(rung).Options(), context)

    def stop(_progress: Progress) -> None:
        raise CancelledError("The run was cancelled.")

    stopping = FitContext(1, 1, "cpu", context.checkpoints, context.cache, stop)
    with pytest.raises(CancelledError):
        fitted(rung, stopping)


def test_an_event_is_likely_by_what_was_seen_to_follow(context: FitContext) -> None:
    """Witten-Bell by hand: after one event, two kinds followed in four times."""
    found = method("sequence")
    train = Examples(["a\nb", "a\nb", "a\nb", "a\nc"])
    model = found.fit(train, train, TARGET, parse_method_options(found, {"history": 1}), context)
    assert isinstance(model, AnomalyModel)
    symbols = 4  # three events, and what is unseen
    nothing = 1 / symbols
    alone = (3 + 3 * nothing) / (8 + 3)  # `b` three times of eight, three kinds
    after = (3 + 2 * alone) / (4 + 2)  # after `a` three times of four, two kinds
    assert model.by_line(model.alphabet.sequence("a\nb"))[1] == pytest.approx(-np.log2(after))
