"""Searching: the defaults come first, a seed decides the rest, a kill changes nothing, the hopeless are given up."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from models.evaluation.answering import truth_of
from models.interface import Examples, FitContext, Target, TextModel
from models.methods.registry import method
from models.search import searching as searching_module
from models.search.budget import Budget
from models.search.proposing import Proposal
from models.search.searching import Material, Search, best
from models.search.space import space_of
from studio.core.errors import CancelledError, InvalidOptionError, TrainingError
from studio.core.records import Progress
from studio.core.search import Trial, TrialOutcome
from studio.core.tasks import Task

Rows = Callable[[int, int], Examples]
KEY = "macro_f1"


@pytest.fixture
def material(class_rows: Rows, classes: Target) -> Material:
    dev = class_rows(20, 2)
    return Material(class_rows(60, 1), dev, classes, truth_of(classes, dev, None), KEY)


def searching(material: Material, folder: Path, kept: list[TextModel] | None = None) -> Search:
    folder.mkdir(exist_ok=True)
    kept = [] if kept is None else kept
    return Search(method("tfidf"), {}, material, folder, lambda _trial, model: kept.append(model))


def told(trials: list[Trial]) -> list[Trial]:
    return [replace(each, seconds=0.0) for each in trials]


def test_the_defaults_are_tried_first_and_the_best_is_kept(material, context: FitContext, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    kept: list[TextModel] = []
    trials = searching(material, tmp_path / "a", kept).run(Budget(trials=4), context)
    assert trials[0].changed == {} and len(trials) == 4
    assert all(
        set(each.changed) == set(space_of(method("tfidf"), Task.CLASSIFICATION).dimensions) for each in trials[1:]
    )
    assert best(trials, KEY) is not None and kept


def test_a_killed_search_goes_on_as_if_it_had_not_been(material, context: FitContext, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    whole = searching(material, tmp_path / "whole").run(Budget(trials=8), context)
    folder = tmp_path / "killed"
    searching(material, folder).run(Budget(trials=3), context)

    def cancel(_progress: Progress) -> None:
        raise CancelledError("Cancelled.")

    with pytest.raises(CancelledError):
        searching(material, folder).run(Budget(trials=8), replace(context, report=cancel))
    assert len(searching(material, folder).done()) == 3
    resumed = searching(material, folder).run(Budget(trials=8), context)
    assert told(resumed) == told(whole)


def test_a_trial_behind_the_median_is_given_up() -> None:
    space, tried = (
        space_of(method("textcnn"), Task.CLASSIFICATION),
        {"learning_rate": 1e-3, "epochs": 8, "batch_size": 32},
    )
    others = {"weight_decay": 0.01, "dropout": 0.5, "filters": 100}
    done = [Trial(number, {**tried, **others}, TrialOutcome.TRAINED, 1.0, 0.8, (0.5, 0.7, 0.8)) for number in range(6)]
    proposal = Proposal(space, done, {}, KEY, 1)
    assert not proposal.hopeless(0.6, 0)
    assert proposal.hopeless(0.1, 1)


def test_what_an_older_version_tried_beyond_the_space_of_today_does_no_harm() -> None:
    space = space_of(method("probe"), Task.SCORING)
    done = [
        Trial(0, {}, TrialOutcome.TRAINED, 1.0, 0.5),
        Trial(1, {"c": 0.1, "balanced": False}, TrialOutcome.TRAINED, 1.0, 0.6),
    ]
    proposal = Proposal(space, done, {"c": None, "head": "auto"}, "qwk", 1)
    assert set(proposal.changed) == {"c", "head"}


def test_a_real_training_behind_the_median_is_given_up_in_its_middle(
    material: Material, context: FitContext, tmp_path: Path
) -> None:
    """Six trials that were perfect from their first round on: no real one is as good so early."""
    space = {"learning_rate": 1e-3, "epochs": 8, "batch_size": 32, "weight_decay": 0.01, "dropout": 0.5, "filters": 50}
    for number in range(6):
        perfect = Trial(number, space, TrialOutcome.TRAINED, 1.0, 1.0, (1.0,) * 8)
        (tmp_path / f"trial-{number:04d}.json").write_text(json.dumps(asdict(perfect)), "utf-8")
    kept: list[TextModel] = []
    search = Search(method("textcnn"), {}, material, tmp_path, lambda _trial, model: kept.append(model))
    given_up = search.run(Budget(trials=7), context)[-1]
    assert (given_up.outcome, given_up.dev) == (TrialOutcome.PRUNED, None)
    assert 1 < len(given_up.course) < given_up.changed["epochs"]
    assert "median" in given_up.reason and not kept
    assert search.done()[-1] == given_up
    assert not list(tmp_path.glob("work-*"))


def test_a_search_by_time_ends_when_no_further_trial_fits(
    material: Material, context: FitContext, tmp_path: Path
) -> None:
    budget = Budget(seconds=1.0)
    trials = searching(material, tmp_path / "timed").run(budget, context)
    assert budget.allows(trials[:-1]) and not budget.allows(trials)


def test_time_ends_a_search_but_not_before_the_defaults() -> None:
    trial = Trial(0, {}, TrialOutcome.TRAINED, 10.0, 0.5)
    assert Budget(seconds=1).allows([])
    assert Budget(seconds=20).allows([trial])
    assert not Budget(seconds=19).allows([trial])


def test_a_search_without_an_end_or_a_space_is_refused() -> None:
    with pytest.raises(InvalidOptionError, match="budget"):
        Budget()
    with pytest.raises(InvalidOptionError, match="nothing to search"):
        space_of(method("rarity"), Task.ANOMALY)


@pytest.mark.parametrize("key", ["tfidf", "probe", "setfit", "lora", "full", "adapt", "textcnn", "bilstm"])
def test_every_option_of_a_space_is_one_of_its_method(key: str) -> None:
    assert set(space_of(method(key), Task.CLASSIFICATION).dimensions) <= set(method(key).Options.model_fields)


def test_a_trial_that_outlasts_the_time_is_stopped_in_its_middle(
    material: Material, context: FitContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    search, budget = searching(material, tmp_path / "late"), Budget(seconds=10.0)
    for number in range(4):
        trial = Trial(number, {"c": 1.0} if number else {}, TrialOutcome.TRAINED, 2.0, dev=0.9)
        (tmp_path / "late" / f"trial-{number:04d}.json").write_text(json.dumps(asdict(trial)))
    now = iter(range(0, 100_000, 10))
    monkeypatch.setattr(searching_module.time, "monotonic", lambda: float(next(now)))
    late = search.run(budget, context)[4]
    assert (late.outcome, late.dev) == (TrialOutcome.STOPPED, None)
    assert "time" in late.reason
    assert len(search.done()) == 5  # nothing is begun after it


def test_a_search_by_time_ends_where_every_trial_is_refused(material, context: FitContext, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Each is refused after the processes that tried it were killed: what they took is of the search's time."""
    given_up = Search(method("tfidf"), {}, material, tmp_path, lambda *_: None, refused=lambda _number: "No memory.")
    with pytest.raises(TrainingError, match="No memory"):
        given_up.run(Budget(seconds=12.0), context)
    assert 1 < len(given_up.done()) < 4 and all(each.seconds for each in given_up.done())


def test_the_first_trial_ends_whenever_it_ends() -> None:
    first = Trial(0, {}, TrialOutcome.TRAINED, 6.0, dev=0.9)
    assert Budget(seconds=5.0).most_seconds([]) == float("inf")  # a search needs one
    assert Budget(seconds=16.0).most_seconds([first]) == pytest.approx(13.0)  # estimates are rough
    assert Budget(trials=5).most_seconds([first]) == float("inf")


def test_what_is_left_of_a_search_is_guessed_from_its_trials() -> None:
    done = [Trial(number, {}, TrialOutcome.TRAINED, 4.0, dev=0.9) for number in range(2)]
    assert Budget(trials=5).left(done, 4.0) == pytest.approx(8.0)
    assert Budget(trials=100, seconds=20.0).left(done, 4.0) == pytest.approx(8.0)
