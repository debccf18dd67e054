"""What a reader would miss: stable colours, the worst cell, sensible digits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio.core.metrics import Measurement
from studio.core.verdict import CurveStep, LearningCurve
from studio.ui import digits
from studio.ui.charts import timeline
from studio.ui.charts.confusion import clicked, confusion
from studio.ui.charts.layout import distinct
from studio.ui.charts.learning import learning
from studio.ui.charts.pareto import pareto
from studio.ui.charts.scores import clicked as clicked_row
from studio.ui.palette import CATEGORICAL, NEUTRAL, class_colours, legible


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", [*CATEGORICAL, NEUTRAL])
@pytest.mark.parametrize("ground", ["#ffffff", "#0f1419"])
def test_chart_colours_stand_out_in_both_themes(colour: str, ground: str) -> None:
    assert _contrast(colour, ground) >= 3


@given(some.tuples(*[some.integers(0, 255)] * 3))
def test_any_accent_is_made_legible(rgb: tuple[int, int, int]) -> None:
    accent = "#" + "".join(f"{each:02x}" for each in rgb)
    assert min(_contrast(legible(accent), "#ffffff"), _contrast(legible(accent), "#0f1419")) >= 3


def test_a_class_keeps_its_colour_whatever_the_order() -> None:
    assert class_colours(["b", "a", "c"]) == class_colours(["c", "b", "a"])


def test_a_click_on_a_cell_names_true_and_predicted() -> None:
    figure = confusion(["a", "b"], [[3, 1], [0, 2]], "title")
    targets = figure.data[1]
    point = next(place for place in range(4) if (targets.y[place], targets.x[place]) == (0, 1))
    assert clicked({"points": [{"customdata": targets.customdata[point]}]}) == ("a", "b")
    assert clicked({"points": []}) is None


def test_a_click_on_the_timeline_names_the_window() -> None:
    bins = timeline.Bins([1.0, 2.0], [3, 4], 1.0)
    nothing = timeline.Points([], [], [])
    flagged = timeline.Points([1.5, 1.8], [0.7, 0.9], ["a", "b"])
    figure = timeline.judged(bins, nothing, flagged, nothing, "title", NEUTRAL, x="row")
    point = next(trace for trace in figure.data if trace.name == "flagged")
    assert clicked_row({"points": [{"customdata": point.customdata[1]}]}) == "b"
    assert [trace.name for trace in figure.data if trace.showlegend] == ["flagged"]


def test_a_pareto_keeps_causes_apart_and_shows_at_most_fifteen() -> None:
    names = [f"a long name of a cause of trouble, number {n}" for n in range(20)]
    figure = pareto(names, [20 - n for n in range(20)], [5.0 * (n + 1) for n in range(20)], "t", NEUTRAL, unit="min")
    assert len(figure.data[0].x) == len(set(figure.data[0].x)) == 15
    assert figure.data[1].y[0] == 5.0


def test_digits() -> None:
    dash = "\N{EN DASH}"
    assert digits.with_interval(Measurement(0.812, 0.774, 0.851, 90)) == f"0.81 (0.77{dash}0.85)"
    assert digits.with_interval(Measurement(0.812, None, None, 1)) == "0.81"
    assert digits.value(None) == dash
    assert digits.duration(200) == "3 min 20 s"
    assert digits.p_value(0.0002) == "< 0.001"


def test_long_labels_of_one_beginning_are_told_apart_by_what_follows_it() -> None:
    machines = [f"Hydraulic press line {place}, hall B" for place in (39, 16)]
    assert distinct(machines, 22) == ["…39, hall B", "…16, hall B"]
    assert distinct(["m" * 40, "m" * 40 + "2", "short", "short"], 22)[:2] == ["…" + "m" * 11, "…" + "m" * 11 + "2"]
    assert distinct(["short", "short"]) == ["short", "short (2)"]


def test_a_curve_that_hardly_moves_is_not_drawn_between_nothing_and_twice_its_value() -> None:
    def curve(*values: float) -> LearningCurve:
        steps = tuple(CurveStep(50 * 2**at, Measurement(value, value, value, 99)) for at, value in enumerate(values))
        return LearningCurve("macro_f1", steps, Measurement(0.0, 0.0, 0.0, 99), 1.0)

    flat = learning(curve(1.0, 1.0, 1.0), "Macro-F1", "#123456").layout.yaxis.range
    assert 0.8 <= flat[0] < 1.0 < flat[1] <= 1.05
    assert learning(curve(0.5, 0.6, 0.7), "Macro-F1", "#123456").layout.yaxis.range is None
