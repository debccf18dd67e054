"""Embeddings kept by the hash of their texts, so that a second run on the same rows takes seconds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from models.artifacts import load_arrays, save_arrays
from models.encoders.interface import Embedded, Encoder, OnTokens
from studio.core.errors import DamagedArtifactError
from studio.core.ids import content_hash

_KEPT_BYTES = 1 << 30


def embed_cached(encoder: Encoder, texts: Sequence[str], cache: Path, on_tokens: OnTokens) -> Embedded:
    """`encoder.embed(texts)`, from `cache` where it was computed before. Holds vectors, never texts."""
    folder = cache / "embeddings"
    path = folder / f"{content_hash(_reading(encoder), *texts)}.safetensors"
    try:
        arrays = load_arrays(path)
        path.touch()
        return Embedded(arrays["vectors"], arrays["truncated"].astype(np.bool_))
    except DamagedArtifactError:  # not there, or cut off
        embedded = encoder.embed(texts, on_tokens)
    folder.mkdir(parents=True, exist_ok=True)
    _prune(folder)
    part = path.with_suffix(".partial")
    try:
        save_arrays(part, {"vectors": embedded.vectors, "truncated": embedded.truncated.astype(np.uint8)})
        part.replace(path)
    except OSError:  # a cache that cannot be written is no reason to stop
        part.unlink(missing_ok=True)
    return embedded


def _reading(encoder: Encoder) -> str:
    """What a vector depends on besides its text."""
    return encoder.identity if encoder.windows == 1 else f"{encoder.identity}-windows-{encoder.windows}"


def _prune(folder: Path) -> None:
    files = sorted(folder.glob("*.safetensors"), key=lambda path: path.stat().st_mtime, reverse=True)
    kept = 0
    for path in files:
        kept += path.stat().st_size
        if kept > _KEPT_BYTES:
            path.unlink(missing_ok=True)
