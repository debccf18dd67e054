"""A training that is killed goes on as if nothing had happened."""

from __future__ import annotations

import errno
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.artifacts import load_arrays, save_arrays
from models.batching import TokenBatch
from models.interface import Examples, FitContext, Target
from models.methods.full import answers, course, loop, state
from models.methods.full.method import FullMethod
from models.methods.full.model import FullModel
from models.methods.full.options import FullOptions
from studio.core.errors import DivergedError, StorageFullError
from studio.core.ids import content_hash
from studio.core.records import Progress

Rows = Callable[[int, int], Examples]


@pytest.fixture
def options(tiny: str) -> FullOptions:
    return FullOptions(backbone=tiny, epochs=3, max_tokens=32, batch_size=8, dropout=0.1, patience=5)


class KilledError(Exception):
    """Stands for the end of the process."""


def end_abandoned_work() -> None:
    """A kill ends the thread that saves as well; here the process lives on, so wait for it."""
    for thread in threading.enumerate():
        if thread.name.startswith("heartbeat-work"):
            thread.join()


def digest(model: FullModel, folder: Path) -> str:
    folder.mkdir()
    model.save(folder)
    return content_hash((folder / "network.safetensors").read_bytes())


@pytest.fixture(autouse=True)
def alone() -> None:
    """What an earlier test cancelled may still be loading, and draws random numbers while it does."""
    end_abandoned_work()


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)


def contexts(tmp_path: Path, cache: Path, name: str, report: Callable[[Progress], None]) -> FitContext:
    (tmp_path / name).mkdir(exist_ok=True)
    return FitContext(11, 1, "cpu", tmp_path / name, cache, report)


@pytest.mark.parametrize(("step", "frozen"), [(4, 0), (9, 0), (9, 1)])
def test_a_killed_training_ends_bit_by_bit_the_same(
    step: int, frozen: int, class_rows: Rows, classes: Target, options: FullOptions, cache: Path, tmp_path: Path
) -> None:
    train, dev = class_rows(40, 1), class_rows(12, 2)
    if frozen:  # what frozen layers say is computed once, and anew after the kill
        options = options.model_copy(update={"frozen_layers": frozen, "dropout": 0.0})

    def fit(name: str, report: Callable[[Progress], None]) -> FullModel:
        return FullMethod().fit(train, dev, classes, options, contexts(tmp_path, cache, name, report))

    whole = digest(fit("whole", lambda _progress: None), tmp_path / "whole-model")

    def die(progress: Progress) -> None:
        if progress.step == step:
            raise KilledError

    with pytest.raises(KilledError):
        fit("killed", die)
    end_abandoned_work()
    (tmp_path / "killed" / ".full-00000099.abc.partial").mkdir()  # as a kill in the middle of saving leaves it
    seen: list[int] = []
    resumed = digest(fit("killed", lambda progress: seen.append(progress.step)), tmp_path / "resumed-model")
    assert resumed == whole
    assert min(one for one in seen if one) >= step - 1
    assert len(list((tmp_path / "killed").iterdir())) <= 2


def test_a_checkpoint_of_other_data_or_damaged_is_left_alone(
    class_rows: Rows, classes: Target, options: FullOptions, cache: Path, tmp_path: Path
) -> None:
    short = options.model_copy(update={"epochs": 1})
    dev = class_rows(8, 2)

    def fit(name: str, train: Examples) -> FullModel:
        return FullMethod().fit(train, dev, classes, short, contexts(tmp_path, cache, name, lambda _progress: None))

    fit("one", class_rows(24, 1))
    fresh = digest(fit("fresh", class_rows(24, 5)), tmp_path / "fresh-model")
    assert digest(fit("one", class_rows(24, 5)), tmp_path / "other-model") == fresh
    for folder in (tmp_path / "fresh").iterdir():
        save_arrays(folder / "weights.safetensors", {"head.bias": np.zeros(1)})
    assert digest(fit("fresh", class_rows(24, 5)), tmp_path / "damaged-model") == fresh


def test_a_loss_that_is_no_number_stops_the_run_with_its_cause(
    class_rows: Rows,
    classes: Target,
    options: FullOptions,
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = loop.Objective.loss
    calls: list[int] = []

    def spoil(self: loop.Objective, raw: object, rows: object) -> object:
        calls.append(1)
        return real(self, raw, rows) * (float("nan") if len(calls) == 4 else 1.0)  # type: ignore[arg-type]

    monkeypatch.setattr(loop.Objective, "loss", spoil)
    context = contexts(tmp_path, cache, "nan", lambda _progress: None)
    with pytest.raises(DivergedError, match=r"step 3.*learning rate"):
        FullMethod().fit(class_rows(40, 1), class_rows(8, 2), classes, options, context)
    assert sorted(path.name for path in context.checkpoints.iterdir())[-1] == "full-00000003"
    kept = load_arrays(context.checkpoints / "full-00000003" / "weights.safetensors")
    assert all(np.isfinite(array).all() for array in kept.values())


def test_no_space_for_a_checkpoint_ends_the_run_in_words_and_spoils_none_before_it(
    class_rows: Rows,
    classes: Target,
    options: FullOptions,
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    train, dev = class_rows(40, 1), class_rows(8, 2)

    def fit(name: str) -> FullModel:
        return FullMethod().fit(train, dev, classes, options, contexts(tmp_path, cache, name, lambda _progress: None))

    whole = digest(fit("whole"), tmp_path / "whole-model")
    real, saved = state.save_arrays, list[str]()

    def full(path: Path, arrays: dict[str, object]) -> None:
        saved.append(path.name)
        if saved.count("optimiser.safetensors") == 4:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(path, arrays)  # type: ignore[arg-type]

    monkeypatch.setattr(state, "save_arrays", full)
    with pytest.raises(StorageFullError):
        fit("cramped")
    end_abandoned_work()
    left = sorted(path.name for path in (tmp_path / "cramped").iterdir())
    assert left == ["full-00000002", "full-00000003"]  # whole ones alone
    monkeypatch.setattr(state, "save_arrays", real)
    assert digest(fit("cramped"), tmp_path / "cramped-model") == whole


def test_a_batch_that_does_not_fit_is_halved_and_the_run_goes_on(
    class_rows: Rows,
    classes: Target,
    options: FullOptions,
    cache: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sizes: list[int] = []
    real = answers.to_device

    def cramped(batch: TokenBatch, device: str) -> object:
        sizes.append(len(batch.rows))
        if len(batch.rows) > 4:
            raise RuntimeError("CUDA out of memory. Tried to allocate 2 GiB")
        return real(batch, device)

    monkeypatch.setattr(answers, "to_device", cramped)
    context = contexts(tmp_path, cache, "oom", lambda _progress: None)
    FullMethod().fit(class_rows(40, 1), class_rows(8, 2), classes, options.model_copy(update={"epochs": 1}), context)
    assert max(sizes) > 4 and sizes[-1] <= 4
