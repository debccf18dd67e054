"""A training whose loss was lost leaves its last good checkpoint, no text, and words that say where; not for ever."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import DivergedError
from studio.core.records import Phase, Run, RunState
from studio.services.studio import Studio
from studio.worker import leftovers
from studio.worker.child_keeper import ChildKeeper
from studio.worker.execution import Execution
from studio.worker.expiry import Expiry
from studio.worker.protocol import Failed, decode_event, encode_event

LONG_AGO = (0, 0)


class Diverging(ChildKeeper):
    """A child whose training writes checkpoints and then loses its loss; it tells so as a child does."""

    def __init__(self, tmp_path: Path, folder: Path, steps: tuple[int, ...]) -> None:
        super().__init__(1, tmp_path / "child.log")
        self._folder, self._steps = folder, steps

    def run(self, *_arguments: object) -> Mapping[str, Any]:
        """Fail."""
        for step in self._steps:
            made = self._folder / "checkpoints" / f"full-{step:08d}"
            made.mkdir(parents=True)
            (made / "weights.safetensors").write_text(str(step))
            (made / "state.json").write_text("{}")
            os.utime(made / "state.json", (step, step))
        problem = DivergedError("The loss was lost.", "Lower the learning rate.")
        told = decode_event(encode_event(Failed(problem.code, problem.message, problem.fix)))
        assert isinstance(told, Failed)
        raise told.error()


@pytest.fixture
def run(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> Run:
    dataset = kit.add_dataset(studio, kit.prepared_table(20), tmp_path)
    return studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn")


def failed(studio: Studio, run: Run, tmp_path: Path, *steps: int) -> Path:
    """The folder of the run once it has failed."""
    folder = studio.settings.home.resolve() / "work" / run.id
    execution = Execution(studio, Diverging(tmp_path, folder, steps))
    assert not execution.step(run.id, Phase.TRAIN)
    execution.finish(run.id)
    return folder


def test_the_last_good_checkpoint_alone_is_kept_and_said(studio: Studio, run: Run, tmp_path: Path) -> None:
    folder = failed(studio, run, tmp_path, 4, 9)
    ended = studio.journal.get(run.id)
    assert ended.state is RunState.FAILED
    assert ended.error == "The loss was lost. The last good checkpoint, of step 9, is kept for a week."
    assert f"work/{run.id}/checkpoint" in ended.error_fix and "learning rate" in ended.error_fix
    kept = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert kept == {"checkpoint/weights.safetensors", "checkpoint/state.json"}
    assert (folder / "checkpoint" / "weights.safetensors").read_text() == "9"
    leftovers.clear(studio)
    assert folder.is_dir()


def test_it_goes_after_a_week(studio: Studio, run: Run, tmp_path: Path) -> None:
    folder = failed(studio, run, tmp_path, 4)
    Expiry(studio).look()
    assert folder.is_dir()
    os.utime(folder / "checkpoint", LONG_AGO)
    Expiry(studio).look()
    assert not folder.exists()


def test_without_a_checkpoint_nothing_is_promised_and_nothing_stays(studio: Studio, run: Run, tmp_path: Path) -> None:
    folder = failed(studio, run, tmp_path)
    assert studio.journal.get(run.id).error == "The loss was lost."
    assert not folder.exists()
