"""What the learning curve says in words."""

from __future__ import annotations

from studio.core.metrics import Measurement
from studio.core.verdict import ClassGain, CurveStep, LearningCurve
from studio.services.verdicts.curve_words import curve_words


def _curve(gain: float, p: float, *classes: ClassGain, more: Measurement | None = None) -> LearningCurve:
    steps = tuple(CurveStep(rows, Measurement(0.5, 0.4, 0.6, 200)) for rows in (50, 100, 200))
    return LearningCurve("macro_f1", steps, Measurement(gain, gain - 0.02, gain + 0.02, 200), p, classes, more)


LEAK = ClassGain("leak", 40, 0.5, 0.7, Measurement(0.2, 0.05, 0.3, 40))
NOISE = ClassGain("noise", 12, 0.3, 0.32, Measurement(0.02, -0.1, 0.2, 12))


def test_how_much_more_rows_would_bring_and_of_which_class() -> None:
    said = curve_words(_curve(0.06, 0.01, LEAK, NOISE, more=Measurement(0.03, 0.02, 0.04, 200)))
    assert "more rows would help" in said and "As many again would bring about +0.03 (+0.02 to +0.04)" in said
    assert "Most gained: 'leak', F1 +0.20 (+0.05 to +0.30). Rows of these first." in said and "noise" not in said


def test_where_rows_helped_little_the_one_class_that_gained_is_named_all_the_same() -> None:
    said = curve_words(_curve(0.0, 0.8, LEAK, NOISE))
    assert "would hardly help. All the same gained: 'leak'" in said and "As many again" not in said


def test_where_no_class_surely_gained_the_weakest_is_named() -> None:
    said = curve_words(_curve(0.0, 0.8, NOISE))
    assert "the weakest is 'noise' with F1 0.32 over 12 rows" in said
    assert "class" not in curve_words(_curve(0.0, 0.8))  # scores have none
