"""Language models over HTTP: listed, suggested, brought as a ZIP that says it is one, used and removed."""

from __future__ import annotations

import json
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from studio.api.bodies import MAX_BODY_BYTES
from studio.services.intake.limits import MAX_FILE_BYTES
from tests.unit.builders import tiny_backbone
from tests.unit.model_zips import UNUSABLE, packed, whole
from tests.unit.services.conftest import Trained

PATH = "/v1/backbones"


def sent(client: TestClient, content: bytes, kind: str | None = "application/zip", **more: str) -> httpx.Response:
    """The answer to a body brought under the name `ours`; `more` are headers, `kind` None leaves out what it is."""
    headers = {**({} if kind is None else {"content-type": kind}), **more}
    return client.post(PATH, params={"name": "ours"}, content=content, headers=headers)


def brought(client: TestClient) -> list[str]:
    return [each["title"] for each in client.get(PATH).json() if each["brought"]]


def test_language_models_are_listed_and_one_is_suggested(trained: Trained, client: TestClient) -> None:
    listed = client.get("/v1/backbones").json()
    assert (listed[0]["key"], listed[0]["available"]) == ("minilm-l6", True)
    assert all(each["available"] or each["reason"] for each in listed)
    advice = client.get(f"/v1/datasets/{trained.dataset.id}/backbone").json()
    assert advice["key"] in {each["key"] for each in listed}
    assert advice["reason"] and advice["source"] and "1,000 training rows" in advice["rule"]
    assert client.get("/v1/datasets/nowhere/backbone").status_code == 404


def test_a_model_of_ones_own_is_brought_used_and_removed(
    trained: Trained, client: TestClient, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = Path(tiny_backbone(tmp_path_factory.mktemp("model")))
    content = packed({path.name: path.read_bytes() for path in folder.iterdir()})
    kept = sent(client, content)
    assert kept.status_code == 201, kept.text
    assert kept.json() == client.get("/v1/backbones").json()[-1]
    assert kept.json()["brought"] and kept.json()["available"]
    assert sent(client, content).status_code == 409
    key = kept.json()["key"]
    body = {"method": "full", "options": {"backbone": key, "max_tokens": 64}}
    run = client.post(f"/v1/datasets/{trained.dataset.id}/training", json=body).json()
    assert client.delete("/v1/backbones", params={"key": key}).status_code == 409
    client.post(f"/v1/runs/{run['run_id']}/cancel")
    assert client.delete("/v1/backbones", params={"key": key}).status_code == 204
    assert client.delete("/v1/backbones", params={"key": "minilm-l6"}).status_code == 404


def test_a_brought_model_of_pickles_or_too_large_is_refused(client: TestClient) -> None:
    refused = sent(client, packed({"pytorch_model.bin": "x"}))
    assert refused.status_code == 422 and "pickled" in refused.json()["message"] and refused.json()["fix"]
    too_large = sent(client, b"x", **{"content-length": str(MAX_FILE_BYTES + 1)})
    assert too_large.status_code == 413 and "200 MB" in too_large.json()["message"]
    larger_than_others = sent(client, b"x", **{"content-length": str(MAX_BODY_BYTES + 1)})
    assert larger_than_others.status_code == 422 and "not a ZIP" in larger_than_others.json()["message"]


@pytest.mark.parametrize("wrong", UNUSABLE)
def test_a_zip_that_cannot_be_unpacked_or_read_is_refused(client: TestClient, wrong: str) -> None:
    content, words = UNUSABLE[wrong]
    refused = sent(client, content)
    assert (refused.status_code, refused.json()["code"]) == (422, "unreadable_file")
    assert words in refused.json()["message"] and refused.json()["fix"]
    assert brought(client) == []


@pytest.mark.parametrize("kind", ["application/zip", "Application/ZIP; charset=binary"])
def test_a_body_that_says_it_is_a_zip_is_taken(client: TestClient, kind: str) -> None:
    assert sent(client, packed(whole()), kind).status_code == 201
    assert brought(client) == ["ours"]


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "text/plain",
        "text/plain; of=application/zip",
        "text/plain, application/zip",
        "multipart/form-data; boundary=x",
        "application/x-www-form-urlencoded",
        "application/octet-stream",
        "application/json",
    ],
)
@pytest.mark.parametrize("path", [PATH, f"{PATH}%0A"])
def test_a_page_of_another_site_plants_no_model(client: TestClient, kind: str | None, path: str) -> None:
    """The first ones a browser sends for any page without asking the server."""
    headers = {} if kind is None else {"content-type": kind}
    told = client.post(path, params={"name": "ours"}, content=packed(whole()), headers=headers)
    assert told.status_code in ({415} if path == PATH else {404, 415}), told.text
    if told.status_code == 415:
        assert told.json()["code"] == "unsupported_media_type"
        assert "application/zip" in told.json()["message"] and "content-type" in told.json()["fix"]
    assert brought(client) == []


def test_of_two_types_the_first_counts(client: TestClient) -> None:
    types = [("content-type", "application/json"), ("content-type", "application/zip")]
    told = client.post(PATH, params={"name": "ours"}, content=packed(whole()), headers=types)
    assert told.status_code == 415
    large = [*types, ("content-length", str(MAX_BODY_BYTES + 1))]
    assert client.post(PATH, params={"name": "ours"}, content=b"x", headers=large).status_code == 413


@pytest.mark.parametrize("kind", [None, "text/plain", "application/json", "application/merge-patch+json"])
def test_only_a_zip_may_be_larger_than_other_bodies(client: TestClient, kind: str | None) -> None:
    told = sent(client, b"x", kind, **{"content-length": str(MAX_BODY_BYTES + 1)})
    assert told.status_code == 413 and "64 MB" in told.json()["message"]
    assert "application/zip" in told.json()["fix"]


@pytest.mark.parametrize("content", [b"{", b"{}", b"[" * 100_000])
def test_json_in_place_of_a_zip_is_refused_unread(client: TestClient, content: bytes) -> None:
    assert sent(client, content, "application/json").status_code == 415  # parsed, the first would be a 422


def test_every_route_that_takes_a_body_refuses_it_as_plain_text(api: FastAPI, client: TestClient) -> None:
    asked = set()
    for path, methods in api.openapi()["paths"].items():
        for method, described in methods.items():
            if "requestBody" in described:
                (declared,) = described["requestBody"]["content"]
                assert declared == ("application/zip" if path == PATH else "application/json"), path
                for headers in ({"content-type": "text/plain"}, {}):
                    content = packed(whole()) if path == PATH else json.dumps({}).encode()
                    told = client.request(method, path, params={"name": "ours"}, content=content, headers=headers)
                    assert told.status_code == (415 if path == PATH else 422), f"{method} {path} {headers}"
                asked.add(path)
    assert PATH in asked and len(asked) > 10
