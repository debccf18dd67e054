"""`judge`: what a frozen language model reaches, which answers look wrong, what more rows would bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.device import limit_threads
from models.evaluation.measuring import compare
from models.interface import Floats, Ints
from models.methods.embedding_features import pair_features
from models.verdict.embedding import embedded_once
from models.verdict.learning_curve import lessons
from models.verdict.out_of_fold import frozen_model, out_of_fold
from studio.core.metrics import metric
from studio.core.records import Phase, Progress
from studio.services.verdicts.learnable import Learnable
from studio.storage.verdicts import dump_part
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder
from studio.worker.verdict_inputs import COUNTED, OUTSIDE_TEST, fit_context, learnable_of


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Embed the texts once, then everything that stands on it."""
    learnable = learnable_of(folder)
    if not learnable.enough:
        return dump_part()
    context = fit_context(folder, report, Phase.JUDGE)
    embedded = embedded_once(learnable.examples, _pieces(learnable), context)
    report(Progress(Phase.JUDGE, note="Comparing answers"))
    with limit_threads(context.threads):
        answer = frozen_model(pair_features(embedded), embedded.related, learnable.examples, learnable.target, context)
        raw = out_of_fold(learnable.fold, learnable.target, answer)
        counted = np.load(folder.path / COUNTED)
        report(Progress(Phase.JUDGE, note="Learning from fewer rows"))
        taught = lessons(learnable.fold, learnable.strata, learnable.target, answer, raw)
    return dump_part(
        learnable.doubts([raw, counted]),
        [learnable.expected("probe", raw)],
        learnable.curve(taught),
        [_which(learnable, raw, counted)],
    )


def _pieces(learnable: Learnable) -> list[Ints]:
    parts = learnable.rows["part"]
    return [np.flatnonzero(parts == part.value) for part in OUTSIDE_TEST]


def _which(learnable: Learnable, probe: Floats, counted: Floats) -> str:
    """Which of the two to try first, by a paired comparison on the same rows."""
    key = learnable.metrics[0]
    found = compare(learnable.truth, learnable.answers(probe), learnable.answers(counted), key)
    difference, p = found.difference.value, found.p_value
    if difference is None or p is None or p >= 0.05:
        return "Counting words and the frozen language model are about equal here: start with the cheaper one."
    ahead = f"is ahead by {abs(difference):.2f} (p = {p:.3f})"
    if (difference > 0) == metric(key).greater_is_better:
        return f"The frozen language model {ahead}: more than the words themselves matters here."
    return f"Counting words {ahead}: the exact words matter here."
