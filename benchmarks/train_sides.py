"""The trainings `benchmarks/train.py` compares, each in a process of its own: `full` and `transformers.Trainer`."""

from __future__ import annotations

import resource
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate, quiet_transformers
from models.interface import Examples, FitContext, Target
from models.methods.full.method import FullMethod
from models.methods.full.options import FullOptions
from studio.core.records import Progress

MAX_TOKENS = 256
CLOCKS: Mapping[str, Callable[[], float]] = {"wall": time.perf_counter, "processor": time.process_time}
EMPTY = Examples([], targets=np.zeros(0, dtype=np.int64))
BATCH = 16
_KIB_A_MIB = 1024


@dataclass(frozen=True)
class Setting:
    """What every side is given; `clock` is a key of `CLOCKS`."""

    train: Examples
    test: Examples
    target: Target
    epochs: int
    threads: int
    clock: str


@dataclass(frozen=True)
class Outcome:
    """What one training did: seconds, those of its steps alone, peak memory, the predicted label of each test row."""

    seconds: float
    step_seconds: float
    peak_mb: float
    predicted: np.ndarray


Side = Callable[[Setting, int], Outcome]


def alone(side: Side, setting: Setting, seed: int) -> Outcome:
    """The side in a fresh process: its peak memory is its own, and nothing is warm."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(side, setting, seed).result()


def full(setting: Setting, seed: int, frozen: int = 0) -> Outcome:
    """`full` with its defaults but for its lowest layers; every epoch run, nothing chosen on dev.

    Long texts are cut as the peer cuts them: windows, the default where texts are long, read more than it does.
    """
    from models.methods.full import loop, network  # noqa: F401 - the peer's libraries are imported beforehand as well

    clock, steps = CLOCKS[setting.clock], list[float]()
    options = FullOptions(epochs=setting.epochs, max_tokens=MAX_TOKENS, frozen_layers=frozen, long_texts="cut")

    def note(progress: Progress) -> None:
        if progress.steps:
            steps.append(clock())

    with tempfile.TemporaryDirectory() as folder:
        context = FitContext(seed, setting.threads, "cpu", Path(folder), Path(folder), note)
        started = clock()
        model = FullMethod().fit(setting.train, EMPTY, setting.target, options, context)
        seconds = clock() - started
    return Outcome(seconds, steps[-1] - steps[0], _peak(), model.raw(setting.test).argmax(axis=1))


def trainer(setting: Setting, seed: int, order: str = "random") -> Outcome:
    """`transformers.Trainer` with its defaults, batch size 16; `order` is its `train_sampling_strategy`."""
    quiet_transformers()
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer, DataCollatorWithPadding, Trainer

    clock = CLOCKS[setting.clock]
    torch.set_num_threads(setting.threads)
    folder = str(locate(DEFAULT_BACKBONE).folder)
    tokenizer: Any = AutoTokenizer.from_pretrained(folder)
    torch.manual_seed(seed)
    model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=len(setting.target.labels))
    with tempfile.TemporaryDirectory() as out:
        peer = Trainer(
            model=model,
            args=_arguments(out, setting, seed, order),
            train_dataset=_rows(tokenizer, setting.train),
            data_collator=DataCollatorWithPadding(tokenizer),
        )
        started = clock()
        peer.train()
        seconds = clock() - started
        peak = _peak()
        raw = peer.predict(_rows(tokenizer, setting.test)).predictions
    return Outcome(seconds, seconds, peak, np.asarray(raw).argmax(axis=1))


def frozen(layers: int) -> Side:
    """`full` with that many of its lowest layers left as they are."""
    return partial(full, frozen=layers)


GROUPED: Side = partial(trainer, order="group_by_length")


def _arguments(out: str, setting: Setting, seed: int, order: str) -> Any:
    from transformers import TrainingArguments

    return TrainingArguments(
        output_dir=out,
        num_train_epochs=setting.epochs,
        per_device_train_batch_size=BATCH,
        train_sampling_strategy=order,
        seed=seed,
        report_to=[],
        disable_tqdm=True,
        use_cpu=True,
        save_strategy="no",  # saving is not what is measured here
        logging_strategy="no",
    )


def _rows(tokenizer: Any, part: Examples) -> list[dict[str, Any]]:
    encoded = tokenizer(list(part.texts), truncation=True, max_length=MAX_TOKENS, padding=False)
    return [
        {"input_ids": ids, "attention_mask": [1] * len(ids), "labels": int(label)}
        for ids, label in zip(encoded["input_ids"], np.asarray(part.targets), strict=True)
    ]


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KIB_A_MIB
