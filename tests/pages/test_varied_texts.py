"""Train: varied copies with examples from the user's own rows, and thresholds moved where classes are uneven."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio


def _dataset(studio: Studio):
    return studio.datasets.list(LOCAL_ACTOR, "finance_risk")[0]


def test_copies_show_what_changes_and_go_into_the_manifest(trained_store: Studio, visit) -> None:
    scope = f"varied-{_dataset(trained_store).id}"
    app = visit("finance_risk", section="train")
    assert not app.error and not [box for box in app.checkbox if str(box.key).startswith(f"{scope}.way.")]
    app.select_slider(key=f"{scope}.copies").set_value(2).run()
    assert not app.error
    boxes = {str(box.key).rpartition(".")[2]: box for box in app.checkbox if f"{scope}.way." in str(box.key)}
    assert set(boxes) == {"sizes", "companies", "years"}
    assert boxes["sizes"].value and "of the training texts" in boxes["sizes"].label
    assert boxes["years"].disabled and "none of these texts" in boxes["years"].label
    assert any("<ins>" in each.proto.body for each in app.get("html"))
    app.button(key="start-finance_risk").click().run()
    assert not app.error
    run = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert run.manifest["augmentation"] == {"augmenters": ["sizes"], "copies": 2, "compare": True}
    assert "decision" not in run.manifest
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)


def test_moved_thresholds_are_asked_for_with_a_switch(trained_store: Studio, visit) -> None:
    scope = f"varied-{_dataset(trained_store).id}"
    app = visit("finance_risk", section="train")
    app.checkbox(key=f"{scope}.move").check()
    app.button(key="start-finance_risk").click().run()
    assert not app.error
    run = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert run.manifest["decision"] == "moved" and "augmentation" not in run.manifest
    again = visit("finance_risk", section="train", like=run.id)
    assert again.checkbox(key=f"{scope}-{run.id}.move").value
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)
