"""A frozen encoder with a linear head on top: most of a language model's gain in seconds."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field

from models.artifacts import Arrays, load_arrays, load_json, save_arrays, save_json
from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate
from models.device import limit_threads
from models.encoders.embedding_cache import embed_cached
from models.encoders.interface import Embedded, Encoder
from models.encoders.preparing import load_encoder_folder, prepare_encoder
from models.interface import Examples, FitContext, Floats, Method, MethodOptions, Target, TextModel
from models.methods.embedding_features import EmbeddedExamples, Scaling, pair_features
from models.methods.linear import LinearHead
from models.methods.long_texts import LONG_TEXTS, tokens_read
from models.methods.option_types import OF_SCORES, BalancedFit
from models.methods.ordinal import OrdinalHead
from models.methods.selection import choose_head, choose_ordinal, outputs, require_targets
from models.methods.targets import dump_target, parse_target
from models.windows import LongTexts, windows_to_read
from studio.core.records import Phase, Progress
from studio.core.tasks import Task
from studio.core.version import VERSION

_STRENGTHS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3)
_DEFAULT_C = 0.01
# Tokens a second that the int8 MiniLM embeds with one thread of a 2-core server, padding and overhead included.
_TOKENS_PER_SECOND = 9_000
_PREPARE_SECONDS = 4.0


HeadKind = Literal["auto", "ridge", "ordinal"]


class ProbeOptions(MethodOptions):
    """What may be set about `probe`."""

    backbone: str = Field(
        DEFAULT_BACKBONE,
        title="Language model",
        description="The pretrained encoder that turns each text into a vector.",
    )
    max_tokens: int = Field(
        256,
        ge=16,
        le=8192,
        title="Longest text",
        description="Word pieces read at a time (256 are about 190 English words).",
    )
    long_texts: LongTexts = LONG_TEXTS
    balanced: BalancedFit = True
    head: HeadKind = Field(
        "auto",
        title="Scores in order",
        description=(
            "ridge: a score is a number on a line. ordinal: a score is one of several levels in order, and how far "
            "apart they lie is learned (McCullagh 1980). auto: what is better on the dev part."
        ),
        json_schema_extra=OF_SCORES,
    )
    c: float | None = Field(
        None,
        gt=0,
        le=10_000,
        title="Freedom of the fit (C)",
        description="Higher follows the training texts more closely. Empty: chosen on the dev part.",
    )


class ProbeModel(TextModel):
    """The encoder as it will be served, the scaling of its features, and a linear head."""

    method: ClassVar[str] = "probe"

    def __init__(self, target: Target, encoder: Encoder, scaling: Scaling, head: LinearHead | OrdinalHead) -> None:
        self.target = target
        self.backbone = encoder.backbone
        self._encoder = encoder
        self._scaling = scaling
        self._head = head

    @property
    def precision(self) -> str:
        """int8 or float32: the arithmetic of the encoder, in training and serving alike."""
        return self._encoder.precision

    def raw(self, examples: Examples) -> Floats:
        """See `TextModel.raw`."""
        if len(examples) == 0:
            return np.zeros((0, self.target.outputs) if self.target.by_label else 0)
        second = self._encoder.embed(examples.pairs) if examples.pairs is not None else None
        embedded = EmbeddedExamples(examples, self._encoder.embed(examples.texts), second)
        return outputs(self._head, self._scaling.apply(pair_features(embedded)), self.target)

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """Rows of which the text or its pair is cut; each is read by itself."""
        cut = self._encoder.cut(examples.texts)
        if examples.pairs is not None:
            cut = cut | self._encoder.cut(examples.pairs)
        return cut

    def parameter_count(self) -> int:
        """The encoder's and the head's."""
        return self._encoder.parameters + self._head.size

    def save(self, folder: Path) -> None:
        """See `TextModel.save`."""
        (folder / "encoder").mkdir()
        self._encoder.save(folder / "encoder")
        save_json(folder / "probe.json", {"target": dump_target(self.target), "version": VERSION})
        save_arrays(folder / "head.safetensors", _dump_head(self._head) | self._scaling.arrays())

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> ProbeModel:
        """See `TextModel.load`; imports no torch where the encoder is int8."""
        encoder = load_encoder_folder(folder / "encoder", device=device, threads=threads)
        arrays = load_arrays(folder / "head.safetensors")
        target = parse_target(load_json(folder / "probe.json")["target"])
        return cls(target, encoder, Scaling.of(arrays), _load_head(arrays))


class ProbeMethod(Method):
    """Embed once, fit a line."""

    key: ClassVar[str] = "probe"
    title: ClassVar[str] = "Frozen language model"
    help: ClassVar[str] = (
        "Turns each text into a vector with a pretrained language model, left as it is, and fits a linear model on the "
        "vectors. Seconds to a minute; good with few examples and with wordings it has not seen."
    )
    tasks: ClassVar[frozenset[Task]] = frozenset({Task.CLASSIFICATION, Task.MULTILABEL, Task.SCORING})
    Options: ClassVar[type[MethodOptions]] = ProbeOptions
    Model: ClassVar[type[TextModel]] = ProbeModel
    by_chance: ClassVar[bool] = False

    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> ProbeModel:
        """See `Method.fit`."""
        assert isinstance(options, ProbeOptions)
        require_targets(train, target)
        encoder = prepare_encoder(
            locate(options.backbone),
            options.max_tokens,
            device=context.device,
            threads=context.threads,
            cache=context.cache,
            beat=lambda: context.report(Progress(Phase.TRAIN, note="Preparing the language model")),
        )
        encoder.windows = windows_to_read(options.long_texts, encoder.cut(train.texts))
        embedded = _embed(encoder, train, context, "training")
        train_raw = pair_features(embedded)
        dev_raw = pair_features(_embed(encoder, dev, context, "dev")) if len(dev) else None
        scaling = Scaling.fit(train_raw, embedded.related)
        dev_features = scaling.apply(dev_raw) if dev_raw is not None else None
        with limit_threads(context.threads):
            head = _head(scaling.apply(train_raw), train, dev_features, dev, target, options, context)
        return ProbeModel(target, encoder, scaling, head)

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`; for the bundled backbone, larger ones take longer in proportion."""
        assert isinstance(options, ProbeOptions)
        tokens = rows * tokens_read(options, mean_tokens)
        slower = _relative_cost(options.backbone)
        return _PREPARE_SECONDS + rows * 1e-3 + slower * tokens / (_TOKENS_PER_SECOND * math.pow(max(1, threads), 0.8))


def _head(
    features: Floats,
    train: Examples,
    dev_features: Floats | None,
    dev: Examples,
    target: Target,
    options: ProbeOptions,
    context: FitContext,
) -> LinearHead | OrdinalHead:
    """The best head on dev of the kinds wanted, their strengths chosen there too; without dev rows `auto` is ridge."""
    strengths, default = (options.c,) if options.c else _STRENGTHS, options.c or _DEFAULT_C
    given = features, train, dev_features, dev, target, context
    ordinal = None
    if target.task is Task.SCORING and (options.head == "ordinal" or (options.head == "auto" and len(dev))):
        ordinal = choose_ordinal(*given, strengths=strengths, default=default)
        if options.head == "ordinal":
            return ordinal.head
    linear = choose_head(*given, strengths=strengths, default=default, balanced=options.balanced)
    if ordinal and ordinal.score and linear.score and ordinal.score.rank > linear.score.rank:
        return ordinal.head
    return linear.head


def _dump_head(head: LinearHead | OrdinalHead) -> Arrays:
    if isinstance(head, OrdinalHead):
        return {"weights": head.weights, "thresholds": head.thresholds, "values": head.values}
    return {"weights": head.weights, "intercepts": head.intercepts}


def _load_head(arrays: Arrays) -> LinearHead | OrdinalHead:
    if "thresholds" in arrays:
        return OrdinalHead(arrays["weights"], arrays["thresholds"], arrays["values"])
    return LinearHead(arrays["weights"], arrays["intercepts"])


def _embed(encoder: Encoder, examples: Examples, context: FitContext, part: str) -> EmbeddedExamples:
    texts = _embed_texts(encoder, examples.texts, context, f"Reading the {part} texts")
    pairs = examples.pairs
    second = _embed_texts(encoder, pairs, context, f"Reading the {part} pairs") if pairs is not None else None
    return EmbeddedExamples(examples, texts, second)


def _embed_texts(encoder: Encoder, texts: object, context: FitContext, note: str) -> Embedded:
    started = time.monotonic()

    def on_tokens(done: int, total: int) -> None:
        rate = done / max(1e-3, time.monotonic() - started)
        eta = (total - done) / rate if done else None
        context.report(Progress(Phase.TRAIN, step=done, steps=total, rate=rate or None, eta_seconds=eta, note=note))

    return embed_cached(encoder, list(texts), context.cache, on_tokens)  # type: ignore[call-overload]


def _relative_cost(key: str) -> float:
    """How much dearer a token is than with the bundled backbone, whose encoder has 10.6 M of its parameters."""
    from models.backbones.catalogue import backbone

    chosen = backbone(key)
    return 1.0 if chosen.key == DEFAULT_BACKBONE else max(1.0, chosen.parameters / 14e6)
