"""The API over real services with a trained model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from studio.api.app import create_api
from tests.unit.services.conftest import Trained, trained, trained_home

__all__ = ["trained", "trained_home"]


@pytest.fixture
def api(trained: Trained) -> FastAPI:
    return create_api(lambda: trained.studio)


@pytest.fixture
def client(api: FastAPI) -> Iterator[TestClient]:
    with TestClient(api) as client:
        yield client
