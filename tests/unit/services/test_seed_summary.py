"""What is said of other seeds: two kinds of chance apart, luck named, nothing promised of few figures."""

from __future__ import annotations

from models.evaluation.spread import spread
from studio.core.metrics import Measurement
from studio.core.seeds import Replicate, Seeds
from studio.services.seed_summary import brief, caution, failures, otherwise_told, summary


def found(*values: float | None, metric: str = "macro_f1", failed: str = "") -> Seeds:
    """The version's figure first, with an interval, then those of other seeds."""
    own = Replicate(0, Measurement(values[0], 0.66, 0.80, 90), Measurement(0.8, 0.7, 0.9, 60))
    others = [Replicate(place, Measurement(each, None, None, 90)) for place, each in enumerate(values[1:], 1)]
    if failed:
        others.append(Replicate(9, reason=failed))
    measured = [each for each in values if each is not None]
    return Seeds("full", metric, 90, 60, (own, *others), spread(measured), spread([0.8]))


def test_the_spread_stands_beside_the_interval_and_each_says_of_what_it_is() -> None:
    told = summary(found(0.73, 0.71, 0.75))
    assert "Trained three times" in told
    assert "Macro-F1 **0.71 to 0.75**, mean 0.73, standard deviation 0.02. That spread is chance in training." in told
    assert "The interval 0.66 to 0.80 of this version is another chance: which texts it was tested on." in told
    assert "luckiest" not in told
    assert brief(found(0.73, 0.71, 0.75)) == "0.71 to 0.75, mean 0.73 (3 seeds)"


def test_a_lucky_version_is_called_so_whichever_way_the_metric_goes() -> None:
    assert "is the luckiest" in summary(found(0.75, 0.71, 0.73))
    assert "is the unluckiest" in summary(found(0.75, 0.71, 0.73, metric="rmse"))
    assert "luckiest" not in summary(found(0.75, 0.75, 0.73))  # shared with another
    assert "luckiest" not in summary(found(0.752, 0.749, 0.73))  # by no more than a reader sees


def test_equal_figures_and_tiny_deviations_are_told_as_they_are() -> None:
    assert "Macro-F1 **0.73** every time" in summary(found(0.73, 0.73, 0.73))
    assert "standard deviation 0.002" in summary(found(0.730, 0.728, 0.732))


def test_two_figures_get_no_deviation_and_a_failure_is_told() -> None:
    lame = found(0.73, 0.71, failed="The loss is no number any more.")
    assert "standard deviation" not in summary(lame)
    assert failures(lame) == "1 training failed: The loss is no number any more."
    assert failures(found(0.73, 0.71)) == ""


def test_an_undefined_metric_is_said_to_be_so() -> None:
    assert "undefined" in summary(found(None, None, None))
    assert brief(found(None, None, None)) == ""
    assert "Only one of three trainings has a figure: Macro-F1 **0.71**." in summary(found(None, 0.71, None))


def test_nobody_is_invited_to_pick_the_luckiest_seed() -> None:
    few, many = caution(found(0.73, 0.71, 0.75)), caution(found(*[0.7 + place / 100 for place in range(8)]))
    assert "luckier seed takes no version's place" in few and "luckier seed takes no version's place" in many
    assert "rough" in few and "rough" not in many


def test_what_ran_otherwise_is_named() -> None:
    assert otherwise_told(()) == ""
    assert "torch 2.13.0, before 2.12.0" in otherwise_told(["torch 2.13.0, before 2.12.0"])
