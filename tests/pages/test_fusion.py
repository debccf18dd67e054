"""Combining versions on the Train section: offered, tried, made, and said who answered."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind, RunState
from studio.services.studio import Studio
from tests.unit.services.conftest import work


def test_versions_are_tried_together_and_made_one(trained_store: Studio, visit) -> None:
    studio = trained_store
    dataset = studio.datasets.list(LOCAL_ACTOR)[0]
    weak = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.01, "characters": "off"})
    work(studio, weak)
    app = visit("finance_risk", section="train", dataset=dataset.id)
    chosen = [each.id for each in studio.fusions.candidates(LOCAL_ACTOR, dataset.id)]
    app.multiselect(key=f"fuse-{dataset.id}").set_value(chosen).run()
    app.button(key="weigh-finance_risk").click().run()
    (trial,) = studio.runs.list(LOCAL_ACTOR, kind=RunKind.TRIAL)
    work(studio, trial)
    assert studio.runs.get(LOCAL_ACTOR, trial.id).state is RunState.SUCCEEDED

    shown = visit("finance_risk", section="train", dataset=dataset.id, run=trial.id)
    assert not shown.exception
    found = studio.fusions.of(studio.runs.get(LOCAL_ACTOR, trial.id))
    assert found is not None
    middle = len(found.cascade) // 2
    shown.select_slider(key=f"cascade-{trial.id}").set_value(middle).run()
    assert not shown.exception
    assert any("passed on" in each.value for each in shown.markdown)
    shown.button(key="make-cascade-finance_risk").click().run()
    (made,) = studio.runs.list(LOCAL_ACTOR, kind=RunKind.FUSE)
    assert made.manifest["options"]["threshold"] == found.cascade[middle].threshold
    work(studio, made)
    ended = studio.runs.get(LOCAL_ACTOR, made.id)
    assert ended.state is RunState.SUCCEEDED, ended.error
    shown = visit("finance_risk", section="train", dataset=dataset.id, run=trial.id)
    shown.select_slider(key=f"cascade-{trial.id}").set_value(middle)  # and clicked before it is drawn anew
    shown.button(key="make-cascade-finance_risk").click().run()
    assert [each.id for each in studio.runs.list(LOCAL_ACTOR, kind=RunKind.FUSE)] == [made.id]  # it is there already
    assert any("made before" in each.value for each in shown.toast)
    result = visit("finance_risk", section="evaluate", model=str(ended.model_id))
    assert not result.exception
    beside = next(each.value for each in result.dataframe if "Answered by" in each.value)
    assert sum(name.startswith("Version") for name in beside["Answered by"]) == 2
