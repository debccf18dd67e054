"""`setfit` against the setfit package: the same few texts a class, hence the same pairs, the same encoder and cores.

Both compare every two of the training texts, as many alike as unlike (the package repeats the scarcer kind, ours
weighs it more), then fit a linear head, each with its own defaults. Seconds are of everything from the texts to the
fitted model: the libraries' loading left out on both sides, the encoder's on the peer's side alone. Quality is the
macro-F1 on held-out rows, mean of the seeds (each draws other training rows), with the paired-bootstrap interval of
the difference. The bar is 1.

    python -m benchmarks.setfit [--quick] [--data ../shared/data] [--sets NAME ...] [--shots N ...] [--seeds N]
        [--threads N] [--clock wall|processor]

On a machine that others use as well, `--threads 1 --clock processor` counts the seconds of the processor instead.
"""

from __future__ import annotations

import argparse
import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.few_texts import MAX_TOKENS, SETS, Texts, read
from benchmarks.report import closing_line, versions
from benchmarks.train import difference, macro_f1
from benchmarks.train_sides import CLOCKS, EMPTY
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate, quiet_transformers
from models.device import usable_cores
from models.interface import FitContext
from models.methods.setfit.method import SetFitMethod
from models.methods.setfit.options import SetFitOptions

BAR = 1.0


@dataclass(frozen=True)
class Outcome:
    """What one training did: seconds, and the predicted label of each test row."""

    seconds: float
    predicted: np.ndarray


@dataclass(frozen=True)
class Setting:
    """What both sides are given."""

    texts: Texts
    threads: int
    clock: Callable[[], float]


def ours(setting: Setting, seed: int) -> Outcome:
    """`setfit` with its defaults and no dev part, so every step is made."""
    quiet_transformers()
    from transformers import AutoModel  # noqa: F401 - libraries are loaded before the clock starts, as on the other side

    from models.methods.setfit import head, loop  # noqa: F401

    with tempfile.TemporaryDirectory() as folder:
        context = FitContext(seed, setting.threads, "cpu", Path(folder), Path(folder), lambda _progress: None)
        started = setting.clock()
        model = SetFitMethod().fit(
            setting.texts.train, EMPTY, setting.texts.target, SetFitOptions(max_tokens=MAX_TOKENS), context
        )
        seconds = setting.clock() - started
    return Outcome(seconds, model.raw(setting.texts.test).argmax(axis=1))


def peer(setting: Setting, seed: int) -> Outcome:
    """The setfit package with its defaults: one epoch of all pairs, oversampled, 16 a batch."""
    os.environ["WANDB_DISABLED"] = "true"
    quiet_transformers()
    import torch
    from datasets import Dataset, disable_progress_bars
    from sentence_transformers import SentenceTransformer
    from setfit import SetFitModel, Trainer, TrainingArguments
    from sklearn.linear_model import LogisticRegression

    logging.getLogger("setfit").setLevel(logging.ERROR)
    disable_progress_bars()
    torch.set_num_threads(setting.threads)
    torch.manual_seed(seed)
    body: Any = SentenceTransformer(str(locate(DEFAULT_BACKBONE).folder), device="cpu")
    body.max_seq_length = MAX_TOKENS
    model = SetFitModel(model_body=body, model_head=LogisticRegression(max_iter=1000))
    columns = {"text": list(setting.texts.train.texts), "label": np.asarray(setting.texts.train.targets).tolist()}
    with tempfile.TemporaryDirectory() as out:
        arguments = TrainingArguments(
            output_dir=out,
            seed=seed,
            report_to="none",
            show_progress_bar=False,
            save_strategy="no",  # saving is not what is measured here
            logging_strategy="no",
        )
        trainer = Trainer(model=model, args=arguments, train_dataset=Dataset.from_dict(columns))
        started = setting.clock()
        trainer.train()
        seconds = setting.clock() - started
    predicted = np.asarray(model.predict(list(setting.texts.test.texts), show_progress_bar=False))
    return Outcome(seconds, predicted.astype(np.int64))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="one set, 8 texts a class, one seed")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--sets", nargs="*", default=["headlines", "abstracts"], choices=list(SETS))
    parser.add_argument("--shots", nargs="*", type=int, default=[8, 16])
    parser.add_argument("--seeds", type=int, default=3)
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
    figures = {"rows": rows, "threads": given.threads, "clock": given.clock, "seeds": given.seeds, "bar": BAR}
    print(closing_line("setfit", figures, ratios, versions() | {"setfit": version("setfit")}))


def compare(given: argparse.Namespace, name: str, shots: int) -> dict[str, Any]:
    """Both sides on one set with so many texts a class, over the seeds."""
    outcomes: dict[str, list[Outcome]] = {"here": [], "package": []}
    truth = np.zeros(0, dtype=np.int64)
    for seed in range(given.seeds):
        setting = Setting(read(given.data, name, shots, seed), given.threads, CLOCKS[given.clock])
        truth = np.asarray(setting.texts.test.targets)
        for side, run in (("here", ours), ("package", peer)):
            outcome = run(setting, seed)
            outcomes[side].append(outcome)
            quality = macro_f1(truth, outcome.predicted)
            print(f"{name:12}{shots:>8}{seed:>6}{side:>10}{outcome.seconds:>10.1f}{quality:>10.3f}", flush=True)
    seconds = {side: sum(each.seconds for each in runs) / given.seeds for side, runs in outcomes.items()}
    predicted = {side: [each.predicted for each in runs] for side, runs in outcomes.items()}
    gap, low, high = difference(truth, outcomes["here"], outcomes["package"])
    return {
        "set": name,
        "shots": shots,
        "seconds": {side: round(value, 2) for side, value in seconds.items()},
        "ratio": round(seconds["package"] / seconds["here"], 2),
        "macro_f1": {
            side: round(float(np.mean([macro_f1(truth, each) for each in runs])), 4) for side, runs in predicted.items()
        },
        "difference": round(gap, 4),
        "interval": [round(low, 4), round(high, 4)],
    }


if __name__ == "__main__":
    main()
