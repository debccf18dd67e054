"""Progress reaches the store seldom, and everything that matters reaches it."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Phase, Progress
from studio.services.studio import Studio
from studio.worker import progress_writer
from studio.worker.progress_writer import ProgressWriter


def test_every_dev_figure_and_the_last_step_are_written(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_writer, "_WRITE_SECONDS", 60.0)
    dataset = kit.add_dataset(studio, kit.prepared_table(20), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    studio.journal.mark_running(run.id)
    seen: list[Progress] = []
    writer = ProgressWriter(studio.journal, run.id, seen.append)
    for step in range(1, 101):
        figure = step // 50 / 10 if step >= 50 else None
        writer(Progress(Phase.TRAIN, step, 100, loss=1 / step, dev_metric=figure))
    writer.flush()
    curve = studio.runs.curve(LOCAL_ACTOR, run.id)
    assert len(seen) == 100
    assert [(point.step, point.dev_metric) for point in curve] == [(1, None), (50, 0.1), (100, 0.2)]
    assert studio.runs.get(LOCAL_ACTOR, run.id).progress.step == 100


def test_a_full_disk_ends_no_run_and_what_was_missed_comes_later(
    studio: Studio, trouble: Any, kit: SimpleNamespace, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(20), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    studio.journal.mark_running(run.id)
    seen: list[Progress] = []
    writer = ProgressWriter(studio.journal, run.id, seen.append)
    trouble.full = True
    writer(Progress(Phase.TRAIN, 1, 2, note="more than a page holds " * 1000))
    assert len(seen) == 1
    assert studio.runs.get(LOCAL_ACTOR, run.id).progress is None
    assert "disk is full" in caplog.text
    trouble.full = False
    writer.flush()
    assert studio.runs.get(LOCAL_ACTOR, run.id).progress == seen[0]
