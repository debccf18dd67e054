"""Full fine-tuning as a rung of the ladder, and the frame of those like it; imports no torch until it fits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from models.backbones.catalogue import DEFAULT_BACKBONE, backbone
from models.backbones.loading import Located, load_encoder, load_tokeniser, locate
from models.interface import Examples, Facts, FitContext, Method, MethodOptions, Target, TextModel
from models.methods.full.costs import left_to_do
from models.methods.full.distinct import distinct
from models.methods.full.model import FullModel
from models.methods.full.options import FullOptions, TrainingOptions
from models.methods.full.reading import read
from models.methods.full.refusals import refuse
from models.methods.full.work import Work
from models.methods.long_texts import tokens_read
from models.methods.selection import require_targets
from models.methods.targets import dump_target
from models.sentences import facts_of
from models.tokens import Tokeniser
from studio.core.ids import canonical_json, content_hash
from studio.core.records import Phase, Progress
from studio.core.tasks import Task

if TYPE_CHECKING:
    from transformers import PreTrainedModel

    from models.methods.full.lower_layers import LowerLayers
    from models.methods.full.network import Network
    from models.windows import Windows

# Tokens a second that the loop trains with one thread of a 2-core server, bundled backbone.
_TOKENS_PER_SECOND = 1_300
_LOAD_SECONDS = 6.0
_TWICE_COMPUTED = 1.33  # a forward pass is a third of a step
# Raised when a checkpoint means something else: 2 reads pairs apart, 3 sees what they share, 4 reads windows,
# 5 has the choices of 2026-11.
_CHECKPOINT_FORMAT = 5
_READING = Progress(Phase.TRAIN, note="Reading the texts")


class FullMethod(Method):
    """Train the encoder and the head together.

    Methods that train a network in the same loop derive from this and say what they do before and after it.
    """

    key: ClassVar[str] = "full"
    title: ClassVar[str] = "Fine-tuned language model"
    help: ClassVar[str] = (
        "Trains every layer of a language model on your texts. Minutes on a CPU, seconds on a GPU; the best choice "
        "with a thousand examples or more, and for answers compared with a reference."
    )
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.CLASSIFICATION, Task.MULTILABEL, Task.SCORING})
    Options: ClassVar[type[MethodOptions]] = FullOptions
    Model: ClassVar[type[TextModel]] = FullModel
    cuts_pairs: ClassVar[bool] = True
    note: ClassVar[str] = ""
    """What is told while the loop runs."""

    def check(self, options: MethodOptions, facts: Facts) -> None:
        """See `Method.check`."""
        assert isinstance(options, TrainingOptions)
        refuse(options, facts)

    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> FullModel:
        """See `Method.fit`; resumes from `context.checkpoints` where they are of this very training."""
        from models.compute import seed_everything, torch_threads

        assert isinstance(options, TrainingOptions)
        require_targets(train, target)
        self.check(options, facts_of(target.task, train.texts, pairs=train.pairs is not None))
        seed_everything(context.seed)
        with torch_threads(context.threads):
            return self._fit(train, dev, target, options, context)

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`; early stopping may make it shorter."""
        assert isinstance(options, TrainingOptions)
        return self._seconds(rows, mean_tokens, options, threads, kept=True)

    def _seconds(self, rows: int, mean_tokens: float, options: TrainingOptions, threads: int, *, kept: bool) -> float:
        """The same; `kept` as for `left_to_do`."""
        tokens = rows * tokens_read(options, mean_tokens)
        slower = max(1.0, backbone(options.backbone).parameters / 14e6)
        if options.backbone == DEFAULT_BACKBONE:
            slower = 1.0
        slower *= (2.0 if options.r_drop else 1.0) * (_TWICE_COMPUTED if options.gradient_checkpointing else 1.0)
        epochs = options.planned_epochs(rows) * left_to_do(options, tokens, kept=kept)
        epochs += 0.4  # reading for the start of the head, and dev
        return _LOAD_SECONDS + epochs * slower * tokens / (_TOKENS_PER_SECOND * math.pow(max(1, threads), 0.8))

    def before(
        self, encoder: PreTrainedModel, tokeniser: Tokeniser, texts: Examples, dev: Examples, work: Work
    ) -> None:
        """What is done with the encoder before a head is put on it: nothing."""

    def open_up(self, network: Network, rows: int, work: Work) -> None:
        """Say which parameters of `network` learn, given how many different rows there are."""
        from models.methods.full.layers import freeze_lowest

        assert isinstance(work.options, FullOptions)
        if work.options.freeze_embeddings:
            network.freeze_embeddings()
        freeze_lowest(network, work.options.frozen_layers)

    def after(self, network: Network) -> None:
        """What is done with the network after the loop: nothing."""

    def _fit(
        self, train: Examples, dev: Examples, target: Target, options: TrainingOptions, context: FitContext
    ) -> FullModel:
        from models.compute import seed_everything
        from models.heartbeat import with_heartbeat
        from models.methods.full.loop import Loop, Material
        from models.methods.full.network import Network
        from models.methods.full.starting import first_head

        def beat() -> None:
            context.report(_READING)

        train, weights = distinct(train)
        located = locate(options.backbone)
        work = Work(options, context, located)
        tokeniser = load_tokeniser(located, options.max_tokens)
        encoder = with_heartbeat(lambda: load_encoder(located.folder), beat)
        self.before(encoder, tokeniser, train, dev, work)
        network = Network(encoder, target.outputs, train.pairs is not None)
        seed_everything(context.seed)  # what loading drew, this one's or an abandoned one's, must not matter
        self.open_up(network, len(train), work)
        network.set_dropout(options.dropout)
        network.to(context.device)
        both = with_heartbeat(
            lambda: read(tokeniser, train, dev, options, pairs=network.pairs, apart=network.apart), beat
        )
        lower = self._lower(network, (both.train, both.dev), options, context)
        material = Material(both.train, train.targets, weights, both.dev, dev, *lower)
        seed_everything(context.seed)
        key = self._key(located, train, dev, target, options, context)
        loop = Loop(network, material, target, options, context, key, note=self.note)
        if not loop.resume() and options.start_from_probe:
            network.start_head(first_head(network, material, train, target, options, context))
        loop.run()
        self.after(network)
        assert issubclass(self.Model, FullModel)
        model = self.Model(target, located.backbone.key, tokeniser, network.eval(), context.device, both.most)
        model.threads = context.threads
        return model

    def _lower(
        self, network: Network, parts: Sequence[Windows], options: TrainingOptions, context: FitContext
    ) -> Sequence[LowerLayers | None]:
        """What frozen layers say of each part, on a CPU; elsewhere reading it would take longer than it saves."""
        from models.methods.full.lower_layers import remember_parts

        if context.device != "cpu" or options.dropout or options.gradient_checkpointing:
            return [None] * len(parts)
        return remember_parts(network, parts, context.checkpoints, lambda: context.report(_READING))

    def _key(
        self,
        located: Located,
        train: Examples,
        dev: Examples,
        target: Target,
        options: TrainingOptions,
        context: FitContext,
    ) -> str:
        """What a checkpoint must have in common with a training to be resumed by it."""
        described = {
            "format": _CHECKPOINT_FORMAT,
            "method": self.key,
            "target": dump_target(target),
            "options": options.model_dump(mode="json"),
            "backbone": located.fingerprint,
            "seed": context.seed,
            "device": context.device.partition(":")[0],
            "targets": [np.asarray(part.targets, dtype=np.float64).tolist() for part in (train, dev) if len(part)],
        }
        texts = [*train.texts, *(train.pairs or ()), *dev.texts, *(dev.pairs or ())]
        return content_hash(canonical_json(described), *texts)
