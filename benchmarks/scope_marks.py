"""Whether marking negation, doubt and kin helps a model that counts or embeds words, on a public set of note sections.

Each method learns from the same rows with marks and without, several times with other rows; the difference is paired
over the test rows of all repetitions.

    python -m benchmarks.scope_marks --data ../shared/data [--methods tfidf probe] [--seeds N ...]
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.report import closing_line, versions
from domains.preparation import Preparation, parse_options
from domains.registry import registry
from models.device import ThreadBudget
from models.evaluation.classification import cells, metrics_of
from models.interface import Examples, FitContext, Floats, Ints, Target
from models.methods.registry import method, parse_method_options
from studio.core.tasks import Task

SET = "mtsdialog_section"
LEAST_ROWS = 10
TRAIN, DEV = 0.6, 0.1
RESAMPLES = 1000
WAYS = {"plain": False, "marked": True}


@dataclass(frozen=True)
class Answered:
    """Test rows of all repetitions: what is true, what each way answered, which repetition they are of."""

    truth: Ints
    answers: dict[str, Ints]
    seeds: Ints


def sections(data: Path) -> tuple[dict[str, list[str]], Ints, tuple[str, ...], int]:
    """Texts by way, targets, labels, and how many texts the marks change; classes of few rows go."""
    domain = registry().get("medical_notes")
    table = pd.read_csv(data / domain.key / f"{SET}.csv", dtype=str, keep_default_na=False)
    table = table[table.groupby("label")["label"].transform("size") >= LEAST_ROWS]
    texts = {
        way: Preparation(domain, parse_options(domain, {"scope": {"enabled": marked}}), None).texts(
            table["text"].tolist()
        )
        for way, marked in WAYS.items()
    }
    labels = tuple(sorted(table["label"].unique()))
    targets = table["label"].map({name: place for place, name in enumerate(labels)}).to_numpy(dtype=np.int64)
    changed = sum(a != b for a, b in zip(*texts.values(), strict=True))
    return texts, targets, labels, changed


def answered(
    key: str, texts: dict[str, list[str]], targets: Ints, target: Target, seeds: list[int], cache: Path, threads: int
) -> Answered:
    """Every way's answers to the test rows of every repetition."""
    truth, answers, numbers = [], {way: [] for way in WAYS}, []  # type: ignore[var-annotated]
    for seed in seeds:
        order = np.random.default_rng(seed).permutation(len(targets))
        first, second = int(TRAIN * len(order)), int((TRAIN + DEV) * len(order))
        train, dev, test = order[:first], order[first:second], order[second:]
        truth.append(targets[test])
        numbers.append(np.full(len(test), seed))
        for way in WAYS:
            answers[way].append(_fitted(key, texts[way], targets, (train, dev, test), target, seed, cache, threads))
    together = {way: np.concatenate(each) for way, each in answers.items()}
    return Answered(np.concatenate(truth), together, np.concatenate(numbers))


def _fitted(
    key: str,
    texts: list[str],
    targets: Ints,
    parts: tuple[Ints, Ints, Ints],
    target: Target,
    seed: int,
    cache: Path,
    threads: int,
) -> Ints:
    train, dev, test = (Examples([texts[row] for row in part], targets=targets[part]) for part in parts)
    chosen = method(key)
    with tempfile.TemporaryDirectory() as scratch:
        context = FitContext(seed, threads, "cpu", Path(scratch), cache, lambda _progress: None)
        model = chosen.fit(train, dev, target, parse_method_options(chosen, {}), context)
        return np.asarray(model.raw(test).argmax(axis=1), dtype=np.int64)


def score(found: Answered, way: str, rows: Ints, labels: int) -> float:
    """Macro-F1 of those rows, the mean over the repetitions."""
    values = []
    for seed in np.unique(found.seeds[rows]):
        chosen = rows[found.seeds[rows] == seed]
        sums = cells(found.truth[chosen], found.answers[way][chosen], labels).sum(axis=0, keepdims=True)
        values.append(float(metrics_of(sums, labels)["macro_f1"][0]))
    return float(np.mean(values))


def compared(found: Answered, labels: int) -> tuple[float, float, float, Floats]:
    """Both scores, their difference, and its bootstrap 95 % interval over rows drawn within each repetition."""
    every = np.arange(len(found.truth))
    rng = np.random.default_rng(0)
    places = [np.flatnonzero(found.seeds == seed) for seed in np.unique(found.seeds)]
    drawn = []
    for _ in range(RESAMPLES):
        rows = np.concatenate([rng.choice(each, len(each)) for each in places])
        drawn.append(score(found, "marked", rows, labels) - score(found, "plain", rows, labels))
    plain, marked = (score(found, way, every, labels) for way in WAYS)
    return plain, marked, marked - plain, np.percentile(drawn, [2.5, 97.5])


def main() -> None:
    """Measure, print a table and one line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--cache", type=Path, default=Path("var/cache"))
    parser.add_argument("--methods", nargs="*", default=["tfidf", "probe"], choices=["tfidf", "probe"])
    parser.add_argument("--seeds", nargs="*", type=int, default=[0, 1, 2])
    parser.add_argument("--threads", type=int, default=ThreadBudget(1).trainer(serving=False))
    parser.add_argument("--quick", action="store_true", help="tfidf, one repetition")
    arguments = parser.parse_args()
    texts, targets, labels, changed = sections(arguments.data)
    target = Target(Task.CLASSIFICATION, labels)
    print(f"{len(targets)} sections, {len(labels)} classes, marks in {changed} of them\n")
    print("| method | macro-F1 plain | macro-F1 marked | difference |\n|---|---|---|---|")
    figures: dict[str, float] = {}
    seeds = arguments.seeds[:1] if arguments.quick else arguments.seeds
    for key in ["tfidf"] if arguments.quick else arguments.methods:
        found = answered(key, texts, targets, target, seeds, arguments.cache, arguments.threads)
        plain, marked, gain, (low, high) = compared(found, len(labels))
        print(f"| {key} | {plain:.3f} | {marked:.3f} | {gain:+.3f} [{low:+.3f}, {high:+.3f}] |", flush=True)
        figures |= {
            f"{key}/plain": plain,
            f"{key}/marked": marked,
            f"{key}/low": float(low),
            f"{key}/high": float(high),
        }
    print(closing_line("scope_marks", figures, {}, versions()))


if __name__ == "__main__":
    main()
