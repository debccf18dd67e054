from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from studio.core.settings import Settings
from studio.services.studio import Studio, open_studio


@pytest.fixture
def studio(tmp_path: Path) -> Studio:
    return open_studio(Settings(home=tmp_path, device="cpu", threads=1))


def pulse(studio: Studio, pid: int, at: float) -> None:
    (studio.settings.home / "worker.json").write_text(json.dumps({"pid": pid, "time": at, "executor": "worker-1"}))


def test_a_worker_is_alive_while_its_pulse_is_fresh_and_its_process_there(studio: Studio) -> None:
    assert not studio.overview.worker_alive()
    pulse(studio, os.getpid(), time.time())
    assert studio.overview.worker_alive()
    pulse(studio, os.getpid(), time.time() - 60)
    assert not studio.overview.worker_alive()
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    pulse(studio, ended.pid, time.time())
    assert not studio.overview.worker_alive()


def test_a_damaged_pulse_is_no_pulse(studio: Studio) -> None:
    (studio.settings.home / "worker.json").write_text("{")
    assert not studio.overview.worker_alive()


def test_the_device_is_described(studio: Studio) -> None:
    device = studio.overview.device()
    assert (device.kind, device.cores > 0, bool(device.name)) == ("cpu", True, True)
