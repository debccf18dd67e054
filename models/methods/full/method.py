"""Full fine-tuning as a rung of the ladder; imports no torch until it fits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from models.backbones.catalogue import DEFAULT_BACKBONE, backbone
from models.backbones.loading import Located, load_encoder, load_tokeniser, locate
from models.interface import Examples, FitContext, Method, MethodOptions, Target, TextModel
from models.methods.embedding_features import Scaling
from models.methods.full.distinct import distinct
from models.methods.full.model import FullModel
from models.methods.full.options import FullOptions
from models.methods.linear import LinearHead
from models.methods.selection import choose_head, require_targets
from models.methods.targets import dump_target
from models.tokens import Tokeniser, Tokens
from studio.core.ids import canonical_json, content_hash
from studio.core.records import Phase, Progress
from studio.core.tasks import Task

if TYPE_CHECKING:
    from models.methods.full.loop import Material
    from models.methods.full.network import Network

_PROBE_STRENGTHS = (0.001, 0.01, 0.1)
_PROBE_ROWS = 1000  # enough for a good start of the head; reading all rows would cost a third of an epoch
# Tokens a second that the loop trains with one thread of a 2-core server, bundled backbone.
_TOKENS_PER_SECOND = 1_300
_LOAD_SECONDS = 6.0
_CHECKPOINT_FORMAT = 3  # raised when a checkpoint means something else; 2 reads pairs apart, 3 sees what they share


class FullMethod(Method):
    """Train the encoder and the head together."""

    key: ClassVar[str] = "full"
    title: ClassVar[str] = "Fine-tuned language model"
    help: ClassVar[str] = (
        "Trains every layer of a language model on your texts. Minutes on a CPU, seconds on a GPU; the best choice "
        "with a thousand examples or more, and for answers compared with a reference."
    )
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.CLASSIFICATION, Task.SCORING})
    Options: ClassVar[type[MethodOptions]] = FullOptions
    Model: ClassVar[type[TextModel]] = FullModel

    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> FullModel:
        """See `Method.fit`; resumes from `context.checkpoints` where they are of this very training."""
        from models.compute import seed_everything, torch_threads

        assert isinstance(options, FullOptions)
        require_targets(train, target)
        seed_everything(context.seed)
        with torch_threads(context.threads):
            return _fit(train, dev, target, options, context)

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`; early stopping may make it shorter."""
        assert isinstance(options, FullOptions)
        tokens = rows * min(mean_tokens, options.max_tokens)
        slower = max(1.0, backbone(options.backbone).parameters / 14e6)
        if options.backbone == DEFAULT_BACKBONE:
            slower = 1.0
        epochs = options.planned_epochs(rows) + 0.4  # reading for the start of the head, and dev
        return _LOAD_SECONDS + epochs * slower * tokens / (_TOKENS_PER_SECOND * math.pow(max(1, threads), 0.8))


def _fit(train: Examples, dev: Examples, target: Target, options: FullOptions, context: FitContext) -> FullModel:
    from models.compute import seed_everything
    from models.heartbeat import with_heartbeat
    from models.methods.full.loop import Loop, Material
    from models.methods.full.network import Network

    def beat() -> None:
        context.report(Progress(Phase.TRAIN, note="Reading the texts"))

    train, weights = distinct(train)
    located = locate(options.backbone)
    tokeniser = load_tokeniser(located, options.max_tokens)
    encoder = with_heartbeat(lambda: load_encoder(located.folder), beat)
    pairs = train.pairs is not None
    network = Network(encoder, target.outputs, pairs)
    network.set_dropout(options.dropout)
    if options.freeze_embeddings:
        network.freeze_embeddings()
    network.to(context.device)
    train_tokens, dev_tokens = with_heartbeat(lambda: [_read(tokeniser, each, network) for each in (train, dev)], beat)
    material = Material(train_tokens, train.targets, weights, dev_tokens, dev)
    seed_everything(context.seed)  # again: what loading drew, this one's or an abandoned one's, must not matter
    loop = Loop(network, material, target, options, context, _key(located, train, dev, target, options, context))
    if not loop.resume() and options.start_from_probe:
        network.start_head(_probe(network, material, train, target, options, context))
    loop.run()
    model = FullModel(target, located.backbone.key, tokeniser, network.eval(), context.device)
    model.threads = context.threads
    return model


def _read(tokeniser: Tokeniser, examples: Examples, network: Network) -> Tokens:
    return tokeniser.encode(examples.texts, examples.pairs if network.pairs else None, apart=network.apart)


def _probe(
    network: Network, material: Material, train: Examples, target: Target, options: FullOptions, context: FitContext
) -> LinearHead:
    """A head fitted on the frozen network's features of some rows."""
    from models.methods.full.evaluating import features

    def tick() -> None:
        context.report(Progress(Phase.TRAIN, note="Fitting the last layer first"))

    rng = np.random.default_rng(context.seed)
    rows = np.sort(rng.permutation(len(train))[:_PROBE_ROWS])
    chosen = Tokens(
        [material.train.ids[row] for row in rows],
        [material.train.types[row] for row in rows],
        material.train.truncated[rows],
        material.train.pad_id,
        material.train.max_tokens,
    )
    raw = features(network, chosen, context.device, tick)
    dev_raw = features(network, material.dev, context.device, tick) if len(material.dev) else None
    scaling = Scaling.fit(raw, network.related)
    part = Examples([train.texts[row] for row in rows], targets=np.asarray(train.targets)[rows])
    choice = choose_head(
        scaling.apply(raw),
        part,
        None if dev_raw is None else scaling.apply(dev_raw),
        material.dev_examples,
        target,
        context,
        strengths=_PROBE_STRENGTHS,
        default=0.01,
        balanced=options.balanced,
    )
    weights = choice.head.weights * (scaling.gain / scaling.spread)[:, None]
    return LinearHead(weights, choice.head.intercepts - scaling.mean @ weights)


def _key(
    located: Located, train: Examples, dev: Examples, target: Target, options: FullOptions, context: FitContext
) -> str:
    """What a checkpoint must have in common with a training to be resumed by it."""
    described = {
        "format": _CHECKPOINT_FORMAT,
        "target": dump_target(target),
        "options": options.model_dump(mode="json"),
        "backbone": located.fingerprint,
        "seed": context.seed,
        "device": context.device.partition(":")[0],
        "targets": [np.asarray(part.targets, dtype=np.float64).tolist() for part in (train, dev) if len(part)],
    }
    texts = [*train.texts, *(train.pairs or ()), *dev.texts, *(dev.pairs or ())]
    return content_hash(canonical_json(described), *texts)
