"""From a fine-tuned model to a smaller one: cut, then trained in the loop of `full`; imports torch."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from models.artifacts import save_json
from models.compute import seed_everything, torch_threads
from models.interface import Examples, FitContext, Floats
from models.methods.full.answers import Answers, Material
from models.methods.full.attention_heads import head_counts, keep_heads
from models.methods.full.distinct import distinct
from models.methods.full.evaluating import raw_outputs
from models.methods.full.lesson import Lesson
from models.methods.full.loop import LessonLoop
from models.methods.full.model import FullModel
from models.methods.full.network import Network
from models.methods.full.starting import first_head
from models.methods.linear import LinearHead
from models.methods.selection import require_targets
from models.methods.targets import dump_target
from models.smaller.heads import Kept, importance, least_important, rows_to_look_at
from models.smaller.layers import keep_layers, kept_layers
from models.smaller.magnitude import hold_zeros, prune, share_of_zeros
from models.smaller.options import DistilOptions, LayersOptions, SmallerOptions
from models.smaller.shapes import HEADED, refuse
from models.smaller.teaching import Taught, Teaching
from studio.core.ids import canonical_json, content_hash
from studio.core.records import Phase, Progress
from studio.core.smaller import Shape, Way

_HEADS = "heads.json"
_FORMAT = 1  # raised when a checkpoint means something else


@dataclass(frozen=True)
class Cut:
    """What is done to which model: `as_before` are the options it was trained with once."""

    way: Way
    options: SmallerOptions
    as_before: Mapping[str, Any]


def shape_of(model: FullModel) -> Shape:
    """The shape of a model in memory; see `shapes.shape_in` for one on disk."""
    config = model.network.encoder.config
    kind = str(config.model_type)
    heads = tuple(head_counts(model.network.encoder)) if kind in HEADED else ()
    return Shape(kind, int(config.num_hidden_layers), heads, model.zeros)


def shrink(large: FullModel, cut: Cut, train: Examples, dev: Examples, context: FitContext) -> FullModel:
    """A smaller model made of `large`, which stays as it is; resumes from `context.checkpoints`.

    `context.unlabelled` are read by a student as well, where texts stand alone. Raises `InvalidOptionError` where the
    options make no sense for this model.
    """
    require_targets(train, large.target)
    refuse(cut.way, cut.options, shape_of(large))
    seed_everything(context.seed)
    with torch_threads(context.threads):
        return _Shrinking(large, cut, train, dev, context).run()


class _Shrinking:
    """One model on its way to a smaller one."""

    def __init__(self, large: FullModel, cut: Cut, train: Examples, dev: Examples, context: FitContext) -> None:
        once, weights = distinct(train)
        self._train, self._dev = once, dev
        self._large, self._cut, self._context = large, cut, context
        self._options = cut.options.training(str(large.backbone), large.tokeniser.max_tokens, cut.as_before)
        self._tell("Reading the texts")
        self._material = Material(large.read(once), once.targets, weights, large.read(dev), dev)

    def run(self) -> FullModel:
        """Cut, train, and give the result the kind of the model it came of."""
        large, context = self._large, self._context
        network = copy.deepcopy(large.network)
        key = self._key()
        self._cut_down(network)
        network.requires_grad_(True)
        network.freeze_embeddings()
        network.set_dropout(self._options.dropout)
        network.to(context.device)
        hold_zeros(network)  # of a model that was cut this way before as well
        lesson = self._lesson()
        seed_everything(context.seed)
        loop = LessonLoop(network, lesson, self._options, context, key)
        if not loop.resume() and isinstance(self._cut.options, LayersOptions):
            network.start_head(self._first_head(network))
        loop.run()
        small = type(large)(
            large.target, str(large.backbone), large.tokeniser, network.eval(), context.device, large.windows
        )
        small.threads, small.zeros = context.threads, share_of_zeros(network)
        return small

    def _first_head(self, network: Network) -> LinearHead:
        """What the layers left say is not what the head was made for."""
        target = self._large.target
        return first_head(network, self._material, self._train, target, self._options, self._context)

    def _cut_down(self, network: Network) -> None:
        way, options = self._cut.way, self._cut.options
        if isinstance(options, LayersOptions):
            layers = int(network.encoder.config.num_hidden_layers)
            keep_layers(network, kept_layers(layers, options.share, options.which))
        elif way is Way.HEADS:
            keep_heads(network.encoder, self._kept_heads(network))
        else:
            prune(network, options.share)

    def _kept_heads(self, network: Network) -> Kept:
        """Decided once a run: gradients by another number of threads might decide a tie otherwise."""
        path = self._context.checkpoints / _HEADS
        known = _known_heads(path, head_counts(network.encoder))
        if known is not None:
            return known
        rows = rows_to_look_at(len(self._train), self._context.seed)
        texts = self._material.train.some(rows)
        targets = np.asarray(self._train.targets)[rows]
        network.to(self._context.device)
        tick = self._ticking("Looking for what the answers depend on")
        scores = importance(network, texts, targets, self._large.target, self._context.device, tick)
        kept = least_important(scores, self._cut.options.share)
        save_json(path, {"share": self._cut.options.share, "kept": kept})
        return kept

    def _lesson(self) -> Lesson[Network]:
        options = self._cut.options
        if not isinstance(options, DistilOptions):
            note = "Making up for what was taken out"
            return Answers(self._material, self._large.target, self._options, self._context, note)
        further = [] if self._large.network.pairs else list(dict.fromkeys(self._context.unlabelled))
        texts = self._material.train
        if further:
            texts = self._large.read(Examples([*self._train.texts, *further]))
        material = replace(self._material, train=texts)
        taught = Taught(self._teachers(material), options.temperature, options.soft_weight)
        return Teaching(material, self._large.target, self._options, self._context, taught)

    def _teachers(self, material: Material) -> Floats:
        large = self._large
        large.network.to(self._context.device)
        tick = self._ticking("The teacher answers the texts")
        return raw_outputs(large.network, material.train, large.target, self._context.device, tick)

    def _key(self) -> str:
        """What a checkpoint must have in common with this training to be resumed by it."""
        large, context = self._large, self._context
        described = {
            "format": _FORMAT,
            "way": self._cut.way.value,
            "cut": self._cut.options.model_dump(mode="json"),
            "options": self._options.model_dump(mode="json"),
            "target": dump_target(large.target),
            "seed": context.seed,
            "device": context.device.partition(":")[0],
            "targets": [np.asarray(part.targets, dtype=float).tolist() for part in (self._train, self._dev) if part],
        }
        weights = [each.detach().cpu().numpy().tobytes() for each in large.network.parameters()]
        texts = [*self._train.texts, *(self._train.pairs or ()), *self._dev.texts, *context.unlabelled]
        return content_hash(canonical_json(described), *texts, *weights)

    def _tell(self, note: str) -> None:
        self._context.report(Progress(Phase.TRAIN, note=note))

    def _ticking(self, note: str) -> Callable[[], None]:
        return lambda: self._tell(note)


def _known_heads(path: Path, counts: list[int]) -> Kept | None:
    """What an earlier process of the same run decided, where it fits the model at hand."""
    if not path.is_file():
        return None
    kept: Kept = tuple(tuple(each) for each in json.loads(path.read_text("utf-8"))["kept"])
    fits = len(kept) == len(counts) and all(max(each) < count for each, count in zip(kept, counts, strict=True))
    return kept if fits else None
