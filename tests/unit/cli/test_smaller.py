"""`smaller` from a shell: both models in one JSON object, a refusal in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.cli import smaller
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.smaller import Way
from studio.services.studio import Studio
from tests.unit import builders
from tests.unit.services.conftest import sample_dataset, work


def test_both_models_are_told(studio: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = sample_dataset(studio)
    backbone = tmp_path / "tiny"
    options = {"backbone": builders.tiny_backbone(backbone), "epochs": 1, "max_tokens": 32}
    work(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "full", options))
    (large,) = studio.library.versions(LOCAL_ACTOR)
    with pytest.raises(InvalidOptionError, match="share"):
        smaller.smaller(large.id, Way.HEADS, share=3.0, set_=[], seed=0, json=True)
    capsys.readouterr()
    smaller.smaller(large.id, Way.LAYERS, share=None, set_=["epochs=1"], seed=0, json=True)
    told = json.loads(capsys.readouterr().out)
    assert studio.library.get(LOCAL_ACTOR, told["model_id"]).number == 2
    assert (told["before"]["layers"], told["after"]["layers"]) == (2, 1)
    assert {each["side"] for each in told["weighed"]} == {"before", "after"}
    assert "What answers takes" in told["summary"]
