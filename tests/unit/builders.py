"""Records as the store would hold them, every field filled, to start a test from."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from studio.core.clock import now
from studio.core.findings import Finding, Severity
from studio.core.ids import new_id
from studio.core.metrics import Measurement
from studio.core.records import (
    Comparison,
    Dataset,
    Evaluation,
    ModelVersion,
    Run,
    RunKind,
    RunState,
    Source,
)
from studio.core.splits import Part
from studio.core.tasks import Task

MEASURED = Measurement(0.8125, 0.7, 0.9, 40)


def dataset(**changes: Any) -> Dataset:
    """A small classification dataset of finance risk."""
    made = Dataset(
        id=new_id("dataset"),
        workspace="default",
        domain="finance_risk",
        name="Incidents, März",
        task=Task.CLASSIFICATION,
        source=Source.UPLOAD,
        domain_version="1",
        preparation_hash="p" * 64,
        content_hash=new_id("hash"),
        rows=120,
        parts={Part.TRAIN: 84, Part.DEV: 12, Part.CALIBRATION: 6, Part.TEST: 18},
        subsets={"test-late": 4},
        labels=("fraud", "outage"),
        score_min=None,
        score_max=None,
        has_pairs=False,
        has_rater=True,
        has_competitor=False,
        split_reason="By company.",
        columns={"text": "summary", "label": "kind"},
        options={"repair": {"enabled": True}},
        findings=(Finding("blank", Severity.WARNING, "Two texts are blank.", "Fill them.", "summary", (3, 9), 2),),
        created_at=now(),
    )
    return replace(made, **changes)


def run(**changes: Any) -> Run:
    """A queued training run without a dataset."""
    made = Run(
        id=new_id("run"),
        workspace="default",
        kind=RunKind.TRAIN,
        domain="finance_risk",
        dataset_id=None,
        model_id=None,
        method="tfidf",
        manifest={"options": {"epochs": 3}, "seed": 0},
        state=RunState.QUEUED,
        progress=None,
        error="",
        error_fix="",
        retry_of=None,
        result={},
        seconds={},
        created_at=now(),
        started_at=None,
        finished_at=None,
    )
    return replace(made, **changes)


def model(of: Run, **changes: Any) -> ModelVersion:
    """A model made by a run."""
    made = ModelVersion(
        id=new_id("model"),
        workspace=of.workspace,
        domain=of.domain,
        number=0,
        run_id=of.id,
        dataset_id=of.dataset_id or "",
        method="tfidf",
        backbone=None,
        task=Task.CLASSIFICATION,
        labels=("fraud", "outage"),
        domain_version="1",
        preparation_hash="p" * 64,
        artifact="models/x",
        size_bytes=5_000_000_000,
        parameters=22_700_000,
        precision="float32",
        precision_reason="Counting words needs no compression.",
        synthetic=False,
        primary_metric="macro_f1",
        primary=MEASURED,
        created_at=now(),
    )
    return replace(made, **changes)


def evaluation(of: ModelVersion, **changes: Any) -> Evaluation:
    """An evaluation of a model on its test part, with everything an evaluation can hold."""
    made = Evaluation(
        id=new_id("evaluation"),
        workspace=of.workspace,
        model_id=of.id,
        dataset_id=of.dataset_id,
        table_name="Incidents",
        opening=1,
        rows=40,
        metrics={"macro_f1": MEASURED, "accuracy": Measurement(None, None, None, 0)},
        primary_metric="macro_f1",
        baselines={"majority": {"macro_f1": MEASURED}},
        comparisons={"tfidf": Comparison("macro_f1", MEASURED, 0.04)},
        subsets={"test-late": {"macro_f1": MEASURED}},
        labels=("fraud", "outage"),
        per_label={"fraud": {"precision": 0.5}},
        confusion=((3, 1), (0, 4)),
        truncated_rows=2,
        artifact="evaluations/x",
        created_at=now(),
        notes=("One class is rare.",),
    )
    return replace(made, **changes)


EVENTS = {
    "credit": ("The borrower missed a payment", "The loan was written down", "The debtor is insolvent"),
    "cyber": ("hackers copied the passwords", "a phishing mail was opened", "the server was encrypted"),
    "conduct": ("the adviser was fined", "clients were misled", "the regulator opened a case"),
    "outage": ("systems were down for hours", "the data centre lost power", "payments were not booked"),
}


def several_labels_table(rows: int = 200, seed: int = 0, write: str = "; ") -> pd.DataFrame:
    """Texts of none to three events each, with the labels of all of them parted by `write`; a blank cell says none."""
    rng = random.Random(seed)
    made = []
    for number in range(rows):
        labels = [label for label in EVENTS if rng.random() < 0.4]
        said = [f"{rng.choice(EVENTS[label])}" for label in labels]
        place = (
            rng.choice(("north", "south", "east", "west", "central")) + f" desk {number // 7}{chr(97 + number % 26)}"
        )
        made.append((f"At the {place} {' and '.join(said) or 'nothing happened'} on that day.", write.join(labels)))
    return pd.DataFrame(made, columns=["text", "label"])


def tiny_backbone(folder: Path) -> str:
    """A random encoder of two narrow layers with the bundled tokeniser in `folder`: trained in seconds."""
    import torch
    from transformers import BertConfig, BertModel

    from models.backbones.loading import locate

    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
        initializer_range=0.2,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copyfile(locate("minilm-l6").folder / "tokenizer.json", folder / "tokenizer.json")
    return str(folder)
