"""Figures over trainings from several seeds."""

from __future__ import annotations

import pytest

from models.evaluation.spread import spread


def test_mean_and_sample_deviation() -> None:
    found = spread([0.71, 0.73, 0.75])
    assert found is not None
    assert (found.count, found.least, found.greatest) == (3, 0.71, 0.75)
    assert found.mean == pytest.approx(0.73)
    assert found.deviation == pytest.approx(0.02)  # with n - 1; with n it would be 0.0163


def test_two_figures_have_no_deviation_and_none_has_nothing() -> None:
    two = spread([0.7, 0.8])
    assert two is not None
    assert (two.mean, two.deviation) == (pytest.approx(0.75), None)
    assert spread([]) is None
