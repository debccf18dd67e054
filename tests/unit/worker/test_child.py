"""The process that trains: it answers in order, can be ended at any time, and ends with its parent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd
import pytest

from studio.core.errors import CancelledError, OutOfMemoryError, UnusableTableError
from studio.core.records import Phase, Progress, RunKind
from studio.core.tasks import Task
from studio.worker.child_session import ChildSession, death
from studio.worker.job import Job
from studio.worker.protocol import Command
from studio.worker.run_folder import TABLE
from tests.unit.worker.gone import gone

SECONDS = 60.0


def table(rows: int) -> pd.DataFrame:
    """Two classes told apart by a word; of five rows one is dev, one test, the others are learned from."""
    kinds = ["leak", "spark"]
    texts = [f"the {kinds[row % 2]} was seen near pump {row}" for row in range(rows)]
    parts = [("dev", "test", "train", "train", "train")[row % 5] for row in range(rows)]
    return pd.DataFrame({"text": texts, "target": [kinds[row % 2] for row in range(rows)], "part": parts})


def write_job(home: Path, rows: pd.DataFrame, method: str = "tfidf", **options: object) -> Path:
    folder = home / "work" / "run-1"
    folder.mkdir(parents=True)
    rows.to_parquet(folder / TABLE)
    Job(
        run_id="run-1",
        kind=RunKind.TRAIN,
        domain="manufacturing_logs",
        task=Task.CLASSIFICATION,
        labels=("leak", "spark"),
        metrics=("macro_f1",),
        method=method,
        options=options,
        seed=0,
        device="cpu",
        threads=1,
        cache=str(home / "cache"),
        serving=str(home / "serving"),
    ).write(folder)
    return folder


def command(folder: Path, phase: Phase) -> Command:
    return Command(str(folder), str(folder.parents[1] / "logs" / "run-1.log"), phase)


def ignore(_progress: Progress) -> None:
    return


def never() -> bool:
    return False


def until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[ChildSession]:
    started = ChildSession(1, tmp_path / "logs" / "worker.log")
    yield started
    started.end()
    assert not started.alive


def test_phases_follow_each_other_and_a_new_child_goes_on(session: ChildSession, tmp_path: Path) -> None:
    folder = write_job(tmp_path, table(60))
    loaded = session.run(command(folder, Phase.LOAD), ignore, never)
    assert (loaded["rows"], loaded["ran_on"]["device"]) == (60, "cpu")
    assert session.run(command(folder, Phase.TRAIN), ignore, never)["parameters"] > 0
    assert (folder / "artifact" / "model").is_dir()
    log = (tmp_path / "logs" / "run-1.log").read_text()
    assert "train: done" in log
    assert "pump" not in log  # no row's text
    other = ChildSession(1, tmp_path / "logs" / "worker.log")
    seen: list[Progress] = []
    other.run(command(folder, Phase.TRAIN), seen.append, never)
    assert seen == []  # the model is there already
    other.end()


def test_what_is_wrong_comes_back_as_the_error_it_was(session: ChildSession, tmp_path: Path) -> None:
    folder = write_job(tmp_path, table(60).query("part == 'dev'"))
    with pytest.raises(UnusableTableError, match="no training rows"):
        session.run(command(folder, Phase.LOAD), ignore, never)
    assert session.alive


def test_a_dataset_without_test_rows_is_not_learned_from(session: ChildSession, tmp_path: Path) -> None:
    folder = write_job(tmp_path, table(60).query("part != 'test'"))
    with pytest.raises(UnusableTableError, match="no test rows"):
        session.run(command(folder, Phase.LOAD), ignore, never)


def test_a_cancelled_phase_leaves_no_process(session: ChildSession, tmp_path: Path) -> None:
    folder = write_job(tmp_path, table(60))
    os.kill(session.pid, signal.SIGSTOP)  # it would never answer
    with pytest.raises(CancelledError):
        session.run(command(folder, Phase.LOAD), ignore, lambda: True)
    assert not session.alive


def test_a_kill_from_outside_names_memory(session: ChildSession, tmp_path: Path) -> None:
    folder = write_job(tmp_path, table(60))
    threading.Timer(0.5, os.kill, (session.pid, signal.SIGKILL)).start()
    os.kill(session.pid, signal.SIGSTOP)
    with pytest.raises(OutOfMemoryError, match="memory"):
        session.run(command(folder, Phase.LOAD), ignore, never)


def test_another_death_names_its_signal() -> None:
    assert "SIGSEGV" in death(-signal.SIGSEGV).message
    assert "exit status 3" in death(3).message


ORPHAN = """
import sys, time
from pathlib import Path
from studio.worker.child_session import ChildSession
print(ChildSession(1, Path(sys.argv[1])).pid, flush=True)
time.sleep(60)
"""


def test_the_child_does_not_outlive_a_killed_parent(tmp_path: Path) -> None:
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN, str(tmp_path / "log")], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    child = int(parent.stdout.readline())
    assert not gone(child)
    parent.kill()
    parent.wait()
    until(lambda: gone(child))
    parent.stdout.close()
