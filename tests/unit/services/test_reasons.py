"""Reasons of grades: over the API and in the columns of a batch they are those of the page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from fastapi.testclient import TestClient

from models.nearest import likest, similarities
from studio.api.app import create_api
from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.services.inference import TextInput
from studio.services.intake.upload import UploadedFile
from studio.services.nearest_graded import nearest_graded
from studio.services.studio import Studio, open_studio
from tests.unit.services.conftest import sample_dataset, work


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    studio = open_studio(Settings(home=tmp_path_factory.mktemp("graded") / "home", device="cpu", threads=1))
    work(studio, studio.training.start(LOCAL_ACTOR, sample_dataset(studio, "education_grading").id, "tfidf"))
    yield studio
    studio.close()


@pytest.fixture(scope="module")
def asked(graded: Studio) -> pd.DataFrame:
    """Six answers, one of them to a question nobody learned from."""
    table = graded.datasets.open_sample(LOCAL_ACTOR, "education_grading").table
    few = table[table["text"].str.len() > 40].head(6).reset_index(drop=True)[["text", "question", "reference"]]
    few.loc[5, ["question", "reference"]] = ["What is a noun?", "A word for a thing."]
    return few.assign(score_min="0", score_max="2")


def test_a_batch_has_its_reasons_as_columns(graded: Studio, asked: pd.DataFrame) -> None:
    model = graded.library.production(LOCAL_ACTOR, "education_grading")
    assert model is not None
    file = UploadedFile("new.csv", asked.to_csv(index=False).encode())
    intake = graded.datasets.open_upload(LOCAL_ACTOR, "education_grading", [file])
    run = graded.inference.start_batch(LOCAL_ACTOR, model.id, intake)
    work(graded, run)
    table = graded.inference.batch_table(LOCAL_ACTOR, run.id)
    assert not {"nearest_id", "better_id"} & set(table)
    known = graded.datasets.table(LOCAL_ACTOR, model.dataset_id)
    train = set(known.loc[known["part"] == "train", "source_text"])
    for place, row in table.iterrows():
        given = TextInput(str(row["text"]), str(row["question"]), str(row["reference"]), 0, 2)
        found = graded.graded.like(LOCAL_ACTOR, model.id, given, float(row["predicted"]))
        if place == 5:
            assert not found.nearest and pd.isna(row["nearest_answer"]) and pd.isna(row["nearest_given"])
            continue
        assert (row["nearest_answer"], row["nearest_given"]) == (found.nearest[0].text, found.nearest[0].given)
        assert row["nearest_alike"] == pytest.approx(found.nearest[0].similarity)
        assert row["nearest_answer"] in train
        assert pd.isna(row["feedback"]) if found.better is None else row["feedback"] == found.better.text


def test_the_api_gives_the_reasons_of_the_page(graded: Studio, asked: pd.DataFrame) -> None:
    client = TestClient(create_api(lambda: graded))
    texts = [{"text": row["text"], "reference": row["reference"], "score_max": 2, "score_min": 0}
             for _, row in asked.iterrows()]  # fmt: skip
    answer = client.post("/v1/domains/education_grading/predict", json={"texts": texts, "reasons": True})
    assert answer.status_code == 200, answer.text
    predictions = answer.json()["predictions"]
    assert [bool(each["reasons"]["nearest"]) for each in predictions] == [True] * 5 + [False]
    assert all(each["reasons"]["better"]["given"] > each["score"] for each in predictions if each["reasons"]["better"])
    plain = client.post("/v1/domains/education_grading/predict", json={"texts": texts}).json()["predictions"]
    assert all(each["reasons"] is None for each in plain)


def test_each_of_many_has_what_it_has_alone() -> None:
    table = pd.DataFrame(
        {
            "text": ["heat flows fast", "heat flows slowly", "it is cold", "metal conducts heat", "never learned"],
            "text_pair": ["q", "q", "q", "r", "q"],
            "target": [2.0, 1.0, 0.0, 2.0, 2.0],
            "part": ["train"] * 4 + ["test"],
        }
    )
    asked = pd.DataFrame({"text": ["heat flows", "metal is cold", "x"], "text_pair": ["q", "r", "unknown"]})
    together = nearest_graded(table, asked, [1.0, 2.0, 0.0])
    alone = [nearest_graded(table, asked.iloc[[row]], [score])[0] for row, score in enumerate([1.0, 2.0, 0.0])]
    assert together == alone
    assert {each.place for each in together[0].nearest} <= {0, 1, 2}
    assert together[0].better is not None and together[0].better.place == 0
    assert together[1].better is None and not together[2].nearest


def test_what_shares_no_word_is_not_alike(tmp_path: Path) -> None:
    found = similarities(["the metal conducts", "wood"], ["the metal conducts", "zzz"])
    assert found[0, 0] == pytest.approx(1) and found[:, 1].tolist() == [0, 0]
    assert likest(found[:, 1], 3) == []
    assert similarities(["", "?"], ["a"]).tolist() == [[0], [0]]
    assert np.isfinite(found).all()
