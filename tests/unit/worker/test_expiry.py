"""Predictions keep no text: a day after a table was answered, it and its answers are gone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from studio.core.actor import LOCAL_ACTOR
from studio.core.clock import now
from studio.core.errors import ConflictError
from studio.core.records import Run, RunKind, RunState
from studio.core.settings import Settings
from studio.services.batch_expiry import KEPT_HOURS
from studio.services.datasets.opened import Intake
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from studio.storage import keys
from studio.storage.schema import runs
from studio.worker import expiry, leftovers
from studio.worker.expiry import Expiry
from studio.worker.inline import run_inline
from tests.unit.services.conftest import Trained, trained, trained_home, work

__all__ = ["trained", "trained_home"]

SECRET = b"A loan of Quillfeather went bad."
Ask = Callable[[], Run]


@pytest.fixture
def studio(trained: Trained) -> Studio:
    """Services with a model of finance risk."""
    return trained.studio


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intake]:
    """A person's table, read once."""
    reader = open_studio(Settings(home=tmp_path_factory.mktemp("reader")))
    table = UploadedFile("mine.csv", b"text,label\nThe firm was fined.,legal\n" + SECRET + b",fraud\n")
    yield reader.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [table])
    reader.close()


@pytest.fixture
def ask(trained: Trained, mine: Intake) -> Ask:
    """Has a table answered, as the worker does it."""

    def answered() -> Run:
        run = trained.studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, mine)
        work(trained.studio, run)
        leftovers.clear(trained.studio)
        return trained.studio.runs.get(LOCAL_ACTOR, run.id)

    return answered


def age(studio: Studio, run: Run, hours: float) -> None:
    """Let the run have ended so many hours ago."""
    with studio.store.write() as connection:
        ended = now() - timedelta(hours=hours)
        connection.execute(sa.update(runs).where(runs.c.id == run.id).values(finished_at=ended))


def kept(studio: Studio, run: Run) -> list[bool]:
    return [studio.artifacts.exists(key) for key in (keys.inputs(run.id), keys.answers(run.id))]


def holding(home: Path, words: bytes) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_what_is_older_than_a_day_goes_and_the_rest_stays(studio: Studio, ask: Ask) -> None:
    old, young = ask(), ask()
    age(studio, old, KEPT_HOURS + 1)
    age(studio, young, KEPT_HOURS - 1)
    assert holding(studio.settings.home, SECRET)
    Expiry(studio).look()
    assert kept(studio, old) == [False, False]
    assert kept(studio, young) == [True, True]
    assert len(studio.inference.batch_table(LOCAL_ACTOR, young.id)) == 2
    age(studio, young, KEPT_HOURS + 1)
    Expiry(studio).look()
    assert holding(studio.settings.home, SECRET) == []
    assert studio.runs.get(LOCAL_ACTOR, old.id).result["rows"] == 2  # that it was, is kept


def test_whoever_comes_too_late_is_told_what_to_do(studio: Studio, ask: Ask) -> None:
    run = ask()
    age(studio, run, KEPT_HOURS + 1)
    for _ in ("before the worker looked", "and after"):
        for late in (
            lambda: studio.inference.batch_file(LOCAL_ACTOR, run.id, "csv"),
            lambda: studio.runs.retry(LOCAL_ACTOR, run.id),
        ):
            with pytest.raises(ConflictError, match="no longer kept") as told:
                late()
            assert told.value.fix == "Upload the table again to have it answered anew."
        Expiry(studio).look()
    assert len(studio.runs.list(LOCAL_ACTOR, kind=RunKind.PREDICT)) == 1


def test_measurements_and_runs_that_are_not_over_keep_their_tables(trained: Trained, mine: Intake) -> None:
    studio, model_id = trained.studio, trained.model.id
    measured = studio.evaluations.start(LOCAL_ACTOR, model_id, mine)
    work(studio, measured)
    age(studio, measured, KEPT_HOURS + 1)
    waiting = studio.inference.start_batch(LOCAL_ACTOR, model_id, mine)
    Expiry(studio).look()
    evaluation_id = str(studio.runs.get(LOCAL_ACTOR, measured.id).result["evaluation_id"])
    assert "The firm was fined." in studio.evaluations.rows(LOCAL_ACTOR, evaluation_id)["text"].tolist()
    assert kept(studio, waiting) == [True, False]
    studio.runs.cancel(LOCAL_ACTOR, waiting.id)
    age(studio, waiting, KEPT_HOURS + 1)
    Expiry(studio).look()
    assert kept(studio, waiting) == [False, False]


def test_a_deletion_that_was_cut_short_is_gone_on_with(studio: Studio, ask: Ask) -> None:
    run = ask()
    age(studio, run, KEPT_HOURS + 1)
    folder = studio.settings.home / "artifacts" / keys.inputs(run.id)
    (folder / "manifest.json").unlink()
    Expiry(studio).look()
    assert not folder.exists()


def test_one_that_resists_keeps_no_other_and_is_tried_again(
    studio: Studio, ask: Ask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    stubborn, other = ask(), ask()
    for run in (stubborn, other):
        age(studio, run, KEPT_HOURS + 1)
    delete = studio.artifacts.delete

    def resist(key: str) -> None:
        if key == keys.inputs(stubborn.id):
            raise PermissionError(SECRET)
        delete(key)

    monkeypatch.setattr(studio.artifacts, "delete", resist)
    looking = Expiry(studio)
    looking.look()
    assert kept(studio, stubborn) == [True, True]
    assert kept(studio, other) == [False, False]
    assert f"what run {stubborn.id} answered could not be deleted: PermissionError" in caplog.text
    assert SECRET.decode() not in caplog.text
    monkeypatch.undo()
    looking.look()
    assert kept(studio, stubborn) == [False, False]


def test_it_survives_a_database_that_is_away_and_stops_with_the_worker(
    studio: Studio, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, kit: SimpleNamespace
) -> None:
    monkeypatch.setattr(expiry, "_EVERY_SECONDS", 0.01)
    with studio.store.write() as connection:
        connection.exec_driver_sql("ALTER TABLE runs RENAME TO away")
    stop = threading.Event()
    thread = Expiry(studio).start(stop)
    kit.eventually(lambda: caplog.text.count("looking for answers") > 1)
    assert "looking for answers that are no longer kept: UnavailableError" in caplog.text
    assert thread.is_alive()
    stop.set()
    thread.join(10)
    assert not thread.is_alive()


@pytest.mark.slow
def test_a_worker_deletes_what_is_due_when_it_starts(
    studio: Studio, ask: Ask, workers: Callable[..., Any], kit: SimpleNamespace
) -> None:
    run = ask()
    age(studio, run, KEPT_HOURS + 1)
    worker = workers(studio.settings)
    kit.eventually(lambda: kept(studio, run) == [False, False])
    assert worker.stop() == 0
    assert kit.state_of(studio, run) is RunState.SUCCEEDED


@pytest.mark.slow
def test_a_command_line_that_works_alone_deletes_it_too(trained: Trained, mine: Intake, ask: Ask) -> None:
    studio, old = trained.studio, ask()
    age(studio, old, KEPT_HOURS + 1)
    run = studio.inference.start_batch(LOCAL_ACTOR, trained.model.id, mine)
    run_inline(studio, run.id, lambda _progress: None)
    assert kept(studio, old) == [False, False]
    assert kept(studio, run) == [True, True]
