"""What was found in a table: said to a person, and beside a result or an error as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from studio.cli import output
from studio.core.errors import UnusableTableError
from studio.core.findings import Finding, Severity
from studio.services.datasets.draft import Draft
from studio.services.datasets.opened import Intake

_SPLIT_MAP_MENDS = frozenset({"split_unclear", "no_training_rows"})


class BlockedTableError(UnusableTableError):
    """A table that cannot be kept as it is; `shown` is all that was found, where the message names the worst alone."""

    def __init__(self, draft: Draft) -> None:
        worst = next(finding for finding in draft.findings if finding.severity is Severity.ERROR)
        super().__init__(worst.message, _fix(worst))
        self.shown = table_object(draft.intake, draft.findings)


def tell(findings: Sequence[Finding]) -> None:
    """Every finding in a line on standard error."""
    for finding in findings:
        output.say(f"{finding.severity.value}: {finding.message} {_fix(finding)}")


def _fix(finding: Finding) -> str:
    """The finding's own words, which fit the pages too, and the option that serves for them here."""
    if finding.column != "split" or finding.code not in _SPLIT_MAP_MENDS:
        return finding.fix
    return f"{finding.fix} Here: --split-map VALUE=train|dev|calibration|test."


def table_object(intake: Intake, findings: Sequence[Finding]) -> dict[str, Any]:
    """What was found in a table, the sheet it was read from, and the sheets there are; no sheets but in a workbook."""
    return {
        "sheet": intake.sheet,
        "sheets": list(intake.sheets),
        "findings": [output.finding_object(finding) for finding in findings],
    }
