"""`look`: copies, faults of texts, uneven classes, shortcuts: all that needs no model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domains.registry import registry
from studio.core.records import Phase, Progress
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.verdicts.balance import class_balance, label_balance
from studio.services.verdicts.copies import exact_copies, near_copies
from studio.services.verdicts.faulty_texts import faulty_texts
from studio.services.verdicts.giveaways import giveaways
from studio.services.verdicts.straddling import groups_across_test
from studio.storage.verdicts import dump_part
from studio.worker.phases import Report
from studio.worker.run_folder import RunFolder

_NOT_LOOKED_FOR = (
    "Several labels a text: shortcuts and doubtful answers are not looked for, since both are told by one right answer."
)


def run(folder: RunFolder, report: Report) -> Mapping[str, Any]:
    """Look through every row; answers of test rows count only where one text has several."""
    table, task = folder.table.reset_index(drop=True), folder.job.task

    def looking(note: str, done: int = 0) -> None:
        report(Progress(Phase.LOOK, done, len(table), note=note, rate_unit="rows/s"))

    looking("Looking through the texts")
    outside_test = table[table["part"] != Part.TEST.value].reset_index(drop=True)
    findings = [*faulty_texts(table), *exact_copies(table)]
    findings += groups_across_test(table, registry().get(folder.job.domain))
    looking("Looking for shortcuts")
    if task is Task.MULTILABEL:
        findings += label_balance(table)
    else:
        findings += giveaways(outside_test, task)
    if task is Task.CLASSIFICATION:
        findings += class_balance(table)
    findings += near_copies(table, lambda done: looking("Looking for near copies", done))
    notes = [_NOT_LOOKED_FOR] if task is Task.MULTILABEL else []
    return dump_part(findings, notes=notes)
