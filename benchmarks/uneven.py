"""What varied copies and moved thresholds bring on an uneven public set, paired on the same locked test rows.

Each set goes the way a user's file goes, capped at `--budget` rows; a method is trained plain, with varied copies, with
thresholds moved, and with neither weights nor thresholds where its options know weights.

    python -m benchmarks.uneven --data ../shared/data [--quick] [--sets mtsdialog_section] [--methods tfidf probe]
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.quality import add_dataset, sets
from benchmarks.report import closing_line, versions
from studio.core.actor import LOCAL_ACTOR
from studio.core.augmentation import parse_effect
from studio.core.records import Comparison, Evaluation, Run
from studio.core.settings import Settings
from studio.services.studio import Studio, open_studio

QUICK_ROWS = 600
WAYS: Mapping[str, Mapping[str, Any]] = {
    "plain": {},
    "copies": {"augmentation": {"augmenters": ["all"], "copies": 1, "compare": True}},
    "moved": {"move_thresholds": True},
    "no weights": {"options": {"balanced": False}},
    "no weights, moved": {"options": {"balanced": False}, "move_thresholds": True},
}


def main() -> None:
    """Train each way, print the table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="*", default=["mtsdialog_section"])
    parser.add_argument("--methods", nargs="*", default=["tfidf", "probe"], choices=["tfidf", "probe"])
    parser.add_argument("--budget", type=int, default=0, help="rows a set at most; 0: all")
    parser.add_argument("--quick", action="store_true", help=f"a budget of {QUICK_ROWS} rows, tfidf only")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.budget, arguments.methods = QUICK_ROWS, ["tfidf"]
    columns = ("set", "ratio", "method", "way", "rows (test)", "metric", "against plain", "moved against not moved",
               "on dev, with copies minus without")  # fmt: skip
    print(f"| {' | '.join(columns)} |")
    print("|---|---|---|---|---|---|---|---|---|")
    figures: dict[str, float | None] = {}
    with tempfile.TemporaryDirectory() as home:
        studio = open_studio(Settings(home=Path(home), first_start=False, threads=1, device="cpu"))
        for domain, public, task in sets(arguments.sets):
            dataset_id = add_dataset(studio, domain, public, task, arguments.data, arguments.budget)
            for method in arguments.methods:
                figures |= _measured(studio, dataset_id, public.key, method)
        studio.close()
    print(closing_line("uneven", figures, {}, versions()))


def _measured(studio: Studio, dataset_id: str, name: str, method: str) -> dict[str, float | None]:
    advice = studio.imbalance.advise(LOCAL_ACTOR, dataset_id)
    rows = studio.datasets.get(LOCAL_ACTOR, dataset_id).rows
    runs: list[Run] = []
    figures = {}
    for way, told in WAYS.items():
        runs.append(_trained(studio, dataset_id, method, told))
        evaluation = _evaluation(studio, runs[-1])
        primary = evaluation.metrics[evaluation.primary_metric]
        figures[f"{name}/{method}/{way}"] = primary.value
        against = None
        if len(runs) > 1:
            against = studio.comparisons.of(LOCAL_ACTOR, [runs[0].id, runs[-1].id]).runs[1].against_first
        effect = parse_effect(runs[-1].result)
        ratio = f"{advice.ratio:.0f}" if advice else "-"
        print(
            f"| {name} | {ratio} | {method} | {way} | {rows} ({evaluation.rows}) | {primary.value:.3f} "
            f"({primary.low:.3f}-{primary.high:.3f}) | {_paired(against)} | "
            f"{_paired(evaluation.comparisons.get('unmoved'))} | {_paired(effect and effect.comparison)} |",
            flush=True,
        )
    return figures


def _trained(studio: Studio, dataset_id: str, method: str, told: Mapping[str, Any]) -> Run:
    from studio.worker.inline import run_inline

    run = studio.training.start(LOCAL_ACTOR, dataset_id, method, **told)
    run_inline(studio, run.id, lambda progress: None)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    if done.model_id is None:
        raise SystemExit(f"{method} on {dataset_id}: {done.error}")
    return done


def _evaluation(studio: Studio, run: Run) -> Evaluation:
    found = studio.evaluations.latest(LOCAL_ACTOR, run.model_id or "")
    assert found is not None
    return found


def _paired(comparison: Comparison | None) -> str:
    if comparison is None or comparison.difference.value is None:
        return "-"
    found = comparison.difference
    span = "" if found.low is None or found.high is None else f" [{found.low:+.3f}, {found.high:+.3f}]"
    p = "" if comparison.p_value is None else f", p = {comparison.p_value:.2g}"
    return f"{found.value:+.3f}{span}{p}"


if __name__ == "__main__":
    main()
