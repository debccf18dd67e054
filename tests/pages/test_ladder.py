"""The measured ladder on the Train section: what it would train, and what came of it."""

from __future__ import annotations

import json

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind, RunState
from studio.services.studio import Studio
from tests.unit.services.conftest import work


def test_a_ladder_is_offered_climbed_and_read(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("finance_risk", section="train", dataset=dataset.id)
    assert not app.exception
    assert any("**tfidf" in each.value for each in app.markdown)
    assert any("MiniLM L6 (bundled)" in each.value and "no other language model" in each.value for each in app.caption)
    app.select_slider(key="ladder-minutes-finance_risk").set_value(1)  # and clicked before it is drawn anew
    app.button(key="climb-finance_risk").click().run()
    (run,) = trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.LADDER)
    assert run.manifest["options"]["budget_seconds"] == 60.0
    app.button(key="climb-finance_risk").click().run()
    assert len(trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.LADDER)) == 1  # a second click changes nothing
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)
    run = trained_store.ladders.start(LOCAL_ACTOR, dataset.id, 15.0)  # two rungs show what ten do
    work(trained_store, run)
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
    shown = visit("finance_risk", section="train", dataset=dataset.id, run=run.id)
    assert not shown.exception
    assert any("worth its price" in each.value for each in shown.markdown)
    assert any("one standard error" in each.value and "p up to 0.32" in each.value for each in shown.caption)
    ladder = trained_store.ladders.of(trained_store.runs.get(LOCAL_ACTOR, run.id))
    assert ladder is not None
    beside = any("against counting words" in each.value for each in shown.markdown)
    assert beside is (ladder.recommended != "tfidf")
    rungs = next(each.value for each in shown.dataframe if "Against the recommended" in each.value)
    assert "recommended" in set(rungs["Against the recommended"])
    assert "Cost" not in rungs and {"Took", "Size"} <= set(rungs)
    charts = [json.loads(each.proto.spec)["data"] for each in shown.get("plotly_chart")]
    drawn = next(lines for lines in charts if any("error_x" in line for line in lines))
    assert [line["y"][0].partition(" ")[0] for line in drawn] == [each.method for each in ladder.trained]
    assert [line["x"][0] for line in drawn] == [each.dev.value for each in ladder.trained if each.dev]
    shown.number_input(key="price-finance_risk").set_value(3600.0).run()
    priced = next(each.value for each in shown.dataframe if "Against the recommended" in each.value)
    first = ladder.rung(priced["Method"].iloc[0])
    assert priced["Cost"].iloc[0] == f"{first.seconds:.4g}"
