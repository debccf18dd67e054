"""A few training texts of every label of a public set, drawn by a seed, and test texts that stay the same."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from models.interface import Examples, Target
from studio.core.tasks import Task

SETS = {
    "headlines": "finance_risk/sentfin_headlines.csv",
    "abstracts": "medical_notes/medical_abstracts.csv",
    "complaints": "finance_risk/cfpb_complaints_1k.csv",
}
MAX_TOKENS = 128
TEST_ROWS = 400


@dataclass(frozen=True)
class Texts:
    """What a method is given, and what it is measured on."""

    train: Examples
    test: Examples
    target: Target


def read(data: Path, name: str, shots: int, seed: int) -> Texts:
    """`shots` training rows of each label, and test rows that are the same for all shots and seeds."""
    table = pd.read_csv(data / SETS[name]).dropna(subset=["text", "label"]).drop_duplicates("text")
    test = table.sample(TEST_ROWS, random_state=0)
    train = table.drop(test.index).sample(frac=1.0, random_state=seed).groupby("label").head(shots)
    labels = tuple(sorted(table["label"].unique()))
    codes = {label: index for index, label in enumerate(labels)}

    def part(rows: pd.DataFrame) -> Examples:
        return Examples(rows["text"].tolist(), targets=rows["label"].map(codes).to_numpy(dtype=np.int64))

    return Texts(part(train), part(test), Target(Task.CLASSIFICATION, labels))
