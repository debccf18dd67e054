"""What `full` loses or gains in quality where its lowest layers are left as they are, on public sets.

Every set goes the way a user's file goes, capped at `--budget` rows. On each, two models a seed differ by nothing but
`frozen_layers`; the difference is on the same test texts, with its paired-bootstrap interval. Resumable: a figure is
kept in `benchmarks/results/frozen_layers.jsonl` under set, seed, layers and budget, and only what is missing is
measured, the first seed of every set first.

    python -m benchmarks.frozen_layers [--data ../shared/data] [--sets NAME ...] [--layers N] [--seeds N] [--budget N]
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.quality import add_dataset, against, measure, sets
from benchmarks.report import closing_line, versions
from studio.core.records import Evaluation
from studio.core.settings import Settings
from studio.services.studio import open_studio

RESULTS = Path(__file__).parent / "results" / "frozen_layers.jsonl"
SETS = ("sentfin", "scientsbank", "maintie", "cfpb", "vcdb_risk", "loghub_severity", "phmsa", "mtsdialog_section")


def kept() -> list[dict[str, Any]]:
    """The figures so far."""
    return [json.loads(line) for line in RESULTS.read_text().splitlines()] if RESULTS.exists() else []


def figure(evaluation: Evaluation) -> float:
    """The primary metric."""
    value = evaluation.metrics[evaluation.primary_metric].value
    assert value is not None
    return round(value, 4)


def report(found: Sequence[dict[str, Any]]) -> str:
    """A set a row: both sides' mean over the seeds, and each seed's difference with its interval."""
    lines = ["| set | seeds | all layers | lowest frozen | difference, seed by seed |", "|---|---|---|---|---|"]
    for name in dict.fromkeys(each["set"] for each in found):
        mine = [each for each in found if each["set"] == name]
        gaps = [f"{each['value']:+.3f} [{each['low']:+.3f}, {each['high']:+.3f}]" for each in mine]
        sides = [f"{statistics.fmean(each[side] for each in mine):.3f}" for side in ("all_layers", "frozen")]
        lines.append(f"| {name} | {len(mine)} | {' | '.join(sides)} | {'; '.join(gaps)} |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--home", type=Path, default=Path("var/frozen-layers"))
    parser.add_argument("--sets", nargs="*", default=list(SETS))
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--budget", type=int, default=600, help="rows a set at most; 0: all")
    given = parser.parse_args()
    done = {(each["set"], each["seed"], each["layers"], each["budget"]) for each in kept()}
    studio = open_studio(Settings(home=given.home / str(given.budget or "all"), first_start=False))
    datasets: dict[str, str] = {}
    for seed in range(given.seeds):
        for domain, public, task in sets(given.sets):
            if (public.key, seed, given.layers, given.budget) in done:
                continue
            if public.key not in datasets:
                datasets[public.key] = add_dataset(studio, domain, public, task, given.data, given.budget)
            every = measure(studio, datasets[public.key], "full", seed, {"frozen_layers": 0})
            frozen = measure(studio, datasets[public.key], "full", seed, {"frozen_layers": given.layers})
            row = {
                "set": public.key,
                "seed": seed,
                "layers": given.layers,
                "budget": given.budget,
                "all_layers": figure(every[0]),
                "frozen": figure(frozen[0]),
                **against(studio, frozen[0], every[0]),
                "seconds": [round(every[1]), round(frozen[1])],
            }
            with RESULTS.open("a") as file:
                file.write(json.dumps(row) + "\n")
            print(json.dumps(row), flush=True)
    found = [each for each in kept() if each["layers"] == given.layers and each["budget"] == given.budget]
    print(report(found))
    figures = {f"{each['set']}/{each['seed']}": [each["all_layers"], each["frozen"]] for each in found}
    print(closing_line("frozen_layers", figures, {}, versions()))


if __name__ == "__main__":
    main()
