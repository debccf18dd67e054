"""`weigh`: a model made smaller and the one it came of, both as they answer, on the same rows and texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from models.evaluation.notes import clusters_of
from models.smaller.shapes import shape_in
from models.smaller.weighing import TEXTS, candidates, some, weigh
from studio.core.records import Phase, Progress
from studio.core.smaller import SMALLER, Side, Smaller, Way
from studio.core.splits import Part
from studio.worker.phases import Report
from studio.worker.phases.fitting import device_and_threads
from studio.worker.phases.train import MODEL
from studio.worker.run_folder import RunFolder, examples

_MOST_ROWS = 1000
"""Dev rows that both are measured on: the uncompressed ones answer some hundred a second on two cores."""


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Size, rate and the primary metric, before and after; the test part stays closed."""
    job = folder.job
    device, threads = device_and_threads(job)
    rows = _spread(folder.rows(Part.DEV))
    dev = examples(rows, job.task, job.labels)
    before, after = (
        candidates(artifact, job.method, side, device=device, threads=threads)
        for side, artifact in ((Side.BEFORE, Path(job.model)), (Side.AFTER, folder.artifact))
    )
    metric = job.metrics[0]
    weighed = weigh(
        before, after, dev, clusters_of(rows), metric, lambda note: report(Progress(Phase.WEIGH, note=note))
    )
    found = Smaller(
        way=Way(job.options["way"]),
        metric=metric,
        rows=len(rows),
        texts=len(some(dev, TEXTS)),
        threads=threads,
        before=shape_in(Path(job.model) / MODEL),
        after=shape_in(folder.artifact / MODEL),
        weighed=weighed,
    )
    return {SMALLER: asdict(found)}


def _spread(rows: pd.DataFrame) -> pd.DataFrame:
    """At most `_MOST_ROWS`, evenly over all."""
    places = np.unique(np.linspace(0, len(rows) - 1, min(_MOST_ROWS, len(rows))).astype(int))
    return rows.iloc[places].reset_index(drop=True)
