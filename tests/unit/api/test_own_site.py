"""A page of another site changes nothing here by way of somebody's browser; programs and our own pages may."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

FOREIGN = [
    {"sec-fetch-site": "cross-site", "origin": "https://elsewhere.example"},
    {"sec-fetch-site": "same-site", "origin": "http://testserver:9999"},
    {"origin": "https://elsewhere.example"},
    {"origin": "http://testserver:9999"},
    {"origin": "null"},
    {"origin": "http://["},
]
OURS = [
    {},
    {"sec-fetch-site": "same-origin", "origin": "http://testserver"},
    {"sec-fetch-site": "none"},
    {"origin": "http://testserver"},
]


@pytest.mark.parametrize("headers", FOREIGN)
def test_what_another_site_sends_is_refused(client: TestClient, headers: dict[str, str]) -> None:
    for ask in (client.post, client.delete):
        refused = ask("/v1/runs/run-1/cancel", headers=headers)
        assert refused.status_code == 403
        assert refused.json()["code"] == "forbidden" and refused.json()["fix"]


@pytest.mark.parametrize("headers", OURS)
def test_programs_and_our_own_pages_are_answered(client: TestClient, headers: dict[str, str]) -> None:
    assert client.post("/v1/runs/run-1/cancel", headers=headers).status_code == 404  # there is no such run


@pytest.mark.parametrize("headers", FOREIGN)
def test_reading_is_left_to_the_browser_which_shows_another_site_nothing(
    client: TestClient, headers: dict[str, str]
) -> None:
    answer = client.get("/v1/domains", headers=headers)
    assert answer.status_code == 200 and "access-control-allow-origin" not in answer.headers
