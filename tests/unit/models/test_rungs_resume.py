"""`full` with every option that has a state, `lora`, both stages of `adapt`: killed three times, the same weights."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.interface import Examples, FitContext, Method, MethodOptions, Target
from models.methods.full import course
from models.methods.registry import method, parse_method_options
from studio.core.records import Progress
from tests.unit.models.test_full_resume import KilledError, digest, end_abandoned_work

Rows = Callable[[int, int], Examples]
SMALL = {"epochs": 3, "max_tokens": 32, "batch_size": 8, "dropout": 0.1, "patience": 5}
STATES = {"ema": 0.9, "unfreezing": 3, "layer_decay": 0.8, "accumulate": 2, "r_drop": 1.0, "imbalance": "undersample"}
READING = "First of two stages"
READ = {"reading_epochs": 2}


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    end_abandoned_work()
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)


@pytest.mark.parametrize(
    ("key", "more", "kills"),
    [("full", STATES, (3, 3, 3)), ("lora", {}, (4, 4, 4)), ("adapt", READ, (4, 14, 3))],
)
def test_three_kills_change_no_bit(
    key: str,
    more: dict[str, object],
    kills: tuple[int, ...],
    tiny: str,
    class_rows: Rows,
    classes: Target,
    cache: Path,
    tmp_path: Path,
) -> None:
    rung: Method = method(key)
    options: MethodOptions = parse_method_options(rung, {"backbone": tiny, **SMALL, **more})
    train, dev = class_rows(40, 1), class_rows(12, 2)

    def fit(name: str, report: Callable[[Progress], None]) -> str:
        (tmp_path / name).mkdir(exist_ok=True)
        context = FitContext(11, 1, "cpu", tmp_path / name, cache, report)
        model = rung.fit(train, dev, classes, options, context)
        return digest(model, tmp_path / f"{name}-model")  # type: ignore[arg-type]

    whole = fit("whole", lambda _progress: None)
    for steps in kills:
        seen: set[tuple[bool, int]] = set()

        def die(progress: Progress, seen: set[tuple[bool, int]] = seen, steps: int = steps) -> None:
            """After so many steps of this process, whichever stage they are of."""
            seen.add((READING in progress.note, progress.step))
            if len(seen) > steps:
                raise KilledError

        with pytest.raises(KilledError):
            fit("killed", die)
        end_abandoned_work()
    left: list[tuple[bool, int]] = []
    resumed = fit("killed", lambda progress: left.append((READING in progress.note, progress.step)))
    assert resumed == whole
    tuning = [step for reading, step in left if not reading and step]
    assert not any(reading for reading, _step in left), "a stage that was finished is not begun again"
    assert min(tuning) > 1
