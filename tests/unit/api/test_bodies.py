"""What comes in with a request stays off the disk and within its limit, whatever its head says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from studio.api.bodies import MAX_BODY_BYTES, keep_uploads_off_disk
from studio.services.intake.limits import MEGABYTE

PREDICT = "/v1/domains/finance_risk/predict"


@pytest.fixture
def as_served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MultiPartParser, "spool_max_size", MEGABYTE)  # put back afterwards
    keep_uploads_off_disk()


async def _takes_a_file(request: Request) -> JSONResponse:
    async with request.form() as form:
        file = form["file"]
        assert isinstance(file, UploadFile)
        return JSONResponse({"on_disk": file.file._rolled, "bytes": len(await file.read())})  # type: ignore[attr-defined]


def test_an_upload_never_touches_the_disk(as_served: None) -> None:
    """Starlette writes what is over a megabyte to the folder for temporary files."""
    client = TestClient(Starlette(routes=[Route("/", _takes_a_file, methods=["PUT"])]))
    size = 20 * MEGABYTE
    answer = client.put("/", files={"file": ("notes.csv", b"x" * size)})
    assert answer.json() == {"on_disk": False, "bytes": size}


def test_a_body_over_the_limit_is_refused_by_its_head(client: TestClient) -> None:
    answer = client.post(PREDICT, content=b"[" + b" " * MAX_BODY_BYTES, headers={"content-type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (413, "limit_exceeded")
    assert "64 MB" in answer.json()["message"] and answer.json()["fix"]


def test_a_body_that_does_not_say_its_length_is_refused_as_it_comes(client: TestClient) -> None:
    taken = 0

    def pieces() -> Iterator[bytes]:
        nonlocal taken
        for _ in range(2 * MAX_BODY_BYTES // MEGABYTE):
            taken += 1
            yield b" " * MEGABYTE

    answer = client.post(PREDICT, content=pieces(), headers={"content-type": "application/json"})
    assert answer.status_code == 413 and "64 MB" in answer.json()["message"]


def test_a_body_within_the_limit_is_read(client: TestClient) -> None:
    texts = [{"text": "The pump failed and the customer did not pay. " * 2000}] * 2
    assert client.post(PREDICT, json={"texts": texts}).status_code == 200
