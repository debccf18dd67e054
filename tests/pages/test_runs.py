"""The runs page: hold and go on, set up another like it, lay trainings side by side."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunState
from studio.services.studio import Studio
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
