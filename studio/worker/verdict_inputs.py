"""What the phases of a verdict work with: the rows outside the test part, and where to fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from domains.registry import registry
from models.device import resolve_device
from models.interface import FitContext
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.services.verdicts.learnable import MOST_ROWS, Learnable
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder, examples
from studio.worker.thread_share import ThreadShare

COUNTED = "counted.npy"
"""Out-of-fold outputs of counting words, kept between two phases."""
OUTSIDE_TEST = (Part.TRAIN, Part.DEV, Part.CALIBRATION)
"""What a model may learn from or be chosen on, the training part first."""


def learnable_of(folder: RunFolder) -> Learnable:
    """The dataset's rows outside the test part; of more than 20,000, so many drawn by chance.

    Their near duplicates are looked for once and kept with the folder, for the next phase in the same child.
    """
    if folder.learnable is None:
        folder.learnable = _learnable(folder)
    return folder.learnable


def _learnable(folder: RunFolder) -> Learnable:
    job, rows = folder.job, folder.rows(*OUTSIDE_TEST)
    if len(rows) > MOST_ROWS:
        rows = rows.sample(MOST_ROWS, random_state=job.seed).sort_index().reset_index(drop=True)
    asked = examples(rows, job.task, job.labels)
    return Learnable.of(registry().get(job.domain), rows, asked, folder.target, job.metrics)


def fit_context(folder: RunFolder, report: Report, phase: Phase) -> FitContext:
    """Where to fit; progress of whatever is fitted is that of `phase`."""
    job = folder.job
    share = ThreadShare(job.threads, Path(job.serving), lambda told: report(_told(told, phase)))
    return FitContext(
        seed=job.seed,
        threads=share.threads,
        device=resolve_device(job.device),
        checkpoints=folder.path / "checkpoints",
        cache=Path(job.cache),
        report=share,
    )


def _told(progress: Progress, phase: Phase) -> Progress:
    """A head's loss and step say nothing about how far a verdict is."""
    if progress.phase is phase:
        return progress
    return replace(Progress(phase), note="Fitting")
