"""Tokens a second that `full` trains, against `transformers.Trainer` with its defaults at batch size 16.

The same model, texts, maximum of 256 tokens, epochs and cores; tokens that are not padding, over the seconds of the
whole `fit` on our side (loading and the linear start included) and of `train()` alone on the peer's. Quality is the
macro-F1 on held-out rows, mean of the seeds, with the paired-bootstrap interval of the difference. The bar is 3 times.

    python -m benchmarks.train [--quick] [--data ../shared/data] [--rows N] [--epochs N] [--seeds N]
        [--threads N] [--clock wall|processor]

On a machine that others use as well, `--threads 1 --clock processor` counts the seconds of the processor instead.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.report import closing_line, versions
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import load_tokeniser, locate, quiet_transformers
from models.device import usable_cores
from models.interface import Examples, FitContext, Target
from models.methods.full.method import FullMethod
from models.methods.full.options import FullOptions
from studio.core.tasks import Task

FILE = "finance_risk/vcdb_risk_incidents.csv"
MAX_TOKENS = 256
BAR = 3.0
RESAMPLES = 1000
CLOCKS = {"wall": time.perf_counter, "processor": time.process_time}
EMPTY = Examples([], targets=np.zeros(0, dtype=np.int64))


@dataclass(frozen=True)
class Outcome:
    """What one training did: seconds, and the predicted label of each test row."""

    seconds: float
    predicted: np.ndarray


@dataclass(frozen=True)
class Setting:
    """What both sides are given."""

    train: Examples
    test: Examples
    target: Target
    epochs: int
    threads: int
    clock: Callable[[], float]


def read(data: Path, given: argparse.Namespace, rows: int, epochs: int) -> Setting:
    """`rows` training rows and half as many test rows at most, drawn by a fixed seed."""
    table = pd.read_csv(data / FILE).dropna(subset=["text", "label"]).sample(frac=1.0, random_state=0)
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
        CLOCKS[given.clock],
    )


def ours(setting: Setting, seed: int) -> Outcome:
    """`full` with its defaults, every epoch run, nothing chosen on dev."""
    options = FullOptions(epochs=setting.epochs, max_tokens=MAX_TOKENS)
    with tempfile.TemporaryDirectory() as folder:
        context = FitContext(seed, setting.threads, "cpu", Path(folder), Path(folder), lambda _progress: None)
        started = setting.clock()
        model = FullMethod().fit(setting.train, EMPTY, setting.target, options, context)
        seconds = setting.clock() - started
    return Outcome(seconds, model.raw(setting.test).argmax(axis=1))


def peer(setting: Setting, seed: int) -> Outcome:
    """`transformers.Trainer` with its defaults, batch size 16."""
    quiet_transformers()
    import torch
    from transformers import (
        AutoModelForSequenceClassification,
        AutoTokenizer,
        DataCollatorWithPadding,
        Trainer,
        TrainingArguments,
    )

    torch.set_num_threads(setting.threads)
    folder = str(locate(DEFAULT_BACKBONE).folder)
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    torch.manual_seed(seed)
    model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=len(setting.target.labels))

    def rows(part: Examples) -> list[dict[str, Any]]:
        encoded = tokenizer(list(part.texts), truncation=True, max_length=MAX_TOKENS, padding=False)
        return [
            {"input_ids": ids, "attention_mask": [1] * len(ids), "labels": int(label)}
            for ids, label in zip(encoded["input_ids"], np.asarray(part.targets), strict=True)
        ]

    with tempfile.TemporaryDirectory() as out:
        arguments = TrainingArguments(
            output_dir=out,
            num_train_epochs=setting.epochs,
            per_device_train_batch_size=16,
            seed=seed,
            report_to=[],
            disable_tqdm=True,
            use_cpu=True,
            save_strategy="no",  # saving is not what is measured here
            logging_strategy="no",
        )
        collator = DataCollatorWithPadding(tokenizer)
        trainer = Trainer(model=model, args=arguments, train_dataset=rows(setting.train), data_collator=collator)
        started = setting.clock()
        trainer.train()
        seconds = setting.clock() - started
        raw = trainer.predict(rows(setting.test)).predictions
    return Outcome(seconds, np.asarray(raw).argmax(axis=1))


def macro_f1(truth: np.ndarray, predicted: np.ndarray) -> float:
    from sklearn.metrics import f1_score

    return float(f1_score(truth, predicted, average="macro", zero_division=0))


def difference(truth: np.ndarray, a: list[np.ndarray], b: list[np.ndarray]) -> tuple[float, float, float]:
    """Mean over the seeds of ours minus theirs, with its 95 % interval over resampled rows, the same for all."""
    rng = np.random.default_rng(0)

    def mean_gap(rows: np.ndarray) -> float:
        pairs = zip(a, b, strict=True)
        return float(np.mean([macro_f1(truth[rows], x[rows]) - macro_f1(truth[rows], y[rows]) for x, y in pairs]))

    everything = np.arange(len(truth))
    gaps = [mean_gap(rng.integers(0, len(truth), len(truth))) for _ in range(RESAMPLES)]
    low, high = np.quantile(gaps, [0.025, 0.975])
    return mean_gap(everything), float(low), float(high)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="160 rows, one epoch, one seed")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--rows", type=int, default=1600)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=usable_cores())
    parser.add_argument("--clock", choices=list(CLOCKS), default="wall")
    given = parser.parse_args()
    rows, epochs, seeds = (160, 1, 1) if given.quick else (given.rows, given.epochs, given.seeds)
    setting = read(given.data, given, rows, epochs)
    truth = np.asarray(setting.test.targets)
    tokens = int(load_tokeniser(locate(DEFAULT_BACKBONE), MAX_TOKENS).encode(setting.train.texts).lengths.sum())
    sides: dict[str, list[Outcome]] = {"full": [], "Trainer": []}
    print(f"{rows:,} texts of {tokens / rows:.0f} tokens, {epochs} epochs, {given.threads} threads\n")
    print(f"{'':10}{'seed':>6}{'seconds':>10}{'tokens/s':>10}{'macro-F1':>10}", flush=True)
    for seed in range(seeds):
        for name, run in (("full", ours), ("Trainer", peer)):
            outcome = run(setting, seed)
            sides[name].append(outcome)
            rate, quality = tokens * epochs / outcome.seconds, macro_f1(truth, outcome.predicted)
            print(f"{name:10}{seed:>6}{outcome.seconds:>10.1f}{rate:>10.0f}{quality:>10.3f}", flush=True)
    rates = {name: tokens * epochs * seeds / sum(each.seconds for each in runs) for name, runs in sides.items()}
    quality = {name: float(np.mean([macro_f1(truth, r.predicted) for r in runs])) for name, runs in sides.items()}
    gap, low, high = difference(
        truth, [each.predicted for each in sides["full"]], [each.predicted for each in sides["Trainer"]]
    )
    ratio = rates["full"] / rates["Trainer"]
    print(f"\n{ratio:.2f} times as many tokens a second (bar {BAR:.0f}).")
    print(f"Macro-F1 {quality['full']:.3f} against {quality['Trainer']:.3f}: {gap:+.3f} [{low:+.3f}, {high:+.3f}].")
    figures = {
        "tokens_per_second": {name: round(rate, 1) for name, rate in rates.items()},
        "macro_f1": {name: round(value, 4) for name, value in quality.items()},
        "difference": [round(value, 4) for value in (gap, low, high)],
        "rows": rows,
        "epochs": epochs,
        "seeds": seeds,
        "threads": given.threads,
        "clock": given.clock,
        "bar": BAR,
    }
    print(closing_line("train", figures, {"full": round(ratio, 3)}, versions()))


if __name__ == "__main__":
    main()
