"""The education page once a grader was trained: people's agreement beside the model's, and whether it may mark."""

from __future__ import annotations

import json

from domains.registry import registry
from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import CurvePoint, Phase, Progress
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.ui import digits
from tests.unit.services.conftest import work


def _model(studio: Studio):
    model = studio.library.production(LOCAL_ACTOR, "education_grading")
    assert model is not None
    return model


def _words(app) -> str:
    return " ".join(each.value for each in app.markdown)


def test_evaluate_shows_peoples_agreement_as_the_ceiling_and_the_rules(graded_store: Studio, visit) -> None:
    evaluation = graded_store.evaluations.latest(LOCAL_ACTOR, _model(graded_store).id)
    app = visit("education_grading", section="evaluate")
    assert not app.error
    tables = {table.value.columns[0]: table.value for table in app.dataframe}
    people = evaluation.baselines["rater"]
    assert tables["Marked by"]["Kappa"].tolist() == [
        digits.with_interval(people["kappa"]),
        digits.with_interval(evaluation.metrics["kappa"]),
    ]
    assert tables["Subgroup"]["Subgroup"].tolist() == sorted(evaluation.subgroups)
    assert len(evaluation.subgroups) >= 2  # those with ten answers in the test part
    words = _words(app)
    assert "QWK, less that of two people" in words
    for name in evaluation.subgroups:
        assert f"Mean difference, {name}" in words
    assert "by the column" not in words  # the sample calls it a subgroup itself
    assert "Kappa" not in {metric.label for metric in app.metric}


def test_subgroups_are_named_with_their_column(empty_store: Studio, visit) -> None:
    sample = registry().get("education_grading").sample().rename(columns={"subgroup": "EAL"})
    data = sample.to_csv(index=False).encode()
    intake = empty_store.datasets.open_upload(LOCAL_ACTOR, "education_grading", [UploadedFile("marks.csv", data)])
    dataset = empty_store.datasets.confirm(LOCAL_ACTOR, empty_store.datasets.draft(LOCAL_ACTOR, intake))
    run = empty_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(empty_store, run)
    evaluation = empty_store.evaluations.latest(LOCAL_ACTOR, _model(empty_store).id)
    assert evaluation is not None
    app = visit("education_grading", section="evaluate")
    tables = {table.value.columns[0]: table.value for table in app.dataframe}
    assert tables["Subgroup"]["Subgroup"].tolist() == [f"EAL {name}" for name in sorted(evaluation.subgroups)]
    words = _words(app)
    assert "by the column *EAL*" in words
    assert all(f"Mean difference, EAL {name}" in words for name in evaluation.subgroups)


def test_the_data_section_offers_to_test_on_new_questions_and_says_why(empty_store: Studio, visit) -> None:
    app = visit("education_grading", section="data", source="sample")
    choice = next(radio for radio in app.radio if radio.label == "How are test rows chosen?")
    assert any("unseen answers" in each.value for each in app.caption)
    choice.set_value("questions").run()
    assert not app.error and not app.exception
    assert any("Split by question" in each.value for each in app.caption)
    app.button(key=next(button.key for button in app.button if button.label == "Keep this dataset")).click().run()
    kept = empty_store.datasets.list(LOCAL_ACTOR, "education_grading")[0]
    assert "by question" in kept.split_reason


def test_a_score_comes_with_the_nearest_graded_answers_and_what_a_better_one_says(graded_store: Studio, visit) -> None:
    app = visit("education_grading", section="use")
    app.button(key="example-education_grading-1").click().run()
    assert not app.error and not app.exception
    words = _words(app)
    assert "The nearest graded answers" in words and "a higher score" in words
    dataset = graded_store.datasets.table(LOCAL_ACTOR, _model(graded_store).dataset_id)
    app.text_area(key="ask-education_grading-reference").input("A question of another subject")
    app.text_area(key="ask-education_grading-question").input("")
    next(button for button in app.button if button.label == "Ask the model").click().run()
    assert any("none to compare with" in each.value for each in app.caption)
    assert "text_pair" in dataset


def test_reasons_are_training_rows_of_the_question_only(graded_store: Studio) -> None:
    model = _model(graded_store)
    table = graded_store.datasets.table(LOCAL_ACTOR, model.dataset_id).set_index("source_row")
    for part in ("train", "test"):
        known = table[(table["part"] == part) & (table["target"] < 2) & (table["text"].str.len() > 40)].iloc[0]
        asked = TextInput(str(known["text"]), reference=str(known["text_pair"]))
        found = graded_store.graded.like(LOCAL_ACTOR, model.id, asked, score=1.0)
        rows = table.loc[[each.source_row for each in found.nearest]]
        assert len(rows) == 3 and set(rows["part"]) == {"train"}
        assert set(rows["text_pair"]) == {known["text_pair"]}
        assert found.nearest[0].similarity >= found.nearest[-1].similarity
        assert (found.nearest[0].similarity > 0.99) == (part == "train")
        assert found.better is not None and float(found.better.given) > 1


def test_trials_are_told_by_what_ranks_them_and_their_courses_by_what_was_measured_on_the_way(
    graded_store: Studio, visit
) -> None:
    dataset, journal = graded_store.datasets.list(LOCAL_ACTOR)[0], graded_store.journal
    run = graded_store.searches.start(LOCAL_ACTOR, dataset.id, "textcnn", Budget(trials=9))
    journal.mark_running(run.id)
    for step in (1, 2):
        journal.curve_point(run.id, CurvePoint(step, None, 0.5))
        journal.curve_point(run.id, CurvePoint(step, 0.4, 0.6, "trial 1"))
    journal.report(run.id, Progress(Phase.SEARCH, 2, 9, dev_metric=0.6, dev_metric_key="pearson", series="trial 1"))
    app = visit("runs", run=run.id)
    assert not app.exception
    titles = [json.loads(each.proto.spec)["layout"]["title"]["text"] for each in app.get("plotly_chart")]
    primary = digits.metric_title(registry().get(dataset.domain).metrics[dataset.task][0])
    assert titles == [f"{primary} on the dev part", f"{digits.metric_title('pearson')} on the dev part"]
    graded_store.runs.cancel(LOCAL_ACTOR, run.id)


def test_what_changes_nothing_for_scores_is_greyed(graded_store: Studio, visit) -> None:
    dataset = graded_store.datasets.list(LOCAL_ACTOR)[0]
    app = visit("education_grading", section="train", dataset=dataset.id)
    app.radio(key=f"method-{dataset.id}").set_value("probe").run()
    key = f"options-{dataset.id}-probe"
    assert app.text_input(key=f"{key}.balanced-greyed").disabled
    assert any("Scores have no classes" in each.value for each in app.caption)
    assert app.selectbox(key=f"{key}.head").options == ["auto", "ridge", "ordinal"]
