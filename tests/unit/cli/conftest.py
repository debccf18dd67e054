"""What tests of commands share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.settings import settings
from studio.services.studio import Studio, open_studio


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """The services over the home that a command opens."""
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("ASSAY_THREADS", "1")
    settings.cache_clear()
    opened = open_studio()
    yield opened
    opened.close()
    settings.cache_clear()
