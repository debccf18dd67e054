"""`textcnn` and `bilstm` as rungs of the ladder; imports no torch until they fit."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import load_tokeniser, locate
from models.interface import Examples, FitContext, Floats, Method, MethodOptions, Target, TextModel
from models.methods.full.distinct import distinct
from models.methods.linear import ABSENT_LOGIT
from models.methods.scratch.model import BiLstmModel, ScratchModel, TextCnnModel, as_network, build, read_whole
from models.methods.scratch.options import BiLstmOptions, ScratchOptions, TextCnnOptions
from models.methods.scratch.pieces import language_model_vectors, places_of, vocabulary_size
from models.methods.selection import require_targets
from models.methods.targets import dump_target
from models.tokens import Tokeniser
from models.windows import Windows
from studio.core.ids import canonical_json, content_hash
from studio.core.records import Phase, Progress
from studio.core.tasks import Task

if TYPE_CHECKING:
    from models.methods.scratch.network import ScratchNetwork

_INVENTORY = 30_522  # pieces the bundled tokeniser knows
_LOAD_SECONDS = 2.0
_DEV_COST = 0.2  # of an epoch, for looking at dev after it
_CHECKPOINT_FORMAT = 1  # raised when a checkpoint means something else


class ScratchMethod(Method):
    """A network that knows nothing but the training texts."""

    tasks: ClassVar[frozenset[Task]] = frozenset({Task.CLASSIFICATION, Task.MULTILABEL, Task.SCORING})
    tokens_per_second: ClassVar[float]
    """Tokens that one thread of a 2-core server trains on in a second, with the defaults."""

    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> ScratchModel:
        """See `Method.fit`; resumes from `context.checkpoints` where they are of this very training."""
        from models.compute import seed_everything, torch_threads

        assert isinstance(options, ScratchOptions)
        require_targets(train, target)
        seed_everything(context.seed)
        with torch_threads(context.threads):
            return self._fit(train, dev, target, options, context)

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`; early stopping may make it shorter."""
        assert isinstance(options, ScratchOptions)
        tokens = rows * min(mean_tokens, options.max_tokens)
        wider = 3.0 if options.start == "language_model" else options.random_width / 128
        epochs = options.planned_epochs(rows) * (1 + _DEV_COST)
        return _LOAD_SECONDS + epochs * wider * tokens / (self.tokens_per_second * math.pow(max(1, threads), 0.8))

    def _fit(
        self, train: Examples, dev: Examples, target: Target, options: ScratchOptions, context: FitContext
    ) -> ScratchModel:
        from models.compute import seed_everything
        from models.heartbeat import with_heartbeat
        from models.methods.full.loop import Loop, Material

        def beat() -> None:
            context.report(Progress(Phase.TRAIN, note="Reading the texts"))

        train, weights = distinct(train)
        located = locate(DEFAULT_BACKBONE)
        pad_id = load_tokeniser(located, options.max_tokens).pad_id
        # Of the tokeniser alone: the language model's own limit is not one of these networks.
        tokeniser = Tokeniser.load(located.folder, options.max_tokens, pad_id)
        pairs = train.pairs is not None
        texts, dev_texts = with_heartbeat(
            lambda: (read_whole(tokeniser, train, pairs=pairs), read_whole(tokeniser, dev, pairs=pairs)), beat
        )
        seed_everything(context.seed)  # again: what an abandoned training drew meanwhile must not matter
        network = self._network(texts, train, target, options).to(context.device)
        material = Material(texts, train.targets, weights, dev_texts, dev)
        key = self._key(train, dev, target, options, context)
        loop = Loop(as_network(network), material, target, options.for_loop(len(train)), context, key)
        loop.resume()
        loop.run()
        assert issubclass(self.Model, ScratchModel)
        return self.Model(target, tokeniser, network.eval(), context.device, context.threads)

    def _network(self, texts: Windows, train: Examples, target: Target, options: ScratchOptions) -> ScratchNetwork:
        from models.methods.scratch.network import Shape

        places = places_of(texts.tokens, _INVENTORY)
        vectors = language_model_vectors(places) if options.start == "language_model" else None
        width = options.random_width if vectors is None else vectors.shape[1]
        shape = Shape(
            len(places), vocabulary_size(places), width, options.size, target.outputs, train.pairs is not None
        )
        network = build(self.key, shape, options.dropout)
        network.start(places, vectors, _first_answer(train, target))
        return network

    def _key(self, train: Examples, dev: Examples, target: Target, options: ScratchOptions, context: FitContext) -> str:
        """What a checkpoint must have in common with a training to be resumed by it."""
        described = {
            "method": self.key,
            "format": _CHECKPOINT_FORMAT,
            "target": dump_target(target),
            "options": options.model_dump(mode="json"),
            "seed": context.seed,
            "device": context.device.partition(":")[0],
            "targets": [np.asarray(part.targets, dtype=np.float64).tolist() for part in (train, dev) if len(part)],
        }
        texts = [*train.texts, *(train.pairs or ()), *dev.texts, *(dev.pairs or ())]
        return content_hash(canonical_json(described), *texts)


def _first_answer(train: Examples, target: Target) -> Floats:
    """What the head says before it learns: nothing for a class with rows, never one without; the mean score.

    Where a text has several labels, how usual each is.
    """
    if target.task is Task.MULTILABEL:
        borne = np.asarray(train.targets, dtype=np.float64).mean(axis=0)
        return np.where(borne > 0, np.log(np.maximum(borne, 1e-6) / np.maximum(1 - borne, 1e-6)), ABSENT_LOGIT)
    if target.task is not Task.CLASSIFICATION:
        return np.array([float(np.mean(np.asarray(train.targets)))])
    counts = np.bincount(np.asarray(train.targets, dtype=np.int64), minlength=target.outputs)
    return np.where(counts > 0, 0.0, ABSENT_LOGIT)


class TextCnnMethod(ScratchMethod):
    """Patterns of neighbouring words."""

    key: ClassVar[str] = "textcnn"
    title: ClassVar[str] = "Word patterns (CNN)"
    help: ClassVar[str] = (
        "Learns short patterns of neighbouring words from your texts alone. Quick, and a small model, but it "
        "knows no language beforehand: seldom worth it below a few thousand examples, where word counts do as well."
    )
    Options: ClassVar[type[MethodOptions]] = TextCnnOptions
    Model: ClassVar[type[TextModel]] = TextCnnModel
    tokens_per_second: ClassVar[float] = 30_000


class BiLstmMethod(ScratchMethod):
    """Reading in order."""

    key: ClassVar[str] = "bilstm"
    title: ClassVar[str] = "Reading in both directions (LSTM)"
    help: ClassVar[str] = (
        "Reads your texts word by word in both directions and learns which words to heed, from your texts alone. A "
        "classic to compare with: slower than word patterns, and seldom worth it below a few thousand examples."
    )
    Options: ClassVar[type[MethodOptions]] = BiLstmOptions
    Model: ClassVar[type[TextModel]] = BiLstmModel
    tokens_per_second: ClassVar[float] = 18_000
