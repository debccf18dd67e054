"""Nothing before the evaluation looks at the test part: without its rows all comes out the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Phase, Run
from studio.services.ladders import LEAST_SECONDS
from studio.services.studio import Studio
from studio.worker import inputs
from studio.worker.phases import run_phase
from studio.worker.run_folder import TABLE

TRAINING = (Phase.TRAIN, Phase.CALIBRATE, Phase.COMPRESS)


@pytest.fixture
def dataset_id(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> str:
    return str(kit.add_dataset(studio, kit.prepared_table(200), tmp_path).id)


def twice(studio: Studio, run: Run, tmp_path: Path, *phases: Phase) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """What the last phase found in each of two folders, one of whose tables lacks the test part."""
    found = []
    for name in ("whole", "without"):
        folder = tmp_path / name
        inputs.write(studio, run, folder)
        if name == "without":
            table = pd.read_parquet(folder / TABLE)
            learned = table[table["part"] != "test"]
            assert 0 < len(learned) < len(table)
            learned.to_parquet(folder / TABLE, index=False)
        found.append([run_phase(phase, folder, lambda _progress: None) for phase in phases][-1])
    return found[0], found[1]


def test_a_ladder_ranks_without_it(studio: Studio, dataset_id: str, tmp_path: Path) -> None:
    run = studio.ladders.start(LOCAL_ACTOR, dataset_id, LEAST_SECONDS)
    whole, without = twice(studio, run, tmp_path, Phase.CLIMB)
    by_method = [{each["method"]: each["dev"] for each in found["ladder"]["rungs"]} for found in (whole, without)]
    assert by_method[0]["tfidf"] is not None
    both = [key for key, dev in by_method[0].items() if dev and by_method[1].get(key)]
    assert {key: by_method[0][key] for key in both} == {key: by_method[1][key] for key in both}


def test_a_search_tries_and_chooses_without_it(studio: Studio, dataset_id: str, tmp_path: Path) -> None:
    run = studio.searches.start(LOCAL_ACTOR, dataset_id, "tfidf", Budget(trials=3))
    whole, without = twice(studio, run, tmp_path, Phase.SEARCH)
    tried = [[(each["changed"], each["dev"]) for each in found["search"]["trials"]] for found in (whole, without)]
    assert tried[0] == tried[1]
    assert whole["search"]["options"] == without["search"]["options"]


def test_a_training_learns_calibrates_and_moves_thresholds_without_it(
    studio: Studio, dataset_id: str, tmp_path: Path
) -> None:
    run = studio.training.start(LOCAL_ACTOR, dataset_id, "tfidf", move_thresholds=True)
    twice(studio, run, tmp_path, *TRAINING)
    files = [
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (tmp_path / "whole" / "artifact", tmp_path / "without" / "artifact")
    ]
    assert {"calibration.json", "decision.json"} <= {str(path) for path in files[0]}
    assert files[0] == files[1]
