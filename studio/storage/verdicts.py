"""Verdicts in the database, phase by phase as they are found; the caller has checked the workspace."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import sqlalchemy as sa

from studio.core.clock import now
from studio.core.findings import Finding, Severity
from studio.core.metrics import Measurement
from studio.core.verdict import (
    ClassGain,
    CurveStep,
    Doubt,
    Expected,
    LearningCurve,
    Mend,
    Remedy,
    Verdict,
    VerdictFinding,
)
from studio.storage import measurements
from studio.storage.schema import verdict_parts

Part = dict[str, Any]
"""What one phase found, as plain JSON: `findings`, `expected`, `curve`, `notes`, each where it has any."""


def dump_part(
    findings: Sequence[VerdictFinding] = (),
    expected: Sequence[Expected] = (),
    curve: LearningCurve | None = None,
    notes: Sequence[str] = (),
) -> Part:
    """What a phase found, as JSON."""
    return {
        "findings": [asdict(each) for each in findings],
        "expected": [asdict(each) for each in expected],
        "curve": None if curve is None else asdict(curve),
        "notes": list(notes),
    }


def record(
    connection: sa.Connection, run_id: str, dataset_id: str, phase: str, content: Mapping[str, Any], seconds: float
) -> None:
    """Keep what a phase found; the same phase again takes the earlier one's place."""
    connection.execute(verdict_parts.delete().where(verdict_parts.c.run_id == run_id, verdict_parts.c.phase == phase))
    values = {"content": dict(content), "seconds": seconds, "written_at": now()}
    connection.execute(verdict_parts.insert().values(run_id=run_id, dataset_id=dataset_id, phase=phase, **values))


def of_run(connection: sa.Connection, run_id: str, dataset_id: str) -> Verdict:
    """Everything a run has found so far, in the order it was found."""
    query = sa.select(verdict_parts).where(verdict_parts.c.run_id == run_id).order_by(verdict_parts.c.written_at)
    parts = connection.execute(query).mappings().all()
    contents: list[Mapping[str, Any]] = [part["content"] for part in parts]
    curves = [part["curve"] for part in contents if part["curve"]]
    return Verdict(
        dataset_id,
        run_id,
        findings=tuple(_finding(each) for part in contents for each in part["findings"]),
        expected=tuple(_expected(each) for part in contents for each in part["expected"]),
        curve=_curve(curves[-1]) if curves else None,
        seconds={str(part["phase"]): float(part["seconds"]) for part in parts},
        notes=tuple(note for part in contents for note in part["notes"]),
    )


def _finding(value: Mapping[str, Any]) -> VerdictFinding:
    found = value["finding"]
    finding = Finding(**{**found, "severity": Severity(found["severity"]), "rows": tuple(found["rows"])})
    return VerdictFinding(
        finding,
        tuple(
            Remedy(
                Mend(each["mend"]),
                tuple(each["rows"]),
                tuple(each["answers"]),
                each["column"],
                tuple(each.get("words", ())),
            )
            for each in value["remedies"]
        ),
        tuple(Doubt(**each) for each in value["doubts"]),
    )


def _expected(value: Mapping[str, Any]) -> Expected:
    return Expected(value["method"], value["metric"], measurements.measurement(value["measured"]))


def _curve(value: Mapping[str, Any]) -> LearningCurve:
    measured: Measurement = measurements.measurement(value["gain"])
    return LearningCurve(
        metric=value["metric"],
        steps=tuple(CurveStep(each["rows"], measurements.measurement(each["measured"])) for each in value["steps"]),
        gain=measured,
        p_value=value["p_value"],
        classes=tuple(ClassGain(**each) for each in value["classes"]),
    )
