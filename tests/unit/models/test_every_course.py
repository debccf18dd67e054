"""What every method that trains a network does on the way: a lost loss, too little memory, the time that is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from models.interface import Examples, FitContext, Target, TextModel
from models.methods.full import course
from models.methods.registry import method, parse_method_options
from studio.core.errors import DivergedError
from studio.core.records import Progress

Rows = Callable[[int, int], Examples]
Fit = Callable[[str, Callable[[Progress], None]], TextModel]
NETWORKS = ("setfit", "lora", "full", "adapt", "textcnn", "bilstm")
OPTIONS = {
    "setfit": {"epochs": 2, "max_tokens": 32, "batch_size": 8},
    "textcnn": {"epochs": 6, "width": 16, "filters": 8, "batch_size": 8},
    "bilstm": {"epochs": 6, "width": 16, "hidden": 8, "batch_size": 8},
}
TUNED = {"epochs": 3, "max_tokens": 32, "batch_size": 8}


@pytest.fixture
def fit(tiny: str, class_rows: Rows, classes: Target, cache: Path, tmp_path: Path) -> Fit:
    """Train a method on few rows, its checkpoints in the test's folder."""

    def trained(key: str, report: Callable[[Progress], None]) -> TextModel:
        given = OPTIONS.get(key, TUNED) | ({} if key in ("textcnn", "bilstm") else {"backbone": tiny})
        context = FitContext(3, 1, "cpu", tmp_path, cache, report)
        options = parse_method_options(method(key), given)
        return method(key).fit(class_rows(40, 1), class_rows(8, 2), classes, options, context)

    return trained


@pytest.mark.parametrize("key", NETWORKS)
def test_a_loss_that_is_no_number_stops_it_and_leaves_the_checkpoint_before(
    key: str, fit: Fit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)
    real = course.Course._advance

    def spoiled(self: course.Course, gradients: Callable[[], float], texts: int) -> None:
        real(self, lambda: gradients() * (float("nan") if self._state.step == 3 else 1.0), texts)

    monkeypatch.setattr(course.Course, "_advance", spoiled)
    with pytest.raises(DivergedError, match=r"step 3.*learning rate"):
        fit(key, lambda _progress: None)
    assert "full-00000003" in {path.name for path in tmp_path.rglob("full-*")}


@pytest.mark.parametrize("key", NETWORKS)
def test_too_little_memory_cuts_every_batch_in_four_and_goes_on(
    key: str, fit: Fit, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, cuts = course.Course._advance, dict[int, list[int]]()

    def cramped(self: course.Course, gradients: Callable[[], float], texts: int) -> None:
        def tried() -> float:
            if self._state.splits < 4 <= texts:
                raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
            return gradients()

        real(self, tried, texts)
        cuts.setdefault(id(self), []).append(self._state.splits)

    monkeypatch.setattr(course.Course, "_advance", cramped)
    assert fit(key, lambda _progress: None).parameter_count() > 0
    assert all(each == sorted(each) and each[-1] == 4 for each in cuts.values())  # once known, no later step tries more


def test_the_time_that_is_left_converges(fit: Fit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Under a clock that goes by tokens read, slowly at first, as a machine does that is still loading."""
    clock, read = [0.0], [0]
    monkeypatch.setattr(course.time, "monotonic", lambda: clock[0])
    real = course.Course._read

    def reading(self: course.Course, tokens: int) -> None:
        read[0] += tokens
        clock[0] += tokens / 100.0 + (3.0 if read[0] == tokens else 0.0)
        real(self, tokens)

    monkeypatch.setattr(course.Course, "_read", reading)
    told: list[tuple[float, float]] = []
    fit("full", lambda each: told.append((clock[0], each.eta_seconds)) if each.eta_seconds is not None else None)
    whole = clock[0]
    off = [abs(at + left - whole) / whole for at, left in told if at]
    quarters = [off[len(off) * part // 4] for part in range(4)]
    assert quarters[0] > 1.0 and quarters == sorted(quarters, reverse=True)
    assert quarters[3] < 0.1 and off[-1] < 0.01
