"""`count`: what counting words reaches, cross-validated on the rows outside the test part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from models.device import limit_threads
from models.verdict.out_of_fold import counting_words, out_of_fold
from studio.core.records import Phase, Progress
from studio.services.verdicts.learnable import LEAST_ROWS, Learnable
from studio.storage.verdicts import dump_part
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder
from studio.worker.verdict_inputs import COUNTED, OUTSIDE_TEST, fit_context, learnable_of


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """The majority's and word counting's figure; out-of-fold outputs are left for the phase that judges."""
    report(Progress(Phase.COUNT, note="Counting words"))
    learnable = learnable_of(folder)
    if not learnable.enough:
        return dump_part(notes=[_too_little(learnable)])
    context = fit_context(folder, report, Phase.COUNT)
    with limit_threads(context.threads):
        answer = counting_words(learnable.examples, learnable.target, context)
        raw = out_of_fold(learnable.fold, learnable.target, answer)
    np.save(folder.path / COUNTED, raw)
    drawn = len(folder.rows(*OUTSIDE_TEST)) - len(learnable.rows)
    notes = [f"Figures are of {len(learnable.rows):,} rows drawn by chance; {drawn:,} more were not looked at."]
    return dump_part(expected=[learnable.majority(), learnable.expected("tfidf", raw)], notes=notes if drawn else [])


def _too_little(learnable: Learnable) -> str:
    return (
        f"There are {len(learnable.rows):,} rows outside the test part; to say what can be learned, at least "
        f"{LEAST_ROWS} are needed, in several groups and with several answers."
    )
