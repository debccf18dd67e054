"""`probe` with its two heads for scores, ridge and ordinal: QWK on each official test part, and their difference.

`saf_english` has scores of its own; the three answers of `scientsbank_3way` are taken in the order contradictory,
incorrect, correct as 0, 1 and 2 points. An eighth of the training rows, drawn by a fixed seed, is dev. Intervals are
bootstrap 95 % over test rows, differences paired.

    python -m benchmarks.ordinal_head [--quick] [--data ../shared/data] [--threads N]
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks.report import closing_line, versions
from models.evaluation.answering import answers_of, truth_of
from models.evaluation.measuring import compare, measure
from models.interface import Examples, FitContext, Target
from models.methods.probe import ProbeMethod, ProbeModel, ProbeOptions
from studio.core.tasks import Task

HEADS = ("ridge", "ordinal", "auto")
SETS = ("saf_english", "scientsbank")
_POINTS = {"contradictory": 0.0, "incorrect": 1.0, "correct": 2.0}
_QUICK_ROWS = 400


def read(name: str, folder: Path) -> tuple[pd.DataFrame, Target]:
    if name == "saf_english":
        return pd.read_csv(folder / "saf_english.csv"), Target(Task.SCORING, score_step=0.125)
    table = pd.concat([pd.read_csv(folder / f"scientsbank_3way_{part}.csv") for part in ("train", "test")])
    points = table["label"].map(_POINTS)
    return table.assign(score=points, score_min=0.0, score_max=2.0), Target(Task.SCORING, score_step=1.0)


def examples(rows: pd.DataFrame) -> Examples:
    low, high = (rows[name].to_numpy(dtype=np.float64) for name in ("score_min", "score_max"))
    scores = (rows["score"].to_numpy(dtype=np.float64) - low) / (high - low)
    return Examples(rows["text"].fillna("").tolist(), rows["reference_answer"].tolist(), scores, low, high)


def fitted(head: str, train: Examples, dev: Examples, target: Target, threads: int, cache: Path) -> ProbeModel:
    context = FitContext(0, threads, "cpu", cache, cache, lambda _progress: None)
    return ProbeMethod().fit(train, dev, target, ProbeOptions(head=head), context)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="400 training rows and 400 test rows of the first set")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--threads", type=int, default=1)
    given = parser.parse_args()
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as cache:
        for name in SETS[:1] if given.quick else SETS:
            table, target = read(name, given.data / "education_grading")
            most = _QUICK_ROWS if given.quick else len(table)
            figures[name] = compare_heads(name, table, target, most, given.threads, Path(cache))
    print(closing_line("ordinal_head", figures, {}, versions()))


def compare_heads(
    name: str, table: pd.DataFrame, target: Target, most: int, threads: int, cache: Path
) -> dict[str, dict[str, float]]:
    rows = table[table["split"] == "train"].sample(frac=1.0, random_state=0)[:most]
    dev, train = examples(rows[: len(rows) // 8]), examples(rows[len(rows) // 8 :])
    models = {head: fitted(head, train, dev, target, threads, cache) for head in HEADS}
    found: dict[str, dict[str, float]] = {}
    for part, tested in table[table["split"] != "train"].groupby("split"):
        test = examples(tested[:most])
        truth = truth_of(target, test)
        answers = {head: answers_of(target, model.raw(test), test) for head, model in models.items()}
        print(f"{name} {part}, {len(test)} rows", flush=True)
        for head in HEADS:
            measured = measure(truth, answers[head], ["qwk", "rmse"])
            gap = compare(truth, answers[head], answers["ridge"], "qwk").difference
            qwk, rmse = measured["qwk"], measured["rmse"]
            print(
                f"  {head:8} QWK {qwk.value:.3f} [{qwk.low:.3f}, {qwk.high:.3f}]  RMSE {rmse.value:.3f}  "
                f"against ridge {gap.value or 0:+.3f} [{gap.low or 0:+.3f}, {gap.high or 0:+.3f}]",
                flush=True,
            )
            found[f"{part}/{head}"] = {"qwk": round(qwk.value or 0, 4), "against_ridge": round(gap.value or 0, 4)}
    return found


if __name__ == "__main__":
    main()
