from __future__ import annotations

import sqlite3
import threading

import pytest
import sqlalchemy as sa

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, NotFoundError, UnavailableError
from studio.core.records import CurvePoint, Phase, Progress, Run, RunKind, RunState
from studio.services.queue import APPLICATION_VERSION, QUEUE, UNASKED, JobQueue, system_database_url
from studio.services.studio import Studio
from studio.services.submission import asked
from studio.storage.database import normal_url
from tests.unit import builders
from tests.unit.services.conftest import Trained

STRANGER = Actor("somebody", ActorRole.OWNER, "elsewhere")
VIEWER = Actor("guest", ActorRole.VIEWER, "default")


@pytest.fixture
def run(studio: Studio) -> Run:
    """A run that waits for the worker."""
    from studio.storage import runs

    made = builders.run()
    with studio.store.write() as connection:
        runs.add(connection, made)
    studio.queue.enqueue(made)
    return made


def workflows(studio: Studio) -> list[tuple[str, str, str, str]]:
    url = normal_url(system_database_url(studio.settings))
    table = "workflow_status" if url.drivername == "sqlite" else "dbos.workflow_status"
    engine = sa.create_engine(url)
    with engine.connect() as connection:
        query = sa.text(f"SELECT workflow_uuid, name, status, serialization FROM {table}")
        found = [tuple(row) for row in connection.execute(query)]
    engine.dispose()
    return found  # type: ignore[return-value]


def test_a_queued_run_waits_under_its_own_id_in_json(studio: Studio, run: Run) -> None:
    studio.queue.enqueue(run)
    assert workflows(studio) == [(run.id, "assay.train", "ENQUEUED", "portable_json")]


def test_the_queue_names_what_recovery_filters_on(studio: Studio, run: Run) -> None:
    url = system_database_url(studio.settings)
    if not url.startswith("sqlite"):
        pytest.skip("the same client writes both")
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        row = connection.execute("SELECT queue_name, application_version, application_name FROM workflow_status")
        assert row.fetchone() == (QUEUE, APPLICATION_VERSION, "assay")
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_queued_run_is_cancelled_at_once_and_leaves_the_queue(studio: Studio, run: Run) -> None:
    assert studio.runs.cancel(LOCAL_ACTOR, run.id).state is RunState.CANCELLED
    assert [status for _, _, status, _ in workflows(studio)] == ["CANCELLED"]
    assert not studio.journal.mark_running(run.id)
    with pytest.raises(ConflictError, match="over already"):
        studio.runs.cancel(LOCAL_ACTOR, run.id)


def test_a_running_run_is_asked_to_end(studio: Studio, run: Run) -> None:
    assert studio.journal.mark_running(run.id)
    assert not studio.journal.cancel_requested(run.id)
    assert studio.runs.cancel(LOCAL_ACTOR, run.id).state is RunState.RUNNING
    assert studio.journal.cancel_requested(run.id)
    studio.journal.cancelled(run.id)
    assert studio.runs.get(LOCAL_ACTOR, run.id).state is RunState.CANCELLED


def test_progress_and_time_are_there_for_everyone_who_looks(studio: Studio, run: Run) -> None:
    studio.journal.mark_running(run.id)
    progress = Progress(Phase.TRAIN, 5, 10, loss=0.5, eta_seconds=2.0)
    studio.journal.report(run.id, progress)
    studio.journal.curve_point(run.id, CurvePoint(5, 0.5, None))
    studio.journal.seconds(run.id, Phase.TRAIN, 1.5)
    studio.journal.seconds(run.id, Phase.TRAIN, 2.0)
    seen = studio.runs.get(LOCAL_ACTOR, run.id)
    assert (seen.progress, dict(seen.seconds)) == (progress, {"train": 3.5})
    assert studio.runs.curve(LOCAL_ACTOR, run.id) == [CurvePoint(5, 0.5, None)]


def test_a_run_that_is_over_stays_as_it_ended(studio: Studio, run: Run) -> None:
    studio.journal.mark_running(run.id)
    studio.journal.fail(run.id, "It ran out of memory.", "Use fewer rows.")
    studio.journal.succeed(run.id, {"rows": 3})
    studio.journal.report(run.id, Progress(Phase.TRAIN))
    ended = studio.runs.get(LOCAL_ACTOR, run.id)
    assert (ended.state, ended.error, ended.error_fix) == (RunState.FAILED, "It ran out of memory.", "Use fewer rows.")
    assert (ended.progress, dict(ended.result)) == (None, {})
    assert ended.finished_at is not None


def test_waiting_hears_of_progress_and_ends_with_the_run(studio: Studio, run: Run) -> None:
    heard: list[Progress] = []
    progress = Progress(Phase.TRAIN, 1, 2)
    studio.journal.mark_running(run.id)
    studio.journal.report(run.id, progress)

    def hear(each: Progress) -> None:
        heard.append(each)
        threading.Thread(target=studio.journal.succeed, args=(run.id, {"rows": 1})).start()

    assert studio.runs.wait(LOCAL_ACTOR, run.id, hear).state is RunState.SUCCEEDED
    assert heard == [progress]


def test_the_place_in_the_queue_counts_what_comes_before(studio: Studio, run: Run) -> None:
    from studio.storage import runs

    later = builders.run()
    with studio.store.write() as connection:
        runs.add(connection, later)
    places = [studio.runs.queue_position(LOCAL_ACTOR, each.id) for each in (run, later)]
    studio.journal.mark_running(run.id)
    assert (*places, studio.runs.queue_position(LOCAL_ACTOR, run.id)) == (0, 1, None)
    assert [each.id for each in studio.overview.running(LOCAL_ACTOR)] == [run.id, later.id]
    assert [each.id for each in studio.journal.unfinished()] == [run.id, later.id]


def test_a_run_that_was_resumed_waits_at_its_new_place(studio: Studio, run: Run) -> None:
    """Of a run that waited only, the earlier record in the queue still stands: it is taken at its old place."""
    from studio.storage import runs

    later, verdict, last = builders.run(), builders.run(kind=RunKind.VERDICT), builders.run()
    for each in (later, verdict, last):
        with studio.store.write() as connection:
            runs.add(connection, each)
        studio.queue.enqueue(each)

    def places() -> list[int | None]:
        return [studio.runs.queue_position(LOCAL_ACTOR, each.id) for each in (run, later, verdict, last)]

    assert places() == [0, 1, 3, 2]
    studio.runs.pause(LOCAL_ACTOR, run.id)
    assert places() == [None, 0, 2, 1]
    studio.runs.resume(LOCAL_ACTOR, run.id)
    assert places() == [0, 1, 3, 2]
    assert studio.journal.mark_running(run.id)
    studio.runs.pause(LOCAL_ACTOR, run.id)
    studio.queue.cancel(run.id)  # as the queue's records are once the worker has seen the pause
    studio.runs.resume(LOCAL_ACTOR, run.id)
    assert places() == [2, 0, 3, 1]


def test_a_log_is_read_from_its_end(studio: Studio, run: Run) -> None:
    assert studio.runs.log(LOCAL_ACTOR, run.id) == ""
    (studio.settings.logs / f"{run.id}.log").write_text("x" * 300_000 + "the end")
    log = studio.runs.log(LOCAL_ACTOR, run.id)
    assert log.endswith("the end")
    assert len(log) == 200_000


def test_viewers_and_strangers_change_nothing(studio: Studio, run: Run) -> None:
    for actor, error in ((VIEWER, ForbiddenError), (STRANGER, NotFoundError)):
        for deed in (studio.runs.cancel, studio.runs.retry):
            with pytest.raises(error):
                deed(actor, run.id)
    assert studio.runs.get(VIEWER, run.id).state is RunState.QUEUED
    assert studio.runs.list(STRANGER) == []


def test_a_retry_is_a_new_run_with_the_same_options(trained: Trained) -> None:
    studio = trained.studio
    first = studio.runs.get(LOCAL_ACTOR, trained.model.run_id)
    again = studio.runs.retry(LOCAL_ACTOR, first.id)
    assert (again.retry_of, again.state, again.dataset_id) == (first.id, RunState.QUEUED, first.dataset_id)
    assert again.manifest["options"] == first.manifest["options"]
    assert again.model_id is None
    with pytest.raises(ConflictError, match="not over yet"):
        studio.runs.retry(LOCAL_ACTOR, again.id)


def test_a_waiting_run_is_paused_and_queued_again(studio: Studio, run: Run) -> None:
    assert studio.runs.pause(LOCAL_ACTOR, run.id).state is RunState.PAUSED
    assert not studio.journal.mark_running(run.id)  # what the queue's own record leads to
    assert studio.journal.unfinished() == []
    assert [each.id for each in studio.journal.paused()] == [run.id]
    with pytest.raises(ConflictError, match="paused"):
        studio.runs.pause(LOCAL_ACTOR, run.id)
    assert studio.runs.resume(LOCAL_ACTOR, run.id).state is RunState.QUEUED
    assert [each[0] for each in workflows(studio)] == [run.id, f"{run.id}.1"]
    with pytest.raises(ConflictError, match="not paused"):
        studio.runs.resume(LOCAL_ACTOR, run.id)
    assert studio.journal.mark_running(run.id)


def test_whoever_works_on_a_run_sees_that_it_was_paused(studio: Studio, run: Run) -> None:
    studio.journal.mark_running(run.id)
    assert not studio.journal.interrupted(run.id)
    studio.runs.pause(LOCAL_ACTOR, run.id)
    assert studio.journal.interrupted(run.id)
    studio.runs.resume(LOCAL_ACTOR, run.id)
    assert studio.journal.interrupted(run.id)  # the earlier work must end all the same
    assert not studio.journal.cancel_requested(run.id)


def test_a_paused_run_is_cancelled_at_once_with_all_it_kept(studio: Studio, run: Run) -> None:
    folder = studio.settings.home / "work" / run.id
    folder.mkdir(parents=True)
    studio.runs.pause(LOCAL_ACTOR, run.id)
    assert studio.runs.cancel(LOCAL_ACTOR, run.id).state is RunState.CANCELLED
    assert not folder.exists()


def test_a_run_that_cannot_be_queued_stays_paused(studio: Studio, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.runs.pause(LOCAL_ACTOR, run.id)
    monkeypatch.setattr(JobQueue, "enqueue_again", lambda *_: 1 / 0)
    with pytest.raises(UnavailableError):
        studio.runs.resume(LOCAL_ACTOR, run.id)
    assert studio.runs.get(LOCAL_ACTOR, run.id).state is RunState.PAUSED


def test_only_trainings_are_paused(studio: Studio) -> None:
    from studio.storage import runs

    verdict = builders.run(kind=RunKind.VERDICT)
    with studio.store.write() as connection:
        runs.add(connection, verdict)
    with pytest.raises(ConflictError, match="Only trainings"):
        studio.runs.pause(LOCAL_ACTOR, verdict.id)


def test_what_people_ask_for_comes_before_what_nobody_asked_for(studio: Studio) -> None:
    from studio.storage import runs

    sample, verdict, own = builders.run(manifest={UNASKED: True}), builders.run(kind=RunKind.VERDICT), builders.run()
    for each in (sample, verdict, own):
        with studio.store.write() as connection:
            runs.add(connection, each)
        studio.queue.enqueue(each)
    assert studio.queue.order() == [own.id, sample.id, verdict.id]
    assert UNASKED not in asked(sample)  # whoever retries it asks for it
    studio.runs.pause(LOCAL_ACTOR, sample.id)
    studio.runs.resume(LOCAL_ACTOR, sample.id)
    assert studio.queue.order() == [own.id, sample.id, verdict.id]
