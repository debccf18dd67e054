"""The worker beside the server: there while the server is, started again when it dies, gone when the server is."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.core.settings import Settings
from studio.worker.child_session import environment
from studio.worker.lock import HomeLock
from studio.worker.supervisor import Supervisor, variables
from tests.unit.worker.gone import gone

SERVER = """
import time
from studio.core.settings import settings
from studio.worker.supervisor import Supervisor
supervisor = Supervisor(settings())
supervisor.start()
while supervisor.pid is None:
    time.sleep(0.05)
print(supervisor.pid, flush=True)
time.sleep(600)
"""


@pytest.mark.slow
def test_a_worker_that_dies_is_started_again_and_stopped_with_the_server(
    home_settings: Settings, kit: SimpleNamespace
) -> None:
    supervisor = Supervisor(home_settings)
    supervisor.start()
    supervisor.start()  # a second call starts no second worker
    kit.eventually(lambda: supervisor.worker_alive)
    first = supervisor.pid
    assert first is not None
    assert not HomeLock(home_settings.home).acquire()
    os.kill(first, signal.SIGKILL)
    kit.eventually(lambda: supervisor.pid not in (None, first) and supervisor.worker_alive)
    second = supervisor.pid
    assert second is not None
    supervisor.stop()
    assert gone(second)
    assert supervisor.pid is None
    assert HomeLock(home_settings.home).acquire()


@pytest.mark.slow
def test_a_killed_server_takes_its_worker_along(home_settings: Settings, kit: SimpleNamespace) -> None:
    surroundings = {**environment(1), **variables(home_settings)}
    surroundings.pop("ASSAY_PARENT")
    server = subprocess.Popen([sys.executable, "-c", SERVER], env=surroundings, stdout=subprocess.PIPE)
    assert server.stdout is not None
    worker = int(server.stdout.readline())
    assert not gone(worker)
    server.kill()
    server.wait()
    server.stdout.close()
    kit.eventually(lambda: gone(worker))


def test_settings_reach_the_worker_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Settings(home=tmp_path, first_start=False, threads=3, device="cpu", data_mirror=tmp_path / "mirror")
    for name, value in variables(given).items():
        monkeypatch.setenv(name, value)
    assert Settings() == given


@pytest.mark.slow
def test_a_worker_that_cannot_be_started_is_tried_again(home_settings: Settings, kit: SimpleNamespace, caplog) -> None:
    in_the_way = home_settings.logs / "worker.log"
    in_the_way.mkdir(parents=True)  # the log it would write to cannot be opened
    supervisor = Supervisor(home_settings)
    supervisor.start()
    kit.eventually(lambda: "could not be started (IsADirectoryError)" in caplog.text)
    assert supervisor.pid is None
    assert not supervisor.worker_alive
    in_the_way.rmdir()
    kit.eventually(lambda: supervisor.worker_alive)
    supervisor.stop()
    assert supervisor.pid is None


def test_a_server_whose_worker_never_started_stops_too(home_settings: Settings, kit: SimpleNamespace, caplog) -> None:
    (home_settings.logs / "worker.log").mkdir(parents=True)
    supervisor = Supervisor(home_settings)
    supervisor.start()
    kit.eventually(lambda: "could not be started" in caplog.text)
    supervisor.stop()
    assert supervisor.pid is None
