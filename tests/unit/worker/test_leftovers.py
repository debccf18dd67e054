"""What a kill leaves on disk goes at the next start; what is in use stays."""

from __future__ import annotations

import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.services.studio import Studio
from studio.worker import leftovers

LONG_AGO = (0, 0)


@pytest.fixture
def home(studio: Studio) -> Path:
    return studio.settings.home.resolve()


def made(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "table.parquet").write_text("a text")
    return folder


def test_folders_of_runs_that_are_over_go(studio: Studio, home: Path, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(20), tmp_path)
    waiting, running, failed = (studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf") for _ in range(3))
    studio.journal.mark_running(running.id)
    studio.journal.fail(failed.id, "It was killed.")
    folders = {name: made(home / "work" / name) for name in (waiting.id, running.id, failed.id, "run-nobody")}
    leftovers.clear(studio)
    assert {name for name, folder in folders.items() if folder.exists()} == {waiting.id, running.id}


def test_half_written_artifacts_go_once_nobody_can_be_writing_them(studio: Studio, home: Path) -> None:
    root = home / "artifacts"
    old = [made(root / "models" / name) for name in (".model-1.a1.partial", ".model-2.b2.old")]
    young = made(root / "datasets" / ".dataset-1.c3.partial")
    whole = made(root / "models" / "model-3")
    for folder in (*old, whole):
        os.utime(folder, LONG_AGO)
    leftovers.clear(studio)
    assert [folder.exists() for folder in (*old, young, whole)] == [False, False, True, True]


def test_an_empty_home_has_none(studio: Studio) -> None:
    leftovers.clear(studio)
