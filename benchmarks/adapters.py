"""`full`, `lora` and `adapt` on the same rows: macro-F1 with its interval, seconds of the processor, what is learned.

`adapt+` reads the texts of the rows left over as well, without their labels. Rows drawn by a fixed seed: `--rows` to
learn from (a sixth of them dev), up to `--test` others to be measured on. Intervals are bootstrap 95 % over test
rows, differences paired with `full`.

    python -m benchmarks.adapters [--quick] [--data ../shared/data] [--rows N] [--test N] [--seeds N]
        [--sets NAME ...] [--ways NAME[:OPTION=VALUE,...] ...] [--threads N]

A way may bring options: `full:ema=0.99` is `full` with a running average of weights. The first `full` is
what others are held against.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.report import closing_line, versions
from models.evaluation import classification
from models.interface import Examples, FitContext, Ints, Target
from models.methods.registry import method, parse_method_options
from studio.core.tasks import Task

SETS = {
    "sentfin": "finance_risk/sentfin_headlines.csv",
    "maintie": "manufacturing_logs/maintie_gold.csv",
    "vcdb": "finance_risk/vcdb_risk_incidents.csv",
    "phmsa": "manufacturing_logs/phmsa_incidents.csv",
}
WAYS = ("tfidf", "full", "lora", "adapt", "adapt+")
RESAMPLES = 1000


@dataclass(frozen=True)
class Setting:
    """One set's rows; `left` are texts that nobody learns the labels of and nothing is measured on."""

    train: Examples
    dev: Examples
    test: Examples
    left: list[str]
    target: Target


def read(path: Path, rows: int, test: int) -> Setting:
    """Distinct texts of classes with ten rows or more."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table = table[(table["text"] != "") & (table["label"] != "")].drop_duplicates("text")
    table = table[table.groupby("label")["label"].transform("size") >= 10].sample(frac=1.0, random_state=0)
    labels = tuple(sorted(table["label"].unique()))
    codes = table["label"].map({label: place for place, label in enumerate(labels)}).to_numpy(dtype=np.int64)
    texts = table["text"].tolist()

    def part(start: int, end: int) -> Examples:
        return Examples(texts[start:end], targets=codes[start:end])

    train = rows - rows // 6
    target = Target(Task.CLASSIFICATION, labels)
    return Setting(part(0, train), part(train, rows), part(rows, rows + test), texts[rows + test :], target)


def measure(work: Setting, way: str, seed: int, threads: int, cache: Path) -> tuple[Ints, float]:
    """The test rows' predicted labels, and the seconds of the processor that `fit` took."""
    name, _, given = way.partition(":")
    chosen = method(name.rstrip("+"))
    options = parse_method_options(chosen, dict(each.split("=") for each in given.split(",") if each))
    with tempfile.TemporaryDirectory() as folder:
        left = tuple(work.left) if name.endswith("+") else ()
        context = FitContext(seed, threads, "cpu", Path(folder), cache, lambda _progress: None, left)
        started = time.process_time()
        model = chosen.fit(work.train, work.dev, work.target, options, context)
        seconds = time.process_time() - started
    return model.raw(work.test).argmax(axis=1).astype(np.int64), seconds


def macro_f1(truth: Ints, answers: Ints, classes: int) -> float:
    cells = classification.cells(truth, answers, classes).sum(axis=0, keepdims=True)
    return float(classification.metrics_of(cells, classes)["macro_f1"][0])


def interval(truth: Ints, ours: list[Ints], theirs: list[Ints] | None, classes: int) -> tuple[float, float, float]:
    """Mean over the seeds, less the mean of `theirs` where given, with its interval over resampled rows."""
    rng = np.random.default_rng(0)

    def value(rows: Ints) -> float:
        found = float(np.mean([macro_f1(truth[rows], each[rows], classes) for each in ours]))
        return found - (
            float(np.mean([macro_f1(truth[rows], each[rows], classes) for each in theirs])) if theirs else 0
        )

    drawn = [value(rng.integers(0, len(truth), len(truth))) for _ in range(RESAMPLES)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return value(np.arange(len(truth))), float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="120 rows of one set, one seed")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--test", type=int, default=1000)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--sets", nargs="*", default=["sentfin", "maintie"], choices=list(SETS))
    parser.add_argument("--ways", nargs="*", default=list(WAYS))
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    sets, rows, seeds = (given.sets[:1], 120, 1) if given.quick else (given.sets, given.rows, given.seeds)
    figures: dict[str, object] = {"rows": rows, "seeds": seeds, "threads": given.threads}
    print(f"{'set':10}{'way':40}{'macro-F1':>26}{'against full':>26}{'CPU s':>8}", flush=True)
    with tempfile.TemporaryDirectory() as cache:
        for name in sets:
            figures[name] = compare(name, read(given.data / SETS[name], rows, given.test), given, seeds, Path(cache))
    print(closing_line("adapters", figures, {}, versions()))


def compare(name: str, work: Setting, given: argparse.Namespace, seeds: int, cache: Path) -> dict[str, list[float]]:
    truth, classes = np.asarray(work.test.targets), work.target.outputs
    answers: dict[str, list[Ints]] = {}
    found: dict[str, list[float]] = {}
    for way in given.ways:
        runs = [measure(work, way, seed, given.threads, cache) for seed in range(seeds)]
        answers[way] = [each for each, _seconds in runs]
        seconds = float(np.mean([each for _answers, each in runs]))
        value = interval(truth, answers[way], None, classes)
        first = next(iter(answers))
        against = [answers[each] for each in answers if each.startswith("full") and each != way][:1]
        gap = interval(truth, answers[way], against[0], classes) if against and way != first else None
        said = f"{gap[0]:+.3f} [{gap[1]:+.3f}, {gap[2]:+.3f}]" if gap else ""
        line = f"{value[0]:.3f} [{value[1]:.3f}, {value[2]:.3f}]"
        print(f"{name:10}{way:40}{line:>26}{said:>26}{seconds:>8.0f}", flush=True)
        found[way] = [round(each, 4) for each in (*value, *(gap or ()), seconds)]
    return found


if __name__ == "__main__":
    main()
