"""A filing over HTTP: brought as text, answered by the worker, read with its sections and sentences."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from studio.core.actor import LOCAL_ACTOR
from tests.unit.services.conftest import Trained, work

FILING = (
    "<html><body><p>FORM 10-K</p><p>For the fiscal year ended June 30, 2023</p><p>Norvale Power, Inc.</p>"
    "<p>(Exact name of registrant as specified in its charter)</p><p>Item 1A. Risk Factors</p><p>"
    + "Attackers may reach the payments gateway. Two borrowers missed interest payments. " * 5
    + "</p><p>Item 7A. Quantitative and Qualitative Disclosures About Market Risk</p><p>"
    + "Higher interest rates cut the value of the bond portfolio. " * 7
    + "</p></body></html>"
)
PATH = "/v1/domains/finance_risk/documents"


def test_a_filing_is_brought_answered_and_read(client: TestClient, trained: Trained) -> None:
    brought = client.post(PATH, json={"text": FILING, "name": "10-k.htm"})
    assert brought.status_code == 202, brought.text
    told = brought.json()
    assert (told["issuer"], told["period"], told["state"]) == ("Norvale Power, Inc.", "2023", "queued")
    waiting = client.get(f"/v1/documents/{told['run_id']}").json()
    assert (waiting["state"], waiting["sentences"]) == ("queued", [])

    work(trained.studio, trained.studio.runs.get(LOCAL_ACTOR, told["run_id"]))
    document = client.get(f"/v1/documents/{told['run_id']}").json()
    assert document["state"] == "succeeded"
    assert [(each["key"], each["sentences"]) for each in document["sections"]] == [("1.1A", 10), ("2.7A", 7)]
    for section in document["sections"]:
        assert sum(section["shares"].values()) == pytest.approx(1)
    first = document["sentences"][0]
    assert first["text"] == "Attackers may reach the payments gateway."
    assert "Forward-looking (may)" in first["marks"]
    assert first["label"] == max(first["probabilities"], key=first["probabilities"].get)
    assert first["end"] - first["start"] == len(first["text"])


def test_a_year_that_is_said_wins(client: TestClient) -> None:
    assert client.post(PATH, json={"text": FILING, "period": "2021"}).json()["period"] == "2021"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (PATH, {"text": " \u200b "}, 422),
        (PATH, {"text": "<html></html>"}, 422),
        (PATH, {"text": FILING, "nonsense": 1}, 422),
        (PATH, {"text": FILING, "model_id": "none"}, 404),
        ("/v1/domains/medical_notes/documents", {"text": FILING}, 409),
        ("/v1/domains/astrology/documents", {"text": FILING}, 404),
    ],
)
def test_nonsense_gets_a_reason_and_a_fix(client: TestClient, path: str, body: object, status: int) -> None:
    answer = client.post(path, json=body)
    assert answer.status_code == status
    assert set(answer.json()) == {"code", "message", "fix"}


def test_a_run_that_is_no_document_is_told_apart(client: TestClient, trained: Trained) -> None:
    (run, *_) = trained.studio.runs.list(LOCAL_ACTOR)
    assert client.get(f"/v1/documents/{run.id}").status_code == 409
    assert client.get("/v1/documents/none").status_code == 404
