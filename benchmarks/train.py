"""Tokens a second that `full` trains, against `transformers.Trainer` at batch size 16, as it is and by length.

The same model, texts, maximum of 256 tokens, epochs and cores; tokens that are not padding, over the seconds of the
whole `fit` on our side (loading and the linear start included) and of `train()` alone on the peer's. Quality is the
macro-F1 on held-out rows, mean of the seeds, with the paired-bootstrap interval of the difference. The bars are 5 and
2.5 times. `full` stands there twice: as it is by default, and with its lower layers frozen, computed once.

The share of the machine's rate is that of float32 matrix products of a layer's shape, measured just before, that the
steps of `full` reach: 6 operations a token and weight that learns, 2 for those a gradient only passes (none here).

    python -m benchmarks.train [--quick] [--data ../shared/data] [--file NAME] [--rows N] [--epochs N] [--seeds N]
        [--frozen N] [--threads N] [--clock wall|processor]

On a machine that others use as well, `--threads 1 --clock processor` counts the seconds of the processor instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from benchmarks.report import closing_line, versions
from benchmarks.train_sides import CLOCKS, GROUPED, MAX_TOKENS, Outcome, Setting, Side, alone, frozen, full, trainer
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import load_tokeniser, locate
from models.device import usable_cores
from models.interface import Examples, Target
from studio.core.tasks import Task

FILE = "finance_risk/vcdb_risk_incidents.csv"
BARS = {"Trainer": 5.0, "by length": 2.5}
RESAMPLES = 1000
LAYERS, WIDTH, INNER = 6, 384, 1536
WEIGHTS_A_LAYER = 4 * WIDTH * WIDTH + 2 * WIDTH * INNER
OPERATIONS = 6  # a token and weight: 2 forward, 4 backward


def read(given: argparse.Namespace, rows: int, epochs: int) -> Setting:
    """`rows` training rows and half as many test rows at most, drawn by a fixed seed."""
    table = pd.read_csv(given.data / given.file).dropna(subset=["text", "label"]).sample(frac=1.0, random_state=0)
    labels = tuple(sorted(table["label"].unique()))
    codes = table["label"].map({label: index for index, label in enumerate(labels)}).to_numpy(dtype=np.int64)
    texts = table["text"].astype(str).tolist()
    test = slice(rows, rows + max(100, rows // 2))
    return Setting(
        Examples(texts[:rows], targets=codes[:rows]),
        Examples(texts[test], targets=codes[test]),
        Target(Task.CLASSIFICATION, labels),
        epochs,
        given.threads,
        given.clock,
    )


def macro_f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(truth, predicted, average="macro", zero_division=0))


class Predicted(Protocol):
    """What a side said of the test rows."""

    @property
    def predicted(self) -> np.ndarray:
        """The predicted label of each."""


def difference(truth: np.ndarray, a: Sequence[Predicted], b: Sequence[Predicted]) -> tuple[float, float, float]:
    """Mean over the seeds of the first minus the second, with its 95 % interval over resampled rows."""
    rng = np.random.default_rng(0)

    def mean_gap(rows: np.ndarray) -> float:
        pairs = [(x.predicted[rows], y.predicted[rows]) for x, y in zip(a, b, strict=True)]
        return float(np.mean([macro_f1(truth[rows], x) - macro_f1(truth[rows], y) for x, y in pairs]))

    gaps = [mean_gap(rng.integers(0, len(truth), len(truth))) for _ in range(RESAMPLES)]
    low, high = np.quantile(gaps, [0.025, 0.975])
    return mean_gap(np.arange(len(truth))), float(low), float(high)


def machine_rate(setting: Setting) -> float:
    """Operations a second of float32 matrix products of a layer's shape, the best of several."""
    import torch

    torch.set_num_threads(setting.threads)
    clock, best = CLOCKS[setting.clock], 0.0
    a, b = torch.randn(1024, WIDTH), torch.randn(WIDTH, INNER)
    for _ in range(8):
        started = clock()
        for _ in range(50):
            a @ b
        best = max(best, 50 * 2 * 1024 * WIDTH * INNER / (clock() - started))
    return best


def main() -> None:
    given = _arguments()
    rows, epochs, seeds = (160, 1, 1) if given.quick else (given.rows, given.epochs, given.seeds)
    setting = read(given, rows, epochs)
    truth = np.asarray(setting.test.targets)
    tokens = int(load_tokeniser(locate(DEFAULT_BACKBONE), MAX_TOKENS).encode(setting.train.texts).lengths.sum())
    lower = f"{given.frozen} frozen"
    sides: dict[str, Side] = {"full": full, lower: frozen(given.frozen), "Trainer": trainer, "by length": GROUPED}
    done: dict[str, list[Outcome]] = {name: [] for name in sides}
    fastest = machine_rate(setting)
    print(f"{rows:,} texts of {tokens / rows:.0f} tokens, {epochs} epochs, {given.threads} threads\n")
    print(f"{'':10}{'seed':>6}{'seconds':>10}{'tokens/s':>10}{'macro-F1':>10}{'peak MB':>10}", flush=True)
    for seed in range(seeds):
        for name, side in sides.items():
            outcome = alone(side, setting, seed)
            done[name].append(outcome)
            rate, quality = tokens * epochs / outcome.seconds, macro_f1(truth, outcome.predicted)
            row = f"{name:10}{seed:>6}{outcome.seconds:>10.1f}{rate:>10.0f}{quality:>10.3f}{outcome.peak_mb:>10.0f}"
            print(row, flush=True)
    rates = {name: tokens * epochs * seeds / sum(each.seconds for each in runs) for name, runs in done.items()}
    quality = {name: float(np.mean([macro_f1(truth, r.predicted) for r in runs])) for name, runs in done.items()}
    share = np.mean([tokens * epochs / each.step_seconds for each in done["full"]]) * OPERATIONS * LAYERS
    share *= WEIGHTS_A_LAYER / fastest
    print(f"\n`full` reaches {share:.0%} of the machine's {fastest / 1e9:.0f} GFLOP/s (bar 70 %).")
    gaps, ratios = {}, {}
    for ours in ("full", lower):
        for peer, bar in BARS.items():
            name = f"{ours} / {peer}"
            ratios[name], gaps[name] = rates[ours] / rates[peer], difference(truth, done[ours], done[peer])
            said = "{:+.3f} [{:+.3f}, {:+.3f}]".format(*gaps[name])
            print(f"{name}: {ratios[name]:.2f} times as many tokens a second (bar {bar}), macro-F1 {said}")
    gaps[f"{lower} - full"] = difference(truth, done[lower], done["full"])
    print(f"{lower} against full: macro-F1 " + "{:+.3f} [{:+.3f}, {:+.3f}]".format(*gaps[f"{lower} - full"]))
    figures = {
        "tokens_per_second": {name: round(rate, 1) for name, rate in rates.items()},
        "macro_f1": {name: round(value, 4) for name, value in quality.items()},
        "peak_mb": {name: round(max(each.peak_mb for each in runs)) for name, runs in done.items()},
        "differences": {name: [round(value, 4) for value in gap] for name, gap in gaps.items()},
        "share_of_matrix_rate": round(float(share), 3),
        "file": given.file,
        "rows": rows,
        "epochs": epochs,
        "seeds": seeds,
        "threads": given.threads,
        "clock": given.clock,
        "bars": BARS,
    }
    print(closing_line("train", figures, {name: round(value, 3) for name, value in ratios.items()}, versions()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="160 rows, one epoch, one seed")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--file", default=FILE, help="a classification set below --data")
    parser.add_argument("--rows", type=int, default=1600)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--frozen", type=int, default=LAYERS // 2, help="lowest layers that are frozen")
    parser.add_argument("--threads", type=int, default=usable_cores())
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall")
    return parser.parse_args()


if __name__ == "__main__":
    main()
