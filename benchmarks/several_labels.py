"""Several labels a text on sets that bear them naturally: macro-F1 with its interval, with and without thresholds.

`vcdb`: what was done in a security incident (VERIS varieties; finance incidents). `maintie`: what was done in a work
order, many of which tell of nothing done. Labels of ten rows or more; rows drawn by `--seed`, 70 % to learn from, 10 %
dev, 5 % calibration, 15 % to be measured on. Differences are paired with `tfidf`; `half` is macro-F1 where every
label is given from a half on. `equal` and `fitted` are ensembles of all methods.

    python -m benchmarks.several_labels [--quick] [--data ../shared/data] [--sets NAME ...] [--methods KEY ...]
        [--threads N] [--seed N]
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.report import closing_line, versions
from models.evaluation.answering import answers_of, truth_of
from models.evaluation.calibration import Calibration
from models.evaluation.label_calibration import calibrate_labels
from models.evaluation.measuring import compare, measure
from models.evaluation.several import indicators, usual_set
from models.fusion.mixing import as_raw, mean, weights_of
from models.interface import Examples, FitContext, Floats, Ints, Target
from models.methods.registry import method
from studio.core.fusion import Weighing
from studio.core.metrics import SEVERAL
from studio.core.tasks import Task

SETS = {
    "vcdb": ("finance_risk/vcdb_finance_incidents.csv", "variety", ";"),
    "maintie": ("manufacturing_logs/maintie_gold.csv", "activity", "|"),
}
METHODS = ("tfidf", "probe", "full")
LEAST_ROWS = 10
SHARES = (0.70, 0.80, 0.85)


@dataclass(frozen=True)
class Setting:
    """One set's rows."""

    train: Examples
    dev: Examples
    calibration: Examples
    test: Examples
    target: Target


def read(path: Path, column: str, sign: str, rows: int | None, seed: int) -> Setting:
    """Distinct texts and the frequent ones among their labels; a text may bear none."""
    table = pd.read_csv(path, dtype=str, keep_default_na=False).drop_duplicates("text")
    table = table.sample(frac=1.0, random_state=seed)
    table = table.head(rows) if rows else table
    sets = [[label.strip() for label in cell.split(sign) if label.strip()] for cell in table[column]]
    counts = Counter(label for each in sets for label in set(each))
    labels = tuple(sorted(label for label, count in counts.items() if count >= LEAST_ROWS))
    truth, texts = indicators(sets, labels).astype(np.float64), table["text"].tolist()
    edges = [0, *(int(share * len(texts)) for share in SHARES), len(texts)]

    def part(place: int) -> Examples:
        start, end = edges[place], edges[place + 1]
        return Examples(texts[start:end], targets=truth[start:end])

    return Setting(part(0), part(1), part(2), part(3), Target(Task.MULTILABEL, labels))


@dataclass(frozen=True)
class Answered:
    """Raw outputs for three parts, what calibrates them, and the seconds of the processor that `fit` took."""

    calibration: Floats
    dev: Floats
    test: Floats
    fitted: Calibration
    seconds: float

    @classmethod
    def of(cls, work: Setting, raw: Sequence[Floats], seconds: float) -> Answered:
        """Calibrated as a run does it, `raw` for calibration, dev and test rows."""
        truth = np.vstack([np.asarray(each.targets) for each in (work.calibration, work.dev)])
        fitted = calibrate_labels(work.target, np.vstack(raw[:2]), truth, len(work.calibration))
        return cls(*raw, fitted, seconds)


def answered(work: Setting, key: str, threads: int, cache: Path) -> Answered:
    """What a method learned of the training rows answers."""
    chosen = method(key)
    with tempfile.TemporaryDirectory() as folder:
        context = FitContext(0, threads, "cpu", Path(folder), cache, lambda _progress: None)
        started = time.process_time()
        model = chosen.fit(work.train, work.dev, work.target, chosen.Options(), context)
        seconds = time.process_time() - started
        return Answered.of(work, [model.raw(each) for each in (work.calibration, work.dev, work.test)], seconds)


def together(work: Setting, members: Sequence[Answered], weighing: Weighing) -> Answered:
    """The ensemble of `members`, with a calibration of its own."""
    parts = [
        [each.fitted.label_probabilities(getattr(each, part)) for each in members]
        for part in ("calibration", "dev", "test")
    ]
    weights = weights_of(weighing, work.target, parts[1], work.dev.targets)
    print(f"{weighing.value}: {', '.join(f'{each:.2f}' for each in weights)}", flush=True)
    raw = [as_raw(mean(part, weights), work.target.task) for part in parts]
    return Answered.of(work, raw, sum(each.seconds for each in members))


def of_set(name: str, work: Setting, keys: list[str], threads: int, cache: Path) -> dict[str, object]:
    """Print and give back every method's figures on one set."""
    truth = truth_of(work.target, work.test)
    usual = np.tile(usual_set(np.asarray(work.train.targets).astype(np.int64)), (len(work.test), 1))
    found: dict[str, object] = {"labels": work.target.outputs, "train": len(work.train), "test": len(work.test)}
    found["majority"] = round(measure(truth, usual, ["macro_f1"])["macro_f1"].value or 0.0, 4)
    first: Ints | None = None
    members: list[Answered] = []
    for key in [*keys, *(each.value for each in Weighing if len(keys) > 1)]:
        if key in keys:
            members.append(answer := answered(work, key, threads, cache))
        else:
            answer = together(work, members, Weighing(key))
        ours = answers_of(work.target, answer.test, work.test, answer.fitted).astype(np.int64)
        half = (answer.fitted.label_probabilities(answer.test) >= 0.5).astype(np.int64)
        figures = measure(truth, ours, SEVERAL)
        primary, alone = figures["macro_f1"], truth.value(half, "macro_f1")
        gap = compare(truth, ours, first, "macro_f1").difference if first is not None else None
        first = ours if first is None else first
        said = f"{gap.value:+.3f} [{gap.low:+.3f}, {gap.high:+.3f}]" if gap else ""
        rest = "".join(f"{figures[each].value or 0:>10.3f}" for each in SEVERAL[1:])
        line = f"{primary.value:.3f} [{primary.low:.3f}, {primary.high:.3f}]"
        print(f"{name:9}{key:8}{line:>24}{said:>26}{alone:>8.3f}{rest}{answer.seconds:>8.0f}", flush=True)
        found[key] = {
            **{each: [figures[each].value, figures[each].low, figures[each].high] for each in SEVERAL},
            "half": alone,
            "cpu_seconds": round(answer.seconds, 1),
        }
    return found


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="300 rows of one set, tfidf and probe")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="*", default=list(SETS), choices=list(SETS))
    parser.add_argument("--methods", nargs="*", default=list(METHODS))
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0, help="which rows are drawn into which part")
    given = parser.parse_args()
    sets, keys = (given.sets[:1], ["tfidf", "probe"]) if given.quick else (given.sets, given.methods)
    titles = "".join(f"{each.split('_')[0][:9]:>10}" for each in SEVERAL[1:])
    print(f"{'set':9}{'method':8}{'macro-F1':>24}{'against tfidf':>26}{'half':>8}{titles}{'CPU s':>8}", flush=True)
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as cache:
        for name in sets:
            path, column, sign = SETS[name]
            work = read(given.data / path, column, sign, 300 if given.quick else None, given.seed)
            figures[name] = of_set(name, work, keys, given.threads, Path(cache))
    print(closing_line("several_labels", figures, {}, versions()))


if __name__ == "__main__":
    main()
