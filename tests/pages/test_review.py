"""A batch is checked answer by answer: the queue, the grade that wins, skip, undo, another tab, the dataset."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from domains.education_grading.domain import EducationGrading
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.columns import Role
from studio.core.records import Source
from studio.services.inference import InferenceService
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from tests.unit.services.conftest import work


def _batch(studio: Studio, domain_key: str, texts: list[str]) -> str:
    """A batch of answers to the first example's question, or of bare texts; its run."""
    domain = registry().get(domain_key)
    model = studio.library.production(LOCAL_ACTOR, domain_key)
    assert model is not None
    example = domain.examples[0]
    table = pd.DataFrame({"text": texts})
    for role in (Role.QUESTION, Role.REFERENCE, Role.SCORE_MIN, Role.SCORE_MAX):
        if role in example:
            table[role.value] = example[role]
    file = UploadedFile("new.csv", table.to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, domain_key, [file])
    run = studio.inference.start_batch(LOCAL_ACTOR, model.id, intake)
    work(studio, run)
    return run.id


ANSWERS = [
    "The metal takes the heat out of your hand quicker.",
    "Because metal is always colder than wood, it just is.",
    "They have the same temperature but metal conducts heat better.",
    "<b>no idea</b> *at all*",
]
INCIDENTS = ["An employee moved client money to a private account.", "Systems were down for six hours."]


def _grades(app, run_id: str) -> list:
    return [
        each for each in app.button if each.key and each.key.startswith(f"review-{run_id}-") and each.key[-1].isdigit()
    ]


def _in_hand(app) -> str:
    return next(each.proto.body for each in app.get("html") if "in-hand" in each.proto.body)


def _downloaded(studio: Studio, run_id: str) -> pd.DataFrame:
    return pd.read_csv(io.BytesIO(studio.inference.batch_file(LOCAL_ACTOR, run_id, "csv")))


def test_a_teacher_grades_the_least_certain_answer_first_and_wins(graded_store: Studio, visit) -> None:
    run_id = _batch(graded_store, "education_grading", ANSWERS)
    first = graded_store.reviews.queue(LOCAL_ACTOR, run_id).waiting[0]
    app = visit("education_grading", section="use", run=run_id)
    assert not app.error and not app.exception
    assert any(each.value == "Check the grades" for each in app.subheader)
    shown = _in_hand(app)
    assert f"row {first.source_row}" in shown and "Why does" in shown
    assert any("The nearest graded answers" in each.value for each in app.markdown)
    buttons = _grades(app, run_id)
    assert [each.label for each in buttons] == [f"{mark:g}" for mark in first.marks]
    assert [each.proto.shortcut for each in buttons] == [f"{mark:g}" for mark in first.marks]
    app.text_input(key=f"review-{run_id}-{first.row_id}-note").input("Half of the idea.")
    buttons[-1].click().run()
    assert not app.error and not app.exception
    table = _downloaded(graded_store, run_id).set_index("row")
    assert table.loc[first.source_row, "predicted"] == first.marks[-1]
    assert table["reviewed"].tolist().count(True) == 1
    assert table.loc[first.source_row, "review_note"] == "Half of the idea."
    assert f"row {first.source_row}" not in _in_hand(app)
    assert any(each.value["reviewed"].sum() == 1 for each in app.dataframe if "reviewed" in each.value)


def test_an_odd_answer_is_counted_named_and_taken_in_hand_first(graded_store: Studio, visit) -> None:
    run_id = _batch(graded_store, "education_grading", [*ANSWERS, "n/a"])
    app = visit("education_grading", section="use", run=run_id)
    assert not app.error and not app.exception
    assert any("1 of 5 answers bears a remark" in each.value for each in app.markdown)
    shown = next(each.value for each in app.dataframe if "remarks" in each.value)
    assert shown["row"].tolist() == [5, 1, 2, 3, 4] and shown["remarks"].tolist() == ["blank", "", "", "", ""]
    assert any("Answers with a remark come first" in each.value for each in app.caption)
    assert not any("without any text come last)" in each.value for each in app.markdown)
    assert "row 5" in _in_hand(app)
    assert any("Remark:] blank" in each.value for each in app.markdown)
    assert _downloaded(graded_store, run_id)["row"].tolist() == [1, 2, 3, 4, 5]
    _grades(app, run_id)[0].click().run()
    assert "row 5" not in _in_hand(app)
    assert any("least sure of come first" in each.value for each in app.caption)
    assert not any("Remark:]" in each.value for each in app.markdown)


def test_an_answer_without_text_bears_a_remark_and_is_said_to_come_last_in_the_queue(
    graded_store: Studio, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_id = _batch(graded_store, "education_grading", [" ", "n/a", ANSWERS[0]])
    for again in ("batch_table", "batch_counts"):  # each would read and join all rows once more
        monkeypatch.delattr(InferenceService, again)
    app = visit("education_grading", section="use", run=run_id)
    assert not app.error and not app.exception
    said = next(each.value for each in app.markdown if "bear a remark" in each.value)
    assert "2 of 3" in said and "when you check (where answers without any text come last)" in said
    assert any("those without any text come last." in each.value for each in app.caption)
    assert "row 2" in _in_hand(app)
    _grades(app, run_id)[0].click().run()
    assert "row 3" in _in_hand(app)
    _grades(app, run_id)[0].click().run()
    assert "row 1" in _in_hand(app) and any("Remark:] blank" in each.value for each in app.markdown)
    assert not any("with a remark come first, then" in each.value for each in app.caption)


def test_answers_that_nobody_could_look_through_are_shown_and_that_is_said(
    graded_store: Studio, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EducationGrading, "remarks", lambda *asked: 1 / 0)
    run_id = _batch(graded_store, "education_grading", ["n/a", ANSWERS[0]])
    app = visit("education_grading", section="use", run=run_id)
    assert not app.error and not app.exception
    assert any("No remarks: the search for blank, copied and twin answers failed" in each.value for each in app.caption)
    assert any(each.value["row"].tolist() == [1, 2] for each in app.dataframe if "row" in each.value)


def test_skip_undo_and_change(graded_store: Studio, visit) -> None:
    run_id = _batch(graded_store, "education_grading", ANSWERS)
    order = [each.source_row for each in graded_store.reviews.queue(LOCAL_ACTOR, run_id).waiting]
    app = visit("education_grading", section="use", run=run_id)
    next(each for each in app.button if each.label == "Skip").click().run()
    assert f"row {order[1]}" in _in_hand(app)
    _grades(app, run_id)[0].click().run()
    assert f"row {order[2]}" in _in_hand(app)
    next(each for each in app.button if each.label == "Undo").click().run()
    assert graded_store.reviews.list(LOCAL_ACTOR, run_id=run_id) == []
    assert f"row {order[1]}" in _in_hand(app)
    assert next(each for each in app.button if each.label == "Undo").disabled
    for row in order[1:]:
        assert f"row {row}" in _in_hand(app)
        _grades(app, run_id)[0].click().run()
    assert any("skipped 1" in each.value for each in app.info)
    next(each for each in app.button if each.label == "Look at them now").click().run()
    _grades(app, run_id)[0].click().run()
    assert any("Every answer has been looked at" in each.value for each in app.success)
    assert not app.error and not app.exception
    assert _downloaded(graded_store, run_id)["reviewed"].all()


def test_two_tabs_on_one_row_the_later_wins_and_is_told(graded_store: Studio, visit) -> None:
    run_id = _batch(graded_store, "education_grading", ANSWERS[:2])
    one, other = (visit("education_grading", section="use", run=run_id) for _ in range(2))
    row_id = graded_store.reviews.queue(LOCAL_ACTOR, run_id).waiting[0].row_id
    _grades(one, run_id)[0].click().run()
    _grades(other, run_id)[-1].click().run()
    assert any("Yours came later and counts" in each.value for each in other.toast)
    assert [each.number for each in graded_store.reviews.history(LOCAL_ACTOR, run_id, row_id)] == [1, 2]
    assert not one.toast


@pytest.mark.parametrize("domain", ["finance_risk"])
def test_every_field_corrects_labels_in_its_own_words(trained_store: Studio, visit, domain: str) -> None:
    run_id = _batch(trained_store, domain, INCIDENTS)
    model = trained_store.library.production(LOCAL_ACTOR, domain)
    assert model is not None
    app = visit(domain, section="use", run=run_id)
    assert not app.error and not app.exception
    assert any(each.value == "Check the answers" for each in app.subheader)
    row = trained_store.reviews.queue(LOCAL_ACTOR, run_id).waiting[0]
    labels = model.labels
    given = next(place for place, label in enumerate(labels) if label != row.predicted)
    _grades(app, run_id)[given].click().run()
    assert _downloaded(trained_store, run_id).set_index("row").loc[row.source_row, "predicted"] == labels[given]
    next(each for each in app.button if each.label.startswith("Make a dataset")).click().run()
    assert not app.error and not app.exception
    made = trained_store.datasets.list(LOCAL_ACTOR, domain)[0]
    assert made.source is Source.REVIEW and made.synthetic


def test_a_class_the_model_was_never_taught_can_be_given_and_is_told(trained_store: Studio, visit) -> None:
    run_id = _batch(trained_store, "finance_risk", INCIDENTS)
    row = trained_store.reviews.queue(LOCAL_ACTOR, run_id).waiting[0]
    app = visit("finance_risk", section="use", run=run_id)
    app.text_input(key=f"review-{run_id}-{row.row_id}-other").input("  climate   risk ")
    app.button(key=f"review-{run_id}-{row.row_id}-other-go").click().run()
    assert not app.error and not app.exception
    assert _downloaded(trained_store, run_id).set_index("row").loc[row.source_row, "predicted"] == "climate risk"
    model = trained_store.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    made = trained_store.reviews.make_dataset(LOCAL_ACTOR, model.id).dataset
    told = next(each for each in made.findings if each.code == "labels_by_review")
    assert "climate risk" in told.message and "climate risk" in made.labels


def test_a_mistake_of_the_services_is_shown_in_words(trained_store: Studio, visit, monkeypatch) -> None:
    from studio.ui import access

    run_id = _batch(trained_store, "finance_risk", INCIDENTS)
    app = visit("finance_risk", section="use", run=run_id)
    monkeypatch.setattr(access, "LOCAL_ACTOR", Actor("v", ActorRole.VIEWER, "default"))
    _grades(app, run_id)[0].click().run()
    assert any("Viewers may not review answers" in each.value for each in app.error)


def test_a_rubric_names_the_grades_and_traits_become_datasets(empty_store: Studio, visit) -> None:
    sample = registry().get("education_grading").sample().head(160)
    table = pd.DataFrame({"answer": sample["text"], "score": [str(row % 3) for row in range(160)]})
    table["content"] = [str(row % 4) for row in range(160)]
    file = UploadedFile("essays.csv", table.to_csv(index=False).encode())
    app = visit("education_grading", section="data")
    app.file_uploader[0].upload(file.name, file.data, "text/csv").run()
    levels = next(each for each in app.text_area if each.label == "One level a line")
    levels.input("0 = missing\n1 = partial\nfull").run()
    assert any("Line 3 of the rubric" in each.value for each in app.error)
    levels = next(each for each in app.text_area if each.label == "One level a line")
    levels.input("0 = missing\n5 = full").run()
    assert any("run from 0 to 5: they name the marks of 0 of 160 answers" in each.value for each in app.caption)
    levels = next(each for each in app.text_area if each.label == "One level a line")
    levels.input("0 = missing\n1 = partial\n2 = full: both ideas").run()
    assert not app.error and not any("they name the marks of" in each.value for each in app.caption)
    next(each for each in app.multiselect if each.label.startswith("More scores")).select("content").run()
    app.button(key=next(button.key for button in app.button if button.label == "Keep this dataset")).click().run()
    assert not app.error and not app.exception
    trait, main = empty_store.datasets.list(LOCAL_ACTOR, "education_grading")
    assert (trait.name, trait.score_max) == ("essays.csv: content", 3)
    assert (main.name, main.score_max) == ("essays.csv", 2)
    parts = [empty_store.datasets.table(LOCAL_ACTOR, each.id).set_index("row_id")["part"] for each in (trait, main)]
    assert parts[0].to_dict() == parts[1].to_dict()
    run = empty_store.training.start(LOCAL_ACTOR, main.id, "tfidf")
    work(empty_store, run)
    model_id = empty_store.runs.get(LOCAL_ACTOR, run.id).model_id
    asked = UploadedFile("new.csv", b"answer,score_min,score_max\nIt conducts heat.,0,2\nBecause.,0,5\n")
    intake = empty_store.datasets.open_upload(LOCAL_ACTOR, "education_grading", [asked])
    batch = empty_store.inference.start_batch(LOCAL_ACTOR, model_id, intake)
    work(empty_store, batch)
    empty_store.reviews.record(LOCAL_ACTOR, batch.id, "0", 2.0)
    table = empty_store.inference.batch_table(LOCAL_ACTOR, batch.id)
    assert table["level"].tolist()[0] == "full" and pd.isna(table["level"][1])
    empty_store.reviews.take_back(LOCAL_ACTOR, batch.id, "0")
    empty_store.reviews.record(LOCAL_ACTOR, batch.id, "1", 5.0)
    app = visit("education_grading", section="use", run=batch.id)
    assert [each.label for each in _grades(app, batch.id)] == ["0 · missing", "1 · partial", "2 · full"]
    app = visit("education_grading", section="data", dataset=trait.id)
    next(each for each in app.text_area if each.key == f"rubric-{trait.id}").input("0 = none\n3 = all")
    next(each for each in app.button if each.label == "Use these levels").click().run()
    assert not app.error
    rubric = empty_store.datasets.rubric(LOCAL_ACTOR, trait.id)
    assert rubric is not None and rubric.levels[1].name == "all"
