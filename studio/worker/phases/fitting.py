"""What phases share that fit or load models: device and threads, folders, progress under a title."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from models.device import resolve_device
from models.interface import FitContext
from studio.core.records import Progress
from studio.worker.job import Job
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder
from studio.worker.thread_share import ThreadShare


def fit_context(folder: RunFolder, checkpoints: Path, report: Report) -> FitContext:
    """What a method of the run in `folder` is fitted with; `checkpoints` is made where it is not there."""
    job = folder.job
    share = ThreadShare(job.threads, Path(job.serving), report)
    return FitContext(
        seed=job.seed,
        threads=share.threads,
        device=resolve_device(job.device),
        checkpoints=made(checkpoints),
        cache=made(Path(job.cache)),
        report=share,
        unlabelled=folder.unlabelled,
    )


def device_and_threads(job: Job) -> tuple[str, int]:
    """What the run's models are loaded for now."""
    return resolve_device(job.device), ThreadShare(job.threads, Path(job.serving)).threads


def titled(title: str, report: Report, **changed: Any) -> Report:
    """Progress under a title, with other fields `changed`.

    A dev figure of a model that may not be kept is no point of the run's curve.
    """

    def told(progress: Progress) -> None:
        note = f"{title}. {progress.note}" if progress.note else title
        report(replace(progress, note=note, dev_metric=None, **changed))

    return told


def made(folder: Path) -> Path:
    """`folder`, there from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder
