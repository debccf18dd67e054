"""What other seeds came to, in sentences; two kinds of chance are kept apart."""

from __future__ import annotations

from collections.abc import Sequence

from studio.core.counting import counted
from studio.core.metrics import METRICS
from studio.core.seeds import Replicate, Seeds, Spread

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_ROUGH_BELOW = 6
"""A standard deviation of fewer figures may well be half or twice what many trainings would show (chi-square)."""

_SEEN = 0.005
"""Less than that is no difference between figures of two decimals."""


def summary(found: Seeds) -> str:
    """The spread on the test part beside the interval, and where the version stands in it; figures in bold."""
    said = [_spread(found), _interval(found), _place(found)]
    return " ".join(each for each in said if each)


def caution(found: Seeds) -> str:
    """What these figures are not good for."""
    said = [
        "No version was chosen by these figures, and a luckier seed takes no version's place: a model picked by its "
        "figure on the test part would have a figure that flatters it."
    ]
    if found.test is not None and found.test.deviation is not None and found.test.count < _ROUGH_BELOW:
        said.append(f"A standard deviation of {_number(found.test.count)} figures is rough; more seeds make it surer.")
    if found.dev_rows:
        said.append("Each training chose its best moment on the dev part, so dev figures are a little too good.")
    return " ".join(said)


def brief(found: Seeds) -> str:
    """For a cell of a table: `0.71 to 0.75, mean 0.73 (3 seeds)`."""
    spread = found.test
    if spread is None:
        return ""
    return f"{spread.least:.2f} to {spread.greatest:.2f}, mean {spread.mean:.2f} ({spread.count} seeds)"


def otherwise_told(differences: Sequence[str]) -> str:
    """What the trainings ran on that the version did not; empty where nothing differed."""
    if not differences:
        return ""
    return (
        f"The version itself was trained on something else ({'; '.join(differences)}), so that a difference to the "
        "others need not be chance."
    )


def failures(found: Seeds) -> str:
    """How many trainings failed, and of what the first one did; empty where none did."""
    failed: list[Replicate] = [each for each in found.replicates if each.reason]
    if not failed:
        return ""
    return f"{counted(len(failed), 'training', 'trainings')} failed: {failed[0].reason}"


def _spread(found: Seeds) -> str:
    spread, title = found.test, _title(found)
    if spread is None:
        return f"{title} is undefined on this test part for every training."
    if spread.count == 1:
        return f"Only one of {_number(len(found.replicates))} trainings has a figure: {title} **{spread.mean:.2f}**."
    times = f"Trained {_number(spread.count)} times, the version itself among them"
    if _same(spread):
        return f"{times}: {title} **{spread.mean:.2f}** every time."
    deviation = "" if spread.deviation is None else f", standard deviation {_fine(spread.deviation)}"
    figures = f"**{spread.least:.2f} to {spread.greatest:.2f}**, mean {spread.mean:.2f}{deviation}"
    return f"{times}: {title} {figures}. That spread is chance in training."


def _interval(found: Seeds) -> str:
    own = found.own.test
    if own is None or own.low is None or own.high is None:
        return ""
    return (
        f"The interval {own.low:.2f} to {own.high:.2f} of this version is another chance: which texts it was tested on."
    )


def _place(found: Seeds) -> str:
    """Whether the version is the luckiest of them or the unluckiest; nothing where it is in between."""
    spread, own = found.test, found.own.test
    if spread is None or own is None or own.value is None or _same(spread):
        return ""
    sign = 1 if _higher_is_better(found) else -1
    others = [each.test.value for each in found.replicates[1:] if each.test is not None and each.test.value is not None]
    ahead = [sign * (own.value - each) for each in others]
    if min(ahead, default=0.0) < _SEEN:
        ahead = [-each for each in ahead]
        luck = "unluckiest"
    else:
        luck = "luckiest"
    if min(ahead, default=0.0) < _SEEN:
        return ""
    return f"This version is the {luck} of them: of another training expect the mean rather than its figure."


def _same(spread: Spread) -> bool:
    return f"{spread.least:.3f}" == f"{spread.greatest:.3f}"


def _fine(deviation: float) -> str:
    """Two decimals, three where two would show nothing."""
    return f"{deviation:.2f}" if deviation >= 0.01 else f"{deviation:.3f}"


def _title(found: Seeds) -> str:
    return METRICS[found.metric].title if found.metric in METRICS else found.metric


def _higher_is_better(found: Seeds) -> bool:
    return found.metric not in METRICS or METRICS[found.metric].greater_is_better


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)
