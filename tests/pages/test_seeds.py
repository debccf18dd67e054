"""Train it again from other seeds, on the Evaluate section: offered, started once, read; refused with the reason."""

from __future__ import annotations

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import ModelVersion, RunKind, RunState
from studio.services.studio import Studio
from tests.unit.services.conftest import work


@pytest.fixture
def drawn_at_random(trained_store: Studio) -> ModelVersion:
    """A small `textcnn` version."""
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    run = trained_store.training.start(
        LOCAL_ACTOR, dataset.id, "textcnn", {"epochs": 1, "width": 16, "filters": 8}, seed=3
    )
    work(trained_store, run)
    return trained_store.library.get(LOCAL_ACTOR, trained_store.runs.get(LOCAL_ACTOR, run.id).model_id or "")


def test_a_version_is_trained_again_and_the_spread_is_shown(
    trained_store: Studio, drawn_at_random: ModelVersion, visit
) -> None:
    model = drawn_at_random
    app = visit("finance_risk", section="evaluate", model=model.id)
    assert not app.exception
    app.slider(key=f"seeds-more-{model.id}").set_value(3).run()
    app.button(key=f"seeds-{model.id}").click().run()
    app.button(key=f"seeds-{model.id}").click().run()
    (run,) = trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SEEDS)  # a second click changes nothing
    assert run.manifest["options"]["seeds"] == [4, 5, 6]
    assert not app.exception
    assert any("Training from other seeds" in each.value for each in app.markdown)  # its progress, on this page
    work(trained_store, run)
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
    shown = visit("finance_risk", section="evaluate", model=model.id)
    assert not shown.exception
    assert any("Trained four times" in each.value for each in shown.markdown)
    assert any("No version was chosen by these figures" in each.value for each in shown.caption)
    table = next(each.value for each in shown.dataframe if "Seed" in each.value)
    assert table["Seed"].tolist()[:2] == ["Mean", "Standard deviation"]
    assert table["Seed"].tolist()[-4:] == ["this (3)", "4", "5", "6"]
    assert shown.slider(key=f"seeds-more-{model.id}").value == 5  # two beside the three that are known
    assert any("3 are known and not trained again" in each.value for each in shown.markdown)
    listed = visit("runs", run=run.id)
    assert not listed.exception
    compared = visit("runs", compare=f"{model.run_id},{_first_run(trained_store)}")
    assert not compared.exception
    told = next(each.value for each in compared.dataframe if "From other seeds" in each.value)
    assert "(4 seeds)" in told["From other seeds"].iloc[0]


def _first_run(studio: Studio) -> str:
    return next(each for each in studio.library.versions(LOCAL_ACTOR) if each.method == "tfidf").run_id


def test_a_version_that_counts_words_says_why_not(trained_store: Studio, visit) -> None:
    model = next(each for each in trained_store.library.versions(LOCAL_ACTOR) if each.method == "tfidf")
    app = visit("finance_risk", section="evaluate", model=model.id)
    assert not app.exception
    assert any("no chance in it" in each.value for each in app.caption)
    assert not any(each.key == f"seeds-{model.id}" for each in app.button)
