"""What the web process pays for an answer, and what an answer holds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from models.artifacts import save_json, stage
from models.evaluation.calibration import Calibration
from models.interface import Examples, FitContext, Target
from models.methods.registry import method
from models.serving.predictor import CALIBRATION, DESCRIPTION, MODEL, Predictor
from studio.core.errors import DamagedArtifactError

ANSWER = """
import json, sys
from pathlib import Path
from models.serving.engine import InferenceEngine
engine = InferenceEngine(device="cpu")
label = engine.predict("m", Path(sys.argv[1]), ["oil dripping from a hose"])[0].label
print(json.dumps([label, [name for name in ("torch", "transformers", "nncf") if name in sys.modules]]))
"""


def artifact(
    key: str, folder: Path, train: Examples, target: Target, context: FitContext, **calibration: float
) -> Path:
    rung = method(key)
    model = rung.fit(train, Examples([]), target, rung.Options(), context)
    with stage(folder) as work:
        (work / MODEL).mkdir()
        model.save(work / MODEL)
        save_json(work / CALIBRATION, Calibration(**calibration).dump())  # type: ignore[arg-type]
        save_json(work / DESCRIPTION, {"method": key})
    return folder


@pytest.mark.parametrize("key", ["tfidf", pytest.param("probe", marks=pytest.mark.slow)])
def test_an_answer_needs_no_torch(key, tmp_path, class_rows, classes, context) -> None:
    folder = artifact(key, tmp_path / "model", class_rows(120, 0), classes, context)
    done = subprocess.run([sys.executable, "-c", ANSWER, str(folder)], capture_output=True, text=True, check=True)
    label, heavy = json.loads(done.stdout.splitlines()[-1])
    assert label == "leak"
    assert heavy == []


def test_scores_come_in_points_of_their_own_range_with_an_interval(tmp_path, score_rows, scores, context) -> None:
    folder = artifact("tfidf", tmp_path / "model", score_rows(150, 0), scores, context, quantile=0.1)
    predictor = Predictor.load(folder, device="cpu", threads=1)
    asked = score_rows(2, 1)
    low, high = np.array([0.0, 10.0]), np.array([5.0, 30.0])
    answers = predictor.predict(Examples(asked.texts, asked.pairs, score_min=low, score_max=high))
    raw = predictor.model.raw(asked)
    for answer, value, bottom, top in zip(answers, raw, low, high, strict=True):
        assert answer.score == pytest.approx(bottom + value * (top - bottom))
        assert bottom <= answer.score_low <= answer.score <= answer.score_high <= top
        assert answer.score_high - answer.score_low <= 0.2 * (top - bottom) + 1e-9
        assert answer.label is None


def test_probabilities_are_calibrated_and_sum_to_one(tmp_path, class_rows, classes, context) -> None:
    folder = artifact("tfidf", tmp_path / "model", class_rows(120, 0), classes, context, temperature=4.0)
    predictor = Predictor.load(folder, device="cpu", threads=1)
    sure = Predictor(predictor.model, Calibration()).predict(Examples(["smoke and burnt"]))[0]
    answer = predictor.predict(Examples(["smoke and burnt"]))[0]
    assert sum(answer.probabilities.values()) == pytest.approx(1)
    assert answer.label == sure.label
    assert answer.probabilities[answer.label] < sure.probabilities[sure.label]
    assert tuple(answer.probabilities) == classes.labels


def test_altered_files_are_named(tmp_path, class_rows, classes, context) -> None:
    folder = artifact("tfidf", tmp_path / "model", class_rows(60, 0), classes, context)
    path = folder / CALIBRATION
    path.write_text(path.read_text("utf-8").replace("1.0", "9.0"), "utf-8")
    with pytest.raises(DamagedArtifactError, match=CALIBRATION):
        Predictor.load(folder, device="cpu", threads=1)


def test_no_texts_have_no_answers(tmp_path, class_rows, classes, context) -> None:
    folder = artifact("tfidf", tmp_path / "model", class_rows(60, 0), classes, context)
    assert Predictor.load(folder, device="cpu", threads=1).predict(Examples([])) == []
