"""How well work orders are read: component, failure mode, action, and whether a failure is named at all.

    python -m benchmarks.work_orders [--quick] [--data FOLDER]

Three kinds of truth. `lines/work_orders*.csv` were written and annotated by hand before anything was read of them:
what a line names, empty where it names nothing. MaintIE's experts marked in real work orders whether an undesirable
state is named, and which activity; PHMSA's narratives tell of an incident each. Of log lines the level says how grave
they are: the words for failures were not made for them.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from benchmarks.report import closing_line
from domains.manufacturing_logs.work_orders import WorkOrder, read_order

LINES = Path(__file__).parent / "lines"
ACTIVITIES = {"Replace": "replaced", "Repair": "repaired", "Inspect": "inspected", "Diagnose": "inspected"}
"""Activities of MaintIE that are one action of ours; work orders of other or several activities are left out."""
GRAVE = ("ERROR", "FATAL")

Pair = tuple[str, str]
"""What is true and what was read; "" where nothing is named."""


def parts_of(order: WorkOrder) -> dict[str, str]:
    """Component, ISO code and action; "" where one is not named."""
    code = "" if order.problem is None else order.problem.rpartition("(")[2].rstrip(")")
    return {"component": order.component or "", "problem": code, "action": order.action or ""}


def figures(pairs: Sequence[Pair]) -> dict[str, float]:
    """Right: the share of lines read as meant. Precision of what was named, recall of what should have been."""
    right = sum(true == found for true, found in pairs)
    hits = sum(true == found != "" for true, found in pairs)
    named, meant = sum(found != "" for _, found in pairs), sum(true != "" for true, _ in pairs)
    return {
        "lines": len(pairs),
        "right": round(right / len(pairs), 3),
        "precision": round(hits / max(named, 1), 3),
        "recall": round(hits / max(meant, 1), 3),
    }


def own_lines(path: Path) -> dict[str, dict[str, float]]:
    """The three parts of the lines of one file."""
    table = pd.read_csv(path, sep=";", keep_default_na=False)
    read = [parts_of(read_order(text)) for text in table["text"]]
    return {
        f"{path.stem}: {part}": figures([(true, found[part]) for true, found in zip(table[part], read, strict=True)])
        for part in ("component", "problem", "action")
    }


def maintie(data: Path) -> dict[str, dict[str, float]]:
    """Whether a failure is named, against the undesirable states experts marked; the action of single activities."""
    table = pd.read_csv(data / "manufacturing_logs/maintie_gold.csv", keep_default_na=False)
    read = [read_order(text) for text in table["text"]]
    found = _named(table["has_undesirable_state"].astype(int) == 1, read)
    unseen = found[::2]  # every second order was read when words were added
    actions = [
        (ACTIVITIES[activity], order.action or "")
        for activity, order in zip(table["activity"], read, strict=True)
        if activity in ACTIVITIES
    ]
    return {
        "MaintIE: a failure is named": figures(found),
        "MaintIE, those not looked at: the same": figures(unseen),
        "MaintIE: action": figures(actions),
    }


def phmsa(data: Path) -> dict[str, dict[str, float]]:
    """How many narratives of incidents name a failure; each tells of one, so precision says nothing here."""
    texts = pd.read_csv(data / "manufacturing_logs/phmsa_incidents.csv", keep_default_na=False)["text"]
    return {"PHMSA: a failure is named": figures(_named([True] * len(texts), map(read_order, texts)))}


def loghub(data: Path) -> dict[str, dict[str, float]]:
    """Whether lines that name a failure are the grave ones."""
    table = pd.read_csv(data / "manufacturing_logs/loghub_severity.csv", keep_default_na=False)
    read = map(read_order, table["text"])
    return {"loghub: a failure is named, grave lines": figures(_named(table["label"].isin(GRAVE), read))}


def _named(true: Iterable[bool], read: Iterable[WorkOrder]) -> list[Pair]:
    return [("yes" if is_so else "", "yes" if order.problem else "") for is_so, order in zip(true, read, strict=True)]


def main(arguments: list[str] | None = None) -> int:
    """Print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="only the lines written by hand")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("ASSAY_DATA_MIRROR", "../shared/data")))
    options = parser.parse_args(arguments)
    found: dict[str, dict[str, float]] = {}
    for path in sorted(LINES.glob("work_orders*.csv")):
        found |= own_lines(path)
    if not options.quick:
        found |= maintie(options.data) | phmsa(options.data) | loghub(options.data)
    print(f"{'what':<42}{'lines':>7}{'right':>8}{'precision':>11}{'recall':>8}")
    for name, each in found.items():
        print(f"{name:<42}{each['lines']:>7,}{each['right']:>8.3f}{each['precision']:>11.3f}{each['recall']:>8.3f}")
    print(closing_line("work_orders", found, {}, {"pandas": version("pandas")}))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
