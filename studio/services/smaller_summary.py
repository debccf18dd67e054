"""What came of making a version smaller, in sentences; nothing is promised that was not measured."""

from __future__ import annotations

from studio.core.metrics import metric
from studio.core.records import Comparison
from studio.core.smaller import Side, Smaller, Way

FLATTERS = (
    "The weights that are kept were chosen on the dev part, so the figures there look a little better than they are. "
    "The figure that counts is that of the test part, which was opened once for this version."
)
_NOTICED = 0.05
"""A change of size or rate by less than this share is none that anybody would notice."""
_CHANCE = 0.05
_WHOLE = "float32"


def summary(found: Smaller) -> str:
    """What answers now against what answered before: size, rate, quality; then what to know of the way."""
    before, after = found.serving(Side.BEFORE), found.serving(Side.AFTER)
    size, rate = after.size_bytes / before.size_bytes, after.texts_per_second / before.texts_per_second
    said = [f"What answers takes {_share(size)} and is {_rate(rate)}.", _quality(found.metric, after.against)]
    if found.way is Way.MAGNITUDE:
        said.append(
            f"{100 * found.after.zeros:.0f} % of the weights of its layers are zero. The file kept for more training "
            f"takes {_share(_kept(found))}; what answers writes zeros down and multiplies by them like by any number."
        )
    if before.precision != after.precision:
        said.append(f"It answers in {after.precision}, the version before in {before.precision}: see the table.")
    return " ".join(said)


def cut_told(found: Smaller) -> str:
    """What the network was and is: `6 layers with 72 attention heads, now 3 with 36`."""
    before, after = found.before, found.after
    if before.heads and after.heads:
        return (
            f"{before.layers} layers with {sum(before.heads)} attention heads before, "
            f"{after.layers} with {sum(after.heads)} after"
        )
    return f"{before.layers} layers before, {after.layers} after"


def kept_and_answers(found: Smaller) -> str:
    """In which arithmetic the two are kept, and in which they answered on the machine that weighed them."""
    if all(found.serving(side).precision == _WHOLE for side in Side):
        return f"Both are kept in {_WHOLE}, and answer from that on this machine."
    return f"In {_WHOLE} a model is kept and trained; what is marked as '(answers)' answers on this machine."


def _kept(found: Smaller) -> float:
    exact = {each.side: each.size_bytes for each in found.weighed if each.precision == _WHOLE}
    return exact[Side.AFTER] / exact[Side.BEFORE]


def _share(ratio: float) -> str:
    if abs(1 - ratio) < _NOTICED:
        return "as much room as before"
    return f"{100 * ratio:.0f} % of the room it took" if ratio < 1 else f"{ratio:.1f} times the room"


def _rate(ratio: float) -> str:
    if abs(1 - ratio) < _NOTICED:
        return "as fast as before"
    return f"**{ratio:.1f} times as fast**" if ratio >= 1 else f"slower: {100 * ratio:.0f} % of the rate"


def _quality(key: str, against: Comparison | None) -> str:
    value = None if against is None else against.difference.value
    if against is None or value is None:
        return "What it lost cannot be told on these rows."
    greater = metric(key).greater_is_better
    worse = -value if greater else value
    told = f"On the dev part it is {_points(worse, key)}"
    if against.p_value is not None and against.p_value < _CHANCE:
        return f"{told} (p = {against.p_value:.2g})."
    worst = against.difference.low if greater else against.difference.high
    at_worst = 0.0 if worst is None else (-worst if greater else worst)
    chance = "" if _as_good(worse, key) else ", which may be chance"
    doubt = "" if _as_good(max(0.0, at_worst), key) else f"; {_points(at_worst, key)} cannot be ruled out"
    return f"{told}{chance}{doubt}."


def _points(worse: float, key: str) -> str:
    if _as_good(worse, key):
        return "as good"
    return f"{metric(key).apart(worse)} {'worse' if worse > 0 else 'better'}"


def _as_good(worse: float, key: str) -> bool:
    """Whether the difference rounds to nothing as it would be told."""
    return metric(key).apart(worse) == metric(key).apart(0.0)
