"""provisional"""
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from dataclasses import asdict

import numpy as np
import pandas as pd

from models.device import resolve_device
from models.evaluation.measuring import Truth, measure
from models.serving.predictor import Predictor
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.worker.phases import Report
from studio.worker.results import MEASURED, ROWS, write_json
from studio.worker.run_folder import RunFolder


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    job = folder.job
    predictor = Predictor.load(folder.artifact, device=resolve_device(job.device), threads=1)
    rows = folder.rows(Part.TEST)
    ex = folder.examples(Part.TEST)
    raw = predictor.model.raw(ex)
    pred = raw.argmax(1) if job.task is Task.CLASSIFICATION else raw
    truth = Truth(folder.target, ex.targets)
    m = measure(truth, pred, job.metrics)
    n = len(job.labels)
    write_json(folder.path / MEASURED, {"rows": len(rows), "metrics": {k: asdict(v) for k, v in m.items()}, "primary_metric": job.metrics[0],
       "baselines": {}, "comparisons": {}, "subsets": {}, "labels": list(job.labels), "per_label": {}, "confusion": [[0]*n]*n, "truncated_rows": 0, "notes": []})
    pd.DataFrame({"row_id": rows["row_id"], "true": rows["target"], "predicted": [job.labels[i] for i in pred] if n else pred}).to_parquet(folder.path / ROWS)
    return {}
