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

_ASIDE_BEFORE = " without figures"

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
        tuple(_remedy(each) for each in value["remedies"]),
        tuple(Doubt(**each) for each in value["doubts"]),
        tuple(tuple(each) for each in value.get("groups", ())),
    )


def _remedy(value: Mapping[str, Any]) -> Remedy:
    """A remedy; of those kept before it had a field of its own, `figures_aside` stood behind the column's name."""
    column = str(value["column"])
    return Remedy(
        Mend(value["mend"]),
        tuple(value["rows"]),
        tuple(value["answers"]),
        column.removesuffix(_ASIDE_BEFORE),
        tuple(value.get("words", ())),
        bool(value.get("figures_aside", column.endswith(_ASIDE_BEFORE))),
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
        classes=tuple(_class_gain(each) for each in value["classes"]),
        more=_maybe(value.get("more")),
    )


def _class_gain(value: Mapping[str, Any]) -> ClassGain:
    return ClassGain(**{**value, "gain": _maybe(value.get("gain"))})


def _maybe(value: Mapping[str, Any] | None) -> Measurement | None:
    return None if value is None else measurements.measurement(value)
