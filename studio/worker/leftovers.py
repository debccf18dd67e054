"""What a kill or a power cut leaves on disk: folders of runs that are over, and half-written ones beside artifacts."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from studio.services.studio import Studio
from studio.worker.kept_checkpoint import keeps

_HALF_WRITTEN = (".*.partial", ".*.old")
_OLD_SECONDS = 24 * 3600.0  # a younger one may be another process's, which is still writing


def clear(studio: Studio) -> None:
    """Delete both; for a worker that holds the home's lock.

    A run's folder has texts in it, and must not stay, unless a checkpoint alone was kept.
    """
    home = studio.settings.home.resolve()
    live = {run.id for run in [*studio.journal.unfinished(), *studio.journal.paused()]}
    for folder in (home / "work").glob("*"):
        if folder.name not in live and not keeps(folder):
            shutil.rmtree(folder, ignore_errors=True)
    for pattern in _HALF_WRITTEN:
        for folder in (home / "artifacts").rglob(pattern):
            if _old(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _old(folder: Path) -> bool:
    try:
        return time.time() - folder.stat().st_mtime > _OLD_SECONDS
    except OSError:
        return False
