"""A paused training gives its process up, lets others pass, and ends as if it had never been paused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Run, RunState
from studio.services.studio import Studio
from studio.storage import keys
from tests.unit.worker.held_children import STEPPED, HeldChildren

StartWorker = Callable[[Any], Any]


def start(studio: Studio, dataset_id: str) -> Run:
    return studio.training.start(LOCAL_ACTOR, dataset_id, "bilstm", {"epochs": 15, "patience": 15, "batch_size": 8})


def weights(studio: Studio, kit: SimpleNamespace, run: Run) -> dict[str, torch.Tensor]:
    kit.eventually(lambda: kit.state_of(studio, run).final)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    folder = studio.artifacts.local_folder(keys.model(str(done.model_id)))
    return load_file(folder / "model" / "network.safetensors")


@pytest.mark.slow
def test_a_paused_training_ends_as_if_it_never_was(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, gate: HeldChildren
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    paused, other = start(studio, dataset.id), start(studio, dataset.id)
    gate.shut(STEPPED, call=4)
    worker = workers(studio.settings)
    gate.child()
    studio.runs.pause(LOCAL_ACTOR, paused.id)
    gate.leave()
    untouched = weights(studio, kit, other)  # it passed the paused one
    assert kit.state_of(studio, paused) is RunState.PAUSED
    assert (studio.settings.home / "work" / paused.id).is_dir()
    worker.stop()
    workers(studio.settings)  # another start leaves a paused run as it is
    kit.eventually(studio.overview.worker_alive)
    assert (studio.settings.home / "work" / paused.id).is_dir()
    studio.runs.resume(LOCAL_ACTOR, paused.id)
    resumed = weights(studio, kit, paused)
    assert resumed.keys() == untouched.keys()
    assert all(torch.equal(resumed[name], untouched[name]) for name in resumed)
    kit.eventually(lambda: not (studio.settings.home / "work" / paused.id).exists())
