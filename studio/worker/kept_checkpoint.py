"""The last good checkpoint of a training whose loss was lost: kept for a week, without the texts that lay beside it."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

from models.methods.full.places import CHECKPOINTS, step_of
from studio.core.going_on import KEPT

_SECONDS = 7 * 24 * 3600.0


def keep(folder: Path) -> int | None:
    """Leave nothing in a run's folder but its newest checkpoint, as `KEPT`; its step, None where there is none."""
    found = [path.parent for path in folder.rglob(f"{CHECKPOINTS}/state.json")]
    newest = max(found, key=lambda each: (each / "state.json").stat().st_mtime_ns, default=None)
    if newest is None:
        return None
    kept = folder / KEPT
    newest.rename(kept)
    os.utime(kept)
    for each in folder.iterdir():
        if each.is_dir() and each != kept:
            shutil.rmtree(each, ignore_errors=True)
        elif each != kept:
            each.unlink(missing_ok=True)
    return step_of(newest)


def keeps(folder: Path) -> bool:
    """Whether a run's folder holds such a checkpoint whose time is not up."""
    try:
        return time.time() - (folder / KEPT).stat().st_mtime < _SECONDS
    except OSError:
        return False


def delete_old(work: Path) -> None:
    """Delete those whose time is up; `work` holds the folders of runs."""
    for kept in work.glob(f"*/{KEPT}"):
        if not keeps(kept.parent):
            shutil.rmtree(kept.parent, ignore_errors=True)
