"""What varied copies of the training texts bring: both models on the dev part, row by row."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from models.evaluation.answering import answers_to, truth_of
from models.evaluation.measuring import compare, measure
from models.evaluation.notes import clusters_of
from models.interface import Floats, TextModel
from studio.core.splits import Part
from studio.worker.run_folder import RunFolder


def learned_from(folder: RunFolder) -> dict[str, Any]:
    """How many copies of how many rows were learned from; empty where none was wanted or came out different."""
    return {"copies": len(folder.copies), "rows": len(folder.rows(Part.TRAIN))} if len(folder.copies) else {}


def effect(folder: RunFolder, fitted: TextModel, plain: Floats | None) -> dict[str, Any]:
    """How many copies were learned from and, beside a model without them, the metric of both with the paired test.

    `plain` is what that model says of the dev part; None: it was not trained.
    """
    told = learned_from(folder)
    if plain is None:
        return told
    dev, target, metric = folder.examples(Part.DEV), folder.target, folder.job.metrics[0]
    truth = truth_of(target, dev, clusters_of(folder.rows(Part.DEV)))
    ours, theirs = (answers_to(target, raw, dev) for raw in (fitted.raw(dev), plain))
    return told | {
        "metric": metric,
        "with": asdict(measure(truth, ours, [metric], seed=folder.job.seed)[metric]),
        "without": asdict(measure(truth, theirs, [metric], seed=folder.job.seed)[metric]),
        "comparison": asdict(compare(truth, ours, theirs, metric, seed=folder.job.seed)),
    }
