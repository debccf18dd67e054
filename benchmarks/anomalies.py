"""How well anomalies are found without labels: each rung against a plain rule, where labels exist to measure by.

    python -m benchmarks.anomalies [--quick] [--data FOLDER]

Two kinds of truth. The synthetic press log knows its anomalies by construction; the rule beside the rungs flags every
session with a line of level ERROR or FATAL. The public 2,000-line logs carry no anomaly labels (those of HDFS and BGL
belong to the full logs, which are not at hand), so their levels stand in for them: a window is an anomaly where it
holds a line of a grave level (`GRAVE`), which the texts do not show. The rule beside it looks for words such as error.
That is a weak stand-in, not the task itself: a level is what a programmer thought grave, not what was unusual.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from domains.manufacturing_logs.domain import ManufacturingLogs
from domains.manufacturing_logs.sample_log import generate_log
from domains.preparation import Preparation, parse_options
from models.evaluation.anomalies import evaluate_anomalies
from models.evaluation.calibration import Calibration
from models.evaluation.report import Measured
from models.interface import Examples, FitContext, Target
from models.methods.registry import method, parse_method_options
from models.serving.predictor import Predictor
from studio.core.anomalies import ANOMALY, ANOMALY_LABELS, NORMAL
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.datasets.identity import row_ids
from studio.services.datasets.ordered_split import split_units

METRICS = ("anomaly_f1", "anomaly_precision", "anomaly_recall", "average_precision", "flagged")
COLUMNS = {
    "precision": "anomaly_precision",
    "recall": "anomaly_recall",
    "F1": "anomaly_f1",
    "avg precision": "average_precision",
}
CLEAN = "(clean)"
"""Named so where the rungs learn from windows without grave lines alone."""
RUNGS = ("rarity", "count", "sequence")
GRAVE = {
    "BGL": ("ERROR", "FATAL"),
    "Hadoop": ("ERROR", "FATAL"),
    "Apache": ("ERROR",),
    "Zookeeper": ("ERROR",),
    "HDFS": ("WARN",),
    "OpenStack": ("WARN",),
}
"""The gravest levels each public log has; HDFS and OpenStack have none above WARN, Spark none above INFO."""
WORDS = re.compile(r"\b(?:error|fail\w*|exception|fatal|abort\w*|refused|timed? ?out|unable|cannot)\b", re.IGNORECASE)


def press_log(cycles: int, seed: int) -> tuple[pd.DataFrame, dict[str, Any]]:
    """The synthetic log: its lines with truth, cut into cycles."""
    made = generate_log(cycles, seed)
    return made.drop(columns="label").assign(target=made["label"]), {}


def public_log(data: Path, system: str) -> tuple[pd.DataFrame, dict[str, Any]]:
    """Lines of one system, an anomaly where their level is grave, cut into windows of 5."""
    lines = pd.read_csv(data / "manufacturing_logs/loghub_severity.csv", keep_default_na=False)
    lines = lines[lines["system"] == system].reset_index(drop=True)
    target = [ANOMALY if level in GRAVE[system] else NORMAL for level in lines["label"]]
    table = pd.DataFrame({"text": lines["text"], "target": target, "source_row": range(1, len(lines) + 1)})
    return table, {"units": {"by": "count", "lines": 5}}


def measure(table: pd.DataFrame, options: Mapping[str, Any], rung: str, *, clean: bool = False) -> Measured:
    """Cut, split in order of time, fit without labels, measure on the last part.

    `clean` leaves out windows with anomalies before fitting: what somebody has who knows of a time without trouble.
    """
    domain = ManufacturingLogs()
    chosen = parse_options(domain, options)
    lines, _ = domain.interpret(table, chosen)
    units, _ = domain.units(lines, chosen)
    if "rule" not in units:
        units["rule"] = [ANOMALY if WORDS.search(text) else NORMAL for text in units["text"]]
    units["row_id"] = row_ids(units)
    parts = split_units(units, split_map=None, earlier=[None] * len(units)).parts
    state = domain.fit(units[[part is Part.TRAIN for part in parts]], chosen)
    units["text"] = Preparation(domain, chosen, state).texts(units["text"].tolist())
    of = {part: units[[each is part for each in parts]].reset_index(drop=True) for part in Part}
    if clean:
        of |= {part: of[part][of[part]["target"] != ANOMALY] for part in (Part.TRAIN, Part.DEV)}
    with tempfile.TemporaryDirectory() as scratch:
        context = FitContext(0, 1, "cpu", Path(scratch), Path(scratch), lambda _progress: None)
        train, dev = (Examples(of[part]["text"].tolist()) for part in (Part.TRAIN, Part.DEV))
        found, target = method(rung), Target(Task.ANOMALY, ANOMALY_LABELS)
        model = found.fit(train, dev, target, parse_method_options(found, {}), context)
    test = of[Part.TEST]
    truth = pd.Index(ANOMALY_LABELS).get_indexer(pd.Index(test["target"]))
    tested = Examples(test["text"].tolist(), targets=truth)
    return evaluate_anomalies(Predictor(model, Calibration()), test, tested, METRICS)


def main(arguments: list[str] | None = None) -> int:
    """Print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only the synthetic log")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("ASSAY_DATA_MIRROR", "../shared/data")))
    options = parser.parse_args(arguments)
    tables = {"press (synthetic)": press_log(600 if options.quick else 4_000, 7)}
    if not options.quick:
        tables |= {f"{system} (levels)": public_log(options.data, system) for system in GRAVE}
        tables |= {f"{system} {CLEAN}": public_log(options.data, system) for system in GRAVE}
    figures: dict[str, Any] = {}
    print(f"{'log':<19}{'by':<10}{'rows':>5}{'true':>6}" + "".join(f"{name:>22}" for name in COLUMNS))
    for name, (table, chosen) in tables.items():
        for rung in RUNGS:
            found = measure(table, chosen, rung, clean=CLEAN in name)
            if rung == RUNGS[0] and "rule" in found.baselines:
                figures[name] = {"rule": _line(name, "rule", found, found.baselines["rule"])}
            figures.setdefault(name, {})[rung] = _line(name, rung, found, found.metrics)
    ratios = {
        name: round(max(each[rung]["anomaly_f1"] or 0 for rung in RUNGS) / max(each["rule"]["anomaly_f1"], 1e-9), 2)
        for name, each in figures.items()
        if each.get("rule", {}).get("anomaly_f1")
    }
    value = {"name": "anomalies", "figures": figures, "ratios": ratios, "versions": {"drain3": version("drain3")}}
    print(json.dumps({**value, "cores": os.cpu_count()}))
    return 0


def _line(name: str, by: str, found: Measured, metrics: Mapping[str, Any]) -> dict[str, Any]:
    """Print one line of the table; its figures."""

    def shown(key: str) -> str:
        each = metrics.get(key)
        if each is None or each.value is None:
            return "-"
        return f"{each.value:.3f} ({each.low:.2f} to {each.high:.2f})" if each.low is not None else f"{each.value:.3f}"

    true = int((found.frame["true"] == ANOMALY).sum())
    print(f"{name:<19}{by:<10}{found.rows:>5}{true:>6}" + "".join(f"{shown(key):>22}" for key in COLUMNS.values()))
    return {key: metrics[key].value if key in metrics else None for key in METRICS}


if __name__ == "__main__":
    sys.exit(main())
