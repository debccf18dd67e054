"""Make it smaller: offered for a fine-tuned version, refused with the reason for another, its result read."""

from __future__ import annotations

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import ModelVersion, RunKind, RunState
from studio.core.smaller import Way
from studio.services.studio import Studio
from tests.unit import builders
from tests.unit.services.conftest import work


@pytest.fixture(scope="module")
def fine_tuned(trained_store: Studio, tmp_path_factory: pytest.TempPathFactory) -> ModelVersion:
    """A `full` version of a random encoder of two narrow layers."""
    folder = tmp_path_factory.mktemp("tiny")
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    options = {"backbone": builders.tiny_backbone(folder), "epochs": 1, "max_tokens": 32}
    run = trained_store.training.start(LOCAL_ACTOR, dataset.id, "full", options)
    work(trained_store, run)
    return trained_store.library.get(LOCAL_ACTOR, trained_store.runs.get(LOCAL_ACTOR, run.id).model_id or "")


def test_a_version_is_made_smaller_and_both_are_shown(trained_store: Studio, fine_tuned: ModelVersion, visit) -> None:
    app = visit("model_library", model=fine_tuned.id)
    assert not app.exception
    app.radio(key=f"smaller-way-{fine_tuned.id}").set_value("layers").run()
    app.slider(key=f"smaller-{fine_tuned.id}-layers.percent").set_value(60).run()
    app.number_input(key=f"smaller-{fine_tuned.id}-layers.epochs").set_value(1).run()
    app.button(key=f"smaller-{fine_tuned.id}").click().run()
    app.button(key=f"smaller-{fine_tuned.id}").click().run()
    (run,) = trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SMALLER)  # a second click changes nothing
    told = run.manifest["options"]
    assert (told["way"], told["options"]["share"], told["options"]["epochs"]) == ("layers", 0.6, 1)
    work(trained_store, run)
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
    shown = visit("finance_risk", section="train", run=run.id)
    assert not shown.exception
    assert any(f"Fewer layers, against version {fine_tuned.number}" in each.value for each in shown.subheader)
    assert any("What answers takes" in each.value for each in shown.markdown)
    table = next(each.value for each in shown.dataframe if "Texts/s" in each.value)
    assert sum("(answers)" in each for each in table["Model"]) == 2
    assert any("chosen on the dev part" in each.value for each in shown.caption)
    app.button(key=f"smaller-{fine_tuned.id}").click().run()
    assert len(trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SMALLER)) == 1  # nor does a third, once it is made
    small = trained_store.runs.get(LOCAL_ACTOR, run.id).model_id or ""
    library = visit("model_library", model=small)
    assert any(f"Made smaller from: **version {fine_tuned.number}**" in each.value for each in library.markdown)


def test_the_way_chosen_is_taken_before_the_page_is_drawn_anew(
    trained_store: Studio, fine_tuned: ModelVersion, visit
) -> None:
    app = visit("model_library", model=fine_tuned.id)
    way = app.radio(key=f"smaller-way-{fine_tuned.id}")
    assert way.value != Way.LAYERS.value
    before = {run.id for run in trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SMALLER)}
    way.set_value(Way.LAYERS.value)
    app.button(key=f"smaller-{fine_tuned.id}").click().run()
    assert not app.exception
    (run,) = (run for run in trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.SMALLER) if run.id not in before)
    assert run.manifest["options"]["way"] == "layers"


def test_a_version_that_counts_words_says_why_not(trained_store: Studio, visit) -> None:
    model = next(each for each in trained_store.library.versions(LOCAL_ACTOR) if each.method == "tfidf")
    app = visit("model_library", model=model.id)
    assert not app.exception
    assert any("nothing to take out" in each.value for each in app.caption)


def test_a_run_that_failed_is_not_shown_as_under_way(trained_store: Studio, fine_tuned: ModelVersion, visit) -> None:
    run = trained_store.smaller.start(LOCAL_ACTOR, fine_tuned.id, Way.HEADS, {"epochs": 1})
    trained_store.journal.mark_running(run.id)
    trained_store.journal.fail(run.id, "The disk is full.", "Free some space.")
    app = visit("model_library", model=fine_tuned.id)
    (link,) = [each.proto for each in app.get("page_link") if "failed" in each.proto.label]
    assert link.icon == ":material/error:"
