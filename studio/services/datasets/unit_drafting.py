"""From an Intake of lines to a Draft of what anomaly detection judges as one; labels are welcome, not needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from domains.contract import Domain
from domains.preparation import CHANGED, Preparation, parse_options
from studio.core.anomalies import ANOMALY_LABELS
from studio.core.columns import Role
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.splits import Part, Unseen
from studio.core.tasks import Task
from studio.services.datasets.anomaly_labels import with_truth
from studio.services.datasets.blank_texts import blank_texts
from studio.services.datasets.draft import Draft
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.identity import row_ids
from studio.services.datasets.opened import Intake
from studio.services.datasets.ordered_split import split_units
from studio.services.datasets.part_columns import map_in_part_words
from studio.services.datasets.prepared import prepared_table
from studio.services.datasets.split import Split

MIN_UNITS = 10


def make_unit_draft(
    domain: Domain,
    intake: Intake,
    *,
    task: Task,
    options: Mapping[str, Any],
    split_map: Mapping[str, str] | None,
    seed: int,
    earlier: KnownParts,
    unseen: Unseen = Unseen.ANSWERS,
) -> Draft:
    """As `make_draft`, for the task anomaly; `seed` and `unseen` have no meaning where time orders the rows."""
    preparation = Preparation(domain, parse_options(domain, options), None)
    if "text" not in intake.table:
        return _blocked(intake, task, preparation, [*intake.findings, _no_texts()])
    table, found = _units(domain, intake.table, task, preparation)
    findings = [*intake.findings, *found]
    if len(table) < MIN_UNITS:
        return _blocked(intake, task, preparation, [*findings, _too_few(len(table))])
    meant = map_in_part_words(intake.mapping.column(Role.SPLIT), split_map or {})
    split = split_units(table, split_map=meant, earlier=[earlier.for_split(row) for row in table["row_id"]])
    findings += split.findings
    if any(finding.severity is Severity.ERROR for finding in findings):
        return _blocked(intake, task, preparation, findings)
    table = table[[part is not None for part in split.parts]].reset_index(drop=True)
    return _prepared(domain, intake, task, preparation, table, split.kept(), findings, seed)


def _units(
    domain: Domain, table: pd.DataFrame, task: Task, preparation: Preparation
) -> tuple[pd.DataFrame, list[Finding]]:
    """The windows or sessions of a table of lines, with their ids, and what was found on the way."""
    lines, read = domain.interpret(table, preparation.options)
    recognised = domain.recognise(lines)
    lines, labelled = with_truth(_without_blanks(lines))
    judged = domain.validate(lines, task)
    units, cut = domain.units(lines, preparation.options)
    units = units.reset_index(drop=True)
    if len(units):
        units["row_id"] = row_ids(units)
    return units, [*recognised, *read, *labelled, *judged, *cut]


def _prepared(
    domain: Domain,
    intake: Intake,
    task: Task,
    preparation: Preparation,
    table: pd.DataFrame,
    split: Split,
    findings: Sequence[Finding],
    seed: int,
) -> Draft:
    train = table[[part is Part.TRAIN for part in split.parts]]
    preparation = replace(preparation, state=domain.fit(train, preparation.options))
    prepared = prepared_table(preparation, table, split)
    changed = prepared.attrs.pop(CHANGED, {})
    return Draft(
        intake=intake,
        task=task,
        preparation=preparation,
        table=prepared,
        findings=tuple(findings),
        parts={part: int((prepared["part"] == part.value).sum()) for part in Part},
        split_reason=split.reason,
        labels=ANOMALY_LABELS if prepared["target"].ne("").any() else (),
        seed=seed,
        changed=changed,
    )


def _no_texts() -> Finding:
    fix = "Say which column holds the texts."
    return Finding("no_text_column", Severity.ERROR, "No column of texts was recognised.", fix, "text")


def _without_blanks(lines: pd.DataFrame) -> pd.DataFrame:
    """Blank lines part nothing and say nothing."""
    return lines[~blank_texts(lines)].reset_index(drop=True)


def _too_few(units: int) -> Finding:
    message = f"Only {counted(units, 'window or session', 'windows or sessions')}; at least {MIN_UNITS} are needed."
    fix = "Bring more lines, or take smaller windows."
    return Finding("too_few_rows", Severity.ERROR, message, fix, count=units)


def _blocked(intake: Intake, task: Task, preparation: Preparation, findings: list[Finding]) -> Draft:
    return Draft(intake, task, preparation, pd.DataFrame(), tuple(findings))
