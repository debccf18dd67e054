"""The pages once a model was trained: the same numbers everywhere, and an answer to a typed text."""

from __future__ import annotations

import json

from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio
from studio.ui import digits


def _model(studio: Studio):
    model = studio.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    return model


def _words(app) -> str:
    return " ".join(each.value for each in app.markdown)


def test_home_shows_the_production_model_with_its_interval(trained_store: Studio, visit) -> None:
    app = visit("home")
    assert not app.error
    assert digits.with_interval(_model(trained_store).primary) in _words(app)
    assert "synthetic data" in _words(app)


def test_data_lists_the_dataset(trained_store: Studio, visit) -> None:
    app = visit("finance_risk")
    assert not app.error
    assert len(app.dataframe[0].value) == 1


def test_train_shows_the_run_of_the_url(trained_store: Studio, visit) -> None:
    run = trained_store.runs.list(LOCAL_ACTOR, domain="finance_risk")[0]
    app = visit("finance_risk", section="train", run=run.id)
    assert not app.error
    assert "succeeded" in _words(app)
    assert run.id in _words(app)


def test_a_second_click_on_start_changes_nothing(trained_store: Studio, visit) -> None:
    before = len(trained_store.runs.list(LOCAL_ACTOR))
    app = visit("finance_risk", section="train")
    app.button(key="start-finance_risk").click().run()
    app.button(key="start-finance_risk").click().run()
    runs = trained_store.runs.list(LOCAL_ACTOR)
    assert len(runs) == before + 1
    app.button(key=f"cancel-{runs[0].id}").click().run()
    assert trained_store.runs.get(LOCAL_ACTOR, runs[0].id).state.value == "cancelled"
    assert not app.error


def test_options_count_that_were_typed_right_before_the_click(trained_store: Studio, visit) -> None:
    app = visit("finance_risk", section="train")
    dataset = trained_store.datasets.list(LOCAL_ACTOR, "finance_risk")[0]
    app.radio(key=f"method-{dataset.id}").set_value("full").run()
    app.number_input(key=f"options-{dataset.id}-full.epochs").set_value(7)
    app.number_input(key="seed-full").set_value(3)
    app.button(key="start-finance_risk").click().run()
    run = trained_store.runs.list(LOCAL_ACTOR)[0]
    assert (run.manifest["options"]["epochs"], run.manifest["seed"]) == (7, 3)
    trained_store.runs.cancel(LOCAL_ACTOR, run.id)


def test_evaluate_shows_metrics_and_the_texts_of_a_cell(trained_store: Studio, visit) -> None:
    evaluation = trained_store.evaluations.latest(LOCAL_ACTOR, _model(trained_store).id)
    app = visit("finance_risk", section="evaluate")
    assert not app.error
    shown = {metric.label: metric.value for metric in app.metric}
    for key, measured in evaluation.metrics.items():
        assert shown[digits.metric_title(key)] == digits.value(measured.value)
    sliced = next(each.value for each in app.dataframe if "Slice" in each.value)
    assert evaluation.slices and set(sliced["Slice"]) == {*evaluation.slices, "All of them"}
    values = [evaluation.slices[name][evaluation.primary_metric].value for name in sliced["Slice"][:-1]]
    assert values == sorted(values)  # the worst first
    label = evaluation.labels[0]
    app.selectbox(key=f"true-{evaluation.id}").select(label)
    app.selectbox(key=f"predicted-{evaluation.id}").select(label).run()
    count = evaluation.confusion[0][0]
    assert any(each.value.startswith(f"**{count}**") for each in app.markdown), [each.value for each in app.markdown]


def test_a_typed_text_is_answered_and_an_empty_one_is_not(trained_store: Studio, visit) -> None:
    app = visit("finance_risk", section="use")
    ask = next(button for button in app.button if button.label == "Ask the model")
    ask.click().run()
    assert any("first" in each.value for each in app.info)
    app.text_area(key="ask-finance_risk-text").input("Two borrowers missed their interest payments.")
    next(button for button in app.button if button.label == "Ask the model").click().run()
    assert not app.error
    assert app.metric[0].value in _model(trained_store).labels


def test_an_example_is_answered_at_once(trained_store: Studio, visit) -> None:
    app = visit("finance_risk", section="use")
    app.button(key="example-finance_risk-0").click().run()
    assert not app.error
    assert app.metric[0].value in _model(trained_store).labels


def test_library_shows_lineage(trained_store: Studio, visit) -> None:
    model = _model(trained_store)
    app = visit("model_library", model=model.id)
    assert not app.error
    assert model.dataset_id in _words(app)
    assert model.run_id in _words(app)


def test_runs_can_be_opened_from_the_url(trained_store: Studio, visit) -> None:
    run = trained_store.runs.list(LOCAL_ACTOR)[-1]
    app = visit("runs", run=run.id)
    assert not app.error
    assert run.id in _words(app)
    (manifest,) = [json.loads(each.value) for each in app.code if "libraries" in each.value]
    assert manifest == run.manifest
    assert any("Ran on cpu" in each.value for each in app.caption)


def test_a_dataset_is_opened_from_the_url(trained_store: Studio, visit) -> None:
    dataset = trained_store.datasets.list(LOCAL_ACTOR, "finance_risk")[0]
    app = visit("finance_risk", dataset=dataset.id)
    assert not app.error
    assert dataset.id in _words(app)
    assert app.button(key=f"train-on-{dataset.id}")
