"""A search through worker and child: trials are done once, the best one becomes the model."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.precisions import parse_precisions
from studio.core.records import Phase, RunState
from studio.core.search import TrialOutcome, parse_trial
from studio.services.searches import differences, finding
from studio.services.studio import Studio
from studio.storage import datasets
from studio.worker import inputs
from studio.worker.inline import run_inline
from studio.worker.phases import run_phase
from tests.unit import builders
from tests.unit.worker.held_children import AT, HeldChildren

StartWorker = Callable[[Any], Any]


def test_a_search_ends_in_the_best_trials_model(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=4))
    run_inline(studio, run.id, lambda _progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    found = studio.searches.of(done)
    assert found is not None
    assert len(found.trials) == 4 and found.trials[0].changed == {}
    assert set(differences(found)) <= set(found.trials[found.best].changed)
    (model,) = studio.library.versions(LOCAL_ACTOR)
    assert (model.method, model.id) == ("tfidf", done.model_id)
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, model.id)
    assert evaluation is not None
    assert evaluation.opening == 1  # for the best trial alone, whatever the trials
    assert "dev" in finding(found)
    assert studio.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=4)).id == run.id  # not once more
    assert studio.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=4), seed=1).id != run.id


def test_trials_before_a_crash_are_not_done_again(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=3))
    folder = tmp_path / "work"
    inputs.write(studio, run, folder)
    first = run_phase(Phase.SEARCH, folder, lambda _progress: None)
    (folder / "decided.json").unlink()  # it died before it could say so
    inputs.write(studio, run, folder)
    stamps = {path.name: path.stat().st_mtime_ns for path in (folder / "trials").glob("trial-*.json")}
    second = run_phase(Phase.SEARCH, folder, lambda _progress: None)
    assert second == first
    assert stamps == {path.name: path.stat().st_mtime_ns for path in (folder / "trials").glob("trial-*.json")}
    assert len(stamps) == 3


def test_a_language_model_is_searched_until_the_time_is_up(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(120), tmp_path)
    options = {"backbone": builders.tiny_backbone(tmp_path / "tiny"), "max_tokens": 16, "epochs": 1}
    budget, told = Budget(seconds=3.0), set[str]()
    run = studio.searches.start(LOCAL_ACTOR, dataset.id, "full", budget, options)
    run_inline(studio, run.id, lambda progress: told.add(progress.note.partition(".")[0]))
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    found = studio.searches.of(done)
    assert found is not None
    assert "Trial 1" in told
    assert not budget.allows(found.trials)
    assert (found.trials[0].outcome, found.fixed["epochs"]) == (TrialOutcome.TRAINED, 1)
    (model,) = studio.library.versions(LOCAL_ACTOR)
    assert (model.method, model.id, model.backbone) == ("full", done.model_id, options["backbone"])
    assert found.options["backbone"] == options["backbone"]
    precisions = parse_precisions(done.result)
    assert [each.precision for each in precisions if each.serves] == [model.precision]
    assert [each.precision for each in precisions] == (
        ["float32", "int8"] if model.precision == "int8" else ["float32"]
    )
    assert all(each.size_bytes > 10_000 and each.texts_per_second > 0 for each in precisions)


@pytest.mark.slow
def test_a_worker_killed_in_a_search_is_followed_by_one_that_goes_on(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path, gate: HeldChildren
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(400), tmp_path)
    run = studio.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=30))
    place = studio.settings.home / "work" / run.id / "trials"
    gate.shut(AT, "trial 4")
    worker = workers(studio.settings)
    gate.child()
    worker.kill()
    gate.leave()
    before = [parse_trial(json.loads(path.read_text("utf-8"))) for path in sorted(place.glob("trial-*.json"))]
    assert len(before) == 3
    workers(studio.settings)
    kit.eventually(lambda: kit.state_of(studio, run).final)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    found = studio.searches.of(done)
    assert found is not None
    assert len(found.trials) == 30
    assert list(found.trials[: len(before)]) == before  # to the second they took: none was done again
    (model,) = studio.library.versions(LOCAL_ACTOR)
    assert model.id == done.model_id
    assert len(studio.evaluations.list(LOCAL_ACTOR, model.id)) == 1


def test_what_cannot_be_searched_is_refused(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    for key, budget in (("rarity", Budget(trials=2)), ("tfidf", Budget(trials=10_000))):
        with pytest.raises(InvalidOptionError):
            studio.searches.plan(LOCAL_ACTOR, dataset.id, key, budget)
    few = builders.dataset(parts={**dataset.parts, "dev": 3})
    with studio.store.write() as connection:
        datasets.add(connection, few)
    with pytest.raises(UnusableTableError, match="3 rows"):
        studio.searches.plan(LOCAL_ACTOR, few.id, "tfidf", Budget(trials=2))


def test_the_estimate_follows_the_budget(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    three, six = (studio.searches.plan(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=each)) for each in (3, 6))
    assert (three.trials, six.trials) == (3, 6)
    assert six.seconds == pytest.approx(2 * three.seconds)
    assert "c" in three.options
