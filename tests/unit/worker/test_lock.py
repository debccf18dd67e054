"""One worker a home, known to be alive by its pulse."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from studio.services.pulse import pulse_file, read_pulse
from studio.worker.heartbeat import Heartbeat
from studio.worker.lock import HomeLock

HOLD = """
import sys, time
from pathlib import Path
from studio.worker.lock import HomeLock
lock = HomeLock(Path(sys.argv[1]))
assert lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_process_does_not_get_the_lock(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        lock = HomeLock(tmp_path)
        assert not lock.acquire()
        assert not lock.wait(give_up=lambda: True)
        holder.kill()  # however it ends, the lock is free again
        holder.wait()
        assert lock.acquire()
        lock.release()


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    first, second = HomeLock(tmp_path), HomeLock(tmp_path)
    assert first.acquire()
    assert not second.acquire()
    first.release()
    assert second.acquire()


def test_the_pulse_is_there_while_it_beats(tmp_path: Path) -> None:
    heartbeat = Heartbeat(tmp_path, "worker-1", "cpu")
    heartbeat.start()
    pulse = read_pulse(tmp_path)
    assert pulse is not None
    assert pulse.fresh
    assert pulse.executor == "worker-1"
    heartbeat.stop()
    assert read_pulse(tmp_path) is None


def test_a_damaged_pulse_is_no_pulse(tmp_path: Path) -> None:
    pulse_file(tmp_path).write_text("{")
    assert read_pulse(tmp_path) is None
