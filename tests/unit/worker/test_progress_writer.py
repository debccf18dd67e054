"""Progress reaches the store seldom, and everything that matters reaches it."""

from __future__ import annotations

import itertools
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


def test_every_training_of_a_run_has_a_curve_of_its_own(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_writer, "_WRITE_SECONDS", 0.0)
    dataset = kit.add_dataset(studio, kit.prepared_table(20), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    studio.journal.mark_running(run.id)
    writer = ProgressWriter(studio.journal, run.id, lambda _progress: None)
    for series in ("trial 1", "trial 2"):
        writer(Progress(Phase.SEARCH, 1, 9, loss=0.5, series=series))
        writer(Progress(Phase.SEARCH, 2, 9, loss=0.4, dev_metric=0.8, series=series))
        writer(Progress(Phase.SEARCH, 3, 9, loss=0.3, dev_metric=0.8, series=series))  # the same figure, told again
        number = int(series[-1])
        writer(Progress(Phase.SEARCH, number, number, dev_metric=0.8))  # both trials came to the same
    curve = studio.runs.curve(LOCAL_ACTOR, run.id)
    assert [(each.step, each.dev_metric) for each in curve if not each.series] == [(1, 0.8), (2, 0.8)]
    for series in ("trial 1", "trial 2"):
        points = [(each.step, each.dev_metric) for each in curve if each.series == series]
        assert points == [(1, None), (2, 0.8), (3, None)]


def test_a_long_training_leaves_points_enough_to_draw_evenly_over_all_of_it(
    studio: Studio, kit: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_writer, "_WRITE_SECONDS", 0.0)
    monkeypatch.setattr(progress_writer, "_MOST_OF_EACH", 20)
    dataset = kit.add_dataset(studio, kit.prepared_table(20), tmp_path)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    studio.journal.mark_running(run.id)
    writer = ProgressWriter(studio.journal, run.id, lambda _progress: None)
    for step in range(1, 401):
        figure = step / 1000 if step % 100 == 0 else None
        writer(Progress(Phase.SEARCH, step, 400, loss=1 / step, dev_metric=figure, series="trial 1"))
    curve = studio.runs.curve(LOCAL_ACTOR, run.id)
    assert [each.step for each in curve if each.dev_metric is not None] == [100, 200, 300, 400]
    losses = [each.step for each in curve if each.dev_metric is None]
    gaps = [later - earlier for earlier, later in itertools.pairwise(losses)]
    assert 10 <= len(losses) <= 20 and losses[0] == 1 and max(gaps) <= 2 * min(gaps) and losses[-1] > 350


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
