"""Several labels a text on the pages: brought, kept, measured label by label, asked, reviewed."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
import streamlit as st

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind
from studio.core.settings import settings
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from tests.pages.conftest import use_home
from tests.unit.builders import EVENTS, several_labels_table
from tests.unit.services.conftest import work

DOMAIN = "finance_risk"
BOTH = "At the east desk 3b hackers copied the passwords and the adviser was fined on that day."
SCOPE = f"data-{DOMAIN}-upload"


@pytest.fixture(scope="module")
def several_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    """A dataset of several labels a text and a tfidf model of it in production."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(tmp_path_factory.mktemp("several") / "var", patch)
        studio = open_studio()
        file = UploadedFile("events.csv", several_labels_table().to_csv(index=False).encode())
        intake = studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [file])
        draft = studio.datasets.draft(LOCAL_ACTOR, intake, blank_is_none=True)
        dataset = studio.datasets.confirm(LOCAL_ACTOR, draft)
        work(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf"))
        yield studio
        studio.close()
    settings.cache_clear()
    st.cache_resource.clear()


def _words(app) -> str:
    return " ".join(each.value for each in [*app.markdown, *app.caption])


def test_a_table_of_lists_is_guessed_and_its_blank_cells_can_mean_none(empty_store: Studio, visit) -> None:
    table = several_labels_table(80)
    app = visit(DOMAIN)
    app.file_uploader[0].upload("events.csv", table.to_csv(index=False).encode()).run()
    assert not app.exception and not app.error
    assert app.radio(key=f"{SCOPE}-task-events.csv-several").value == Task.MULTILABEL.value
    assert "read as several a text" in _words(app)
    app.toggle(key=f"{SCOPE}-blank-events.csv").set_value(True).run()
    app.button(key=f"{SCOPE}-keep").click().run()
    assert not app.exception
    (kept,) = empty_store.datasets.list(LOCAL_ACTOR, DOMAIN)
    assert kept.task is Task.MULTILABEL and kept.labels == tuple(sorted(EVENTS)) and kept.rows == 80


def test_columns_of_yes_and_no_can_be_chosen(empty_store: Studio, visit) -> None:
    table = several_labels_table(60)
    sets = table.pop("label").str.split("; ")
    for label in ("credit", "cyber"):
        table[label] = [int(label in each) for each in sets]
    app = visit(DOMAIN)
    app.file_uploader[0].upload("events.csv", table.to_csv(index=False).encode()).run()
    app.multiselect(key=f"{SCOPE}-flags-3").set_value(["credit", "cyber"])
    next(button for button in app.button if button.label == "Use these columns").click().run()
    assert not app.exception and app.radio(key=f"{SCOPE}-task-events.csv-several").value == Task.MULTILABEL.value
    app.button(key=f"{SCOPE}-keep").click().run()
    (kept,) = empty_store.datasets.list(LOCAL_ACTOR, DOMAIN)
    assert kept.labels == ("credit", "cyber") and kept.rows == 60


def test_a_dataset_and_a_measurement_are_shown_label_by_label(several_store: Studio, visit) -> None:
    dataset = several_store.datasets.list(LOCAL_ACTOR, DOMAIN)[0]
    app = visit(DOMAIN, section="data", dataset=dataset.id)
    assert not app.exception
    app = visit(DOMAIN, section="evaluate")
    assert not app.exception
    tables = [each.value for each in app.dataframe]
    by_label = next(each for each in tables if "Given wrongly" in each and "Found" in each)
    assert set(by_label["Label"]) == set(EVENTS)
    beside = next(each for each in tables if "Answered by" in each)
    assert "Always the commonest set of labels" in set(beside["Answered by"])
    picked = next(each for each in app.selectbox if each.label == "Texts where it was")
    picked.select("Rightly given").run()
    assert not app.exception
    texts = next(each.proto.body for each in app.get("html") if 'class="texts"' in each.proto.body)
    assert "[&quot;" not in texts


def test_an_answer_names_its_labels(several_store: Studio, visit) -> None:
    app = visit(DOMAIN, section="use")
    field = next(each for each in app.text_area)
    field.input(BOTH)
    next(button for button in app.button if button.label == "Ask the model").click().run()
    assert not app.exception
    assert "blue-badge[conduct" in _words(app) and "blue-badge[cyber" in _words(app)


def test_an_expert_ticks_the_right_labels(several_store: Studio, visit) -> None:
    model = several_store.library.production(LOCAL_ACTOR, DOMAIN)
    assert model is not None
    file = UploadedFile("new.csv", pd.DataFrame({"text": several_labels_table(12, seed=4)["text"]}).to_csv().encode())
    intake = several_store.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [file])
    run = several_store.inference.start_batch(LOCAL_ACTOR, model.id, intake)
    work(several_store, run)
    app = visit(DOMAIN, section="use", run=run.id)
    assert not app.exception
    ticks = next(each for each in app.multiselect if each.label == "Labels")
    ticks.set_value(["cyber", "credit"])
    next(button for button in app.button if button.label == "Record").click().run()
    assert not app.exception
    (review,) = several_store.reviews.list(LOCAL_ACTOR, run_id=run.id)
    assert review.given == '["credit", "cyber"]'
    assert any("credit; cyber" in set(each.value.get("Given", [])) for each in app.dataframe)


def test_versions_are_tried_together_as_an_ensemble_and_a_cascade(several_store: Studio, visit) -> None:
    studio = several_store
    dataset = studio.datasets.list(LOCAL_ACTOR, DOMAIN)[-1]
    weak = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.01, "characters": "off"})
    work(studio, weak)
    app = visit(DOMAIN, section="train", dataset=dataset.id)
    assert "(an **ensemble**)" in _words(app) and "**cascade**" in _words(app)
    chosen = [each.id for each in studio.fusions.candidates(LOCAL_ACTOR, dataset.id)]
    trial = studio.fusions.weigh(LOCAL_ACTOR, chosen)
    work(studio, trial)
    shown = visit(DOMAIN, section="train", dataset=dataset.id, run=trial.id)
    assert not shown.exception
    places = shown.select_slider(key=f"cascade-{trial.id}")
    places.set_value(len(places.options) // 2).run()
    assert "of the texts are passed on, those version" in _words(shown)
    shown.select_slider(key=f"cascade-{trial.id}").set_value(0).run()
    assert "**No text** is passed on" in _words(shown)
    shown.button(key=f"ensemble-fitted-{DOMAIN}").click().run()
    (made,) = studio.runs.list(LOCAL_ACTOR, kind=RunKind.FUSE)
    assert made.manifest["options"]["members"] == sorted(
        chosen, key=lambda each: studio.library.get(LOCAL_ACTOR, each).number
    )
