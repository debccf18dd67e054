"""A training keeps the threads it began with: whatever interrupts it, its last bits are the same."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from models.methods.full import course
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Phase, Progress
from studio.services.studio import Studio
from studio.worker import inputs, thread_share
from studio.worker.job import Job
from studio.worker.phases import _kept, run_phase
from tests.unit.models.test_full_resume import end_abandoned_work


class KilledError(BaseException):
    """Stands for the child's death."""


def test_three_kills_while_the_server_answers_change_no_bit_at_two_threads(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)
    monkeypatch.setattr(thread_share, "_LOOK_SECONDS", 0.0)
    dataset = kit.add_dataset(studio, kit.prepared_table(40), tmp_path)
    options = {"epochs": 3, "patience": 3, "batch_size": 8, "width": 16, "hidden": 8}
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "bilstm", options)
    used: list[int] = []

    def trained(name: str, kills: tuple[int, ...], threads: int) -> str:
        """The sum of the weights; after the first start the worker has another budget and the server answers."""
        folder = tmp_path / name
        for number, kill_at in enumerate((*kills, None)):
            inputs.write(studio, run, folder)
            serving = tmp_path / "serving"
            replace(Job.read(folder), threads=threads if number == 0 else 1, serving=str(serving)).write(folder)
            if number:
                serving.touch()
            _kept.clear()

            def follow(progress: Progress, kill_at: int | None = kill_at) -> None:
                if progress.steps:
                    used.append(torch.get_num_threads())
                if kill_at is not None and progress.step and progress.step >= kill_at:
                    raise KilledError

            run_phase(Phase.LOAD, folder, lambda _: None)
            if kill_at is None:
                run_phase(Phase.TRAIN, folder, follow)
            else:
                with pytest.raises(KilledError):
                    run_phase(Phase.TRAIN, folder, follow)
                end_abandoned_work()
        return hashlib.sha256((folder / "artifact" / "model" / "network.safetensors").read_bytes()).hexdigest()

    whole = trained("whole", (), 2)
    assert trained("killed", (2, 4, 7), 2) == whole
    assert set(used) == {2}
