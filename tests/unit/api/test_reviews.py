"""A batch is checked over HTTP as on the page."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from studio.core.actor import LOCAL_ACTOR
from tests.unit.services.conftest import Trained, work
from tests.unit.services.test_evaluations import intake


@pytest.fixture
def run_id(trained: Trained) -> str:
    brought = intake(trained, text=["An employee moved client money.", "Systems were down for six hours."])
    run = trained.studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, brought)
    work(trained.studio, run)
    return run.id


def test_from_the_queue_to_a_dataset(client: TestClient, trained: Trained, run_id: str) -> None:
    queue = client.get(f"/v1/runs/{run_id}/queue").json()
    assert (queue["rows"], queue["reviewed"], len(queue["waiting"])) == (2, 0, 2)
    assert queue["waiting"][0]["uncertainty"] >= queue["waiting"][1]["uncertainty"]
    assert [each["remarks"] for each in queue["waiting"]] == ["", ""]
    row, labels = queue["waiting"][0], trained.model.labels
    url = f"/v1/runs/{run_id}/reviews"
    first = client.post(url, json={"row_id": row["row_id"], "given": labels[0], "note": "why"}).json()
    assert (first["number"], first["given"], first["predicted"], first["replaced"]) == (
        1,
        labels[0],
        row["predicted"],
        None,
    )
    second = client.post(url, json={"row_id": row["row_id"], "given": labels[1]}).json()
    assert second["replaced"]["given"] == labels[0]
    assert [each["given"] for each in client.get(url).json()["reviews"]] == [labels[1]]
    assert client.get(f"/v1/runs/{run_id}/queue").json()["reviewed"] == 1
    made = client.post(f"/v1/models/{trained.model.id}/reviewed-dataset").json()
    assert made["rows"] == trained.dataset.rows + 1
    history = client.delete(f"{url}/{row['row_id']}").json()["reviews"]
    assert [each["given"] for each in history] == [labels[0], labels[1], None]
    assert len(client.get(f"{url}?history=true").json()["reviews"]) == 3


@pytest.mark.parametrize(
    ("body", "status", "hint"),
    [
        ({"row_id": "0", "given": "astrology"}, 422, "It knows"),
        ({"row_id": "99", "given": "fraud"}, 404, "list"),
        ({"row_id": "0"}, 422, "docs"),
        ({"row_id": "0", "given": "fraud", "actor": "me"}, 422, "docs"),
    ],
)
def test_what_cannot_be_a_review_is_refused(
    client: TestClient, run_id: str, body: dict[str, object], status: int, hint: str
) -> None:
    answer = client.post(f"/v1/runs/{run_id}/reviews", json=body)
    assert answer.status_code == status
    assert hint in answer.json()["fix"]


def test_reasons_are_given_where_the_field_has_any(client: TestClient, trained: Trained) -> None:
    body = {"texts": [{"text": "A customer defaulted."}], "reasons": True}
    answer = client.post("/v1/domains/finance_risk/predict", json=body).json()
    assert answer["predictions"][0]["reasons"] is None
