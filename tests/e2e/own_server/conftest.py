"""The server of the browser tests that need no sample: on its first start nothing is trained."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.conftest import Server, free_port


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("bare") / "var", free_port(), {"ASSAY_FIRST_START": "false"})
    server.start()
    yield server
    server.stop()
