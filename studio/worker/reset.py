"""Back to the first start: everything a home holds is deleted, but for what is only computed once and kept."""

from __future__ import annotations

import shutil
from pathlib import Path

from studio.core.errors import ConflictError, InvalidOptionError
from studio.core.settings import Settings
from studio.services.pulse import pulse_file
from studio.worker.lock import HomeLock

_FOLDERS = ("artifacts", "work", "logs")
_FILES = ("assay.db*", "dbos.db*", "executor", "first-start.json")
_OURS = ("assay.db", "executor", "first-start.json")


def reset(settings: Settings) -> None:
    """Delete the database, artifacts, runs and logs of `settings.home`; the next start trains the samples again.

    Raises `ConflictError` while a worker runs there, and `InvalidOptionError` where database or artifacts live
    elsewhere, or the folder holds somebody else's files: those are not ours to delete.
    """
    if settings.database_url or settings.artifacts_url:
        raise InvalidOptionError(
            "The database or the artifacts are kept outside ASSAY_HOME.",
            "Empty them by their own tools, or unset ASSAY_DATABASE_URL and ASSAY_ARTIFACTS_URL.",
        )
    home = settings.home.resolve()
    if home.is_dir() and any(home.iterdir()) and not any((home / name).exists() for name in _OURS):
        raise InvalidOptionError(
            "ASSAY_HOME is a folder that is not Assay's.", "Name the folder that holds assay.db, or an empty one."
        )
    lock = HomeLock(settings.home)
    if not lock.acquire():
        raise ConflictError("Assay is running.", "Stop the server (Ctrl-C where `make run` runs), then try again.")
    try:
        _delete(home)
    finally:
        lock.release()


def _delete(home: Path) -> None:
    for name in _FOLDERS:
        shutil.rmtree(home / name, ignore_errors=True)
    for pattern in _FILES:
        for path in home.glob(pattern):
            path.unlink()
    pulse_file(home).unlink(missing_ok=True)
