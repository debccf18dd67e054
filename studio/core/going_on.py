"""A training that goes on from the checkpoint which another left behind when its loss was lost."""

from __future__ import annotations

from pathlib import Path

KEPT = "checkpoint"
"""The folder, in that of a run, that holds the last good checkpoint of a training whose loss was lost."""
GOES_ON = "goes_on_from"
"""Under it a manifest names the run whose checkpoint its training goes on from."""


def kept_in(home: Path, run_id: str) -> Path:
    """Where the checkpoint of a run is kept, if it is."""
    return home.resolve() / "work" / run_id / KEPT
