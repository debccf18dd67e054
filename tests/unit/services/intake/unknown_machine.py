"""A machine whose kernel nobody has taught Assay to ask: there the network stays open to the reader of a file."""

from __future__ import annotations

from pathlib import Path

import pytest


def children_run_on_one(folder: Path, patch: pytest.MonkeyPatch) -> None:
    """What is started from here on believes to be there: Python runs `sitecustomize` before anything else."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import platform\nplatform.machine = lambda: 'riscv64'\n")
    patch.setenv("PYTHONPATH", str(folder))
