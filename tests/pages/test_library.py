"""The model library: another version is promoted, the former one answers again, one is deleted."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio
from tests.unit.services.conftest import work


def test_a_version_is_promoted_rolled_back_and_deleted(trained_store: Studio, visit) -> None:
    library, dataset = trained_store.library, trained_store.datasets.list(LOCAL_ACTOR)[0]
    first = library.production(LOCAL_ACTOR, "finance_risk")
    run = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.05})
    work(trained_store, run)
    other = library.get(LOCAL_ACTOR, trained_store.runs.get(LOCAL_ACTOR, run.id).model_id or "")
    assert first is not None and not other.in_production

    app = visit("model_library", model=first.id)
    assert any("in production cannot be deleted" in each.value for each in app.caption)
    assert f"drop-{first.id}" not in {each.key for each in app.button}
    app = visit("model_library", model=other.id)
    assert any('"c": 0.05' in each.value for each in app.code)
    app.button(key=f"up-{other.id}").click().run()
    assert not app.exception and not app.error
    assert library.production(LOCAL_ACTOR, "finance_risk").id == other.id
    home = " ".join(each.value for each in visit("home").markdown)
    assert f"ersion {other.number}" in home

    app = visit("model_library", domain="finance_risk")
    app.button(key="roll-back-finance_risk-classification").click().run()
    assert not app.exception and not app.error
    assert library.production(LOCAL_ACTOR, "finance_risk").id == first.id
    app = visit("model_library", model=other.id)
    app.button(key=f"drop-{other.id}").click().run()
    assert not app.exception and not app.error
    assert other.id not in {each.id for each in library.versions(LOCAL_ACTOR)}
