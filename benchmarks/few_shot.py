"""How good each method is with 8, 16, 32 and 64 texts a class: macro-F1 on 400 held-out texts that never change.

Every method has its default options (long texts cut at 128 tokens) and no dev part, as one with so few texts has none
to spare; each seed draws other training texts. The interval is the first seed's bootstrap over the test texts.
Resumable: a figure is kept in `benchmarks/results/few_shot.jsonl` under set, method, shots and seed, and only what is
missing is measured, the first seed of everything first.

    python -m benchmarks.few_shot [--data ../shared/data] [--sets NAME ...] [--methods NAME ...] [--shots N ...]
        [--seeds N] [--threads N] [--anew] [--write docs/quality.md]
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.adapters import interval
from benchmarks.few_texts import MAX_TOKENS, SETS, read
from benchmarks.quality_table import write_table
from benchmarks.report import closing_line, versions
from benchmarks.train_sides import EMPTY
from models.backbones.loading import quiet_transformers
from models.device import usable_cores
from models.interface import FitContext
from models.methods.registry import method as method_of

RESULTS = Path(__file__).parent / "results" / "few_shot.jsonl"
METHODS = ("tfidf", "probe", "setfit", "full")
SHOTS = (8, 16, 32, 64)


def measure(given: argparse.Namespace, name: str, method: str, shots: int, seed: int) -> dict[str, Any]:
    """Train once, answer the test texts; macro-F1 with its interval, and the seconds of the training."""
    texts = read(given.data, name, shots, seed)
    trained = method_of(method)
    offered = {"max_tokens": MAX_TOKENS} if "max_tokens" in trained.Options.model_fields else {}
    with tempfile.TemporaryDirectory() as folder:
        context = FitContext(seed, given.threads, "cpu", Path(folder), given.cache, lambda _progress: None)
        started = time.monotonic()
        model = trained.fit(texts.train, EMPTY, texts.target, trained.Options(**offered), context)
        seconds = time.monotonic() - started
        predicted = model.raw(texts.test).argmax(axis=1)
    truth, labels = np.asarray(texts.test.targets), len(texts.target.labels)
    value, low, high = interval(truth, [predicted.astype(np.int64)], None, labels)
    return {
        "set": name,
        "method": method,
        "shots": shots,
        "seed": seed,
        "value": round(value, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "seconds": round(seconds, 1),
    }


def table(found: Sequence[dict[str, Any]]) -> str:
    """A set and a method a row, the texts a class as columns: the seeds' mean and spread, the first seed's interval."""
    shots = sorted({each["shots"] for each in found})
    lines = [f"| set | method | {' | '.join(f'{each} a class' for each in shots)} |", "|---|---|" + "---|" * len(shots)]
    for name, method in sorted({(each["set"], each["method"]) for each in found}, key=_order):
        mine = [each for each in found if (each["set"], each["method"]) == (name, method)]
        cells = [_cell([each for each in mine if each["shots"] == count]) for count in shots]
        lines.append(f"| {name} | `{method}` | {' | '.join(cells)} |")
    return "\n".join(lines)


def _order(row: tuple[str, str]) -> tuple[str, int]:
    return row[0], METHODS.index(row[1])


def _cell(found: Sequence[dict[str, Any]]) -> str:
    if not found:
        return "-"
    values = [each["value"] for each in found]
    spread = f" \u00b1 {statistics.stdev(values):.3f}" if len(values) > 1 else ""
    first = min(found, key=lambda each: each["seed"])
    return f"{statistics.fmean(values):.3f}{spread} ({first['low']:.3f}-{first['high']:.3f})"


def kept() -> list[dict[str, Any]]:
    """The figures so far."""
    return [json.loads(line) for line in RESULTS.read_text().splitlines()] if RESULTS.exists() else []


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="*", default=["headlines", "complaints"], choices=list(SETS))
    parser.add_argument("--methods", nargs="*", default=list(METHODS), choices=METHODS)
    parser.add_argument("--shots", nargs="*", type=int, default=list(SHOTS))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=usable_cores())
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "assay-few-shot")
    parser.add_argument("--anew", action="store_true", help="forget the figures kept so far")
    parser.add_argument("--write", type=Path, help="write the table into this Markdown file, between its markers")
    given = parser.parse_args()
    quiet_transformers()
    if given.anew:
        RESULTS.unlink(missing_ok=True)
    done = {(each["seed"], each["shots"], each["set"], each["method"]) for each in kept()}
    for seed, shots, name, method in product(range(given.seeds), given.shots, given.sets, given.methods):
        if (seed, shots, name, method) not in done:
            figure = measure(given, name, method, shots, seed)
            with RESULTS.open("a") as file:
                file.write(json.dumps(figure) + "\n")
            print(f"{name:12}{method:8}{shots:>4} a class, seed {seed}: {figure['value']:.3f}", flush=True)
    text = table(kept())
    print(text)
    if given.write:
        write_table(given.write, text, "few-shot table")
    figures = {f"{each['set']}/{each['method']}/{each['shots']}/{each['seed']}": each["value"] for each in kept()}
    print(closing_line("few_shot", figures, {}, versions()))


if __name__ == "__main__":
    main()
