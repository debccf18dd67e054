"""A defect of ours: plain JSON to the caller, its place to the log, and to neither the words it was asked with."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from studio.api.app import create_api
from studio.core.settings import Settings
from studio.services.studio import open_studio

SECRET = "Mrs Quillfeather lost 4 million"


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    studio = open_studio(Settings(home=tmp_path / "home", device="cpu", threads=1))
    api = create_api(lambda: studio)

    @api.post("/broken")
    async def broken(request: Request) -> None:
        raise ValueError(f"could not convert {await request.json()}")

    _stream(api)
    with TestClient(api) as client:  # raises what the server would have logged with its words
        yield client
    studio.close()


def _stream(api: FastAPI) -> None:
    def halves() -> Iterator[str]:
        yield "the first half"
        raise ValueError(f"could not send {SECRET}")

    @api.get("/halves")
    def answer() -> StreamingResponse:
        return StreamingResponse(halves())


@pytest.fixture(autouse=True)
def everything_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)


def test_it_is_answered_in_plain_json_and_named_in_the_log(
    client: TestClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    answer = client.post("/broken", json={"text": SECRET})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/json"
    told = answer.json()
    assert (told["code"], told["message"]) == ("unexpected", "Something failed on our side.")
    reference = next(word.rstrip(".") for word in told["fix"].split() if word.startswith("err-"))
    assert reference in caplog.text
    assert "ValueError while answering POST /broken" in caplog.text
    assert "in broken" in caplog.text
    printed = capfd.readouterr()
    assert SECRET not in answer.text + caplog.text + printed.out + printed.err


def test_an_answer_that_has_begun_is_not_begun_again(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    answer = client.get("/halves")
    assert answer.text == "the first half"
    assert "ValueError while answering GET /halves" in caplog.text
    assert SECRET not in caplog.text


def test_the_server_goes_on(client: TestClient) -> None:
    client.post("/broken", json={"text": SECRET})
    assert client.get("/v1/domains").status_code == 200
