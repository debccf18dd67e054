"""Nothing is learned from a dataset that nothing could be measured on."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.services.studio import Studio


def test_no_method_is_available_and_no_run_is_queued(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    table = kit.prepared_table(60)
    dataset = kit.add_dataset(studio, table[table["part"] != "test"], tmp_path)
    choices = studio.training.methods(LOCAL_ACTOR, dataset.id)
    assert choices
    assert not any(choice.available for choice in choices)
    assert all("left for testing" in choice.reason for choice in choices)
    with pytest.raises(InvalidOptionError, match="left for testing"):
        studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    assert studio.runs.list(LOCAL_ACTOR) == []
