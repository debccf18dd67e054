"""Back to the first start: everything a home holds is deleted, but for what is only computed once and kept."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from studio.core.errors import ConflictError, InvalidOptionError
from studio.core.settings import Settings
from studio.worker.lock import SERVER_LOCK, WORKER_LOCK, HomeLock

_FOLDERS = ("artifacts", "work", "logs")
_FILES = ("worker.json", "executor", "first-start.json")
_DATABASES = ("dbos.db", "assay.db")  # ours last: a reset that was cut short still finds its mark
_BESIDE_A_DATABASE = ("-wal", "-shm", "-journal", ".upgrade-lock", "")
_MARKS = ("assay.db", "first-start.json")
_LEFT_BY_A_RESET = ("cache", "group.key", "serving", WORKER_LOCK, SERVER_LOCK)


def reset(settings: Settings) -> None:
    """Delete the database, artifacts, runs and logs of `settings.home`; the next start trains the samples again.

    Raises `ConflictError` while a server or a worker runs there, and `InvalidOptionError` where database or artifacts
    live elsewhere, or the folder is somebody else's: those are not ours to delete.
    """
    if settings.database_url or settings.artifacts_url:
        raise InvalidOptionError(
            "The database or the artifacts are kept outside ASSAY_HOME.",
            "Empty them by their own tools, or unset ASSAY_DATABASE_URL and ASSAY_ARTIFACTS_URL.",
        )
    home = settings.home.resolve()
    if not _ours(home):
        raise InvalidOptionError(
            "ASSAY_HOME is a folder that is not Assay's.", "Name the folder that holds assay.db, or an empty one."
        )
    with _alone(home):
        _delete(home)


def _ours(home: Path) -> bool:
    """Whether it bears a mark of Assay, or holds nothing but what a reset leaves, and logs of ours."""
    if not home.is_dir() or any((home / name).is_file() for name in _MARKS) or _our_executor(home / "executor"):
        return True
    return all(path.name in _LEFT_BY_A_RESET or _our_logs(path) for path in home.iterdir())


def _our_logs(path: Path) -> bool:
    """Whether it is a folder of our logs alone: many programs have a folder called `logs`."""
    if path.name != "logs" or not path.is_dir():
        return False
    return all(each.name == "worker.log" or each.match("run-*.log") for each in path.iterdir())


def _our_executor(path: Path) -> bool:
    """Whether it is the id that a worker draws before anything else."""
    return path.is_file() and path.read_bytes().startswith(b"worker-")


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Keep servers and workers out: a server's worker may be dead for a moment, so each of them has a lock."""
    with ExitStack() as held:
        for name in (SERVER_LOCK, WORKER_LOCK):
            lock = HomeLock(home, name)
            if not lock.acquire():
                raise ConflictError(
                    "Assay is running.", "Stop the server (Ctrl-C where `make run` runs), then try again."
                )
            held.callback(lock.release)
        yield


def _delete(home: Path) -> None:
    """Only what bears one of our names: somebody's own file in the home stays."""
    for name in _FOLDERS:
        shutil.rmtree(home / name, ignore_errors=True)
    databases = [f"{name}{ending}" for name in _DATABASES for ending in _BESIDE_A_DATABASE]
    for name in (*_FILES, *databases):
        (home / name).unlink(missing_ok=True)
