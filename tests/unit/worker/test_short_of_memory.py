"""A child that is killed for want of memory: the run goes on in smaller parts, and of several trainings the others do.

The children are real and killed as the system kills them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest
import sqlalchemy as sa

from models.methods.full import course
from models.parts import least_parts
from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import OutOfMemoryError
from studio.core.ladder import RungOutcome
from studio.core.records import Phase, Progress, RunState
from studio.core.search import TrialOutcome
from studio.core.short_of_memory import went_on
from studio.services.inference import TextInput
from studio.services.studio import Studio
from studio.storage.schema import runs
from studio.worker import inputs
from studio.worker.child_keeper import ChildKeeper
from studio.worker.execution import Execution
from studio.worker.inline import run_inline
from studio.worker.phases import run_phase
from studio.worker.short_of_memory import MOST_REPEATS, ShortOfMemory, now_at, once_more
from tests.unit import builders

KILLED = OutOfMemoryError("It was killed.", "Use fewer rows.")


class Killer:
    """Follows a run done here, and kills its child at some progress, each child once."""

    def __init__(self, at: Callable[[Progress], bool], then: Callable[[int], None] = lambda _count: None) -> None:
        self._at, self._then = at, then
        self.killed: list[int] = []
        self.told: list[tuple[int, Progress]] = []
        """What was told, each with how many children had been killed before."""

    def __call__(self, progress: Progress) -> None:
        self.told.append((len(self.killed), progress))
        child = next((each for each in psutil.Process().children() if _trains(each)), None)
        if child is not None and child.pid not in self.killed and self._at(progress):
            self.killed.append(child.pid)
            self._then(len(self.killed))
            child.kill()

    def notes(self, after: int) -> str:
        """What was told once so many children had been killed."""
        return "\n".join(progress.note for killed, progress in self.told if killed >= after)


def _trains(process: psutil.Process) -> bool:
    try:
        return "studio.worker.child" in process.cmdline()
    except (psutil.NoSuchProcess, psutil.ZombieProcess):
        return False


def in_training(progress: Progress) -> bool:
    return progress.phase is Phase.TRAIN


def test_a_killed_training_goes_on_in_parts_half_as_large(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {})
    killer = Killer(lambda progress: in_training(progress) and not killer.killed)
    run_inline(studio, run.id, killer)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    assert len(killer.killed) == 1
    assert done.result["short_of_memory"] == {"parts": 2}
    assert went_on(2) in studio.runs.log(LOCAL_ACTOR, run.id)
    assert went_on(2) in killer.notes(1)
    assert [each.id for each in studio.library.versions(LOCAL_ACTOR)] == [done.model_id]


def test_a_network_goes_on_from_its_checkpoint_in_smaller_parts(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)
    dataset = kit.add_dataset(studio, kit.prepared_table(80), tmp_path)
    options = {"epochs": 3, "patience": 3, "width": 16, "filters": 8, "batch_size": 8}
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", options)
    inputs.write(studio, run, tmp_path / "run")

    def dying(progress: Progress) -> None:
        if progress.step > 5:
            raise KeyboardInterrupt  # nothing in it is tidied up

    with pytest.raises(KeyboardInterrupt):
        run_phase(Phase.TRAIN, tmp_path / "run", dying)
    assert least_parts() == 1
    once_more(tmp_path / "run", KILLED)
    told: list[Progress] = []
    run_phase(Phase.TRAIN, tmp_path / "run", told.append)
    assert least_parts() == 2
    assert min(each.step for each in told if each.steps) >= 5


def test_it_fails_after_three_repeats_whatever_process_counts_them(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    """The second child is killed just as the run is paused, which says nothing of memory; two repeats are not made."""
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {})
    killer = Killer(in_training, lambda count: studio.runs.pause(LOCAL_ACTOR, run.id) if count == 2 else None)
    for state in (RunState.PAUSED, RunState.FAILED):
        keeper = ChildKeeper(1, tmp_path / "child.log")
        execution = Execution(studio, keeper, killer)
        assert execution.step(run.id, Phase.LOAD)
        assert not execution.step(run.id, Phase.TRAIN)
        assert kit.state_of(studio, run) is state
        keeper.close()
        if state is RunState.PAUSED:
            assert ShortOfMemory.read(execution.folder(run.id)).repeats == 1
            for _ in range(MOST_REPEATS - 1):
                once_more(execution.folder(run.id), KILLED)
            studio.runs.resume(LOCAL_ACTOR, run.id)
    assert len(killer.killed) == 3
    failed = studio.runs.get(LOCAL_ACTOR, run.id)
    assert "memory" in failed.error and "3 times in smaller parts" in failed.error
    assert failed.error_fix


@pytest.mark.slow
def test_a_rung_killed_again_and_again_fails_and_the_others_stand(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, 600.0)
    told = run.manifest["options"]
    two = {**told, "rungs": {key: told["rungs"][key] for key in ("tfidf", "textcnn")}, "spare": {}}
    with studio.store.write() as connection:
        manifest = {**run.manifest, "options": two}
        connection.execute(sa.update(runs).where(runs.c.id == run.id).values(manifest=manifest))
    folder = studio.settings.home.resolve() / "work" / run.id

    def two_repeats_are_over(count: int) -> None:
        for _ in range(MOST_REPEATS - 1 if count == 1 else 0):
            once_more(folder, KILLED)

    killer = Killer(lambda progress: progress.series == "textcnn", two_repeats_are_over)
    run_inline(studio, run.id, killer)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    ladder = studio.ladders.of(done)
    assert ladder is not None and len(killer.killed) == 2
    assert (ladder.recommended, ladder.rung("tfidf").outcome) == ("tfidf", RungOutcome.TRAINED)
    assert "Rung 1 " in killer.notes(0) and "Rung 1 " not in killer.notes(1)  # trained once
    failed = ladder.rung("textcnn")
    assert failed.outcome is RungOutcome.FAILED and "memory" in failed.reason and failed.seconds


def test_one_killed_again_and_again_at_int8_is_served_in_float32(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    backbone = builders.tiny_backbone(tmp_path / "backbone")
    options = {"backbone": backbone, "epochs": 1, "max_tokens": 16}
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "full", options)
    folder = studio.settings.home.resolve() / "work" / run.id

    def what_was_left(count: int) -> None:
        """Two more repeats are over, and the graph was made before the last child was killed."""
        for _ in range(MOST_REPEATS - 1 if count == 1 else 0):
            once_more(folder, KILLED)
        for name in ("served", "served.partial"):
            (folder / "artifact" / name).mkdir(exist_ok=True)

    killer = Killer(lambda told: told.phase is Phase.COMPRESS and len(killer.killed) < 2, what_was_left)
    run_inline(studio, run.id, killer)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    model = studio.library.get(LOCAL_ACTOR, done.model_id or "")
    assert model.precision == "float32" and "more memory" in model.precision_reason
    assert "making it int8" in studio.runs.log(LOCAL_ACTOR, run.id)
    assert studio.inference.predict_texts(LOCAL_ACTOR, model.id, [TextInput("a text")])
    assert not list(studio.settings.home.rglob("served*"))


def test_one_killed_again_and_again_beside_its_baselines_is_measured_alone(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 2.0})
    folder = studio.settings.home.resolve() / "work" / run.id

    def two_repeats_are_over(count: int) -> None:
        for _ in range(MOST_REPEATS - 1 if count == 1 else 0):
            once_more(folder, KILLED)

    killer = Killer(lambda told: told.phase is Phase.EVALUATE and len(killer.killed) < 2, two_repeats_are_over)
    run_inline(studio, run.id, killer)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, done.model_id or "")
    assert evaluation is not None and evaluation.opening == 1
    assert evaluation.metrics[evaluation.primary_metric].low is not None
    assert not {"majority", "tfidf"} & set(evaluation.baselines)
    assert any("not measured beside it" in note and "memory" in note for note in evaluation.notes)


def test_a_trial_killed_again_and_again_fails_and_the_others_stand(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(1000), tmp_path)
    run = studio.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=3))
    killer = Killer(lambda progress: progress.series == "trial 2")
    run_inline(studio, run.id, killer)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    found = studio.searches.of(done)
    assert found is not None and len(killer.killed) == MOST_REPEATS + 1
    outcomes = [each.outcome for each in found.trials]
    assert outcomes == [TrialOutcome.TRAINED, TrialOutcome.FAILED, TrialOutcome.TRAINED]
    assert "memory" in found.trials[1].reason
    assert "Trial 1 " in killer.notes(0) and "Trial 1 " not in killer.notes(1)
    assert "trial 2" in studio.runs.log(LOCAL_ACTOR, run.id)


def test_what_is_given_up_is_given_up_once(tmp_path: Path) -> None:
    """A run that is at none of several trainings, or at one that was given up before, fails."""
    for _ in range(MOST_REPEATS):
        once_more(tmp_path, KILLED)
    now_at(tmp_path, "seed 2")
    once_more(tmp_path, KILLED)
    known = ShortOfMemory.read(tmp_path)
    assert (known.parts, known.given_up) == (8, ("seed 2",))
    assert known.why_not("seed 2") and not known.why_not("seed 3")
    with pytest.raises(OutOfMemoryError, match="3 times"):
        once_more(tmp_path, KILLED)
    now_at(tmp_path)
    with pytest.raises(OutOfMemoryError, match="It was killed"):
        once_more(tmp_path, KILLED)
