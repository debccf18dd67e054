"""The head for scores in order: what it learns, that it stays within its levels, and when `probe` takes it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from scipy.optimize import check_grad

from models.artifacts import load_arrays, stage
from models.interface import Examples, FitContext, Floats, Target
from models.methods import ordinal
from models.methods.ordinal import OrdinalHead, fit_ordinal
from models.methods.probe import ProbeMethod, ProbeModel, ProbeOptions
from models.methods.registry import method, parse_method_options

Rows = Callable[[int, int], Examples]
THRESHOLDS = np.array([-2.0, 1.0, 1.5])
LEVELS = np.array([0.0, 0.25, 0.5, 1.0])


def drawn(rows: int, seed: int) -> tuple[Floats, Floats]:
    """Features of which the first decides, and scores drawn by the very model, with levels of uneven width."""
    rng = np.random.default_rng(seed)
    features = rng.normal(size=(rows, 4))
    place = 3.0 * features[:, 0] + rng.logistic(size=rows)
    return features, LEVELS[(place[:, None] > THRESHOLDS).sum(axis=1)]


def test_the_line_and_the_thresholds_that_scores_were_drawn_by_are_found_again() -> None:
    head = fit_ordinal(*drawn(4_000, 1), c=100.0)
    np.testing.assert_allclose(head.weights[:, 0], [3.0, 0.0, 0.0, 0.0], atol=0.25)
    np.testing.assert_allclose(head.thresholds, THRESHOLDS, atol=0.25)
    np.testing.assert_allclose(head.values, LEVELS)


def test_the_gradient_is_that_of_the_loss() -> None:
    rng = np.random.default_rng(0)
    levels = np.array([0, 1, 2, 3, 3, 1, 0, 2])
    steps = np.array([-0.5, 0.2, -1.0])

    def loss(flat: Floats) -> float:
        return ordinal._loss(flat[:8], levels, ordinal._thresholds(flat[8:]))[0]

    def gradient(flat: Floats) -> Floats:
        _, by_place, by_cut = ordinal._loss(flat[:8], levels, ordinal._thresholds(flat[8:]))
        return np.concatenate([by_place, ordinal._by_step(by_cut, flat[8:])])

    assert check_grad(loss, gradient, np.concatenate([rng.normal(size=8) * 3, steps])) < 1e-5


def test_answers_rise_along_the_line_and_stay_within_the_levels() -> None:
    head = fit_ordinal(*drawn(500, 2), c=1.0)
    far = np.linspace(-1e3, 1e3, 41)[:, None] * np.array([1.0, 0.0, 0.0, 0.0])
    answers = head.apply(far)[:, 0]
    assert (np.diff(answers) >= 0).all() and answers.min() >= 0.0 and answers.max() <= 1.0
    assert np.isfinite(answers).all() and answers[0] < 0.01 and answers[-1] > 0.99


@pytest.mark.parametrize("levels", [1, 2, 100])
def test_any_number_of_levels_is_fitted(levels: int) -> None:
    rng = np.random.default_rng(3)
    features = rng.normal(size=(300, 3))
    scores = np.round(rng.random(300) * (levels - 1)) / max(1, levels - 1)
    head = fit_ordinal(features, scores, c=1.0)
    assert len(head.thresholds) == len(np.unique(scores)) - 1 and (np.diff(head.thresholds) > 0).all()
    assert np.isfinite(head.apply(features)).all()


def test_probe_takes_the_head_that_is_better_on_dev(
    score_rows: Rows, scores: Target, tiny: str, context: FitContext
) -> None:
    train, dev = score_rows(160, 1), score_rows(60, 2)

    def error(head: str) -> float:
        options = ProbeOptions(backbone=tiny, head=head)  # type: ignore[arg-type]
        raw = ProbeMethod().fit(train, dev, scores, options, context).raw(dev)
        return float(np.mean((raw - np.asarray(dev.targets)) ** 2))

    errors = {head: error(head) for head in ("ridge", "ordinal", "auto")}
    assert errors["ridge"] != errors["ordinal"]
    assert errors["auto"] == min(errors.values())


def test_an_ordinal_probe_survives_saving_as_plain_arrays(
    score_rows: Rows, scores: Target, tiny: str, context: FitContext, tmp_path: Path
) -> None:
    options = ProbeOptions(backbone=tiny, head="ordinal")
    model = ProbeMethod().fit(score_rows(80, 1), Examples([]), scores, options, context)
    with stage(tmp_path / "model") as work:
        model.save(work)
    arrays = load_arrays(tmp_path / "model" / "head.safetensors")
    assert {"weights", "thresholds", "values"} <= set(arrays) and "intercepts" not in arrays
    test = score_rows(20, 3)
    again = ProbeModel.load(tmp_path / "model", device="cpu", threads=1)
    np.testing.assert_allclose(again.raw(test), model.raw(test), atol=1e-9)
    assert again.parameter_count() == model.parameter_count()


def test_options_of_before_there_was_a_choice_are_still_read() -> None:
    assert parse_method_options(method("probe"), {"c": 0.1, "balanced": True}).model_dump()["head"] == "auto"


def test_a_head_of_one_level_says_it() -> None:
    head = fit_ordinal(np.ones((5, 2)), np.full(5, 0.5), c=1.0)
    assert isinstance(head, OrdinalHead) and head.apply(np.ones((3, 2))).ravel().tolist() == [0.5] * 3
