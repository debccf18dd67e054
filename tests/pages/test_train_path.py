"""Train: one path from dataset to button; what nobody needs the first time is behind one fold."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.worker.inline import run_inline


def _folded(app):
    return next(each for each in app.expander if each.label == "More ways")


def test_what_nobody_needs_the_first_time_is_behind_one_fold(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    other = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.02})
    run_inline(trained_store, other.id, lambda _progress: None)
    app = visit("finance_risk", section="train", dataset=dataset.id)
    more = _folded(app)
    within = [each.label for each in more.expander]
    assert within == [
        "Uneven classes",
        "Vary the training texts",
        "Search for better options",
        "Combine models you have",
    ]
    outside = {each.label for each in app.expander} - {"More ways", *within}
    assert {"Not sure which? Let them all try", "Options"} <= outside
    assert not more.proto.expanded and "start-finance_risk" not in {each.key for each in more.button}


def test_what_is_switched_on_in_there_is_said_beside_the_button(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("finance_risk", section="train", dataset=dataset.id)
    assert not any("under More ways" in each.value for each in app.caption)
    app.checkbox(key=f"varied-{dataset.id}.move").check().run()
    app.select_slider(key=f"varied-{dataset.id}.copies").set_value(1).run()
    (said,) = (each.value for each in app.caption if "under More ways" in each.value)
    assert "varied copies of the training texts and thresholds moved" in said


def test_uneven_classes_are_pointed_at(trained_store: Studio, visit) -> None:
    rows = [f"Borrower {chr(97 + row % 26)}{chr(97 + row // 26)} paid late,credit" for row in range(150)]
    rows += [f"Hackers copied file {chr(97 + row)} of a server,cyber" for row in range(20)]
    file = UploadedFile("uneven.csv", "\n".join(["text,label", *rows]).encode())
    intake = trained_store.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    dataset = trained_store.datasets.confirm(LOCAL_ACTOR, trained_store.datasets.draft(LOCAL_ACTOR, intake))
    app = visit("finance_risk", section="train", dataset=dataset.id)
    (said,) = (each.value for each in app.caption if "under More ways" in each.value)
    assert "credit has" in said and "of cyber" in said
