"""The texts of a table as vectors, computed once and cached by content: `probe` finds them there later."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np

from models.backbones.catalogue import DEFAULT_BACKBONE
from models.backbones.loading import locate
from models.encoders.embedding_cache import embed_cached
from models.encoders.interface import Embedded, Encoder
from models.encoders.preparing import prepare_encoder
from models.interface import Examples, FitContext, Ints
from models.methods.embedding_features import EmbeddedExamples
from models.windows import windows_to_read
from studio.core.records import Phase, Progress

_MAX_TOKENS = 256


def embedded_once(examples: Examples, pieces: Sequence[Ints], context: FitContext) -> EmbeddedExamples:
    """Vectors of the default backbone, in the precision it is served with (int8 on a CPU).

    `pieces` are the positions of each part's rows, the training part's first, all rows together: vectors are cached
    part by part, as `probe` asks for them, and long texts are read as it would read them by default.
    """
    encoder = prepare_encoder(
        locate(DEFAULT_BACKBONE),
        _MAX_TOKENS,
        device=context.device,
        threads=context.threads,
        cache=context.cache,
        beat=lambda: context.report(Progress(Phase.JUDGE, note="Preparing the language model")),
    )
    encoder.windows = windows_to_read("auto", encoder.cut([examples.texts[row] for row in pieces[0]]))
    texts = _embed_pieces(encoder, examples.texts, pieces, context, "Reading the texts")
    if examples.pairs is None:
        return EmbeddedExamples(examples, texts, None)
    pairs = _embed_pieces(encoder, examples.pairs, pieces, context, "Reading what stands beside them")
    return EmbeddedExamples(examples, texts, pairs)


def _embed_pieces(
    encoder: Encoder, texts: Sequence[str], pieces: Sequence[Ints], context: FitContext, note: str
) -> Embedded:
    vectors = np.zeros((len(texts), encoder.dimension), dtype=np.float32)
    truncated = np.zeros(len(texts), dtype=np.bool_)
    for rows in pieces:
        if len(rows):
            embedded = _embed(encoder, [texts[row] for row in rows], context, note)
            vectors[rows], truncated[rows] = embedded.vectors, embedded.truncated
    return Embedded(vectors, truncated)


def _embed(encoder: Encoder, texts: Sequence[str], context: FitContext, note: str) -> Embedded:
    started = time.monotonic()

    def on_tokens(done: int, total: int) -> None:
        rate = done / max(1e-3, time.monotonic() - started)
        eta = (total - done) / rate if done else None
        context.report(Progress(Phase.JUDGE, step=done, steps=total, rate=rate or None, eta_seconds=eta, note=note))

    return embed_cached(encoder, list(texts), context.cache, on_tokens)
