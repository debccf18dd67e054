"""A search and a cascade drawn: every trial in its turn and across its options, quality by what a text costs."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

from studio.core.fusion import CascadePoint, FusionTrial
from studio.core.metrics import Measurement
from studio.core.search import Searched, Trial, TrialOutcome
from studio.ui.charts.cascade import cascade
from studio.ui.charts.trials import history, parallel
from studio.ui.palette import NEUTRAL

ACCENT = "#123456"


def searched(metric: str = "macro_f1") -> Searched:
    changed: list[dict[str, Any]] = [
        {},
        {"learning_rate": 1e-4, "epochs": 4, "head": True},
        {"learning_rate": 1e-5, "epochs": 8, "head": False},
        {"learning_rate": 5e-4, "epochs": 2, "head": True},
    ]
    dev = (0.5, 0.7, 0.6, None)
    trials = tuple(
        Trial(place, options, TrialOutcome.TRAINED if value is not None else TrialOutcome.PRUNED, 1.0, value)
        for place, (options, value) in enumerate(zip(changed, dev, strict=True))
    )
    fixed = {"learning_rate": 3e-4, "epochs": None, "head": True}
    return Searched("full", metric, 40, trials, 1, {**fixed, **changed[1]}, fixed)


def test_each_trained_trial_has_its_turn_and_the_best_so_far_never_worsens() -> None:
    so_far, points = history(searched(), "Macro-F1", ACCENT).data
    assert list(points.x) == [1, 2, 3] and list(points.y) == [0.5, 0.7, 0.6]  # what was given up has no figure
    assert list(so_far.y) == [0.5, 0.7, 0.7]
    assert list(points.marker.color) == [NEUTRAL, ACCENT, NEUTRAL]
    assert list(history(searched("rmse"), "RMSE", ACCENT).data[0].y) == [0.5, 0.5, 0.5]


def test_a_line_goes_through_each_option_to_what_it_reached() -> None:
    """The defaults left the epochs to the method, and have no place on that scale."""
    (lines,) = parallel(searched(), "Macro-F1", ACCENT).data
    by_label = {each.label: each for each in lines.dimensions}
    assert list(by_label) == ["epochs", "head", "learning rate", "Macro-F1"]
    assert list(by_label["Macro-F1"].values) == [0.7, 0.6]
    assert list(by_label["epochs"].values) == [4, 8]
    assert [by_label["head"].ticktext[place] for place in by_label["head"].values] == ["on", "off"]
    wide = searched()
    far = replace(wide.trials[2], changed={**wide.trials[2].changed, "learning_rate": 1e-7})
    (lines,) = parallel(replace(wide, trials=(*wide.trials[:2], far)), "Macro-F1", ACCENT).data
    rates = next(each for each in lines.dimensions if each.label == "learning rate")
    assert [round(each) for each in rates.values] == [-4, -7]  # decades on a scale of decades
    assert "0.0001" in rates.ticktext


def test_a_cascade_is_drawn_from_the_small_model_to_both() -> None:
    points = tuple(
        CascadePoint(share, share, 0.001 + 0.01 * share, Measurement(0.6 + share / 10, 0.5, 0.9, 40))
        for share in (0.0, 0.5, 1.0)
    )
    (line,) = cascade(FusionTrial("macro_f1", 40, (), (), points, 1), 1, ACCENT).data
    assert all(math.isclose(x, y) for x, y in zip(line.x, (1.0, 6.0, 11.0), strict=True))
    assert list(line.customdata) == [0.0, 50.0, 100.0]
    assert list(line.marker.color) == [NEUTRAL, ACCENT, NEUTRAL]
    lows = [value - less for value, less in zip(line.y, line.error_y.arrayminus, strict=True)]
    assert all(math.isclose(low, 0.5) for low in lows)
