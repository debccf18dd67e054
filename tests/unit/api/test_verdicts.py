"""A data verdict is asked for, read and mended over HTTP as on the page."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
from fastapi.testclient import TestClient

from studio.api.app import create_api
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Dataset, Phase
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.services.verdicts.copies import exact_copies
from studio.services.verdicts.giveaways import giveaways
from studio.storage.verdicts import dump_part
from tests.unit.services.conftest import ready_database, studio

__all__ = ["ready_database", "studio"]


@pytest.fixture
def client(studio: Studio) -> Iterator[TestClient]:
    with TestClient(create_api(lambda: studio)) as client:
        yield client


@pytest.fixture
def dataset(studio: Studio) -> Dataset:
    labels = ["billing", "shipping"]
    rows = [
        {"text": f"[{labels[number % 2]}] parcel {chr(97 + number % 26)}{number} is late", "label": labels[number % 2]}
        for number in range(80)
    ]
    rows += [rows[0], {**rows[1], "label": "billing"}]
    file = UploadedFile("mine.csv", pd.DataFrame(rows).to_csv(index=False).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))


@pytest.fixture
def looked_at(studio: Studio, dataset: Dataset) -> Dataset:
    """The dataset with what the first phase finds in it, as the worker would record it."""
    table = studio.datasets.table(LOCAL_ACTOR, dataset.id)
    outside = table[table["part"] != "test"].reset_index(drop=True)
    found = [*exact_copies(table), *giveaways(outside, Task.CLASSIFICATION)]
    run = studio.verdicts.start(LOCAL_ACTOR, dataset.id)
    studio.verdicts.record(run, Phase.LOOK, dump_part(found, notes=["a note"]), 1.25)
    return dataset


def test_a_verdict_is_asked_for_once_and_read_as_it_is_found(client: TestClient, dataset: Dataset) -> None:
    url = f"/v1/datasets/{dataset.id}/verdict"
    early = client.get(url)
    assert early.status_code == 409 and "POST" in early.json()["fix"]
    asked = client.post(url)
    assert asked.status_code == 202 and asked.json()["state"] == "queued" and asked.json()["findings"] == []
    assert client.post(url).json()["run_id"] == asked.json()["run_id"]
    assert client.get(url).json() == asked.json()


def test_findings_come_with_what_can_be_done_about_them(client: TestClient, looked_at: Dataset) -> None:
    told = client.get(f"/v1/datasets/{looked_at.id}/verdict").json()
    assert told["parts"] == {"look": 1.25} and told["notes"] == ["a note"]
    found = {each["code"]: each for each in told["findings"]}
    assert {"exact_copies", "contradicting_answers", "names_its_label"} <= set(found)
    assert found["names_its_label"]["remedies"][0] == {
        "by": "take_out_words",
        "rows": [],
        "answers": [],
        "column": "",
        "words": ["billing", "shipping"],
        "figures_aside": False,
    }
    assert len(found["exact_copies"]["remedies"][0]["rows"]) == found["exact_copies"]["count"] == 1
    (copies,) = found["exact_copies"]["groups"]
    assert len(copies) == 2 and copies[1:] == found["exact_copies"]["remedies"][0]["rows"]


def test_a_mend_makes_a_version_and_says_what_changed(client: TestClient, looked_at: Dataset) -> None:
    url = f"/v1/datasets/{looked_at.id}/mend"
    made = client.post(url, json={"finding": "names_its_label", "by": "take_out_words"}).json()
    assert (made["made_from"], made["rewritten"], made["left_out"]) == (looked_at.id, looked_at.rows, 0)
    assert client.get(f"/v1/datasets/{made['dataset_id']}/verdict").json()["state"] == "queued"
    found = client.get(f"/v1/datasets/{looked_at.id}/verdict").json()["findings"]
    rows = next(each["remedies"][0]["rows"] for each in found if each["code"] == "contradicting_answers")
    body = {"finding": "contradicting_answers", "by": "leave_out", "rows": rows[:1]}
    fewer = client.post(url, json=body).json()
    assert (fewer["left_out"], fewer["rows"]) == (1, looked_at.rows - 1)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"finding": "no_such_finding", "by": "leave_out"}, 404, "unknown_key"),
        ({"finding": "exact_copies", "by": "relabel"}, 422, "invalid_option"),
        ({"finding": "exact_copies", "by": "leave_out", "rows": ["no such row"]}, 422, "invalid_option"),
        ({"finding": "exact_copies", "by": "burn"}, 422, "malformed_request"),
        ({"finding": "exact_copies"}, 422, "malformed_request"),
        ({"finding": "exact_copies", "by": "leave_out", "who": "me"}, 422, "malformed_request"),
    ],
)
def test_what_cannot_be_mended_is_refused(
    client: TestClient, looked_at: Dataset, body: dict[str, object], status: int, code: str
) -> None:
    answer = client.post(f"/v1/datasets/{looked_at.id}/mend", json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["message"] and answer.json()["fix"]


def test_a_dataset_that_is_not_there_is_not_found(client: TestClient, dataset: Dataset) -> None:
    mended = client.post("/v1/datasets/ds_nowhere/mend", json={"finding": "exact_copies", "by": "leave_out"})
    for answer in (
        client.get("/v1/datasets/ds_nowhere/verdict"),
        client.post("/v1/datasets/ds_nowhere/verdict"),
        mended,
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    early = client.post(f"/v1/datasets/{dataset.id}/mend", json={"finding": "exact_copies", "by": "leave_out"})
    assert (early.status_code, early.json()["code"]) == (409, "conflict")
