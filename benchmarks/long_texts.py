"""Texts longer than a network reads: windows (or head and tail) against cutting them, on public sets of long texts.

Each method learns from the same rows twice and answers the same test rows, many more than it learned from, so that the
interval of the difference is narrow. `full` is measured as it is served: int8 where that was accepted.

    python -m benchmarks.long_texts --data ../shared/data [--quick] [--sets NAME ...] [--methods probe full]
        [--other windows|head_tail] [--max-tokens N ...] [--rows N] [--test-rows N] [--seeds N ...] [--epochs N]
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
from domains.preparation import Preparation, parse_options
from domains.registry import registry
from models.device import ThreadBudget
from models.evaluation.classification import cells, metrics_of
from models.interface import Examples, FitContext, Floats, Ints, Target, TextModel
from models.methods.registry import method, parse_method_options
from models.serving.compress import compress
from models.serving.graph_model import GraphModel
from models.serving.loading import INT8
from studio.core.tasks import Task

SETS = {"medical_abstracts": ("medical_notes", "text", "label"), "phmsa": ("manufacturing_logs", "text", "label")}
OTHERS = ("windows", "head_tail")
RESAMPLES = 1000


@dataclass(frozen=True)
class Setting:
    """Rows to learn from, to choose on and to measure on."""

    train: Examples
    dev: Examples
    test: Examples
    target: Target


@dataclass(frozen=True)
class Measured:
    """Answers of one model to the test rows, how many of those it did not read to their end, seconds of both."""

    answers: Ints
    cut: int
    precision: str
    fit_seconds: float
    answer_seconds: float


def setting(data: Path, name: str, rows: int, test_rows: int, seed: int) -> Setting:
    """Random rows of a set, its texts prepared by its field's default steps; classes of fewer than five rows go."""
    domain_key, text, label = SETS[name]
    domain = registry().get(domain_key)
    path = next((data / domain_key).glob(f"{name}*.csv"))
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    table = table[table.groupby(label)[label].transform("size") >= 5].sample(frac=1.0, random_state=seed)
    texts = Preparation(domain, parse_options(domain, {}), None).texts(table[text].tolist())
    labels = tuple(sorted(table[label].unique()))
    targets = table[label].map({name: place for place, name in enumerate(labels)}).to_numpy(dtype=np.int64)

    def part(start: int, end: int) -> Examples:
        return Examples(texts[start:end], targets=targets[start:end])

    train = int(rows * 0.85)
    return Setting(part(0, train), part(train, rows), part(rows, rows + test_rows), Target(Task.CLASSIFICATION, labels))


def measure(
    work: Setting, key: str, way: str, max_tokens: int, seed: int, cache: Path, threads: int, epochs: int | None
) -> Measured:
    """Fit one method one way and answer the test rows with what would be served."""
    chosen = method(key)
    few = {"epochs": epochs} if epochs and key == "full" else {}
    options = parse_method_options(chosen, {"long_texts": way, "max_tokens": max_tokens, **few})
    with tempfile.TemporaryDirectory() as scratch:
        context = FitContext(seed, threads, "cpu", Path(scratch), cache, lambda _progress: None)
        started = time.monotonic()
        model = chosen.fit(work.train, work.dev, work.target, options, context)
        fitted = time.monotonic() - started
        served: TextModel = model
        folder = Path(scratch) / "served"
        report = compress(model, work.train, work.dev, folder, metric="macro_f1", device="cpu", threads=threads)
        if key == "full" and report.precision == INT8:
            served = GraphModel.load(folder, device="cpu", threads=threads)
        started = time.monotonic()
        answers = served.raw(work.test).argmax(axis=1)
        answered = time.monotonic() - started
        return Measured(answers, int(served.truncated(work.test).sum()), report.precision, fitted, answered)


def difference(work: Setting, first: Ints, second: Ints) -> tuple[float, float, float]:
    """Macro-F1 of `second` less that of `first`, with its bootstrap 95 % interval over the same test rows."""
    truth = np.asarray(work.test.targets)
    rng = np.random.default_rng(0)
    drawn: list[float] = []
    for _ in range(RESAMPLES):
        rows = rng.integers(0, len(truth), len(truth))
        drawn.append(score(work, second, rows) - score(work, first, rows))
    every = np.arange(len(truth))
    low, high = np.percentile(drawn, [2.5, 97.5])
    return score(work, second, every) - score(work, first, every), float(low), float(high)


def score(work: Setting, answers: Ints, rows: Ints) -> float:
    """Macro-F1 on those test rows."""
    labels = len(work.target.labels)
    sums = cells(np.asarray(work.test.targets)[rows], answers[rows], labels).sum(axis=0, keepdims=True)
    return float(metrics_of(sums, labels)["macro_f1"][0])


def interval(work: Setting, answers: Ints) -> Floats:
    """Its bootstrap 95 % interval."""
    rng = np.random.default_rng(0)
    size = len(answers)
    return np.percentile([score(work, answers, rng.integers(0, size, size)) for _ in range(RESAMPLES)], [2.5, 97.5])


def main() -> None:
    """Measure, print a table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("var/cache"))
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=list(SETS))
    parser.add_argument("--methods", nargs="*", default=["probe", "full"], choices=["probe", "full"])
    parser.add_argument("--other", default="windows", choices=OTHERS)
    parser.add_argument("--max-tokens", nargs="*", type=int, default=[256])
    parser.add_argument("--rows", type=int, default=600)
    parser.add_argument("--test-rows", type=int, default=1000)
    parser.add_argument("--seeds", nargs="*", type=int, default=[0])
    parser.add_argument("--epochs", type=int, default=None, help="of `full`, at most; as the method says by itself")
    parser.add_argument("--threads", type=int, default=ThreadBudget(1).trainer(serving=False))
    parser.add_argument("--quick", action="store_true", help="probe alone")
    arguments = parser.parse_args()
    keys = ["probe"] if arguments.quick else arguments.methods
    figures: dict[str, float] = {}
    print(
        f"| set | method | window | seed | test rows not read whole: cut, {arguments.other} | macro-F1 cut | "
        f"macro-F1 {arguments.other} | difference | seconds to fit: cut, {arguments.other} |"
    )
    print("|---|---|---|---|---|---|---|---|---|")
    for name in arguments.sets:
        for seed in arguments.seeds:
            work = setting(arguments.data, name, arguments.rows, arguments.test_rows, seed)
            for key in keys:
                for size in arguments.max_tokens:
                    found = {
                        way: measure(work, key, way, size, seed, arguments.cache, arguments.threads, arguments.epochs)
                        for way in ("cut", arguments.other)
                    }
                    print(row(work, name, key, size, seed, found), flush=True)
                    for way, each in found.items():
                        place = np.arange(len(each.answers))
                        figures[f"{name}/{key}/{size}/{seed}/{way}"] = score(work, each.answers, place)
    print(closing_line("long_texts", figures, {}, versions()))


def row(work: Setting, name: str, key: str, size: int, seed: int, found: dict[str, Measured]) -> str:
    """One line of the table."""
    cut, windows = found.values()
    cells = []
    for each in (cut, windows):
        low, high = interval(work, each.answers)
        whole = np.arange(len(each.answers))
        cells.append(f"{score(work, each.answers, whole):.3f} ({low:.3f}-{high:.3f}), {each.precision}")
    gain, low, high = difference(work, cut.answers, windows.answers)
    return (
        f"| {name} | {key} | {size} | {seed} | {cut.cut}, {windows.cut} of {len(cut.answers)} | {cells[0]} | "
        f"{cells[1]} | {gain:+.3f} [{low:+.3f}, {high:+.3f}] | {cut.fit_seconds:.0f}, {windows.fit_seconds:.0f} |"
    )


if __name__ == "__main__":
    main()
