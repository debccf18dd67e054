"""The runs page: hold and go on, set up another like it, lay trainings side by side."""

from __future__ import annotations

import shutil

import pytest

from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.going_on import GOES_ON, kept_in
from studio.core.records import CurvePoint, Dataset, Phase, Progress, Run, RunKind, RunState
from studio.core.short_of_memory import SHORT_OF_MEMORY
from studio.services.studio import Studio
from studio.services.submission import Submission
from studio.storage import runs
from studio.ui.sections import run_compare
from studio.worker.heartbeat import Heartbeat
from tests.unit.services.conftest import work


def submitted(studio: Studio, dataset: Dataset, kind: RunKind) -> Run:
    submission = Submission(studio.settings, studio.store, studio.artifacts, studio.queue)
    return submission.submit(submission.new_on(dataset, kind, {"options": {}, "seed": 0}))


def test_a_waiting_training_is_paused_and_resumed(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    run = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 2.0})
    app = visit("runs", run=run.id)
    app.button(key=f"pause-{run.id}").click().run()
    assert not app.exception
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.PAUSED
    assert any("goes on from its last checkpoint" in each.value for each in app.info)
    app.button(key=f"resume-{run.id}").click().run()
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.QUEUED
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)


@pytest.mark.parametrize("kind", [RunKind.LADDER, RunKind.SEARCH, RunKind.FUSE])
def test_whatever_makes_a_model_is_paused_and_resumed(kind: RunKind, trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    run = submitted(trained_store, dataset, kind)
    app = visit("runs", run=run.id)
    app.button(key=f"pause-{run.id}").click().run()
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.PAUSED
    app.button(key=f"resume-{run.id}").click().run()
    assert not app.exception
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.QUEUED
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)


def test_what_was_paused_elsewhere_can_be_resumed_on_the_page(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    run = trained_store.ladders.start(LOCAL_ACTOR, dataset.id, 60.0, seed=8)
    trained_store.runs.pause(LOCAL_ACTOR, run.id)  # from a shell, say
    app = visit("finance_risk", section="train", dataset=dataset.id, run=run.id)
    assert any("when you resume it" in each.value for each in app.info)
    app.button(key=f"resume-{run.id}").click().run()
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.QUEUED
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)


def test_a_training_is_set_up_like_another(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    like = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 2.5}, seed=7)
    trained_store.runs.cancel(LOCAL_ACTOR, like.id)
    app = visit("finance_risk", section="train", dataset=dataset.id, like=like.id)
    assert not app.exception
    assert any(like.id in each.value for each in app.caption)
    assert [each.value for each in app.number_input if each.label == "Seed"] == [7]
    app.button(key="start-finance_risk").click().run()
    started = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert started.id != like.id
    assert (started.method, started.manifest["options"]["c"], started.manifest["seed"]) == ("tfidf", 2.5, 7)
    trained_store.runs.cancel(LOCAL_ACTOR, started.id)


def test_a_run_of_another_domain_or_kind_or_one_that_is_gone_sets_nothing_up(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    like = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 2.5}, seed=9)
    trained_store.runs.cancel(LOCAL_ACTOR, like.id)
    other = submitted(trained_store, dataset, RunKind.VERDICT)
    trained_store.runs.cancel(LOCAL_ACTOR, other.id)
    for page, run_id in (("education_grading", like.id), ("finance_risk", other.id), ("finance_risk", "run-gone")):
        app = visit(page, section="train", like=run_id)
        assert not app.exception
        assert not any("Set up like" in each.value for each in app.caption)


def test_a_search_is_set_up_like_another(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    like = trained_store.searches.start(LOCAL_ACTOR, dataset.id, "tfidf", Budget(trials=20), {"c": 2.5}, seed=7)
    trained_store.runs.cancel(LOCAL_ACTOR, like.id)
    assert any(like.id in str(each.proto) for each in visit("runs", run=like.id).get("page_link"))
    app = visit("finance_risk", section="train", dataset=dataset.id, like=like.id)
    assert not app.exception
    app.button(key="search-finance_risk").click().run()
    started = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert (started.id != like.id, started.kind, started.method) == (True, RunKind.SEARCH, "tfidf")
    assert started.manifest["options"]["budget"] == {"trials": 20, "seconds": None}
    assert (started.manifest["options"]["options"]["c"], started.manifest["seed"]) == (2.5, 7)
    trained_store.runs.cancel(LOCAL_ACTOR, started.id)


def test_a_ladder_is_set_up_like_another(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    like = trained_store.ladders.start(LOCAL_ACTOR, dataset.id, 1200.0, seed=3)
    trained_store.runs.cancel(LOCAL_ACTOR, like.id)
    app = visit("finance_risk", section="train", dataset=dataset.id, like=like.id)
    assert not app.exception
    assert app.select_slider(key=f"ladder-minutes-finance_risk-{like.id}").value == 20
    app.button(key="climb-finance_risk").click().run()
    started = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert started.manifest["options"]["budget_seconds"] == 1200.0
    trained_store.runs.cancel(LOCAL_ACTOR, started.id)


def test_trainings_are_laid_side_by_side(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    first = next(
        run for run in trained_store.runs.list(LOCAL_ACTOR) if run.state is RunState.SUCCEEDED and run.method == "tfidf"
    )
    other = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.01}, seed=1)
    work(trained_store, other)
    app = visit("runs", compare=f"{first.id},{other.id}")
    assert not app.exception
    tables = [table.value for table in app.dataframe]
    figures = next(table for table in tables if "Against the first" in table)
    assert figures["Against the first"].iloc[0] == "the first"
    assert "p " in figures["Against the first"].iloc[1]
    options = next(table for table in tables if "Option" in table)
    assert {"Seed", "Freedom of the fit (C)"} <= set(options["Option"])


def test_trainings_are_compared_though_much_else_was_done_since(
    trained_store: Studio, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run_compare, "_RECENT", 2)
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    trained = [trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", seed=each) for each in (91, 92)]
    others = [submitted(trained_store, dataset, RunKind.VERDICT) for _ in range(2)]
    app = visit("runs")
    assert {run.id for run in trained} <= {each.rpartition(" ")[2] for each in app.multiselect[0].options}
    for run in (*trained, *others):
        trained_store.runs.cancel(LOCAL_ACTOR, run.id)


def test_a_training_is_followed_by_curves_rate_and_time_left(trained_store: Studio, visit) -> None:
    dataset, journal = trained_store.datasets.list(LOCAL_ACTOR)[0], trained_store.journal
    run = trained_store.training.start(LOCAL_ACTOR, dataset.id, "textcnn", {"epochs": 9})
    journal.mark_running(run.id)
    for step in range(1, 6):
        journal.curve_point(run.id, CurvePoint(step, 1.0 / step, 0.1 * step))
    progress = Progress(Phase.TRAIN, 5, 20, loss=0.2, rate=1_520.0, eta_seconds=90.0, memory_bytes=2**30)
    journal.report(run.id, progress)
    app = visit("runs", run=run.id)
    assert not app.exception
    (bar,) = app.get("progress")
    for words in ("5 of 20", "1,520 tokens/s", "1.0 GiB of memory", "left"):
        assert words in bar.proto.text
    assert len(app.get("plotly_chart")) == 2  # loss, and the dev figure
    journal.fail(run.id, "The loss stopped being a number at step 6.", "Lower the learning rate.")
    ended = visit("runs", run=run.id)
    assert any("stopped being a number" in each.value and "Lower" in each.value for each in ended.error)
    ended.button(key=f"retry-{run.id}").click().run()
    again = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert (again.retry_of, again.state) == (run.id, RunState.QUEUED)
    trained_store.runs.cancel(LOCAL_ACTOR, again.id)
    assert not any(each.key == f"go-on-{run.id}" for each in ended.button)  # nothing was kept
    kept = kept_in(trained_store.settings.home, run.id)
    kept.mkdir(parents=True)
    (kept / "state.json").write_text("{}")
    visit("runs", run=run.id).button(key=f"go-on-{run.id}").click().run()
    further = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert (further.manifest[GOES_ON], further.state) == (run.id, RunState.QUEUED)
    assert further.manifest["options"]["learning_rate"] < run.manifest["options"]["learning_rate"]
    trained_store.runs.cancel(LOCAL_ACTOR, further.id)
    shutil.rmtree(kept.parent)


def test_a_run_that_ran_out_of_memory_and_went_on_says_so(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    run = trained_store.training.start(LOCAL_ACTOR, dataset.id, "textcnn", {"epochs": 7})
    trained_store.journal.mark_running(run.id)
    with trained_store.store.write() as connection:  # over, without a model that others would find
        runs.finish(connection, run.id, RunState.CANCELLED, result={SHORT_OF_MEMORY: {"parts": 4}})
    app = visit("runs", run=run.id)
    assert not app.exception
    assert any("ran out of memory" in each.value and "4 parts" in each.value for each in app.info)


def test_waiting_trainings_say_how_many_come_before_them(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    first, second = (trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", seed=each) for each in (81, 82))
    beat = Heartbeat(trained_store.settings.home, "test", "cpu")
    beat.start()
    try:
        told = [" ".join(each.value for each in visit("runs", run=run.id).info) for run in (first, second)]
    finally:
        beat.stop()
    assert "Next in the queue" in told[0] and "Waiting for 1 earlier run" in told[1]
    for run in (first, second):
        trained_store.runs.cancel(LOCAL_ACTOR, run.id)


@pytest.mark.parametrize(("kind", "series"), [(RunKind.LADDER, "probe"), (RunKind.SEARCH, "trial 2")])
def test_runs_of_several_trainings_are_followed_as_a_whole(
    kind: RunKind, series: str, trained_store: Studio, visit
) -> None:
    dataset, journal = trained_store.datasets.list(LOCAL_ACTOR)[0], trained_store.journal
    run = submitted(trained_store, dataset, kind)
    journal.mark_running(run.id)
    for step in range(1, 4):
        journal.curve_point(run.id, CurvePoint(step, 1.0 / step, 0.1 * step, series))
        journal.curve_point(run.id, CurvePoint(step, 1.0 / step, 0.2 * step, f"{series}0"))
    if kind is RunKind.SEARCH:
        for trial in (1, 2):
            journal.curve_point(run.id, CurvePoint(trial, None, 0.7))
    phase = Phase.CLIMB if kind is RunKind.LADDER else Phase.SEARCH
    journal.report(run.id, Progress(phase, 5, 20, eta_seconds=600.0, share=0.4, series=series))
    app = visit("runs", run=run.id)
    assert not app.exception
    (bar,) = app.get("progress")
    assert "40 % of all" in bar.proto.text and "10 min" in bar.proto.text
    assert bar.proto.value == 40
    assert len(app.get("plotly_chart")) == (2 if kind is RunKind.SEARCH else 1)  # of trials so far, and every course
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)
