"""Full fine-tuning as a rung of the ladder; imports no torch until it fits."""

from __future__ import annotations

import math
from dataclasses import dataclass
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
from models.methods.long_texts import tokens_read
from models.methods.selection import choose_head, require_targets
from models.methods.targets import dump_target
from models.tokens import Tokeniser
from models.windows import Windows, one_window, read_windows, windows_to_read
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
# Raised when a checkpoint means something else: 2 reads pairs apart, 3 sees what they share, 4 reads windows.
_CHECKPOINT_FORMAT = 4


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
        tokens = rows * tokens_read(options.long_texts, mean_tokens, options.max_tokens)
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
    read = with_heartbeat(lambda: _read(tokeniser, train, dev, network, options), beat)
    material = Material(read.train, train.targets, weights, read.dev, dev)
    seed_everything(context.seed)  # again: what loading drew, this one's or an abandoned one's, must not matter
    loop = Loop(network, material, target, options, context, _key(located, train, dev, target, options, context))
    if not loop.resume() and options.start_from_probe:
        network.start_head(_probe(network, material, train, target, options, context))
    loop.run()
    model = FullModel(target, located.backbone.key, tokeniser, network.eval(), context.device, read.most)
    model.threads = context.threads
    return model


@dataclass(frozen=True)
class _Read:
    """Both parts as the network reads them, each text in up to `most` windows."""

    train: Windows
    dev: Windows
    most: int


def _read(tokeniser: Tokeniser, train: Examples, dev: Examples, network: Network, options: FullOptions) -> _Read:
    if network.pairs:
        parts = [tokeniser.encode(each.texts, each.pairs, apart=network.apart) for each in (train, dev)]
        return _Read(one_window(parts[0]), one_window(parts[1]), 1)
    cut = tokeniser.encode(train.texts)
    most = windows_to_read(options.long_texts, cut.truncated)
    first = one_window(cut) if most == 1 else read_windows(tokeniser, train.texts, most)
    return _Read(first, read_windows(tokeniser, dev.texts, most), most)


def _probe(
    network: Network, material: Material, train: Examples, target: Target, options: FullOptions, context: FitContext
) -> LinearHead:
    """A head fitted on the frozen network's features of some rows."""
    from models.methods.full.evaluating import features

    def tick() -> None:
        context.report(Progress(Phase.TRAIN, note="Fitting the last layer first"))

    rng = np.random.default_rng(context.seed)
    rows = np.sort(rng.permutation(len(train))[:_PROBE_ROWS])
    raw = features(network, material.train.some(rows), context.device, tick)
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
