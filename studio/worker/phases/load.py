"""`load`: the job and its table are there, and can be learned from or answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.device import describe_device, resolve_device
from models.methods.registry import method, parse_method_options
from studio.core.errors import UnusableTableError
from studio.core.ran_on import RAN_ON
from studio.core.records import MAKES_MODEL, Phase, Progress, RunKind
from studio.core.splits import Part
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Read everything once, so that what is wrong with it is said before any work is done."""
    job = folder.job
    report(Progress(Phase.LOAD, note="Reading the table"))
    rows = len(folder.table)
    if not rows:
        raise UnusableTableError("The table has no rows.", "Bring a table with at least one text.")
    if job.kind is RunKind.TRAIN:
        parse_method_options(method(job.method), job.options)
    if job.kind in MAKES_MODEL:
        train = folder.examples(Part.TRAIN)
        if not len(train):
            raise UnusableTableError("The dataset has no training rows.", "Make it again with another split.")
        if not len(folder.rows(Part.TEST)):
            raise UnusableTableError("The dataset has no test rows: nothing could be measured.", "Make it again.")
    ran_on = {"device": resolve_device(job.device), "name": describe_device(job.device).name, "threads": job.threads}
    return {"rows": rows, RAN_ON: ran_on}
