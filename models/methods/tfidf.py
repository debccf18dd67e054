"""TF-IDF of word and character n-grams with a linear head: the honest baseline."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from models.artifacts import load_arrays, load_json, save_arrays, save_json
from models.device import limit_threads
from models.interface import Examples, FitContext, Floats, Method, MethodOptions, Target, TextModel
from models.methods.linear import LinearHead
from models.methods.option_types import BalancedFit
from models.methods.selection import choose_head, outputs, require_targets
from models.methods.targets import dump_target, parse_target
from models.methods.word_features import WordFeatures
from studio.core.records import Phase, Progress
from studio.core.tasks import Task
from studio.core.version import VERSION

_STRENGTHS = (0.3, 1.0, 3.0, 10.0, 30.0)
_DEFAULT_C = 3.0
# Character n-grams help on short texts and misspellings; beyond this volume they cost minutes and change little.
_CHARACTER_VOLUME = 3_000_000
# Seconds for a token (a word piece) of text, all strengths fitted, measured with one thread of a 2-core server.
_SECONDS_PER_TOKEN = 7e-5


class TfidfOptions(MethodOptions):
    """What may be set about `tfidf`."""

    word_pairs: bool = Field(
        True, title="Pairs of words", description="Count pairs of neighbouring words beside single ones."
    )
    characters: Literal["auto", "on", "off"] = Field(
        "auto",
        title="Parts of words",
        description="Count runs of 3 to 5 letters: robust to misspellings. 'auto' leaves them out on large tables.",
    )
    max_features: int = Field(
        50_000,
        ge=100,
        le=500_000,
        title="Largest vocabulary",
        description="Only the most frequent words and parts of words are kept, this many of each.",
    )
    balanced: BalancedFit = True
    c: float | None = Field(
        None,
        gt=0,
        le=10_000,
        title="Freedom of the fit (C)",
        description="Higher follows the training texts more closely. Empty: chosen on the dev part.",
    )


class TfidfModel(TextModel):
    """Sparse n-gram features and a linear head. Reads texts of any length."""

    method: ClassVar[str] = "tfidf"

    def __init__(self, target: Target, features: WordFeatures, head: LinearHead) -> None:
        self.target = target
        self._features = features
        self._head = head

    def raw(self, examples: Examples) -> Floats:
        """See `TextModel.raw`."""
        if len(examples) == 0:
            return np.zeros((0, self.target.outputs) if self.target.by_label else 0)
        return outputs(self._head, self._features.transform(examples), self.target)

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """No row is ever cut."""
        return np.zeros(len(examples), dtype=np.bool_)

    def parameter_count(self) -> int:
        """Weights and intercepts of the head."""
        return int(self._head.weights.size + self._head.intercepts.size)

    def save(self, folder: Path) -> None:
        """See `TextModel.save`."""
        self._features.save(folder)
        save_json(folder / "tfidf.json", {"target": dump_target(self.target), "version": VERSION})
        weights = self._head.weights.astype(np.float32)
        save_arrays(folder / "head.safetensors", {"weights": weights, "intercepts": self._head.intercepts})

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> TfidfModel:
        """See `TextModel.load`; runs on the CPU wherever `device` points."""
        arrays = load_arrays(folder / "head.safetensors")
        head = LinearHead(arrays["weights"].astype(np.float64), arrays["intercepts"])
        target = parse_target(load_json(folder / "tfidf.json")["target"])
        return cls(target, WordFeatures.load(folder), head)


class TfidfMethod(Method):
    """Count words, weight them, draw a line."""

    key: ClassVar[str] = "tfidf"
    title: ClassVar[str] = "Word counts"
    help: ClassVar[str] = (
        "Counts words and parts of words and weighs them. Trains in seconds, needs no language model, and is often as "
        "good as one on small tables: the baseline every other method must beat."
    )
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.CLASSIFICATION, Task.MULTILABEL, Task.SCORING})
    Options: ClassVar[type[MethodOptions]] = TfidfOptions
    Model: ClassVar[type[TextModel]] = TfidfModel
    by_chance: ClassVar[bool] = False
    accelerated: ClassVar[bool] = False

    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> TfidfModel:
        """See `Method.fit`."""
        assert isinstance(options, TfidfOptions)
        require_targets(train, target)

        def on_rows() -> None:
            context.report(Progress(Phase.TRAIN, note="Counting words"))

        with limit_threads(context.threads):
            features, matrix = WordFeatures.fit(
                train,
                word_pairs=options.word_pairs,
                characters=_use_characters(options, train),
                max_features=options.max_features,
                on_rows=on_rows,
            )
            dev_matrix = features.transform(dev, on_rows) if len(dev) else None
            choice = choose_head(
                matrix,
                train,
                dev_matrix,
                dev,
                target,
                context,
                strengths=(options.c,) if options.c else _STRENGTHS,
                default=options.c or _DEFAULT_C,
                balanced=options.balanced,
            )
        # As it will be after loading, so that a model answers the same before and after.
        weights = choice.head.weights.astype(np.float32).astype(np.float64)
        return TfidfModel(target, features, LinearHead(weights, choice.head.intercepts))

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`; the counting runs on one thread whatever `threads` says."""
        return 1.0 + rows * mean_tokens * _SECONDS_PER_TOKEN


def _use_characters(options: TfidfOptions, train: Examples) -> bool:
    if options.characters != "auto":
        return options.characters == "on"
    return sum(len(text) for text in train.texts) <= _CHARACTER_VOLUME
