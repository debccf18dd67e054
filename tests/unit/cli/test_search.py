"""`search` from a shell: every trial and the best in one JSON object, a refusal in words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.cli import search
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.settings import settings
from studio.services.studio import Studio, open_studio
from tests.unit.services.conftest import sample_dataset


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


def test_every_trial_is_told(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = sample_dataset(studio)
    with pytest.raises(InvalidOptionError, match="budget"):
        search.search(dataset.id, "tfidf", trials=None, minutes=None, set_=[], seed=0, json=True)
    capsys.readouterr()
    search.search(dataset.id, "tfidf", trials=3, minutes=None, set_=[], seed=0, json=True)
    told = json.loads(capsys.readouterr().out)
    assert [each["number"] for each in told["trials"]] == [0, 1, 2]
    assert told["best"] in (0, 1, 2)
    assert studio.library.get(LOCAL_ACTOR, told["model_id"]).method == "tfidf"
    assert told["finding"]
