"""What computes is the worker's device, wherever the pages run."""

from __future__ import annotations

import json
import time
from dataclasses import asdict
from pathlib import Path

from studio.core.settings import Settings
from studio.services.pulse import Pulse, pulse_file
from studio.services.worker_device import device_here, worker_device


def test_a_worker_on_another_machine_tells_its_device(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path, device="auto")
    assert worker_device(settings) == device_here(settings)
    pulse_file(tmp_path).write_text(json.dumps(asdict(Pulse(1, time.time(), "worker-1", "cuda"))))
    assert worker_device(settings) == "cuda"
    pulse_file(tmp_path).write_text(json.dumps({"pid": 1, "time": time.time(), "executor": "of before"}))
    assert worker_device(settings) == device_here(settings)


def test_a_device_that_is_not_here_can_be_spoken_of(tmp_path: Path) -> None:
    assert worker_device(Settings(home=tmp_path, device="cuda:7")) == "cuda:7"
