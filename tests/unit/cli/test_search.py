"""`search` from a shell: every trial and the best in one JSON object, a refusal in words."""

from __future__ import annotations

import json

import pytest

from studio.cli import search
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.services.studio import Studio
from tests.unit.services.conftest import sample_dataset


def test_every_trial_is_told(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = sample_dataset(studio)
    with pytest.raises(InvalidOptionError, match="budget"):
        search.search(dataset.id, "tfidf", trials=None, minutes=None, set_=[], seed=0, vary=None, json=True)
    capsys.readouterr()
    search.search(dataset.id, "tfidf", trials=3, minutes=None, set_=[], seed=0, vary=None, json=True)
    told = json.loads(capsys.readouterr().out)
    assert [each["number"] for each in told["trials"]] == [0, 1, 2]
    assert told["best"] in (0, 1, 2)
    assert studio.library.get(LOCAL_ACTOR, told["model_id"]).method == "tfidf"
    assert told["finding"]
