"""`trial`: versions and the ways to fuse them are tried on the dev part; nothing is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.evaluation.notes import clusters_of
from models.fusion.member import Member
from models.fusion.trial import answered, weigh
from studio.core.fusion import TRIAL
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.worker.phases import Report
from studio.worker.phases.fitting import device_and_threads
from studio.worker.run_folder import RunFolder


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Every version by itself, both kinds of ensemble, and the cascade at each threshold."""
    dev, ids = folder.examples(Part.DEV), folder.job.options["members"]
    said = answered(ids, members(folder), dev, lambda note: report(Progress(Phase.TRIAL, note=note)))
    report(Progress(Phase.TRIAL, note="Comparing ways to combine them"))
    found = weigh(said, dev, folder.job.metrics[0], clusters_of(folder.rows(Part.DEV)))
    return {TRIAL: asdict(found)}


def members(folder: RunFolder) -> list[Member]:
    """The versions of a run, loaded, in the order in which they were named."""
    job = folder.job
    device, threads = device_and_threads(job)
    named = zip(job.options["names"], job.members, strict=True)
    return [Member.load(name, Path(path), device=device, threads=threads) for name, path in named]
