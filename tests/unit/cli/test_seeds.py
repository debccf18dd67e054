"""`seeds` from a shell: every seed and the spread in one JSON object, a refusal in words."""

from __future__ import annotations

import json

import pytest

from studio.cli import seeds
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.services.studio import Studio
from tests.unit.services.conftest import sample_dataset, work


def test_every_seed_and_the_spread_are_told(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = sample_dataset(studio)
    counted = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    work(studio, counted)
    with pytest.raises(InvalidOptionError) as refused:
        seeds.seeds(counted.id, more=2, json=True)
    assert "no chance" in refused.value.fix
    options = {"epochs": 1, "width": 16, "filters": 8}
    trained = studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", options)
    work(studio, trained)
    capsys.readouterr()
    seeds.seeds(trained.id, more=2, json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["model_id"] == studio.runs.get(LOCAL_ACTOR, trained.id).model_id
    assert [each["seed"] for each in told["replicates"]] == [0, 1, 2]
    assert told["test"]["count"] == 3 and told["test"]["deviation"] is not None
    assert told["summary"].startswith("Trained three times")
    assert "No version was chosen" in told["caution"]
    assert len(studio.library.versions(LOCAL_ACTOR)) == 2
