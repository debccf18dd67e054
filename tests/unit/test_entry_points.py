"""Every way into the program can be imported first, by itself: no circle of imports shows only in another order."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["app", "studio.__main__", "studio.worker.__main__", "studio.services.studio"])
def test_it_is_imported_first(module: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
