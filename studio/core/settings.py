"""Settings of one installation, read from `ASSAY_*` environment variables."""

from __future__ import annotations

import contextlib
import os
from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things are kept and how much of the machine may be used. Every field is documented in the README."""

    model_config = SettingsConfigDict(env_prefix="ASSAY_", env_ignore_empty=True, extra="ignore", frozen=True)

    home: Path = Field(Path("var"), description="Folder of the database, artifacts and logs.")
    database_url: str = Field("", description="SQLAlchemy URL; empty: SQLite under the home folder.")
    artifacts_url: str = Field("", description="fsspec URL of the artifact store; empty: `artifacts/` under home.")
    device: str = Field("auto", description="auto, cpu, cuda, cuda:N or mps.")
    threads: int = Field(
        0, ge=0, description="Threads for the whole machine, trainer and server together; 0: all cores."
    )
    data_mirror: Path | None = Field(
        None, description="Folder that holds converted public datasets, for machines offline."
    )
    encoders: Path | None = Field(
        None, description="Folder of the language models made ready for this machine, which homes may share."
    )
    ray_address: str = Field("", description="Address of a Ray cluster; empty: train on this machine.")
    first_start: bool = Field(True, description="Train the sample models when the store is empty.")

    @property
    def resolved_database_url(self) -> str:
        """The SQLAlchemy URL in force."""
        return self.database_url or f"sqlite:///{self.home.resolve() / 'assay.db'}"

    @property
    def resolved_artifacts_url(self) -> str:
        """The fsspec URL in force."""
        return self.artifacts_url or str(self.home.resolve() / "artifacts")

    @property
    def logs(self) -> Path:
        """Folder of the log files, one a run."""
        return self.home.resolve() / "logs"

    @property
    def thread_budget(self) -> int:
        """Threads that trainer and server share; see `models/device.py` for how."""
        usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return self.threads or usable or 1


def make_home(settings: Settings) -> None:
    """Make the home folder, where there is none for its owner alone (texts are in it), and the folder of its logs."""
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    settings.logs.mkdir(exist_ok=True)
    _share_encoders(settings.home / "cache" / "encoders", settings.encoders)


def _share_encoders(own: Path, shared: Path | None) -> None:
    """Have a home's folder of language models made ready be the `shared` one, unless it has made some of its own.

    They hold no texts, and each takes a quarter of a minute to make. A link that led elsewhere, or whose folder is
    gone, is taken away.
    """
    if own.is_symlink() and (shared is None or own.readlink() != shared.resolve()):
        own.unlink(missing_ok=True)
    if shared is None or own.exists():
        return
    shared.mkdir(parents=True, exist_ok=True)
    own.parent.mkdir(exist_ok=True)
    with contextlib.suppress(FileExistsError):  # made by another process of this home in between
        own.symlink_to(shared.resolve(), target_is_directory=True)


@cache
def settings() -> Settings:
    """The settings of this process, read once. Tests call `settings.cache_clear()`."""
    return Settings()
