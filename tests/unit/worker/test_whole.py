"""The bar and the time left of a run of several trainings."""

from __future__ import annotations

import pytest

from studio.core.records import Phase, Progress
from studio.worker.phases import whole
from studio.worker.phases.fitting import titled
from studio.worker.phases.whole import Whole


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    clock = [1000.0]
    monkeypatch.setattr(whole.time, "monotonic", lambda: clock[0])
    return clock


def test_bar_and_time_left_are_of_all_trainings(now: list[float]) -> None:
    said: list[Progress] = []
    bar = Whole()
    first = bar.part(said.append, 0.0, 20.0, lambda _own: 80.0)
    now[0] += 10.0
    first(Progress(Phase.TRAIN, 3, 4, eta_seconds=10.0))
    assert (said[-1].share, said[-1].eta_seconds, said[-1].step) == (0.1, 90.0, 3)
    second = bar.part(said.append, 20.0, 80.0, lambda _own: 0.0)
    now[0] += 40.0
    second(Progress(Phase.TRAIN))  # a method that cannot tell how long it will take: what was guessed is left
    assert (said[-1].share, said[-1].eta_seconds) == (0.6, 40.0)


def test_the_bar_never_goes_back(now: list[float]) -> None:
    said: list[Progress] = []
    told = Whole().part(said.append, 50.0, None, lambda _own: 0.0)
    told(Progress(Phase.TRAIN, eta_seconds=50.0))
    told(Progress(Phase.TRAIN, eta_seconds=150.0))
    assert [each.share for each in said] == [0.5, 0.5]
    assert said[-1].eta_seconds == 150.0


def test_nothing_is_promised_that_nobody_can_tell(now: list[float]) -> None:
    said: list[Progress] = []
    Whole().part(said.append, 0.0, None, lambda own: 9 * own)(Progress(Phase.TRAIN))
    assert (said[-1].share, said[-1].eta_seconds) == (0.0, None)


def test_a_training_with_a_name_keeps_its_dev_figures_for_a_curve_of_its_own() -> None:
    said: list[Progress] = []
    reached = Progress(Phase.TRAIN, 5, dev_metric=0.7, note="Epoch 2")
    titled("Rung 1 of 2: full", said.append, series="full", phase=Phase.CLIMB)(reached)
    titled("Without varied texts first", said.append)(reached)
    named, unnamed = said
    assert (named.series, named.dev_metric, named.phase, named.note) == (
        "full",
        0.7,
        Phase.CLIMB,
        "Rung 1 of 2: full. Epoch 2",
    )
    assert (unnamed.series, unnamed.dev_metric) == ("", None)
