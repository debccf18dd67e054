"""A reset brings back the first start, and deletes nothing that is not Assay's."""

from __future__ import annotations

import os
import signal
from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.core.errors import ConflictError, InvalidOptionError
from studio.core.settings import Settings
from studio.services.studio import open_studio
from studio.worker.lock import SERVER_LOCK, HomeLock
from studio.worker.reset import reset
from studio.worker.supervisor import Supervisor

LEFT = {"cache", "cache/encoders", "group.key", "worker.lock", "server.lock"}


def write(home: Path, *names: str, content: str = "") -> None:
    for name in names:
        path = home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)


def content(home: Path) -> set[str]:
    return {path.relative_to(home).as_posix() for path in home.rglob("*")}


def test_a_reset_empties_the_home_but_keeps_what_is_computed_once(home_settings: Settings) -> None:
    home = home_settings.home
    open_studio(home_settings).close()
    write(home, "cache/graph", "group.key", "work/run-1/table", "artifacts/models/model-1/weights", "logs/run-1.log")
    write(home, "executor", "first-start.json", "worker.json", "dbos.db", "dbos.db-wal", "assay.db-shm")
    reset(home_settings)
    assert (home / "cache" / "graph").exists()
    assert (home / "group.key").exists()
    assert {path.name for path in home.iterdir()} <= LEFT
    reset(home_settings)  # again and again


def test_a_persons_own_files_in_the_home_stay(home_settings: Settings) -> None:
    home = home_settings.home
    open_studio(home_settings).close()
    mine = {"assay.db.copy", "dbos.db2", "notes.txt", "other.db", "data/texts.csv"}
    write(home, *mine)
    reset(home_settings)
    assert mine <= content(home)
    assert not (home / "assay.db").exists()


def test_a_home_that_no_database_was_made_in_yet_is_ours(home_settings: Settings) -> None:
    home = home_settings.home
    reset(home_settings)  # there is no folder at all
    write(home, "logs/worker.log", "logs/run-8k3m2q9d7x1c.log")
    reset(home_settings)
    write(home, "logs/worker.log", "worker.json")
    write(home, "executor", content="worker-8k3m2q9d7x1c")
    reset(home_settings)
    assert content(home) <= LEFT


@pytest.mark.parametrize(
    "theirs",
    [
        "artifacts/build.zip",
        "work/thesis.txt",
        "logs/nginx.log",
        "executor",
        "logs",
        "worker.json",
        "photo.jpg",
        "dbos.db",
        "assay.db/deeper",
    ],
)
def test_a_folder_of_somebody_else_is_left_as_it_is(home_settings: Settings, theirs: str) -> None:
    home = home_settings.home
    write(home, theirs, "cache/page", content="theirs")
    before = content(home)
    with pytest.raises(InvalidOptionError, match="not Assay's") as refused:
        reset(home_settings)
    assert refused.value.fix
    assert content(home) == before


def test_a_reset_that_was_cut_short_can_be_done_again(home_settings: Settings) -> None:
    """Our database goes last, so that what is left is known as ours."""
    home = home_settings.home
    open_studio(home_settings).close()
    (home / "dbos.db-wal").mkdir()  # cannot be unlinked
    with pytest.raises(OSError, match=r"dbos\.db-wal"):
        reset(home_settings)
    (home / "dbos.db-wal").rmdir()
    reset(home_settings)
    assert content(home) <= LEFT


def test_a_reset_refuses_while_a_worker_runs(home_settings: Settings) -> None:
    lock = HomeLock(home_settings.home)
    assert lock.acquire()
    with pytest.raises(ConflictError, match="running"):
        reset(home_settings)
    lock.release()
    reset(home_settings)


def test_a_reset_refuses_while_a_server_runs_though_its_worker_is_dead(
    home_settings: Settings, kit: SimpleNamespace
) -> None:
    open_studio(home_settings).close()
    write(home_settings.home / "logs", "worker.log/in-the-way")  # no worker can be started
    server, another = Supervisor(home_settings), Supervisor(home_settings)
    server.start()
    another.start()
    another.stop()
    with pytest.raises(ConflictError, match="running"):
        reset(home_settings)
    assert (home_settings.home / "assay.db").exists()
    server.stop()
    reset(home_settings)
    assert not (home_settings.home / "assay.db").exists()


@pytest.mark.slow
def test_a_reset_refuses_while_a_server_and_its_worker_run(home_settings: Settings, kit: SimpleNamespace) -> None:
    server = Supervisor(home_settings)
    server.start()
    kit.eventually(lambda: server.worker_alive)
    with pytest.raises(ConflictError, match="running"):
        reset(home_settings)
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    with pytest.raises(ConflictError, match="running"):
        reset(home_settings)
    server.stop()
    assert HomeLock(home_settings.home, SERVER_LOCK).acquire()


def test_a_reset_does_not_touch_a_database_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(InvalidOptionError, match="outside"):
        reset(Settings(home=tmp_path, database_url="postgresql://somewhere/assay"))
