"""What a person may say of the data that comes: the sheet, the parts of a split column; and where it may come from."""

from __future__ import annotations

import io

import pandas as pd
import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.tasks import Task
from studio.services.studio import Studio
from tests.pages.conftest import add_sample


def _rows(words: str, split: str = "train") -> pd.DataFrame:
    labels = ("credit", "cyber")
    texts = [f"{words} {chr(97 + row % 26)}{row} of borrower or server {row * 7}" for row in range(60)]
    return pd.DataFrame({"text": texts, "label": [labels[row % 2] for row in range(60)], "split": split})


def test_another_sheet_of_a_workbook_is_read(empty_store: Studio, visit) -> None:
    book = io.BytesIO()
    with pd.ExcelWriter(book, engine="openpyxl") as writer:
        _rows("Loss").to_excel(writer, sheet_name="Losses", index=False)
        _rows("Gain").head(40).to_excel(writer, sheet_name="Gains", index=False)
    app = visit("finance_risk")
    app.file_uploader[0].upload("book.xlsx", book.getvalue()).run(timeout=120)
    sheet = next(each for each in app.selectbox if each.label == "Sheet")
    assert sheet.options == ["Losses", "Gains"] and any("**60** rows" in each.value for each in app.markdown)
    sheet.select("Gains").run(timeout=120)
    assert not app.exception and not app.error
    assert any("**40** rows" in each.value for each in app.markdown)


def test_words_of_a_split_column_are_given_their_part(empty_store: Studio, visit) -> None:
    table = pd.concat([_rows("Loss", "first half"), _rows("Gain", "second half")])
    app = visit("finance_risk")
    app.file_uploader[0].upload("halves.csv", table.to_csv(index=False).encode()).run(timeout=120)
    for value, part in (("first half", "train"), ("second half", "test")):
        next(each for each in app.selectbox if value in each.label).select(part).run(timeout=120)
    assert not app.exception and not app.error
    next(each for each in app.button if each.label == "Keep this dataset").click().run(timeout=120)
    (kept,) = empty_store.datasets.list(LOCAL_ACTOR)
    parts = empty_store.datasets.table(LOCAL_ACTOR, kept.id).groupby("part")["text"].apply(list)
    assert all(text.startswith("Gain") for text in parts["test"]) and len(parts["test"]) == 60


def test_a_public_set_that_cannot_be_had_says_so_and_a_template_is_offered_for_every_task(
    empty_store: Studio, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("domains.public.fetch_url", _no_network)
    domain = registry().get("finance_risk")
    app = visit("finance_risk", source="public")
    chosen = domain.public_datasets[0]
    card = " ".join(each.value for each in app.markdown)
    assert chosen.title in card and chosen.licence in card and chosen.citation in card
    next(each for each in app.button if each.label == "Open this set").click().run(timeout=120)
    assert not app.exception and len(app.error) == 1
    app = visit("finance_risk")
    offered = {each.label for each in app.get("download_button")}
    assert sum(each.startswith("Template for") for each in offered) == len(domain.tasks)
    for task in domain.tasks:
        header = empty_store.datasets.template("finance_risk", task).decode().splitlines()[0]
        assert "text" in header or task is Task.ANOMALY


def _no_network(_url: str) -> bytes:
    raise OSError("no connection could be made")


def test_a_dataset_is_deleted(empty_store: Studio, visit) -> None:
    dataset = add_sample(empty_store, "finance_risk")
    app = visit("finance_risk", dataset=dataset.id)
    app.button(key=f"delete-{dataset.id}").click().run()
    assert not app.exception and not app.error
    assert empty_store.datasets.list(LOCAL_ACTOR) == []
