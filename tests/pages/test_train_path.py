"""Train: one path from dataset to button; what nobody needs the first time is behind one fold."""

from __future__ import annotations

from dataclasses import asdict

import pytest
import sqlalchemy as sa

from studio.core.actor import LOCAL_ACTOR
from studio.core.precisions import PRECISIONS, InPrecision
from studio.core.records import RunKind
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.storage import measurements, schema
from tests.unit.services.conftest import work


def _folded(app):
    return next(each for each in app.expander if each.label == "More ways")


def test_what_nobody_needs_the_first_time_is_behind_one_fold(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    other = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.02})
    work(trained_store, other)
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


def test_a_time_that_was_not_measured_is_not_promised(
    trained_store: Studio, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    monkeypatch.setattr("studio.services.training.worker_device", lambda _settings: "cuda")
    app = visit("finance_risk", section="train", dataset=dataset.id)
    app.radio(key=f"method-{dataset.id}").set_value("full").run()
    (said,) = (each.value for each in app.markdown if ":material/schedule:" in each.value)
    assert "was not measured on such a device" in said and "on this machine" not in said
    ladder, search = (
        next(each.value for each in app.markdown if words in each.value) for words in ("Trains **", "Trains full")
    )
    for said in (ladder, search):
        assert "was not measured on such a device" in said and "in about" not in said
    app.radio(key=f"method-{dataset.id}").set_value("tfidf").run()
    (said,) = (each.value for each in app.markdown if ":material/schedule:" in each.value)
    assert "of training on this machine" in said


@pytest.mark.parametrize(("button", "kind"), [("start", RunKind.TRAIN), ("search", RunKind.SEARCH)])
def test_the_method_chosen_is_started_before_the_page_is_drawn_anew(
    button: str, kind: RunKind, trained_store: Studio, visit
) -> None:
    """A person is faster than the page: what was clicked counts, not what the button was drawn with."""
    dataset = trained_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("finance_risk", section="train", dataset=dataset.id)
    method = app.radio(key=f"method-{dataset.id}")
    assert method.value != "full"
    before = {run.id for run in trained_store.runs.list(LOCAL_ACTOR, kind=kind)}
    method.set_value("full")
    app.button(key=f"{button}-finance_risk").click().run()
    assert not app.exception
    (run,) = (run for run in trained_store.runs.list(LOCAL_ACTOR, kind=kind) if run.id not in before)
    assert run.method == "full"


def test_a_version_shows_size_and_time_beside_its_figure_in_each_precision(trained_store: Studio, visit) -> None:
    model = trained_store.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    run = trained_store.runs.get(LOCAL_ACTOR, model.run_id)
    evaluation = trained_store.evaluations.latest(LOCAL_ACTOR, model.id)
    assert evaluation is not None
    exact = {"float32": {model.primary_metric: evaluation.metrics[model.primary_metric]}}
    with trained_store.store.write() as connection:  # as a fine-tuned model has it: two, of which one answers
        both = [
            asdict(InPrecision("float32", False, 90_000_000, 50.0)),
            asdict(InPrecision("int8", True, 23_000_000, 200.0)),
        ]
        connection.execute(
            sa.update(schema.runs).where(schema.runs.c.id == run.id).values(result={**run.result, PRECISIONS: both})
        )
        changed = sa.update(schema.evaluations).where(schema.evaluations.c.id == evaluation.id)
        connection.execute(changed.values(baselines=measurements.dump_groups({**evaluation.baselines, **exact})))
    app = visit("finance_risk", section="train", dataset=model.dataset_id, run=run.id)
    assert not app.exception
    table = next(each.value for each in app.dataframe if "Arithmetic" in each.value)
    assert list(table["Arithmetic"]) == ["float32", "int8 (answers)"]
    assert list(table["A text"]) == ["20.0 ms", "5.0 ms"]
    assert table["Size"].iloc[0] != table["Size"].iloc[1]
    figures = table[next(name for name in table if name.endswith(", test"))]
    assert all(value[0].isdigit() for value in figures)


def test_of_one_precision_only_the_time_is_told(trained_store: Studio, visit) -> None:
    model = trained_store.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    run = trained_store.runs.get(LOCAL_ACTOR, model.run_id)
    one = [asdict(InPrecision("float32", True, 90_000_000, 50.0))]
    with trained_store.store.write() as connection:
        connection.execute(
            sa.update(schema.runs).where(schema.runs.c.id == run.id).values(result={**run.result, PRECISIONS: one})
        )
    app = visit("finance_risk", section="train", dataset=model.dataset_id, run=run.id)
    assert not app.exception
    assert any("A text takes 20.0 ms" in each.value for each in app.caption)
    assert not any("Arithmetic" in each.value for each in app.dataframe)
