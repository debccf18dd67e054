"""Every way into the program can be imported first, by itself: no circle of imports shows only in another order."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("module", ["app", "studio.__main__", "studio.worker.__main__", "studio.services.studio"])
def test_it_is_imported_first(module: str) -> None:
    done = subprocess.run([sys.executable, "-c", f"import {module}"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py")))
def test_what_a_benchmark_takes_from_elsewhere_is_there(module: str) -> None:
    importlib.import_module("benchmarks" if module == "__init__" else f"benchmarks.{module}")
