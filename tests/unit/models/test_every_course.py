"""What every method that trains a network does on the way: a lost loss, too little memory, the time that is left."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from models import parts
from models.batching import TokenBatch
from models.halving import Halving
from models.interface import Examples, FitContext, Target, TextModel
from models.methods.adapt import lesson
from models.methods.full import answers, course, evaluating
from models.methods.registry import method, parse_method_options
from models.methods.setfit import embedding
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
    """Train a method on few rows, its checkpoints in a folder of their own within the test's."""

    def trained(key: str, report: Callable[[Progress], None]) -> TextModel:
        given = OPTIONS.get(key, TUNED) | ({} if key in ("textcnn", "bilstm") else {"backbone": tiny})
        checkpoints = tmp_path / f"training-{len(list(tmp_path.iterdir()))}"
        checkpoints.mkdir()
        context = FitContext(3, 1, "cpu", checkpoints, cache, report)
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
    with pytest.raises(DivergedError, match=r"step 3.*learning rate") as lost:
        fit(key, lambda _progress: None)
    assert ("learning rate of reading" in lost.value.fix) is (key == "adapt")  # its first stage has one of its own
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


@pytest.mark.parametrize("key", NETWORKS)
def test_too_little_memory_to_read_what_is_not_learned_halves_batches_and_goes_on(
    key: str, fit: Fit, class_rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rows for the first head, the dev part, what is held out of reading: the same model comes of it."""
    whole = fit(key, lambda _progress: None).raw(class_rows(12, 3))
    sizes: list[int] = []
    real = evaluating.to_device

    def cramped(batch: TokenBatch, device: str) -> object:
        sizes.append(len(batch.rows))
        if len(batch.rows) > 2 and not torch.is_grad_enabled():
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return real(batch, device)

    monkeypatch.setattr(evaluating, "to_device", cramped)
    monkeypatch.setattr(lesson, "to_device", cramped)
    spared = fit(key, lambda _progress: None).raw(class_rows(12, 3))
    assert max(sizes) > 2 and sizes[-1] <= 2
    np.testing.assert_allclose(spared, whole, atol=2e-3)


@pytest.mark.parametrize("key", ["setfit", "full"])
def test_after_a_kill_for_memory_every_batch_is_cut_from_the_outset(
    key: str, fit: Fit, class_rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, learned = list[int](), list[int]()
    for module, sizes in ((evaluating, read), (embedding if key == "setfit" else answers, learned)):

        def moved(batch: TokenBatch, device: str, real: object = module.to_device, sizes: list[int] = sizes) -> object:
            sizes.append(len(batch.rows))
            return real(batch, device)  # type: ignore[operator]

        monkeypatch.setattr(module, "to_device", moved)
    whole = fit(key, lambda _progress: None).raw(class_rows(12, 3))
    most = max(read), max(learned)
    read.clear()
    learned.clear()
    monkeypatch.setattr(parts, "_parts", [4])
    cut = fit(key, lambda _progress: None).raw(class_rows(12, 3))
    assert 1 < max(read) <= -(-most[0] // 4) and max(learned) <= most[1] // 2
    if key == "setfit":  # nothing is dropped out by chance there
        np.testing.assert_allclose(cut, whole, atol=2e-3)


def test_a_single_row_that_does_not_fit_is_told() -> None:
    def never(_rows: slice) -> None:
        raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")

    with pytest.raises(RuntimeError, match="out of memory"):
        list(Halving("cpu").each(8, never))
    with pytest.raises(RuntimeError, match="something else"):
        list(Halving("cpu").each(8, lambda _rows: (_ for _ in ()).throw(RuntimeError("something else"))))


def test_once_a_size_is_known_no_later_batch_tries_more() -> None:
    tried: list[int] = []

    def narrow(rows: slice) -> list[int]:
        tried.append(rows.stop - rows.start)
        if tried[-1] > 3:
            raise MemoryError
        return list(range(rows.start, rows.stop))

    fitting = Halving("cpu")
    for _ in range(2):
        assert [row for _part, answer in fitting.each(10, narrow) for row in answer] == list(range(10))
    assert max(tried[-4:]) <= 3 and tried.count(10) == 1


def test_later_batches_are_cut_into_as_many_parts_as_the_first_one_needed() -> None:
    tried: list[int] = []

    def narrow(rows: slice) -> None:
        tried.append(rows.stop - rows.start)
        if tried[-1] > 2:
            raise MemoryError

    fitting = Halving("cpu")
    assert len(list(fitting.each(16, narrow))) == 8
    tried.clear()
    assert len(list(fitting.each(16, narrow))) == 8 and len(list(fitting.each(80, lambda _rows: None))) == 8
    assert tried == [2] * 8


def test_what_is_read_again_after_too_little_memory_is_counted_once(fit: Fit, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each step reads its whole batch, fails at the end of it as a backward pass does, and is made again."""
    real, told = course.Course._advance, list[Progress]()

    def failing(self: course.Course, gradients: Callable[[], float], texts: int) -> None:
        tries: list[int] = []

        def tried() -> float:
            tries.append(1)
            loss = gradients()
            if len(tries) == 1 and self._state.splits < texts:
                raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
            return loss

        real(self, tried, texts)

    monkeypatch.setattr(course.Course, "_advance", failing)
    fit("full", told.append)
    ends = [each for each in told if each.dev_metric is not None and each.epoch]
    assert [each.epoch for each in ends] == [1.0, 2.0, 3.0]
    assert ends[-1].eta_seconds == 0.0


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
