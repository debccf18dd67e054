"""How a run ended is written down, however long the database is full or locked."""

from __future__ import annotations

import errno
import math
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import AssayError, NotFoundError, StorageFullError, UnavailableError
from studio.core.records import Phase, Run, RunState
from studio.services.studio import Studio
from studio.worker.child_keeper import ChildKeeper
from studio.worker.execution import Execution
from studio.worker.insistence import insist

LONG = "more than a page holds " * 1000


@pytest.fixture
def run(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> Run:
    dataset = kit.add_dataset(studio, kit.prepared_table(20), tmp_path)
    made = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
    studio.journal.mark_running(made.id)
    return made


class Attempts:
    """Fails a run; at its third attempt the trouble is over."""

    def __init__(self, studio: Studio, run: Run, mend: Callable[[], None]) -> None:
        self._studio, self._run, self._mend = studio, run, mend
        self.made = 0

    def __call__(self) -> None:
        self.made += 1
        if self.made == 3:
            self._mend()
        self._studio.journal.fail(self._run.id, LONG)


def fill(trouble: Any) -> Callable[[], None]:
    trouble.full = True
    return lambda: setattr(trouble, "full", False)


def lock(trouble: Any) -> Callable[[], None]:
    trouble.lock()
    return trouble.unlock


@pytest.mark.parametrize("make", [fill, lock])
def test_it_is_tried_until_it_gets_through(
    studio: Studio, run: Run, trouble: Any, make: Callable[[Any], Callable[[], None]], caplog: pytest.LogCaptureFixture
) -> None:
    attempts = Attempts(studio, run, make(trouble))
    insist(attempts, patience=math.inf)
    assert attempts.made == 3
    assert studio.journal.get(run.id).state is RunState.FAILED
    assert caplog.text.count("tried again") == 2


@pytest.mark.parametrize(("make", "error"), [(fill, StorageFullError), (lock, UnavailableError)])
def test_patience_comes_to_an_end(
    studio: Studio, run: Run, trouble: Any, make: Callable[[Any], object], error: type[AssayError]
) -> None:
    make(trouble)
    attempts = Attempts(studio, run, lambda: None)
    with pytest.raises(error):
        insist(attempts, patience=0.0)
    assert attempts.made == 1
    assert studio.journal.get(run.id).state is RunState.RUNNING


def test_what_would_fail_for_ever_is_not_tried_again(studio: Studio) -> None:
    with pytest.raises(NotFoundError):
        insist(lambda: studio.journal.get("run-nobody"), patience=math.inf)


class FullDisk(ChildKeeper):
    """A child that finds the disk full, as an operating system says it, while the database takes nothing either."""

    def __init__(self, tmp_path: Path, make: Callable[[], object]) -> None:
        super().__init__(1, tmp_path / "child.log")
        self._make = make

    def run(self, *_arguments: object) -> Mapping[str, Any]:
        """Fail."""
        self._make()
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_run_that_filled_the_disk_gives_back_its_space_and_says_why_it_ended(
    studio: Studio, run: Run, trouble: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    execution = Execution(studio, FullDisk(tmp_path, trouble.lock))
    monkeypatch.setattr("studio.worker.insistence.time.sleep", lambda _seconds: trouble.unlock())
    assert not execution.step(run.id, Phase.LOAD)
    ended = studio.journal.get(run.id)
    assert (ended.state, ended.error) == (RunState.FAILED, "The disk is full: the run could not save its work.")
    assert "Free some space" in ended.error_fix
    assert not execution.folder(run.id).exists()


def test_a_log_that_takes_no_more_does_not_hide_why_a_run_ended(studio: Studio, run: Run, tmp_path: Path) -> None:
    (studio.settings.logs / f"{run.id}.log").symlink_to("/dev/full")
    Execution(studio, FullDisk(tmp_path, lambda: None)).step(run.id, Phase.LOAD)
    assert "disk is full" in studio.journal.get(run.id).error
