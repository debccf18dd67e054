"""int8 is taken where it agrees and refused, with the reason, where it does not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from models.artifacts import save_json, stage
from models.evaluation.calibration import Calibration
from models.interface import Examples, FitContext, Target
from models.methods.registry import method
from models.serving.compress import agreement, compress, judge
from models.serving.loading import FLOAT32, INT8
from models.serving.predictor import CALIBRATION, DESCRIPTION, MODEL, SERVED, Predictor
from studio.core.errors import DamagedArtifactError
from studio.core.tasks import Task

CLASSES = Target(Task.CLASSIFICATION, ("cat", "dog"))


def animals(rows: int) -> Examples:
    words = ("the cat purred on the sofa", "a dog barked at the gate")
    texts = [f"{words[row % 2]} {row} times before noon" for row in range(rows)]
    return Examples(texts, targets=np.arange(rows) % 2)


def context(folder: Path) -> FitContext:
    return FitContext(0, 2, "cpu", folder, folder, lambda progress: None)


def test_methods_without_a_network_have_nothing_to_compress(tmp_path: Path) -> None:
    rung = method("tfidf")
    model = rung.fit(animals(40), Examples([]), CLASSES, rung.Options(), context(tmp_path))
    report = compress(model, animals(40), Examples([]), tmp_path / "served", metric="macro_f1", device="cpu", threads=1)
    assert report.precision == FLOAT32
    assert not (tmp_path / "served").exists()


class Flipped:
    """A model whose clear answers are turned around on every fiftieth row."""

    def __init__(self, raw: np.ndarray) -> None:
        self.target = CLASSES
        self._raw = raw

    def raw(self, examples: Examples) -> np.ndarray:
        return self._raw


def test_disagreement_on_clear_rows_is_refused_with_the_figure() -> None:
    exact = np.tile([[3.0, -3.0]], (200, 1))
    worse = exact.copy()
    worse[::50] = worse[::50, ::-1]
    report = judge(Flipped(exact), Flipped(worse), Examples(["x"] * 200), "macro_f1")  # type: ignore[arg-type]
    assert report.precision == FLOAT32
    assert "98.0%" in report.reason


def test_disagreement_on_doubtful_rows_is_borne() -> None:
    exact = np.tile([[0.01, -0.01]], (200, 1))
    exact[:195] = [3.0, -3.0]
    other = exact.copy()
    other[195:] = other[195:, ::-1]
    assert judge(Flipped(exact), Flipped(other), Examples(["x"] * 200), "macro_f1").precision == INT8  # type: ignore[arg-type]


def test_scores_that_move_are_refused() -> None:
    figures = agreement(Task.SCORING, np.full(10, 0.52), np.full(10, 0.5))
    assert figures == {"mean_change": pytest.approx(0.02)}


@pytest.mark.slow
def test_a_fine_tuned_model_is_served_in_int8_without_its_weights(tmp_path: Path) -> None:
    rung = method("full")
    train, dev = animals(96), animals(24)
    options = rung.Options.model_validate({"epochs": 1})
    model = rung.fit(train, dev, CLASSES, options, context(tmp_path / "checkpoints"))
    with stage(tmp_path / "artifact") as folder:
        (folder / MODEL).mkdir()
        model.save(folder / MODEL)
        report = compress(model, train, dev, folder / SERVED, metric="macro_f1", device="cpu", threads=2)
        save_json(folder / CALIBRATION, Calibration().dump())
        save_json(folder / DESCRIPTION, {"method": "full"})
    assert report.precision == INT8, report
    assert report.figures["agreement"] >= 0.97
    predictor = Predictor.load(tmp_path / "artifact", device="cpu", threads=1)
    assert predictor.model.parameter_count() == model.parameter_count()
    answers = predictor.predict(Examples(["the cat purred", "a dog barked"]))
    assert [each.label for each in answers] == ["cat", "dog"]

    weights = tmp_path / "artifact" / SERVED / "network.bin"
    data = bytearray(weights.read_bytes())
    data[len(data) // 2] ^= 1
    weights.write_bytes(bytes(data))
    with pytest.raises(DamagedArtifactError, match=r"network\.bin"):
        Predictor.load(tmp_path / "artifact", device="cpu", threads=1)
