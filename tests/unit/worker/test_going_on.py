"""A training whose loss was lost is gone on with, from its last good checkpoint and with a lower learning rate."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from models.methods.full import course, loop
from studio.core.actor import LOCAL_ACTOR, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, InvalidOptionError
from studio.core.going_on import GOES_ON, kept_in
from studio.core.records import Phase, Progress, Run, RunState
from studio.services import going_on
from studio.services.studio import Studio
from studio.worker.child_keeper import ChildKeeper
from studio.worker.execution import PHASES, Execution
from studio.worker.phases import run_phase
from studio.worker.protocol import Command
from tests.unit import builders

LOST_AT = 6
OPTIONS: dict[str, dict[str, Any]] = {
    "full": {"epochs": 4, "patience": 4, "batch_size": 8, "max_tokens": 16, "learning_rate": 1e-3},
    "textcnn": {"epochs": 4, "patience": 4, "batch_size": 8, "width": 16, "filters": 8, "learning_rate": 1e-2},
}


class Here(ChildKeeper):
    """Does phases in this process, so that a test can lose the loss."""

    def run(
        self, command: Command, on_progress: Callable[[Progress], None], cancelled: Callable[[], bool]
    ) -> Mapping[str, Any]:
        """One phase."""
        assert command.phase is not None
        return run_phase(command.phase, Path(command.folder), on_progress)


class Trainings:
    """Trainings on one dataset; `lossy` ones lose their loss at step `LOST_AT`."""

    def __init__(self, studio: Studio, kit: SimpleNamespace, tmp_path: Path, patch: pytest.MonkeyPatch) -> None:
        self.studio, self._tmp_path, self._patch = studio, tmp_path, patch
        self._dataset = kit.add_dataset(studio, kit.prepared_table(80), tmp_path)
        patch.setattr(course, "CHECKPOINT_SECONDS", 0.0)

    def start(self, key: str, **more: Any) -> Run:
        options = OPTIONS[key]
        if key == "full":
            options = {**options, "backbone": builders.tiny_backbone(self._tmp_path / "tiny")}
        return self.studio.training.start(LOCAL_ACTOR, self._dataset.id, key, options, seed=5, **more)

    def done(self, run: Run, *, lossy: bool = False) -> tuple[Run, list[Progress]]:
        """The run once it is over, and what it told while it trained."""
        told: list[Progress] = []
        execution = Execution(self.studio, Here(1, self._tmp_path / "log"), told.append)
        with self._patch.context() as patch:
            if lossy:
                real = loop.LessonLoop._gradients
                patch.setattr(
                    loop.LessonLoop,
                    "_gradients",
                    lambda each, batches: (
                        torch.tensor(torch.nan) if each._state.step == LOST_AT else real(each, batches)
                    ),
                )
            for phase in PHASES[run.kind]:
                if not execution.step(run.id, phase):
                    break
        execution.finish(run.id)
        return self.studio.runs.get(LOCAL_ACTOR, run.id), [
            each for each in told if each.phase is Phase.TRAIN and each.epoch > 0
        ]


@pytest.fixture
def trainings(studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Trainings:
    return Trainings(studio, kit, tmp_path, monkeypatch)


@pytest.mark.parametrize("key", sorted(OPTIONS))
def test_it_goes_on_where_the_loss_was_lost(key: str, trainings: Trainings) -> None:
    studio = trainings.studio
    lost, _ = trainings.done(trainings.start(key), lossy=True)
    assert lost.state is RunState.FAILED and f"of step {LOST_AT}" in lost.error
    again = studio.going_on.start(LOCAL_ACTOR, lost.id)
    assert studio.going_on.start(LOCAL_ACTOR, lost.id).id == again.id  # a second click
    rate = OPTIONS[key]["learning_rate"]
    assert again.manifest["options"] == {**lost.manifest["options"], "learning_rate": pytest.approx(rate / 3, rel=0.02)}
    assert (again.manifest[GOES_ON], again.manifest["seed"]) == (lost.id, 5)
    done, told = trainings.done(again)
    assert done.state is RunState.SUCCEEDED, done.error
    assert min(each.step for each in told) >= LOST_AT
    assert "from a checkpoint" in studio.seeds.why_not(LOCAL_ACTOR, str(done.model_id))
    assert kept_in(studio.settings.home, lost.id).is_dir()  # another rate may be tried


def test_it_goes_on_after_a_kill_before_its_own_first_checkpoint(trainings: Trainings) -> None:
    lost, _ = trainings.done(trainings.start("textcnn"), lossy=True)
    again = trainings.studio.going_on.start(LOCAL_ACTOR, lost.id)
    half = trainings.studio.settings.home.resolve() / "work" / again.id / "checkpoints" / ".full-00000006.x.partial"
    half.mkdir(parents=True)  # the copy was cut off
    done, told = trainings.done(again)
    assert done.state is RunState.SUCCEEDED and min(each.step for each in told) >= LOST_AT


def test_what_cannot_be_gone_on_with_is_refused_with_the_reason(
    trainings: Trainings, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = trainings.studio.going_on
    waiting = trainings.start("textcnn")
    assert "No checkpoint" in service.why_not(LOCAL_ACTOR, waiting.id)
    lost, _ = trainings.done(waiting, lossy=True)
    assert service.why_not(LOCAL_ACTOR, lost.id) == ""
    with pytest.raises(InvalidOptionError, match="no lower rate"):
        service.start(LOCAL_ACTOR, lost.id, lost.manifest["options"]["learning_rate"])
    with pytest.raises(ForbiddenError):
        service.start(replace(LOCAL_ACTOR, role=ActorRole.VIEWER), lost.id)
    with monkeypatch.context() as patch:
        patch.setattr(going_on, "code_hash", lambda: "of tomorrow")
        with pytest.raises(ConflictError) as refused:
            service.start(LOCAL_ACTOR, lost.id)
        assert "has changed" in refused.value.fix
    again = service.start(LOCAL_ACTOR, lost.id, 1e-4)
    shutil.rmtree(kept_in(trainings.studio.settings.home, lost.id))  # its week is over while the other waits
    failed, _ = trainings.done(again)
    assert failed.state is RunState.FAILED and "no longer kept" in failed.error
    assert "No checkpoint" in service.why_not(LOCAL_ACTOR, lost.id)
