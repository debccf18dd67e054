"""A search for better options on the Train section: what it would try, and what came of it."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind, RunState
from studio.services.studio import Studio
from tests.unit.services.conftest import work


def test_a_search_is_offered_started_once_and_read(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("finance_risk", section="train", dataset=dataset.id)
    app.radio(key=f"method-{dataset.id}").set_value("tfidf").run()
    assert not app.exception
    app.select_slider(key="search-trials-finance_risk").set_value(5).run()
    assert any("about **5** times" in each.value for each in app.markdown)
    app.button(key="search-finance_risk").click().run()
    app.button(key="search-finance_risk").click().run()
    (run,) = trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SEARCH)  # a second click changes nothing
    assert run.manifest["options"]["budget"]["trials"] == 5
    work(trained_store, run)
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
    shown = visit("finance_risk", section="train", dataset=dataset.id, run=run.id)
    assert not shown.exception
    specs = [each.proto.spec for each in shown.get("plotly_chart")]
    assert sum('"parcoords"' in spec for spec in specs) == 1
    assert sum("best so far" in spec for spec in specs) == 1
    table = next(each.value for each in shown.dataframe if "Options" in each.value)
    assert len(table) == 5
    assert table["Options"].iloc[0].endswith("as set up")
    assert table["Options"].str.startswith("Best: ").sum() == 1
    app.button(key="search-finance_risk").click().run()
    assert len(trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SEARCH)) == 1  # nor does a third, once it is done


def test_a_search_ends_when_the_time_is_up_where_that_is_asked(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("finance_risk", section="train", dataset=dataset.id)
    app.radio(key="search-end-finance_risk").set_value("time").run()
    app.select_slider(key="search-min-finance_risk").set_value(2).run()
    assert not app.exception
    app.button(key="search-finance_risk").click().run()
    run = trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SEARCH)[0]
    assert run.manifest["options"]["budget"] == {"trials": None, "seconds": 120.0}
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)


def test_what_is_switched_on_beside_a_search_holds_for_it_too(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("finance_risk", section="train", dataset=dataset.id)
    app.checkbox(key=f"varied-{dataset.id}.move").check().run()
    assert any("thresholds moved" in each.value and "every trial" in each.value for each in app.caption)
    app.button(key="search-finance_risk").click().run()
    run = trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SEARCH)[0]
    assert run.manifest["decision"] == "moved"
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)
