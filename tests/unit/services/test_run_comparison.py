"""Trainings laid side by side: what differed, what it came to, on the same test rows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.ran_on import RAN_ON
from studio.core.records import CurvePoint
from studio.services.ladders import LEAST_SECONDS
from studio.services.run_comparison import MOST, differing
from tests.unit.services.conftest import Trained, work


def test_only_what_differs_is_named() -> None:
    one = {"method": "tfidf", "seed": 0, "options": {"c": 1.0, "balanced": True}, "libraries": {"numpy": "2.0"}}
    other = {"method": "probe", "seed": 0, "options": {"c": 1.0, "backbone": "x"}, "libraries": {"numpy": "2.1"}}
    assert differing([one, other]) == {
        "method": ("tfidf", "probe"),
        "balanced": (True, None),
        "backbone": (None, "x"),
        "numpy (library)": ("2.0", "2.1"),
    }


def test_two_trainings_on_one_dataset_are_tested_against_each_other(trained: Trained) -> None:
    studio = trained.studio
    first = studio.runs.get(LOCAL_ACTOR, trained.model.run_id)
    other = studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {"c": 0.001})
    work(studio, other)
    found = studio.comparisons.of(LOCAL_ACTOR, [first.id, other.id])
    assert found.same_data
    assert found.differing == {"c": (None, 0.001)}
    measure, compared = found.runs
    assert measure.against_first is None
    against = compared.against_first
    assert against is not None and against.difference.value is not None
    ours, theirs = (each.evaluation.metrics["macro_f1"].value for each in (compared, measure))  # type: ignore[union-attr]
    assert against.difference.value == pytest.approx(ours - theirs)  # type: ignore[operator]
    assert against.difference.low <= against.difference.value <= against.difference.high  # type: ignore[operator]
    openings = [each.evaluation.opening for each in found.runs if each.evaluation]
    assert openings == [1, 2]  # comparing opened nothing


def test_a_ladder_and_a_search_stand_beside_a_training_by_what_their_models_were_made_with(trained: Trained) -> None:
    studio, dataset = trained.studio, trained.dataset.id
    plain = studio.runs.get(LOCAL_ACTOR, trained.model.run_id)
    climbed = studio.ladders.start(LOCAL_ACTOR, dataset, LEAST_SECONDS)
    searched = studio.searches.start(LOCAL_ACTOR, dataset, "tfidf", Budget(trials=2))
    for run in (climbed, searched):
        work(studio, run)
    for place, run in enumerate((climbed, searched), 1):
        studio.journal.curve_point(run.id, CurvePoint(1, 0.5, 0.6, "tfidf" if run is climbed else f"trial {place}"))
    found = studio.comparisons.of(LOCAL_ACTOR, [plain.id, climbed.id, searched.id])
    assert found.differing["kind"] == ("train", "ladder", "search")
    assert "method" not in found.differing  # the recommended rung's, not none
    assert found.differing["budget: seconds"] == (None, LEAST_SECONDS, None)
    assert found.differing["budget: trials"] == (None, None, 2)
    assert "rungs" not in found.differing
    ladder, search = found.runs[1:]
    assert all(each.model and each.evaluation and each.against_first for each in (ladder, search))
    assert [(each.step, each.series) for each in ladder.curve] == [(1, "")]  # the recommended rung's alone


def test_what_runs_were_done_on_is_compared_not_the_setting(trained: Trained) -> None:
    """`auto` of both manifests may have been a processor once and an accelerator the other time."""
    studio = trained.studio
    first = studio.runs.get(LOCAL_ACTOR, trained.model.run_id)
    other = studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf")
    studio.journal.mark_running(other.id)
    there = {"device": "cuda", "name": "NVIDIA H100", "threads": 8}
    studio.journal.succeed(other.id, {**first.result, RAN_ON: there})
    assert first.manifest["device"] == other.manifest["device"]
    differing = studio.comparisons.of(LOCAL_ACTOR, [first.id, other.id]).differing
    assert set(differing) == {"device", "threads"}
    assert differing["device"][0].startswith("cpu") and differing["device"][1] == "cuda (NVIDIA H100)"
    assert differing["threads"] == (1, 8)


def test_what_cannot_be_compared_is_refused(trained: Trained) -> None:
    studio, run_id = trained.studio, trained.model.run_id
    with pytest.raises(InvalidOptionError, match="1 run"):
        studio.comparisons.of(LOCAL_ACTOR, [run_id, run_id])
    with pytest.raises(InvalidOptionError, match=f"{MOST + 1} runs"):
        studio.comparisons.of(LOCAL_ACTOR, [f"run-{place}" for place in range(MOST + 1)])
    verdict = studio.verdicts.start(LOCAL_ACTOR, trained.dataset.id)
    with pytest.raises(InvalidOptionError, match="Only runs that make a version"):
        studio.comparisons.of(LOCAL_ACTOR, [run_id, verdict.id])


def test_models_of_different_tests_are_not_tested_against_each_other(trained: Trained) -> None:
    evaluation = trained.studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)
    assert evaluation is not None
    paired = trained.studio.comparisons._paired
    assert paired.of(LOCAL_ACTOR, evaluation, replace(evaluation, dataset_id="ds-other")) is None
