"""`setfit` against the setfit package: the same few texts a class, hence the same pairs, the same encoder and cores.

Both compare every two of the training texts, as many alike as unlike (the package repeats the scarcer kind, ours
weighs it more), then fit a linear head, each with its own defaults. Seconds are of everything from the texts to the
fitted model, the encoder's loading left out on the peer's side alone. Quality is the macro-F1 on held-out rows, mean
of the seeds (each draws other training rows), with the paired-bootstrap interval of the difference. The bar is 1.

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
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from benchmarks.train import CLOCKS, EMPTY
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate, quiet_transformers
from models.interface import Examples, FitContext, Target
from models.methods.setfit.method import SetFitMethod
from models.methods.setfit.options import SetFitOptions
from studio.core.tasks import Task

SETS = {"headlines": "finance_risk/sentfin_headlines.csv", "abstracts": "medical_notes/medical_abstracts.csv"}
MAX_TOKENS = 128
TEST_ROWS = 400
BAR = 1.0


@dataclass(frozen=True)
class Outcome:
    """What one training did: seconds, texts read with gradient (0 where not told), the label of each test row."""

    seconds: float
    texts: int
    predicted: np.ndarray


@dataclass(frozen=True)
class Setting:
    """What both sides are given."""

    train: Examples
    test: Examples
    target: Target
    threads: int
    clock: Callable[[], float]


def read(data: Path, name: str, shots: int, seed: int, given: argparse.Namespace) -> Setting:
    """`shots` training rows of each label, and test rows that are the same for all shots of a seed."""
    table = pd.read_csv(data / SETS[name]).dropna(subset=["text", "label"]).drop_duplicates("text")
    test = table.sample(TEST_ROWS, random_state=0)
    train = table.drop(test.index).sample(frac=1.0, random_state=seed).groupby("label").head(shots)
    labels = tuple(sorted(table["label"].unique()))
    codes = {label: index for index, label in enumerate(labels)}

    def part(rows: pd.DataFrame) -> Examples:
        return Examples(rows["text"].tolist(), targets=rows["label"].map(codes).to_numpy(dtype=np.int64))

    return Setting(part(train), part(test), Target(Task.CLASSIFICATION, labels), given.threads, CLOCKS[given.clock])


def ours(setting: Setting, seed: int) -> Outcome:
    """`setfit` with its defaults and no dev part, so every step is made."""
    with tempfile.TemporaryDirectory() as folder:
        context = FitContext(seed, setting.threads, "cpu", Path(folder), Path(folder), lambda _progress: None)
        started = setting.clock()
        model = SetFitMethod().fit(setting.train, EMPTY, setting.target, SetFitOptions(max_tokens=MAX_TOKENS), context)
        seconds = setting.clock() - started
    return Outcome(seconds, 0, model.raw(setting.test).argmax(axis=1))


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
    columns = {"text": list(setting.train.texts), "label": np.asarray(setting.train.targets).tolist()}
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
    predicted = np.asarray(model.predict(list(setting.test.texts), show_progress_bar=False))
    return Outcome(seconds, 0, predicted.astype(np.int64))
