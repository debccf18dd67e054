"""Anomalies in the pages: a dataset without labels, what was flagged and when, the lines behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from domains.manufacturing_logs.sample_log import generate_log
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunState
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from tests.pages.conftest import use_home
from tests.unit.services.conftest import work


def log_file(cycles: int, seed: int = 7, *, labelled: bool = False) -> UploadedFile:
    made = generate_log(cycles, seed)
    if labelled:
        return UploadedFile("press.csv", made[["text", "label"]].to_csv(index=False).encode())
    return UploadedFile("press.log", "\n".join(made["text"]).encode())


def kept(studio: Studio, file: UploadedFile) -> str:
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake, task=Task.ANOMALY)).id


def trained(studio: Studio, dataset: str, method: str) -> str:
    run = studio.training.start(LOCAL_ACTOR, dataset, method)
    work(studio, run)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    return str(done.model_id)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A labelled and an unlabelled log, and a model of each."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(tmp_path_factory.mktemp("logs") / "var", patch)
        studio = open_studio()
        yield studio
        studio.close()


@pytest.fixture(scope="module")
def labelled(store: Studio) -> str:
    return trained(store, kept(store, log_file(800, labelled=True)), "sequence")


def test_a_log_without_labels_is_drafted_trained_and_shown(store: Studio, visit) -> None:
    dataset = kept(store, log_file(200, 5))
    app = visit("manufacturing_logs", section="data", dataset=dataset)
    assert not app.exception and not app.error
    assert any("sessions by the cycle ids" in each.value for each in app.markdown)
    app = visit("manufacturing_logs", section="train", dataset=dataset)
    offered = next(each for each in app.radio if each.label == "Method").options
    assert [option.partition("(")[2].partition(")")[0] for option in offered] == ["rarity", "count", "sequence"]
    model = trained(store, dataset, "rarity")
    app = visit("manufacturing_logs", section="evaluate", model=model)
    assert not app.exception and not app.error
    assert [each.label for each in app.metric] == ["Flagged"]
    assert any("precision and recall cannot be had" in each.value for each in app.caption)


def test_what_was_flagged_stands_on_a_timeline_with_the_lines_behind_it(store: Studio, visit, labelled: str) -> None:
    app = visit("manufacturing_logs", section="evaluate", model=labelled)
    assert not app.exception and not app.error
    titles = [each.label for each in app.metric]
    assert titles == ["F1", "Precision", "Recall", "Average precision", "Flagged"]
    table = next(each.value for each in app.dataframe if "Score" in each.value)
    assert table["Score"].astype(float).gt(0.5).all() and table["Session"].str.startswith("cycle_").all()
    assert table["From (UTC)"].str.startswith("2024-03-0").all()
    body = next(each.proto.body for each in app.get("html") if 'class="unit"' in each.proto.body)
    assert 'class="told"' in body and str(table["Session"].iloc[0]).replace("_", "=") in body
    assert any("Every line of level ERROR or FATAL" in str(each.value) for each in app.dataframe)


def test_a_new_log_is_answered_on_a_timeline_and_its_alerts_are_the_flagged(store: Studio, visit, labelled) -> None:
    intake = store.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [log_file(80, 3)])
    batch = store.inference.start_batch(LOCAL_ACTOR, labelled, intake)
    work(store, batch)
    app = visit("manufacturing_logs", section="use", run=batch.id, model=labelled)
    assert not app.exception and not app.error
    flagged = store.inference.batch_table(LOCAL_ACTOR, batch.id)["predicted"].eq("anomaly").sum()
    table = next(each.value for each in app.dataframe if "Score" in each.value)
    assert len(table) == flagged > 0
    alerts = len(store.inference.alerts(LOCAL_ACTOR, batch.id))
    assert alerts >= flagged
    assert any(each.label == f"Download {alerts} alerts" for each in app.get("download_button"))


def test_a_typed_window_is_answered_with_its_telling_lines(store: Studio, visit, labelled: str) -> None:
    app = visit("manufacturing_logs", section="use", model=labelled)
    app.text_area[-1].set_value("cycle=7 blank 3 clamped at station 1\nservo burst <b>into</b> flames")
    next(each for each in app.button if each.label == "Ask the model").click().run()
    assert not app.exception and not app.error
    assert next(each.value for each in app.metric if each.label == "Answer") == "anomaly"
    body = next(each.proto.body for each in app.get("html") if 'class="unit"' in each.proto.body)
    assert "<b>" not in body and "&lt;b&gt;into" in body
