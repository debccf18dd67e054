"""The HTTP API: what it answers, and what it answers to nonsense."""

from __future__ import annotations

import logging

import pytest
import schemathesis
from fastapi import FastAPI
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio
from tests.unit.services.conftest import Trained

SECRET = "Zanzibar Holdings lost 4 million"


def test_health_says_what_is_there(client: TestClient) -> None:
    answer = client.get("/health").json()
    assert answer["status"] == "ok"
    assert answer["worker"] == "not running"
    assert "(cpu)" in answer["device"]


def test_every_domain_is_listed_with_its_production_model(client: TestClient, trained: Trained) -> None:
    listed = {domain["key"]: domain for domain in client.get("/v1/domains").json()}
    assert list(listed) == [domain.key for domain in registry()]
    assert listed["finance_risk"]["production_model"]["id"] == trained.model.id
    assert listed["finance_risk"]["production_model"]["synthetic"] is True
    assert listed["medical_notes"]["production_model"] is None


def test_a_models_evaluations_tell_its_slices_apart(client: TestClient, trained: Trained) -> None:
    (found,) = client.get(f"/v1/models/{trained.model.id}/evaluations").json()
    evaluation = trained.studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)
    assert found["primary_metric"] == evaluation.primary_metric and found["slices"]
    assert all(set(each) == {found["primary_metric"]} for each in found["slices"].values())
    assert all(10 <= each[found["primary_metric"]]["n"] < found["rows"] for each in found["slices"].values())
    assert not set(found["slices"]) & set(found["subsets"])
    assert client.get("/v1/models/nobody/evaluations").status_code == 404


def test_models_may_be_asked_by_domain(client: TestClient, trained: Trained) -> None:
    assert [model["id"] for model in client.get("/v1/models?domain=finance_risk").json()] == [trained.model.id]
    assert client.get("/v1/models?domain=medical_notes").json() == []
    assert client.get("/v1/models?domain=finance").status_code == 404


def test_predictions_come_in_order_with_probabilities(client: TestClient, trained: Trained) -> None:
    texts = ["A customer defaulted on the loan.", "Hackers stole passwords.", "The court fined the firm."]
    answer = client.post("/v1/domains/finance_risk/predict", json={"texts": [{"text": each} for each in texts]})
    assert answer.status_code == 200, answer.text
    assert answer.json()["model_id"] == trained.model.id
    predictions = answer.json()["predictions"]
    assert len(predictions) == 3
    for each in predictions:
        assert sum(each["probabilities"].values()) == pytest.approx(1)
        assert each["label"] == max(each["probabilities"], key=each["probabilities"].get)


@pytest.mark.parametrize(
    ("path", "body", "status", "code", "hint"),
    [
        ("/v1/domains/finance/predict", {"texts": [{"text": "a"}]}, 404, "unknown_key", "finance_risk"),
        ("/v1/domains/medical_notes/predict", {"texts": [{"text": "a"}]}, 409, "conflict", "Train one"),
        ("/v1/domains/finance_risk/predict", {"texts": []}, 422, "malformed_request", "docs"),
        ("/v1/domains/finance_risk/predict", {"texts": [{"text": " "}]}, 422, "malformed_request", "docs"),
        ("/v1/domains/finance_risk/predict", {"text": "a"}, 422, "malformed_request", "docs"),
        ("/v1/domains/finance_risk/predict", {"texts": [{"text": "a"}], "model_id": "x"}, 404, "not_found", "list"),
        ("/v1/domains/finance_risk/predict", {"texts": [{"text": "a"}] * 257}, 422, "malformed_request", "docs"),
    ],
)
def test_nonsense_gets_a_reason_and_a_fix(
    client: TestClient, path: str, body: object, status: int, code: str, hint: str
) -> None:
    answer = client.post(path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert hint in answer.json()["fix"]


@pytest.mark.parametrize(
    ("text", "field", "words"),
    [
        ({"text": "\u200b\u2060"}, "text", "can be seen"),
        ({"text": "\u3164\ufe0f"}, "text", "can be seen"),
        ({"text": "a", "score_min": -1e300}, "score_min", "-1000000000"),
        ({"text": "a", "score_max": 1.1e9}, "score_max", "1000000000"),
    ],
)
def test_a_field_out_of_bounds_is_named_with_its_bound(
    client: TestClient, text: dict[str, object], field: str, words: str
) -> None:
    answer = client.post("/v1/domains/finance_risk/predict", json={"texts": [{"text": "fine"}, text]})
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_request")
    assert answer.json()["message"].startswith(f"body.texts.1.{field}: ")
    assert words in answer.json()["message"]


def test_a_text_of_marks_and_emoji_is_answered(client: TestClient, trained: Trained) -> None:
    for text in ("\u0416", "e\u0301", "\U0001f525", "?"):
        answer = client.post("/v1/domains/finance_risk/predict", json={"texts": [{"text": text}]})
        assert answer.status_code == 200, answer.text


def test_a_path_that_is_not_there_has_the_same_shape(client: TestClient) -> None:
    answer = client.get("/v2/anything")
    assert answer.status_code == 404
    assert set(answer.json()) == {"code", "message", "fix"}


def test_a_model_of_another_domain_is_refused(client: TestClient, trained: Trained) -> None:
    body = {"texts": [{"text": "a"}], "model_id": trained.model.id}
    assert client.post("/v1/domains/medical_notes/predict", json=body).status_code == 409


def test_a_defect_is_named_and_no_text_reaches_the_log(
    client: TestClient, trained: Trained, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"cannot read {SECRET}")

    monkeypatch.setattr(trained.studio.inference, "predict_texts", broken)
    with caplog.at_level(logging.DEBUG, logger="assay"):
        answer = client.post("/v1/domains/finance_risk/predict", json={"texts": [{"text": SECRET}]})
    assert answer.status_code == 500
    reference = answer.json()["fix"].split()[-1].strip(".")
    assert reference.startswith("err-")
    assert reference in caplog.text
    assert "Zanzibar" not in caplog.text + answer.text


def test_the_documentation_needs_no_network(client: TestClient) -> None:
    page = client.get("/docs").text
    assert "https://" not in page
    assert client.get("/static-offline-docs/swagger-ui-bundle.js").status_code == 200
    assert client.get("/openapi.json").json()["info"]["title"] == "Assay"


def test_the_services_are_opened_at_the_first_request_only() -> None:
    from studio.api.app import create_api

    def never() -> Studio:
        raise AssertionError("opened too early")

    assert TestClient(create_api(never)).get("/openapi.json").status_code == 200


OPERATIONS = (
    "GET /health",
    "GET /v1/domains",
    "POST /v1/domains/{domain}/predict",
    "POST /v1/domains/{domain}/documents",
    "GET /v1/documents/{run_id}",
    "GET /v1/models",
    "GET /v1/models/{model_id}/evaluations",
    "GET /v1/backbones",
    "GET /v1/datasets/{dataset_id}/backbone",
    "POST /v1/datasets/{dataset_id}/training",
    "POST /v1/datasets/{dataset_id}/ladder",
    "POST /v1/datasets/{dataset_id}/search",
    "POST /v1/models/{model_id}/smaller",
    "POST /v1/models/{model_id}/seeds",
    "POST /v1/fusions/trial",
    "POST /v1/fusions/ensemble",
    "POST /v1/fusions/cascade",
    "GET /v1/runs",
    "GET /v1/runs/{run_id}",
    "GET /v1/runs/{run_id}/curve",
    "GET /v1/comparisons",
    "POST /v1/runs/{run_id}/pause",
    "POST /v1/runs/{run_id}/resume",
    "POST /v1/runs/{run_id}/cancel",
    "POST /v1/runs/{run_id}/retry",
    "GET /v1/runs/{run_id}/queue",
    "GET /v1/runs/{run_id}/reviews",
    "POST /v1/runs/{run_id}/reviews",
    "DELETE /v1/runs/{run_id}/reviews/{row_id}",
    "POST /v1/models/{model_id}/reviewed-dataset",
    "GET /v1/datasets/{dataset_id}/verdict",
    "POST /v1/datasets/{dataset_id}/verdict",
    "POST /v1/datasets/{dataset_id}/mend",
    "DELETE /v1/backbones",
    "GET /v1/datasets/{dataset_id}/balance",
    "POST /v1/backbones",
    "POST /v1/runs/{run_id}/go-on",
)


AS_FILES = {"POST /v1/backbones"}
"""Whose body is a file, which no schema generates: tried by tests of their own."""


@pytest.mark.parametrize("operation", sorted(set(OPERATIONS) - AS_FILES))
def test_it_keeps_what_it_documents(api: FastAPI, operation: str) -> None:
    """Whatever is sent, the answer has a documented status and shape, and is never a crash."""
    method, path = operation.split()
    schema = schemathesis.openapi.from_asgi("/openapi.json", api)

    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
    @given(schema[path][method].as_strategy())
    def holds(case: schemathesis.Case) -> None:
        case.call_and_validate()

    holds()


def test_no_operation_goes_untested(api: FastAPI) -> None:
    documented = {f"{method.upper()} {path}" for path, each in api.openapi()["paths"].items() for method in each}
    assert documented == set(OPERATIONS)
