"""A training that the system kills three times ends with the weights it would have had."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize("key", ["full", "setfit", "textcnn", "bilstm"])
def test_three_kills_change_no_bit_of_the_weights(key: str, tiny: str, tmp_path: Path) -> None:
    program = Path(__file__).with_name("killed_trainings.py")
    done = subprocess.run(
        [sys.executable, str(program), key, tiny, str(tmp_path)],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr
    whole, killed = done.stdout.split()
    assert whole == killed
