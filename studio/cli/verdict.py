"""`verdict` and `mend`: what is wrong with a dataset, what can be learned from it, and a version that is better."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from studio.cli import differences, output, waiting
from studio.core.actor import LOCAL_ACTOR
from studio.core.metrics import Measurement
from studio.core.verdict import Mend, Verdict, VerdictFinding
from studio.services.studio import open_studio
from studio.services.verdicts.curve_words import curve_words


def verdict(
    dataset_id: Annotated[str, typer.Argument(help="Id of the dataset.")],
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say what is wrong with a dataset and what can be learned from it; waits until all of it is known."""
    studio = open_studio()
    run = studio.verdicts.start(LOCAL_ACTOR, dataset_id)
    if not run.state.final:
        waiting.finish(studio, run)
    found = studio.verdicts.get(LOCAL_ACTOR, dataset_id)
    assert found is not None
    output.result(_object(found), as_json=json, words=_words(found))


def mend(
    dataset_id: Annotated[str, typer.Argument(help="Id of the dataset.")],
    finding: Annotated[str, typer.Argument(help="Code of the finding, as `verdict` prints it.")],
    by: Annotated[Mend, typer.Option(help="What to do about it.")],
    label: Annotated[
        list[str] | None, typer.Option(help="Only this one of the labels that the finding lists; may be given again.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a new version of a dataset with one finding mended, and show what it changed; the old one stays."""
    studio = open_studio()
    made = studio.verdicts.mend(LOCAL_ACTOR, dataset_id, finding, by, words=label)
    changed = studio.verdicts.difference(LOCAL_ACTOR, made.id)
    shown: dict[str, Any] = {
        "dataset_id": made.id,
        "made_from": made.made_from,
        "change": made.change,
        "rows": made.rows,
    }
    if changed is not None:
        shown["difference"] = differences.as_object(changed)
    words = f"{made.id}  {made.change}" + ("" if changed is None else differences.words(changed))
    output.result(shown, as_json=json, words=words)


def _object(found: Verdict) -> dict[str, Any]:
    curve = found.curve
    return {
        "dataset_id": found.dataset_id,
        "run_id": found.run_id,
        "findings": [_finding(each) for each in found.findings],
        "expected": {each.method: {each.metric: _figure(each.measured)} for each in found.expected},
        "learning_curve": None
        if curve is None
        else {
            "metric": curve.metric,
            "steps": [{"rows": step.rows, **_figure(step.measured)} for step in curve.steps],
            "last_doubling": {**_figure(curve.gain), "p_value": curve.p_value},
            "next_doubling": None if curve.more is None else _figure(curve.more),
            "classes": [
                {
                    "label": each.label,
                    "rows": each.rows,
                    "half": each.half,
                    "whole": each.whole,
                    "gain": None if each.gain is None else _figure(each.gain),
                }
                for each in curve.classes
            ],
            "words": curve_words(curve),
        },
        "notes": list(found.notes),
        "seconds": {phase: round(value, 2) for phase, value in found.seconds.items()},
    }


def _finding(each: VerdictFinding) -> dict[str, Any]:
    return {
        "code": each.code,
        "severity": each.finding.severity.value,
        "message": each.finding.message,
        "fix": each.finding.fix,
        "rows": list(each.finding.rows),
        "count": each.finding.count,
        "mends": [remedy.mend.value for remedy in each.remedies],
    }


def _figure(measured: Measurement) -> dict[str, Any]:
    return {"value": measured.value, "low": measured.low, "high": measured.high, "n": measured.n}


def _words(found: Verdict) -> str:
    lines = [
        f"{each.finding.severity.value:8}{each.code}: {each.finding.message} {each.finding.fix}"
        + (f"  [{', '.join(remedy.mend.value for remedy in each.remedies)}]" if each.remedies else "")
        for each in found.findings
    ]
    lines += [f"{each.method:10}{each.metric} {_span(each.measured)}, cross-validated" for each in found.expected]
    if found.curve is not None:
        lines.append(curve_words(found.curve))
    return "\n".join([*lines, *found.notes]) or "Nothing stood out."


def _span(measured: Measurement) -> str:
    if measured.value is None:
        return "undefined"
    if measured.low is None or measured.high is None:
        return f"{measured.value:.2f}"
    return f"{measured.value:.2f} ({measured.low:.2f} to {measured.high:.2f})"
