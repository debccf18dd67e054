"""What a learning curve says, in words: whether more rows would help, how much, and of which class."""

from __future__ import annotations

from studio.core.metrics import METRICS, Measurement
from studio.core.verdict import ClassGain, LearningCurve

_SURE = 0.05
_NAMED = 3
_HALF_A_DIGIT = 0.005
_LEARNED = 0.95
"""F1 from which a class is learned as well as may be."""


def curve_words(curve: LearningCurve) -> str:
    """Two or three sentences; classes are named as they are called."""
    said = signed(curve.gain)
    if helped(curve):
        words = f"The last doubling of rows brought {said}: more rows would help."
        if curve.more is not None and curve.more.value:
            words += f" As many again would bring about {signed(curve.more)}, going by how the curve bends."
    else:
        did = "did not help" if _sure(curve) else "changed little"
        words = f"The last doubling of rows {did}: {said}. More rows of the same kind would hardly help."
    return f"{words}{_of_which(curve)}"


def helped(curve: LearningCurve) -> bool:
    """Whether the last doubling surely changed the metric for the better."""
    better = METRICS[curve.metric].greater_is_better if curve.metric in METRICS else True
    return _sure(curve) and curve.gain.value is not None and (curve.gain.value > 0) == better


def _sure(curve: LearningCurve) -> bool:
    return curve.p_value is not None and curve.p_value < _SURE


def signed(measured: Measurement) -> str:
    """`+0.05 (+0.02 to +0.08)`."""
    if measured.value is None:
        return "undefined"
    if measured.low is None or measured.high is None:
        return _with_sign(measured.value)
    return f"{_with_sign(measured.value)} ({_with_sign(measured.low)} to {_with_sign(measured.high)})"


def _with_sign(number: float) -> str:
    """Two decimals with a sign, but for what rounds to nothing."""
    return f"{number:+.2f}" if abs(number) >= _HALF_A_DIGIT else "0.00"


def _of_which(curve: LearningCurve) -> str:
    """The classes that surely gained; where none did, the weakest, where rows are missed most likely."""
    if not curve.classes:
        return ""
    sure = [each for each in curve.classes if each.gain is not None and (each.gain.low or 0.0) > 0]
    if sure:
        named = "; ".join(f"'{each.label}', F1 {signed(each.gain)}" for each in sure[:_NAMED] if each.gain)
        return f" {'Most gained' if helped(curve) else 'All the same gained'}: {named}. Rows of these first."
    if min(each.whole for each in curve.classes) >= _LEARNED:
        return ""
    weakest: ClassGain = min(curve.classes, key=lambda each: each.whole)
    return (
        f" Of no class alone the gain is sure; the weakest is '{weakest.label}' with F1 {weakest.whole:.2f} over "
        f"{weakest.rows:,} {'row' if weakest.rows == 1 else 'rows'}: rows of it first."
    )
