"""What the command line says, and where: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from studio.core.errors import AssayError
from studio.core.findings import Finding
from studio.core.metrics import METRICS, Measurement
from studio.core.records import SLICE, Evaluation, Progress


def say(line: str) -> None:
    """One line for a person, on standard error: standard output is for results."""
    print(line, file=sys.stderr, flush=True)


def result(value: Mapping[str, Any], *, as_json: bool, words: str) -> None:
    """The result of a command: one JSON object and nothing else, or words."""
    print(json.dumps(value, ensure_ascii=False, allow_nan=False) if as_json else words, flush=True)


def indented(value: Mapping[str, Any]) -> str:
    """Nested values for a person to read: as JSON, a line each."""
    return json.dumps(value, ensure_ascii=False, indent=2, default=str)


def explain(error: AssayError) -> None:
    """An error, once: what happened and what to do."""
    say(f"Error: {error.message}")
    if error.fix:
        say(f"       {error.fix}")


def error_object(error: AssayError) -> dict[str, Any]:
    """An error as the API would answer it."""
    return {"error": {"code": error.code, "message": error.message, "fix": error.fix}}


def finding_object(finding: Finding) -> dict[str, Any]:
    """A finding as plain JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "fix": finding.fix,
        "column": finding.column,
        "rows": list(finding.rows),
        "count": finding.count,
    }


def measurement_object(measurement: Measurement) -> dict[str, Any]:
    """A measurement as plain JSON."""
    return {"value": measurement.value, "low": measurement.low, "high": measurement.high, "n": measurement.n}


def metrics_object(metrics: Mapping[str, Measurement]) -> dict[str, Any]:
    """Every metric with its interval."""
    return {key: measurement_object(measurement) for key, measurement in metrics.items()}


def evaluation_object(evaluation: Evaluation) -> dict[str, Any]:
    """An evaluation as plain JSON."""
    primary = evaluation.primary_metric
    return {
        "evaluation_id": evaluation.id,
        "model_id": evaluation.model_id,
        "dataset_id": evaluation.dataset_id,
        "table": evaluation.table_name,
        "rows": evaluation.rows,
        "test_opening": evaluation.opening,
        "primary_metric": {"key": primary, **measurement_object(evaluation.metrics[primary])},
        "metrics": metrics_object(evaluation.metrics),
        "baselines": {name: metrics_object(metrics) for name, metrics in evaluation.baselines.items()},
        "comparisons": {
            name: {
                "metric": comparison.metric,
                "difference": measurement_object(comparison.difference),
                "p_value": comparison.p_value,
            }
            for name, comparison in evaluation.comparisons.items()
        },
        "subsets": {
            name: metrics_object(metrics) for name, metrics in evaluation.subsets.items() if not name.startswith(SLICE)
        },
        "slices": {name: metrics_object(metrics) for name, metrics in evaluation.slices.items()},
        "per_label": {label: dict(values) for label, values in evaluation.per_label.items()},
        "labels": list(evaluation.labels),
        "confusion": [list(row) for row in evaluation.confusion],
        "truncated_rows": evaluation.truncated_rows,
        "notes": list(evaluation.notes),
    }


def with_interval(measurement: Measurement) -> str:
    """`0.812 (0.771 to 0.848)`; a dash where the measure is undefined."""
    if measurement.value is None:
        return "-"
    if measurement.low is None or measurement.high is None:
        return f"{measurement.value:.3f}"
    return f"{measurement.value:.3f} ({measurement.low:.3f} to {measurement.high:.3f})"


def evaluation_words(evaluation: Evaluation) -> str:
    """The metrics as a small table, ours first, then the baselines."""
    rows = [("this model", evaluation.metrics), *evaluation.baselines.items()]
    keys = list(evaluation.metrics)
    lines = [f"Measured on {evaluation.rows} rows of {evaluation.table_name}, with 95 % intervals."]
    for name, metrics in rows:
        cells = [f"{METRICS[key].title} {with_interval(metrics[key])}" for key in keys if key in metrics]
        lines.append(f"  {name:<12} " + "   ".join(cells))
    return "\n".join(lines)


def progress_line(progress: Progress) -> str:
    """One line about a run's progress."""
    words = [progress.phase.value]
    if progress.share:
        words.append(f"{progress.share:.0%} of all")
    if progress.steps:
        words.append(f"{progress.step}/{progress.steps}")
    if progress.loss is not None:
        words.append(f"loss {progress.loss:.3f}")
    if progress.dev_metric is not None:
        words.append(f"dev {progress.dev_metric_key} {progress.dev_metric:.3f}")
    if progress.rate is not None:
        words.append(f"{progress.rate:,.0f} {progress.rate_unit}")
    if progress.eta_seconds is not None:
        words.append(f"about {progress.eta_seconds:.0f} s left")
    return "  ".join([*words, progress.note]).rstrip()
