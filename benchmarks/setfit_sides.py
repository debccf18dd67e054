"""The trainings `benchmarks/setfit.py` compares, and the head of either on the vectors of either."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.few_texts import Texts
from benchmarks.train_sides import EMPTY
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate, quiet_transformers
from models.interface import FitContext, Floats, Ints
from models.methods.embedding_features import Scaling
from models.methods.linear import balanced_weights, fit_logistic
from models.methods.setfit.method import SetFitMethod
from models.methods.setfit.options import SetFitOptions

PEER_STEPS = 1000
"""Iterations of the peer's head at most: at scikit-learn's 100 it would say that it has not converged."""


@dataclass(frozen=True)
class Setting:
    """What both sides are given; `options` are our side's, of which the peer has the longest text alone."""

    texts: Texts
    threads: int
    clock: Callable[[], float]
    options: SetFitOptions


@dataclass(frozen=True)
class Vectors:
    """What a trained body says of the training and of the test texts, (n_texts, dimension) each."""

    train: Floats
    test: Floats


@dataclass(frozen=True)
class Outcome:
    """What one training did: seconds, the predicted label of each test row, and the vectors where they were wanted."""

    seconds: float
    predicted: np.ndarray
    vectors: Vectors | None = None


def ours(setting: Setting, seed: int, crossed: bool) -> Outcome:
    """`setfit` with no dev part, so every step is made."""
    quiet_transformers()
    from transformers import AutoModel  # noqa: F401 - libraries are loaded before the clock starts, as on the other side

    from models.compute import torch_threads
    from models.methods.full.evaluating import features
    from models.methods.setfit import head, loop  # noqa: F401

    texts = setting.texts
    with tempfile.TemporaryDirectory() as folder:
        context = FitContext(seed, setting.threads, "cpu", Path(folder), Path(folder), lambda _progress: None)
        started = setting.clock()
        model = SetFitMethod().fit(texts.train, EMPTY, texts.target, setting.options, context)
        seconds = setting.clock() - started
    vectors = None
    if crossed:
        with torch_threads(setting.threads):
            vectors = Vectors(*(features(model.network, model.read(part), "cpu") for part in (texts.train, texts.test)))
    return Outcome(seconds, model.raw(texts.test).argmax(axis=1), vectors)


def peer(setting: Setting, seed: int, crossed: bool) -> Outcome:
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
    body.max_seq_length = setting.options.max_tokens
    model = SetFitModel(model_body=body, model_head=LogisticRegression(max_iter=PEER_STEPS))
    train, test = list(setting.texts.train.texts), list(setting.texts.test.texts)
    columns = {"text": train, "label": np.asarray(setting.texts.train.targets).tolist()}
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
    predicted = np.asarray(model.predict(test, show_progress_bar=False)).astype(np.int64)
    vectors = None
    if crossed:
        vectors = Vectors(*(body.encode(part, show_progress_bar=False) for part in (train, test)))
    return Outcome(seconds, predicted, vectors)


def our_head(vectors: Vectors, targets: Ints) -> npt.NDArray[np.int64]:
    """What the head of `setfit`, its default strength, says of the test texts."""
    from models.methods.setfit.head import DEFAULT_C

    scaling, classes = Scaling.fit(vectors.train), int(targets.max()) + 1
    weights = balanced_weights(targets, classes)
    head = fit_logistic(scaling.apply(vectors.train), targets, classes, c=DEFAULT_C, row_weights=weights)
    test = (vectors.test - scaling.mean) / scaling.spread  # not cut at five spreads: the scaling goes into the weights
    return np.asarray(head.apply(test).argmax(axis=1), dtype=np.int64)


def their_head(vectors: Vectors, targets: Ints) -> npt.NDArray[np.int64]:
    """What the package's head says of them: scikit-learn's default on vectors of length 1."""
    from sklearn.linear_model import LogisticRegression

    train, test = (each / np.linalg.norm(each, axis=1, keepdims=True) for each in (vectors.train, vectors.test))
    return np.asarray(LogisticRegression(max_iter=PEER_STEPS).fit(train, targets).predict(test), dtype=np.int64)


HEADS: dict[str, Callable[[Vectors, Ints], npt.NDArray[np.int64]]] = {"here": our_head, "package": their_head}
