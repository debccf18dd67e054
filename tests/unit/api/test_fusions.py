"""A cascade answers over HTTP like any version, and says which model an answer is from."""

from __future__ import annotations

from fastapi.testclient import TestClient

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Run
from tests.unit.services.conftest import Trained, work


def finished(trained: Trained, run: Run) -> str:
    work(trained.studio, run)
    return str(trained.studio.runs.get(LOCAL_ACTOR, run.id).model_id)


def test_a_cascade_answers_over_http(trained: Trained, client: TestClient) -> None:
    studio, dataset = trained.studio, trained.dataset
    weak = finished(trained, studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", {"c": 0.01}))
    made = finished(trained, studio.fusions.cascade(LOCAL_ACTOR, weak, trained.model.id, 0.5))
    asked = {"texts": [{"text": "Hackers copied passwords of customers."}], "model_id": made}
    (answer,) = client.post("/v1/domains/finance_risk/predict", json=asked).json()["predictions"]
    assert answer["answered_by"] in {"small model, version 2 (tfidf)", "large model, version 1 (tfidf)"}
    listed = client.get("/v1/models").json()
    assert made in str(listed)
    plain = {**asked, "model_id": trained.model.id}
    (answer,) = client.post("/v1/domains/finance_risk/predict", json=plain).json()["predictions"]
    assert answer["answered_by"] is None
