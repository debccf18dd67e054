"""How the folders of checkpoints are called; imports no torch."""

from __future__ import annotations

from pathlib import Path

_PREFIX = "full-"
CHECKPOINTS = f"{_PREFIX}*"
"""What their names match, the newest last where they are sorted."""


def checkpoint_in(folder: Path, step: int) -> Path:
    """The folder of the checkpoint of a step."""
    return folder / f"{_PREFIX}{step:08d}"


def step_of(checkpoint: Path) -> int:
    """The step that a checkpoint's folder is of."""
    return int(checkpoint.name.removeprefix(_PREFIX))
