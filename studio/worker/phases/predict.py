"""`predict`: a model answers every row of a table."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from domains.registry import registry
from models.device import resolve_device
from models.serving.predictor import Predictor
from studio.core.answers import Prediction
from studio.core.defects import record
from studio.core.label_sets import dump_set
from studio.core.records import Phase, Progress
from studio.core.tasks import Task
from studio.services.answer_reasons import with_reasons
from studio.services.remarks import with_remarks
from studio.worker.phases import Report
from studio.worker.results import ANSWERS
from studio.worker.run_folder import RunFolder, examples
from studio.worker.short_of_memory import ShortOfMemory, now_at
from studio.worker.thread_share import ThreadShare

_LOG = logging.getLogger(__name__)
_ROWS_AT_ONCE = 256
_REMARKS = "looking for odd rows"
"""What the run is at here, should it be killed for want of memory: the answers are of use without remarks."""


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Answer in pieces, telling how far it is, and write the answers beside the rows' ids."""
    job, table = folder.job, folder.table
    share = ThreadShare(job.threads, Path(job.serving), report)
    predictor = Predictor.load(Path(job.model), device=resolve_device(job.device), threads=share.threads)
    answers: list[dict[str, Any]] = []
    started = time.monotonic()
    for first in range(0, len(table), _ROWS_AT_ONCE):
        rows = table.iloc[first : first + _ROWS_AT_ONCE]
        asked = examples(rows.reset_index(drop=True), job.task, job.labels)
        predicted = predictor.predict(asked)
        answers += [
            {"row_id": row_id, **_answer(each, job.task, moved_thresholds=predictor.decision.moved)}
            for row_id, each in zip(rows["row_id"], predicted, strict=True)
        ]
        share(_progress(len(answers), len(table), time.monotonic() - started))
    unfinished = folder.path / f"{ANSWERS}.part"
    answered = _remarked(pd.DataFrame(answers), folder, share)
    if folder.learned_from is not None:
        answered = with_reasons(answered, table, folder.learned_from)
    answered.to_parquet(unfinished, index=False)
    unfinished.replace(folder.path / ANSWERS)
    return {"rows": len(answers)}


def _remarked(answers: pd.DataFrame, folder: RunFolder, report: Report) -> pd.DataFrame:
    """`answers` with what the field remarks; as they are where it fails at it, or had too little memory too often."""
    domain, rows = registry().get(folder.job.domain), len(answers)
    if why_not := ShortOfMemory.read(folder.path).why_not(_REMARKS):
        _LOG.warning("no remarks on %d answers: %s", rows, why_not)
        return answers
    if domain.odd_rows:
        report(Progress(Phase.PREDICT, rows, rows, note=f"Looking for {domain.odd_rows}"))
    now_at(folder.path, _REMARKS)
    try:
        return with_remarks(answers, folder.table, domain, folder.learned_from)
    except Exception as error:  # whatever it is, it may quote a text
        record(error, _LOG, _REMARKS)
        return answers
    finally:
        now_at(folder.path)


def _answer(prediction: Prediction, task: Task, *, moved_thresholds: bool = False) -> dict[str, Any]:
    """An answer as columns of a table."""
    sure: dict[str, Any] = {"abstains": prediction.abstains, "truncated": prediction.truncated}
    if prediction.answered_by is not None:
        sure["answered_by"] = prediction.answered_by
    if task is Task.ANOMALY:
        lines = " | ".join(str(place + 1) for place, _ in prediction.behind)
        told = {"behind": json.dumps(prediction.behind), "lines_behind": lines}
        return {"predicted": prediction.label, "score": prediction.score, **told, **sure}
    if task is Task.SCORING:
        return {"predicted": prediction.score, "low": prediction.score_low, "high": prediction.score_high, **sure}
    probabilities = prediction.probabilities
    moved = {"most_probable": prediction.most_probable or prediction.label} if moved_thresholds else {}
    if task is Task.MULTILABEL:
        said: dict[str, Any] = {"predicted": dump_set(prediction.labels or ())}
    else:
        said = {"predicted": prediction.label, **moved, "probability": probabilities.get(prediction.label or "", None)}
    return {
        **said,
        "prediction_set": " | ".join(prediction.prediction_set),
        **sure,
        **{f"p({label})": value for label, value in probabilities.items()},
    }


def _progress(done: int, rows: int, seconds: float) -> Progress:
    rate = done / seconds if seconds > 0 else None
    eta = (rows - done) / rate if rate else None
    return Progress(Phase.PREDICT, done, rows, rate=rate, rate_unit="rows/s", eta_seconds=eta)
