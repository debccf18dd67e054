"""What phases share that fit or load models: device and threads, folders, progress under a title."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from models.device import resolve_device
from models.interface import FitContext
from studio.core.atomic_write import write_atomically
from studio.core.records import Progress
from studio.worker.job import Job
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder
from studio.worker.thread_share import ThreadShare

_THREADS = "threads"


def fit_context(folder: RunFolder, checkpoints: Path, report: Report) -> FitContext:
    """What a method of the run in `folder` is fitted with; `checkpoints` is made where it is not there."""
    job = folder.job
    return FitContext(
        seed=job.seed,
        threads=_settled(folder.path, job.threads),
        device=resolve_device(job.device),
        checkpoints=made(checkpoints),
        cache=made(Path(job.cache)),
        report=report,
        unlabelled=folder.unlabelled,
    )


def device_and_threads(job: Job) -> tuple[str, int]:
    """What the run's models are loaded for now."""
    return resolve_device(job.device), ThreadShare(job.threads, Path(job.serving)).threads


def _settled(place: Path, threads: int) -> int:
    """The threads that the run began to fit with, also once it is taken up again.

    Sums of another number of threads differ in their last bits, so that another model would come of a resumed or a
    repeated training. Hence a fit does not step back while the server answers: its priority is low (`models.device`).
    """
    kept = place / _THREADS
    if not kept.is_file():
        write_atomically(kept, str(threads))
    return int(kept.read_text("utf-8"))


def titled(title: str, report: Report, *, series: str = "", **changed: Any) -> Report:
    """Progress under a title, with other fields `changed`, as a curve of its own where `series` names one.

    Without a name a dev figure of a model that may not be kept is no point of the run's curve.
    """

    def told(progress: Progress) -> None:
        note = f"{title}. {progress.note}" if progress.note else title
        figure = progress.dev_metric if series else None
        report(replace(progress, note=note, dev_metric=figure, series=series, **changed))

    return told


def made(folder: Path) -> Path:
    """`folder`, there from now on."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder
