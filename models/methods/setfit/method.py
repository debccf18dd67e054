"""Contrastive fine-tuning as a rung of the ladder; imports no torch until it fits."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from models.backbones.catalogue import DEFAULT_BACKBONE, backbone
from models.backbones.loading import Located, load_encoder, load_tokeniser, locate
from models.interface import Examples, Facts, FitContext, Method, MethodOptions, Target, TextModel
from models.methods.full.distinct import distinct
from models.methods.long_texts import reason_against as against_cutting
from models.methods.long_texts import tokens_read
from models.methods.selection import require_targets
from models.methods.setfit.contrast import Contrast, contrast_of, reason_against
from models.methods.setfit.model import SetFitModel
from models.methods.setfit.options import SetFitOptions
from models.methods.targets import dump_target
from models.tokens import Tokeniser
from models.windows import Windows, one_window, read_windows, windows_to_read
from studio.core.errors import InvalidOptionError
from studio.core.ids import canonical_json, content_hash
from studio.core.records import Phase, Progress
from studio.core.tasks import Task

if TYPE_CHECKING:
    from models.methods.full.network import Network

# Tokens a second that the loop trains with one thread of a 2-core server, bundled backbone: blocks of short texts are
# small, and every one moves all weights.
_TOKENS_PER_SECOND = 1_000
_LOAD_SECONDS = 6.0
# Reading the rows for a head at each look at dev, in readings with gradient.
_LOOKS_COST = 3.0
_CHECKPOINT_FORMAT = 1  # raised when a checkpoint means something else


class SetFitMethod(Method):
    """Pull texts of one label together, then draw a line."""

    key: ClassVar[str] = "setfit"
    title: ClassVar[str] = "Contrast of pairs"
    help: ClassVar[str] = (
        "Teaches a language model to tell your texts apart by comparing them two by two, then fits a linear model on "
        "its vectors. Worth it with some 8 to 50 examples a class; with hundreds, full needs no pairs."
    )
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.CLASSIFICATION, Task.MULTILABEL, Task.SCORING})
    Options: ClassVar[type[MethodOptions]] = SetFitOptions
    Model: ClassVar[type[TextModel]] = SetFitModel
    cuts_pairs: ClassVar[bool] = True

    def check(self, options: MethodOptions, facts: Facts) -> None:
        """See `Method.check`: where no two texts can be compared, that is said before the run."""
        assert isinstance(options, SetFitOptions)
        reason = reason_against(
            facts.task is Task.CLASSIFICATION, shared_pairs=facts.shared_pairs, shared_answers=facts.shared_answers
        ) or against_cutting(options.long_texts, facts)
        if reason is not None:
            raise InvalidOptionError(*reason)

    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> SetFitModel:
        """See `Method.fit`; resumes from `context.checkpoints` where they are of this very training.

        Raises `UnusableTableError` where no two texts can be compared.
        """
        from models.compute import seed_everything, torch_threads

        assert isinstance(options, SetFitOptions)
        require_targets(train, target)
        seed_everything(context.seed)
        with torch_threads(context.threads):
            return _fit(train, dev, target, options, context)

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`; early stopping may make it shorter."""
        assert isinstance(options, SetFitOptions)
        slower = 1.0
        if options.backbone != DEFAULT_BACKBONE:
            slower = max(1.0, backbone(options.backbone).parameters / 14e6)
        read = _texts_read(rows, options) + _LOOKS_COST * rows
        tokens = read * tokens_read(options, mean_tokens)
        return _LOAD_SECONDS + slower * tokens / (_TOKENS_PER_SECOND * math.pow(max(1, threads), 0.8))


def _texts_read(rows: int, options: SetFitOptions) -> float:
    """How many texts all blocks of all epochs hold together: see `blocks`."""
    size = min(rows, options.batch_size)
    groups = max(2.0, 2.0 * rows / options.batch_size)
    every = groups * (groups - 1) / 2
    within = 2 * options.iterations * rows / max(1.0, size * (size - 1) / 2)
    return options.planned_epochs(rows) * min(every, math.ceil(within)) * size


def _fit(train: Examples, dev: Examples, target: Target, options: SetFitOptions, context: FitContext) -> SetFitModel:
    from models.compute import seed_everything
    from models.heartbeat import with_heartbeat
    from models.methods.full.network import Network
    from models.methods.setfit.head import HeadFitter
    from models.methods.setfit.loop import ContrastLoop

    def beat() -> None:
        context.report(Progress(Phase.TRAIN, note="Reading the texts"))

    train, _ = distinct(train)
    contrast = contrast_of(train, target, options.sampling)
    located = locate(options.backbone)
    tokeniser = load_tokeniser(located, options.max_tokens)
    network = Network(
        with_heartbeat(lambda: load_encoder(located.folder), beat), target.outputs, train.pairs is not None
    )
    network.set_dropout(0.0)
    network.head.requires_grad_(False)  # it is fitted, not trained
    if options.freeze_embeddings:
        network.freeze_embeddings()
    network.to(context.device)
    texts, windows = with_heartbeat(lambda: _compared(tokeniser, contrast, train, options), beat)
    rows, dev_rows = with_heartbeat(
        lambda: (_rows(tokeniser, train, network, windows), _rows(tokeniser, dev, network, windows)), beat
    )
    seed_everything(context.seed)  # again: what loading drew must not matter
    fitter = HeadFitter(network, train, rows, dev, dev_rows, target, options, context)
    key = _key(located, train, dev, target, options, context)
    ContrastLoop(network, texts, contrast, fitter.look, options, context, key).run()
    network.start_head(fitter.final())
    model = SetFitModel(target, located.backbone.key, tokeniser, network.eval(), context.device, windows)
    model.threads = context.threads
    return model


def _compared(tokeniser: Tokeniser, contrast: Contrast, train: Examples, options: SetFitOptions) -> tuple[Windows, int]:
    """The texts that are compared, each by itself, and in how many windows a text without a pair is read."""
    cut = tokeniser.encode(contrast.texts)
    most = 1 if train.pairs is not None else windows_to_read(options.long_texts, cut.truncated)
    return (one_window(cut) if most == 1 else read_windows(tokeniser, contrast.texts, most)), most


def _rows(tokeniser: Tokeniser, part: Examples, network: Network, windows: int) -> Windows:
    """The rows as the head's features are made of them."""
    if network.pairs:
        return one_window(tokeniser.encode(part.texts, part.pairs, apart=network.apart))
    return read_windows(tokeniser, part.texts, windows)


def _key(
    located: Located, train: Examples, dev: Examples, target: Target, options: SetFitOptions, context: FitContext
) -> str:
    """What a checkpoint must have in common with a training to be resumed by it."""
    described = {
        "method": SetFitMethod.key,
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
