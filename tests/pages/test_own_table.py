"""A table of one's own: a model is measured on it from the Evaluate section; beside that, labels and subsets apart."""

from __future__ import annotations

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind, RunState
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from tests.unit.services.conftest import work


def test_a_model_is_measured_on_a_table_of_ones_own(trained_store: Studio, visit) -> None:
    model = trained_store.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    app = visit("finance_risk", section="evaluate")
    assert any({"Label", "Precision", "Recall"} <= set(each.value.columns) for each in app.dataframe)
    rows = [f"Borrower number {row} missed a payment,{model.labels[row % 2]}" for row in range(12)]
    app.file_uploader[0].upload("mine.csv", "\n".join(["text,label", *rows]).encode()).run(timeout=120)
    assert not app.exception and not app.error
    assert any("**12** rows" in each.value for each in app.markdown)
    app.button(key="evaluate-finance_risk-go").click().run()
    (run,) = trained_store.runs.list(LOCAL_ACTOR, kind=RunKind.EVALUATE)
    work(trained_store, run)
    assert trained_store.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
    shown = visit("finance_risk", section="evaluate", run=run.id)
    assert not shown.exception and not shown.error
    assert any(each.label == "Measured on" and "mine.csv" in each.options[0] for each in shown.selectbox)


def test_subsets_of_the_test_part_are_measured_apart(trained_store: Studio, visit) -> None:
    sample = registry().get("finance_risk").sample()[["text", "label"]].head(160)
    split = ["train"] * 100 + ["dev"] * 20 + ["test-early", "test-late"] * 20
    file = UploadedFile("halves.csv", sample.assign(split=split).to_csv(index=False).encode())
    intake = trained_store.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    dataset = trained_store.datasets.confirm(LOCAL_ACTOR, trained_store.datasets.draft(LOCAL_ACTOR, intake))
    run = trained_store.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(trained_store, run)
    app = visit("finance_risk", section="evaluate", model=trained_store.runs.get(LOCAL_ACTOR, run.id).model_id)
    assert not app.exception and not app.error
    apart = next(each.value for each in app.dataframe if "Subset" in each.value)
    assert len(apart) == 2 and apart["Texts"].tolist() == ["20", "20"]
