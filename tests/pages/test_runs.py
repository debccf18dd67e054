"""The runs page: hold and go on, set up another like it, lay trainings side by side."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import CurvePoint, Phase, Progress, RunState
from studio.services.studio import Studio
from studio.worker.heartbeat import Heartbeat
from studio.worker.inline import run_inline


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


def test_trainings_are_laid_side_by_side(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    first = next(
        run for run in trained_store.runs.list(LOCAL_ACTOR) if run.state is RunState.SUCCEEDED and run.method == "tfidf"
    )
    other = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.01}, seed=1)
    run_inline(trained_store, other.id, lambda _progress: None)
    app = visit("runs", compare=f"{first.id},{other.id}")
    assert not app.exception
    tables = [table.value for table in app.dataframe]
    figures = next(table for table in tables if "Against the first" in table)
    assert figures["Against the first"].iloc[0] == "the first"
    assert "p " in figures["Against the first"].iloc[1]
    options = next(table for table in tables if "Option" in table)
    assert {"Seed", "Freedom of the fit (C)"} <= set(options["Option"])


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


def test_waiting_trainings_say_how_many_come_before_them(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    first, second = (trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", seed=each) for each in (81, 82))
    beat = Heartbeat(trained_store.settings.home, "test")
    beat.start()
    try:
        told = [" ".join(each.value for each in visit("runs", run=run.id).info) for run in (first, second)]
    finally:
        beat.stop()
    assert "Next in the queue" in told[0] and "Waiting for 1 earlier run" in told[1]
    for run in (first, second):
        trained_store.runs.cancel(LOCAL_ACTOR, run.id)
