"""Security headers on whatever the server answers."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from studio.api.headers import SecurityHeaders


def test_every_answer_bears_them_and_may_set_its_own() -> None:
    own = {"Referrer-Policy": "no-referrer"}
    routes = [Route("/", lambda request: PlainTextResponse("here", headers=own))]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)]))
    for path in ("/", "/missing"):
        answer = client.get(path)
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert client.get("/").headers["referrer-policy"] == "no-referrer"
