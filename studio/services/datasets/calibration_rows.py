"""Whether a draft holds out enough for calibration, told before anything is trained."""

from __future__ import annotations

import pandas as pd

from models.evaluation.calibration import too_few
from studio.core.findings import Finding, Severity
from studio.core.splits import Part
from studio.core.tasks import Task

FEW_CALIBRATION_ROWS = "few_calibration_rows"


def calibration_findings(prepared: pd.DataFrame, task: Task) -> list[Finding]:
    """One note where the calibration part has too few different prepared texts, as a log of few templates has.

    Raising the number of its rows by templates that say the same would not make it honest: they are counted once.
    A part without rows has a finding of its own (`no_calibration_rows`).
    """
    held_out = prepared[prepared["part"] == Part.CALIBRATION.value]
    beside = [name for name in ("text", "text_pair") if name in held_out]
    message = too_few(task, len(held_out), len(held_out.drop_duplicates(beside)))
    if not len(held_out) or not message:
        return []
    fix = "Bring more rows, or rows of more kinds: what is kept together goes to one part as a whole."
    return [Finding(FEW_CALIBRATION_ROWS, Severity.NOTE, message, fix, count=len(held_out))]
