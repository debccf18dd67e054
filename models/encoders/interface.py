"""What every frozen encoder has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from models.batching import TokenBatch, batches_of
from models.interface import Ints
from models.tokens import Tokeniser
from models.windows import read_windows

Vectors = npt.NDArray[np.float32]
# Tokens embedded so far, and in all.
OnTokens = Callable[[int, int], None]


@dataclass(frozen=True)
class Embedded:
    """`vectors` of shape (n_texts, dimension), each of length 1; `truncated` marks texts that were cut."""

    vectors: Vectors
    truncated: npt.NDArray[np.bool_]


class Encoder(ABC):
    """A frozen encoder with its tokeniser. `identity` names its content and precision, for caches.

    Of a text up to `windows` windows are read and their vectors averaged; with 1 it is cut at the longest.
    """

    precision: ClassVar[str]
    token_budget: ClassVar[int]
    length_multiple: ClassVar[int] = 1
    tokeniser: Tokeniser
    dimension: int
    parameters: int
    identity: str
    backbone: str
    windows: int = 1

    @abstractmethod
    def run(self, batch: TokenBatch) -> Vectors:
        """Mean-pooled vectors of one batch, not yet of length 1."""

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Write all that `load_encoder_folder` needs into `folder` (exists)."""

    def embed(self, texts: Sequence[str], on_tokens: OnTokens = lambda _done, _all: None) -> Embedded:
        """One vector a text; equal texts are embedded once."""
        distinct, where = _distinct(texts)
        on_tokens(0, 0)
        windows = read_windows(self.tokeniser, distinct, self.windows)
        vectors = np.zeros((len(windows.tokens), self.dimension), dtype=np.float32)
        done, total = 0, int(windows.tokens.lengths.sum())
        for batch in batches_of(windows.tokens, self.token_budget, self.length_multiple):
            vectors[batch.rows] = self.run(batch)
            done += batch.token_count
            on_tokens(done, total)
        vectors = windows.pool(vectors)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(norms > 0, norms, 1.0)
        return Embedded(vectors[where], windows.cut[where])

    def cut(self, texts: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which texts are not read to their end."""
        return read_windows(self.tokeniser, texts, self.windows).cut


def _distinct(texts: Sequence[str]) -> tuple[list[str], Ints]:
    seen: dict[str, int] = {}
    where = np.array([seen.setdefault(text, len(seen)) for text in texts], dtype=np.int64)
    return list(seen), where
