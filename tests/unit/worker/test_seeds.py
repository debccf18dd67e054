"""Seeds through worker and child: what was measured stays measured, a training goes on from its checkpoint."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.methods.full import course
from models.parts import least_parts
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import OutOfMemoryError, TrainingError
from studio.core.records import ModelVersion, Phase, Progress, Run, RunState
from studio.core.seeds import parse_replicate
from studio.services.studio import Studio
from studio.storage import evaluations
from studio.worker import inputs
from studio.worker.inline import run_inline
from studio.worker.phases import _kept, run_phase, train
from studio.worker.short_of_memory import MOST_REPEATS, now_at, once_more
from tests.unit.models.test_full_resume import end_abandoned_work
from tests.unit.services.conftest import work
from tests.unit.worker.gone import gone
from tests.unit.worker.held_children import AT, STEPPED, HeldChildren

StartWorker = Callable[[Any], Any]
TINY = {"epochs": 2, "width": 16, "filters": 8, "batch_size": 8}


class KilledError(BaseException):
    """Stands for the child's death: nothing in it is caught or tidied up."""


def trained(studio: Studio, kit: SimpleNamespace, tmp_path: Path, rows: int = 80, **options: Any) -> ModelVersion:
    dataset = kit.add_dataset(studio, kit.prepared_table(rows), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", {**TINY, **options})
    work(studio, run)
    return studio.library.get(LOCAL_ACTOR, studio.runs.get(LOCAL_ACTOR, run.id).model_id or "")


def died_and_taken_up(studio: Studio, run: Run, folder: Path, died_at: Callable[[Progress], bool]) -> list[Progress]:
    """Do the phase in a child that dies at some progress, then in another; what the second one told."""

    def dies(progress: Progress) -> None:
        if died_at(progress):
            raise KilledError

    inputs.write(studio, run, folder)
    with pytest.raises(KilledError):
        run_phase(Phase.SEEDS, folder, dies)
    end_abandoned_work()
    _kept.clear()
    told: list[Progress] = []
    inputs.write(studio, run, folder)
    run_phase(Phase.SEEDS, folder, told.append)
    return told


def test_a_killed_run_goes_on_within_the_seed_and_ends_the_same(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(course, "CHECKPOINT_SECONDS", 0.0)
    model = trained(studio, kit, tmp_path)
    run = studio.seeds.start(LOCAL_ACTOR, model.id)
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    inputs.write(studio, run, whole)
    expected = run_phase(Phase.SEEDS, whole, lambda _progress: None)["seeds"]
    told = died_and_taken_up(studio, run, killed, lambda each: each.note.startswith("Seed 2") and each.step > 5)
    assert not any(each.note.startswith("Seed 1") for each in told)  # that one was measured before the kill
    steps = [each.step for each in told if each.note.startswith("Seed 2") and each.steps]
    assert steps and min(steps) >= 5  # from its checkpoint, kept before the step that killed it was told
    found = run_phase(Phase.SEEDS, killed, lambda _progress: None)["seeds"]
    assert figures(found) == figures(expected)
    assert [each["seconds"] is None for each in found["replicates"]] == [True, False, True]


def figures(found: dict[str, Any]) -> list[Any]:
    return [found["test"], found["dev"], *((each["seed"], each["test"], each["dev"]) for each in found["replicates"])]


def test_what_an_earlier_run_measured_is_no_part_of_the_bar(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    model = trained(studio, kit, tmp_path)
    work(studio, studio.seeds.start(LOCAL_ACTOR, model.id))
    run = studio.seeds.start(LOCAL_ACTOR, model.id, 4)
    told: list[Progress] = []
    inputs.write(studio, run, tmp_path / "more")
    run_phase(Phase.SEEDS, tmp_path / "more", told.append)
    titles = {each.note.partition(".")[0] for each in told if each.note.startswith("Seed ")}
    assert titles == {"Seed 1 of 2", "Seed 2 of 2"}
    first = next(each for each in told if each.series == "seed 3")
    assert (first.share or 0.0) < 0.4  # two trainings known before would have been half of it


def test_a_seed_that_fails_is_told_and_the_others_count(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = trained(studio, kit, tmp_path)
    run = studio.seeds.start(LOCAL_ACTOR, model.id)
    real = train.run

    def diverging(folder: Any, report: Any) -> Any:
        if folder.job.seed in failing:
            raise TrainingError("The loss is no number any more.", "Take a smaller learning rate.")
        return real(folder, report)

    failing = {2}
    monkeypatch.setattr(train, "run", diverging)
    inputs.write(studio, run, tmp_path / "some")
    found = run_phase(Phase.SEEDS, tmp_path / "some", lambda _progress: None)["seeds"]
    assert [each["reason"] for each in found["replicates"]] == ["", "", "The loss is no number any more."]
    assert (found["test"]["count"], found["test"]["deviation"]) == (2, None)
    failing = set()
    inputs.write(studio, run, tmp_path / "killed")
    now_at(tmp_path / "killed", "seed 1")
    for _ in range(MOST_REPEATS + 1):
        once_more(tmp_path / "killed", OutOfMemoryError("It was killed.", "Use fewer rows."))
    found = run_phase(Phase.SEEDS, tmp_path / "killed", lambda _progress: None)["seeds"]
    assert ["memory" in each["reason"] for each in found["replicates"]] == [False, True, False]
    assert found["test"]["count"] == 2 and least_parts() == 8
    failing = {1, 2}
    inputs.write(studio, run, tmp_path / "none")
    with pytest.raises(TrainingError, match="No other seed"):
        run_phase(Phase.SEEDS, tmp_path / "none", lambda _progress: None)


@pytest.mark.slow
def test_a_cancelled_run_leaves_no_figure_and_opens_no_test_part(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    model = trained(studio, kit, tmp_path)
    run = studio.seeds.start(LOCAL_ACTOR, model.id, 10)

    def cancelling(progress: Progress) -> None:
        if progress.note.startswith("Seed 2") and studio.runs.get(LOCAL_ACTOR, run.id).state is RunState.RUNNING:
            studio.runs.cancel(LOCAL_ACTOR, run.id)

    run_inline(studio, run.id, cancelling)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.CANCELLED
    assert studio.seeds.of(done) is None
    with studio.store.read() as connection:
        assert evaluations.openings(connection, model.dataset_id) == 1
    assert not (studio.settings.home / "work" / run.id).exists()


@pytest.mark.slow
def test_a_worker_killed_between_seeds_is_followed_by_one_that_goes_on(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, gate: HeldChildren
) -> None:
    model = trained(studio, kit, tmp_path)
    run = studio.seeds.start(LOCAL_ACTOR, model.id, 3)
    kept = studio.settings.home / "work" / run.id / "seeds" / "1.json"
    gate.shut(AT, "seed 2")
    worker = workers(studio.settings)
    gate.child()
    worker.kill()
    gate.leave()
    before = parse_replicate(json.loads(kept.read_text("utf-8")))
    workers(studio.settings)
    kit.eventually(lambda: kit.state_of(studio, run).final)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    found = studio.seeds.of(done)
    assert found is not None
    assert found.replicates[1] == before  # to the second it took: it was not trained again
    assert [each.seed for each in found.replicates] == [0, 1, 2, 3]
    assert found.test is not None and found.test.count == 4
    assert [each.id for each in studio.library.versions(LOCAL_ACTOR)] == [model.id]


@pytest.mark.slow
def test_a_paused_run_goes_on_within_its_seed_and_ends_as_if_it_never_was(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, gate: HeldChildren
) -> None:
    model = trained(studio, kit, tmp_path, rows=200, epochs=6, patience=6)
    run = studio.seeds.start(LOCAL_ACTOR, model.id)
    whole = tmp_path / "whole"
    inputs.write(studio, run, whole)
    expected = run_phase(Phase.SEEDS, whole, lambda _progress: None)["seeds"]
    gate.shut(AT, "seed 2")
    worker = workers(studio.settings)
    gate.child()
    gate.shut(STEPPED, call=4)
    child = gate.child()
    assert studio.runs.pause(LOCAL_ACTOR, run.id).state is RunState.PAUSED
    kit.eventually(lambda: gone(child))
    gate.open()
    measured = studio.settings.home / "work" / run.id / "seeds" / "1.json"
    before = measured.read_bytes(), measured.stat().st_mtime_ns
    worker.stop()
    workers(studio.settings)  # another start leaves a paused run as it is
    kit.eventually(studio.overview.worker_alive)
    assert kit.state_of(studio, run) is RunState.PAUSED
    assert (measured.read_bytes(), measured.stat().st_mtime_ns) == before
    studio.runs.resume(LOCAL_ACTOR, run.id)
    kit.eventually(lambda: kit.state_of(studio, run).final)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    found = done.result["seeds"]
    assert figures(found) == figures(expected)
    kit.eventually(lambda: not (studio.settings.home / "work" / run.id).exists())  # tidied once the end is told
