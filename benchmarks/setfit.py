"""`setfit` against the setfit package: the same few texts a class, hence the same pairs, the same encoder and cores.

Both compare every two of the training texts, as many alike as unlike (the package repeats the scarcer kind, ours
weighs it more), then fit a linear head, each with its own defaults. Seconds are of everything from the texts to the
fitted model: the libraries' loading left out on both sides, the encoder's on the peer's side alone. Quality is the
macro-F1 on held-out rows, mean of the seeds (each draws other training rows), with the paired-bootstrap interval of
the difference. The bar is 1.

    python -m benchmarks.setfit [--quick] [--data ../shared/data] [--sets NAME ...] [--shots N ...] [--seeds N]
        [--options NAME=VALUE ...] [--crossed] [--threads N] [--clock wall|processor]

On a machine that others use as well, `--threads 1 --clock processor` counts the seconds of the processor instead.

To find where a difference comes from: `--options` gives our side other options than its defaults (`max_tokens` goes to
both), `--crossed` puts the head of either side on the body of either, which tells what the bodies learned from what
the heads make of it.
"""

from __future__ import annotations

import argparse
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.few_texts import MAX_TOKENS, SETS, read
from benchmarks.report import closing_line, versions
from benchmarks.setfit_sides import HEADS, Outcome, Setting, ours, peer
from benchmarks.train import difference, macro_f1
from benchmarks.train_sides import CLOCKS
from models.device import usable_cores
from models.interface import Ints
from models.methods.setfit.options import SetFitOptions

BAR = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one set, 8 texts a class, one seed")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="*", default=["headlines", "abstracts"], choices=list(SETS))
    parser.add_argument("--shots", nargs="*", type=int, default=[8, 16])
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--options", nargs="*", default=[], metavar="NAME=VALUE", help="of our side")
    parser.add_argument("--crossed", action="store_true", help="also either head on either body")
    parser.add_argument("--threads", type=int, default=usable_cores())
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall")
    given = parser.parse_args()
    if given.quick:
        given.sets, given.shots, given.seeds = given.sets[:1], [8], 1
    print(f"{'set':12}{'a class':>8}{'seed':>6}{'side':>10}{'seconds':>10}{'macro-F1':>10}", flush=True)
    rows = [compare(given, name, shots) for name in given.sets for shots in given.shots]
    print(f"\n{'set':12}{'a class':>8}{'faster':>8}{'setfit here':>13}{'package':>9}{'difference':>25}")
    for row in rows:
        low, high = row["interval"]
        gap = f"{row['difference']:+.3f} [{low:+.3f}, {high:+.3f}]"
        here, package = row["macro_f1"]["here"], row["macro_f1"]["package"]
        print(f"{row['set']:12}{row['shots']:>8}{row['ratio']:>7.1f}x{here:>13.3f}{package:>9.3f}{gap:>25}")
    ratios = {f"{row['set']}/{row['shots']}": row["ratio"] for row in rows}
    if given.crossed:
        _print_crossed(rows)
    figures = {
        "rows": rows,
        "options": given.options,
        "threads": given.threads,
        "clock": given.clock,
        "seeds": given.seeds,
    }
    figures |= {"bar": BAR}
    print(closing_line("setfit", figures, ratios, versions() | {"setfit": version("setfit")}))


def compare(given: argparse.Namespace, name: str, shots: int) -> dict[str, Any]:
    """Both sides on one set with so many texts a class, over the seeds."""
    outcomes: dict[str, list[Outcome]] = {"here": [], "package": []}
    crossed: dict[str, list[float]] = {}
    asked: dict[str, Any] = {"max_tokens": MAX_TOKENS}
    asked |= dict(each.split("=", 1) for each in given.options)
    options = SetFitOptions.model_validate(asked)
    truth = np.zeros(0, dtype=np.int64)
    for seed in range(given.seeds):
        setting = Setting(read(given.data, name, shots, seed), given.threads, CLOCKS[given.clock], options)
        truth = np.asarray(setting.texts.test.targets)
        for side, run in (("here", ours), ("package", peer)):
            outcome = run(setting, seed, given.crossed)
            outcomes[side].append(outcome)
            quality = macro_f1(truth, outcome.predicted)
            print(f"{name:12}{shots:>8}{seed:>6}{side:>10}{outcome.seconds:>10.1f}{quality:>10.3f}", flush=True)
            for pair, value in _under_heads(side, outcome, np.asarray(setting.texts.train.targets), truth).items():
                crossed.setdefault(pair, []).append(value)
    seconds = {side: sum(each.seconds for each in runs) / given.seeds for side, runs in outcomes.items()}
    quality_of = {side: [macro_f1(truth, each.predicted) for each in runs] for side, runs in outcomes.items()}
    gap, low, high = difference(truth, outcomes["here"], outcomes["package"])
    return {
        "set": name,
        "shots": shots,
        "seconds": {side: round(value, 2) for side, value in seconds.items()},
        "ratio": round(seconds["package"] / seconds["here"], 2),
        "macro_f1": {side: round(float(np.mean(values)), 4) for side, values in quality_of.items()},
        "difference": round(gap, 4),
        "interval": [round(low, 4), round(high, 4)],
        "draws": [round(a - b, 4) for a, b in zip(quality_of["here"], quality_of["package"], strict=True)],
        "crossed": {pair: round(float(np.mean(values)), 4) for pair, values in crossed.items()},
    }


def _under_heads(side: str, outcome: Outcome, targets: Ints, truth: Ints) -> dict[str, float]:
    """The macro-F1 of a side's body under either head, by body and head; nothing where its vectors were not kept."""
    if outcome.vectors is None:
        return {}
    return {f"{side} / {head}": macro_f1(truth, fit(outcome.vectors, targets)) for head, fit in HEADS.items()}


def _print_crossed(rows: list[dict[str, Any]]) -> None:
    print(f"\n{'set':12}{'a class':>8}" + "".join(f"{pair:>20}" for pair in rows[0]["crossed"]) + "   (body / head)")
    for row in rows:
        print(f"{row['set']:12}{row['shots']:>8}" + "".join(f"{value:>20.3f}" for value in row["crossed"].values()))


if __name__ == "__main__":
    main()
