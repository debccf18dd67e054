"""A search through worker and child: trials are done once, the best one becomes the model."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.records import Phase, RunState
from studio.services.searches import differences, finding
from studio.services.studio import Studio
from studio.storage import datasets
from studio.worker import inputs
from studio.worker.inline import run_inline
from studio.worker.phases import run_phase
from tests.unit import builders


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


def test_what_cannot_be_searched_is_refused(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    for key, budget in (("adapt", Budget(trials=2)), ("tfidf", Budget(trials=10_000))):
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
