"""A child that is killed for want of memory: the run goes on in smaller parts, and of several trainings the others do.

The children are real and killed as the system kills them.
"""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from models.methods.full import course
from models.parts import least_parts
from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import OutOfMemoryError
from studio.core.ladder import RungOutcome
from studio.core.records import Phase, Progress, Run, RunState
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
from studio.worker.phases.evaluate import _BESIDE
from studio.worker.short_of_memory import MOST_REPEATS, ShortOfMemory, now_at, once_more
from tests.unit import builders
from tests.unit.worker.dying_children import DyingChildren

KILLED = OutOfMemoryError("It was killed.", "Use fewer rows.")


AT = "studio.worker.short_of_memory:now_at"
LEAST = 2**MOST_REPEATS
"""The parts in which a run goes on at last."""
FITTED = "studio.worker.phases.train:fit"


class Told(list[Progress]):
    """What was told of a run."""

    def before(self, parts: int) -> str:
        """The notes until it went on in so many parts."""
        return "\n".join(each.note for each in self[: self._first(parts)])

    def since(self, parts: int) -> str:
        """The notes from where it went on in so many parts."""
        return "\n".join(each.note for each in self[self._first(parts) :])

    def _first(self, parts: int) -> int:
        return next((number for number, each in enumerate(self) if went_on(parts) in each.note), len(self))


def two_repeats_are_over(studio: Studio, run: Run) -> None:
    folder = studio.settings.home.resolve() / "work" / run.id
    folder.mkdir(parents=True)
    for _ in range(MOST_REPEATS - 1):
        once_more(folder, KILLED)


def test_a_killed_training_goes_on_in_parts_half_as_large(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {})
    children, told = DyingChildren(monkeypatch, tmp_path / "dying", FITTED), Told()
    run_inline(studio, run.id, told.append)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    assert children.dead == 1
    assert done.result["short_of_memory"] == {"parts": 2}
    assert went_on(2) in studio.runs.log(LOCAL_ACTOR, run.id)
    assert went_on(2) in told.since(2)
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
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second child dies once the run is paused, which says nothing of memory; two repeats are not made."""
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {})
    DyingChildren(monkeypatch, tmp_path / "dying", FITTED, times=MOST_REPEATS)

    def pausing(progress: Progress) -> None:
        if progress.phase is Phase.TRAIN and went_on(2) in progress.note:
            studio.runs.pause(LOCAL_ACTOR, run.id)

    for state in (RunState.PAUSED, RunState.FAILED):
        keeper = ChildKeeper(1, tmp_path / "child.log")
        execution = Execution(studio, keeper, pausing)
        assert execution.step(run.id, Phase.LOAD)
        assert not execution.step(run.id, Phase.TRAIN)
        assert kit.state_of(studio, run) is state
        keeper.close()
        if state is RunState.PAUSED:
            assert ShortOfMemory.read(execution.folder(run.id)).repeats == 1
            for _ in range(MOST_REPEATS - 1):
                once_more(execution.folder(run.id), KILLED)
            studio.runs.resume(LOCAL_ACTOR, run.id)
    failed = studio.runs.get(LOCAL_ACTOR, run.id)
    assert "memory" in failed.error and "3 times in smaller parts" in failed.error
    assert failed.error_fix


@pytest.mark.slow
def test_a_rung_killed_again_and_again_fails_and_the_others_stand(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, 600.0)
    told = run.manifest["options"]
    two = {**told, "rungs": {key: told["rungs"][key] for key in ("tfidf", "textcnn")}, "spare": {}}
    with studio.store.write() as connection:
        manifest = {**run.manifest, "options": two}
        connection.execute(sa.update(runs).where(runs.c.id == run.id).values(manifest=manifest))
    two_repeats_are_over(studio, run)
    children, followed = DyingChildren(monkeypatch, tmp_path / "dying", AT, "rung textcnn", times=2), Told()
    run_inline(studio, run.id, followed.append)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    ladder = studio.ladders.of(done)
    assert ladder is not None and children.dead == 2
    assert (ladder.recommended, ladder.rung("tfidf").outcome) == ("tfidf", RungOutcome.TRAINED)
    assert "Rung 1 " in followed.before(LEAST) and "Rung 1 " not in followed.since(LEAST) != ""
    failed = ladder.rung("textcnn")
    assert failed.outcome is RungOutcome.FAILED and "memory" in failed.reason and failed.seconds


def test_one_killed_again_and_again_at_int8_is_served_in_float32(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed twice once the graph was made."""
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    backbone = builders.tiny_backbone(tmp_path / "backbone")
    options = {"backbone": backbone, "epochs": 1, "max_tokens": 16}
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "full", options)
    two_repeats_are_over(studio, run)
    children = DyingChildren(monkeypatch, tmp_path / "dying", "models.serving.compress:compress", times=2)
    run_inline(studio, run.id, lambda _progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    assert children.dead == 2
    model = studio.library.get(LOCAL_ACTOR, done.model_id or "")
    assert model.precision == "float32" and "more memory" in model.precision_reason
    assert "making it int8" in studio.runs.log(LOCAL_ACTOR, run.id)
    assert studio.inference.predict_texts(LOCAL_ACTOR, model.id, [TextInput("a text")])
    assert not list(studio.settings.home.rglob("served*"))


def test_one_killed_again_and_again_beside_its_baselines_is_measured_alone(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 2.0})
    two_repeats_are_over(studio, run)
    DyingChildren(monkeypatch, tmp_path / "dying", AT, _BESIDE, times=2)
    run_inline(studio, run.id, lambda _progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, done.model_id or "")
    assert evaluation is not None and evaluation.opening == 1
    assert evaluation.metrics[evaluation.primary_metric].low is not None
    assert not {"majority", "tfidf"} & set(evaluation.baselines)
    assert any("not measured beside it" in note and "memory" in note for note in evaluation.notes)


def test_a_trial_killed_again_and_again_fails_and_the_others_stand(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=3))
    two_repeats_are_over(studio, run)
    children, told = DyingChildren(monkeypatch, tmp_path / "dying", AT, "trial 2", times=2), Told()
    run_inline(studio, run.id, told.append)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    found = studio.searches.of(done)
    assert found is not None and children.dead == 2
    outcomes = [each.outcome for each in found.trials]
    assert outcomes == [TrialOutcome.TRAINED, TrialOutcome.FAILED, TrialOutcome.TRAINED]
    assert "memory" in found.trials[1].reason
    assert "Trial 1 " in told.before(LEAST) and "Trial 1 " not in told.since(LEAST) != ""
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
