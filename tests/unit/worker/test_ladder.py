"""A ladder through worker and child: rungs are trained once, the recommended one becomes the model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from models.ladder import climbing
from models.ladder.climbing import Climbed
from studio.core.actor import LOCAL_ACTOR
from studio.core.ladder import RungOutcome, parse_ladder
from studio.core.records import Phase, Progress, RunState
from studio.services.ladders import LEAST_SECONDS, recommendation
from studio.services.studio import Studio
from studio.worker import inputs
from studio.worker.inline import run_inline
from studio.worker.phases import climb, run_phase

StartWorker = Callable[[Any], Any]
SECONDS = 15.0


def test_a_ladder_ends_in_the_recommended_model(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, SECONDS)
    run_inline(studio, run.id, lambda _progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    ladder = studio.ladders.of(done)
    assert ladder is not None
    assert "tfidf" in {each.method for each in ladder.trained}
    prices = [each.seconds or 0.0 for each in ladder.trained]
    assert prices == sorted(prices)
    assert all(each.dev is not None and each.size_bytes for each in ladder.trained)
    (model,) = studio.library.versions(LOCAL_ACTOR)
    assert (model.method, model.id) == (ladder.recommended, done.model_id)
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, model.id)
    assert evaluation is not None
    assert evaluation.opening == 1  # for the recommended rung and the baselines together
    assert ladder.recommended in recommendation(ladder)
    assert {"tfidf", "majority"} & set(evaluation.baselines)


def test_what_was_trained_before_a_crash_is_not_trained_again(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, LEAST_SECONDS)
    folder = tmp_path / "work"
    inputs.write(studio, run, folder)
    first = run_phase(Phase.CLIMB, folder, lambda _progress: None)
    (folder / "decided.json").unlink()  # it died before it could say so
    inputs.write(studio, run, folder)
    trained: list[str] = []
    monkeypatch.setattr(climb, "climb", lambda planned, *_: trained.append(planned.method.key))
    second = run_phase(Phase.CLIMB, folder, lambda _progress: None)
    assert trained == []
    assert second["ladder"] == first["ladder"]


def test_rungs_for_which_those_before_left_no_time_are_passed_over(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, SECONDS)
    folder = tmp_path / "work"
    inputs.write(studio, run, folder)
    monkeypatch.setattr(climb, "climb", lambda *given: _took(given, climbing.climb))
    found = parse_ladder(run_phase(Phase.CLIMB, folder, lambda _progress: None)["ladder"])
    assert [each.method for each in found.trained] == ["tfidf"]
    later = [each for each in found.rungs if each.method != "tfidf"]
    assert later and all(each.outcome is RungOutcome.PASSED_OVER and "0 s" in each.reason for each in later)


def test_a_rung_passed_over_has_its_turn_where_the_others_were_quicker(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, LEAST_SECONDS)
    folder = tmp_path / "work"
    told = dict(run.manifest["options"])
    assert "full" in told["spare"]  # with its options, though there is no time for it by the guesses
    every = {**told["rungs"], **told["spare"]}
    told["rungs"], told["spare"] = ({key: {**every[key], "seconds": 7.0}} for key in ("tfidf", "probe"))
    run = replace(run, manifest={**run.manifest, "options": told})
    monkeypatch.setattr(climb, "climb", lambda *given: _took(given, climbing.climb, 1.0))
    inputs.write(studio, run, folder)
    found = parse_ladder(run_phase(Phase.CLIMB, folder, lambda _progress: None)["ladder"])
    assert {each.method for each in found.trained} == {"tfidf", "probe"}


def test_a_rung_costs_the_same_whatever_ran_before(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, 60.0)
    embedded: list[list[str]] = []
    for name in ("first", "second"):
        folder, told_so_far = tmp_path / name, list[Progress]()
        told = dict(run.manifest["options"])
        rungs = {key: each for key, each in told["rungs"].items() if key in ("tfidf", "probe")}
        asked = replace(run, manifest={**run.manifest, "options": {**told, "rungs": rungs, "spare": {}}})
        inputs.write(studio, asked, folder)
        run_phase(Phase.CLIMB, folder, told_so_far.append)
        embedded.append([each.note for each in told_so_far if "Reading the training texts" in each.note])
    assert len(embedded[1]) >= 2  # read again, as the first ladder did: a beginning and an end
    assert list((studio.settings.home / "cache" / "embeddings").iterdir())  # and kept for the trainings after it


def _took(given: tuple[Any, ...], climbed: Callable[..., Climbed], seconds: float = SECONDS) -> Climbed:
    """The rung as if it had taken `seconds`: all the time there was. However long it does take, it is not stopped."""
    *told, _left_seconds, spent = given
    done = climbed(*told, 600.0, spent)
    return replace(done, rung=replace(done.rung, seconds=seconds))


@pytest.mark.slow
def test_a_worker_killed_on_the_ladder_is_followed_by_one_that_goes_on(
    studio: Studio, workers: StartWorker, kit: SimpleNamespace, tmp_path: Path
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(300), tmp_path)
    run = studio.ladders.start(LOCAL_ACTOR, dataset.id, 20.0)
    worker = workers(studio.settings)
    place = studio.settings.home / "work" / run.id / "rungs" / "tfidf" / "rung.json"
    kit.eventually(place.exists)
    before = place.stat().st_mtime_ns
    worker.kill()
    workers(studio.settings)
    kit.eventually(lambda: not place.exists() or kit.state_of(studio, run).final or place.stat().st_mtime_ns == before)
    kit.eventually(lambda: kit.state_of(studio, run).final, 500)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    ladder = studio.ladders.of(done)
    assert ladder is not None
    assert ladder.rung("tfidf").outcome is RungOutcome.TRAINED
    later = [each for each in ladder.rungs if each.method != "tfidf"]  # on a busy machine there may be no time for them
    assert later and all(each.outcome is not RungOutcome.FAILED for each in later), later
