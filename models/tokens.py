"""Texts as token ids, made once and kept ragged; needs the `tokenizers` library alone, no torch."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from models.interface import Ints
from studio.core.errors import DamagedArtifactError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

Ids = npt.NDArray[np.int32]
TOKENISER_FILE = "tokenizer.json"
# A cell may hold a megabyte of text; no backbone reads further than a small part of it.
MAX_CHARACTERS = 200_000
_CHUNK = 256
_MASKS = ("[MASK]", "<mask>")


@dataclass(frozen=True)
class Tokens:
    """Token ids and segment numbers of each row, not padded; `truncated` marks rows that were cut at `max_tokens`."""

    ids: list[npt.NDArray[np.int32]]
    types: list[npt.NDArray[np.int8]]
    truncated: npt.NDArray[np.bool_]
    pad_id: int
    max_tokens: int

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def lengths(self) -> Ints:
        """Tokens of each row, special ones included."""
        return np.array([len(ids) for ids in self.ids], dtype=np.int64)


class Tokeniser:
    """A backbone's own tokeniser with truncation at `max_tokens` and no padding."""

    def __init__(self, inner: Tokenizer, max_tokens: int, pad_id: int = 0) -> None:
        inner.no_padding()
        inner.enable_truncation(max_tokens)
        self._inner = inner
        self.max_tokens = max_tokens
        self.pad_id = pad_id

    @classmethod
    def load(cls, folder: Path, max_tokens: int, pad_id: int = 0) -> Tokeniser:
        """The tokeniser in `folder`; `DamagedArtifactError` where there is none to read."""
        from tokenizers import Tokenizer

        path = folder / TOKENISER_FILE
        try:
            return cls(Tokenizer.from_str(path.read_text("utf-8")), max_tokens, pad_id)
        except Exception as problem:  # the library raises bare Exception
            raise DamagedArtifactError(
                f"The tokeniser '{path.name}' in '{folder.name}' cannot be read.", "Install or save the model again."
            ) from problem

    @property
    def vocabulary(self) -> int:
        """How many different token ids there are."""
        return int(self._inner.get_vocab_size(with_added_tokens=True))

    @property
    def special_ids(self) -> frozenset[int]:
        """Tokens that stand for no part of a text."""
        return frozenset(number for number, each in self._inner.get_added_tokens_decoder().items() if each.special)

    @property
    def mask_id(self) -> int | None:
        """The token that stands for a hidden one; None in a tokeniser without."""
        found = (self._inner.token_to_id(name) for name in _MASKS)
        return next((each for each in found if each is not None), None)

    def save(self, folder: Path) -> None:
        """Write the tokeniser into `folder`."""
        (folder / TOKENISER_FILE).write_text(self._inner.to_str(), "utf-8")

    def encode(self, texts: Sequence[str], pairs: Sequence[str] | None = None, *, apart: bool = False) -> Tokens:
        """Tokenise every text, or every text with its pair as the second segment.

        Both share `max_tokens`; for a network that reads them `apart` each has as many for itself.
        """
        if pairs is not None and apart:
            return self._beside_each_other(self.encode(texts), self.encode(pairs))
        ids: list[npt.NDArray[np.int32]] = []
        types: list[npt.NDArray[np.int8]] = []
        cut = np.zeros(len(texts), dtype=np.bool_)
        for start, chunk in self.chunks(texts, pairs):
            for offset, (row_ids, row_types, row_cut) in enumerate(chunk):
                ids.append(row_ids)
                types.append(row_types)
                cut[start + offset] |= row_cut
        return Tokens(ids, types, cut, self.pad_id, self.max_tokens)

    def _beside_each_other(self, first: Tokens, second: Tokens) -> Tokens:
        """[CLS] a [SEP] b [SEP], as the tokeniser joins two texts: the second goes without its first token."""
        ids = [np.concatenate([a, b[1:]]) for a, b in zip(first.ids, second.ids, strict=True)]
        types = [
            np.concatenate([np.zeros_like(a), np.ones_like(b[1:])])
            for a, b in zip(first.types, second.types, strict=True)
        ]
        return Tokens(ids, types, first.truncated | second.truncated, self.pad_id, self.max_tokens)

    def chunks(
        self, texts: Sequence[str], pairs: Sequence[str] | None
    ) -> Iterator[tuple[int, list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int8], bool]]]]:
        """The same in chunks of rows, each with the number of its first row, so that progress can be told."""
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # its threads would not count against the budget
        for start in range(0, len(texts), _CHUNK):
            firsts = texts[start : start + _CHUNK]
            seconds = pairs[start : start + _CHUNK] if pairs is not None else None
            cut = [len(text) > MAX_CHARACTERS for text in firsts]
            inputs: list[str | tuple[str, str]] = [text[:MAX_CHARACTERS] for text in firsts]
            if seconds is not None:
                inputs = [(str(a), b[:MAX_CHARACTERS]) for a, b in zip(inputs, seconds, strict=True)]
            encodings = self._inner.encode_batch(inputs)
            yield (
                start,
                [
                    (np.array(e.ids, dtype=np.int32), _segments(e), long or bool(e.overflowing))
                    for e, long in zip(encodings, cut, strict=True)
                ],
            )

    def uncut(self, texts: Sequence[str]) -> Iterator[tuple[Ids, Ids, Ids, bool]]:
        """Of each text the special tokens before it, all its own, the special ones after, and whether it was too long.

        Only what lies beyond `MAX_CHARACTERS` is missing.
        """
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")  # see `chunks`
        for start in range(0, len(texts), _CHUNK):
            chunk = texts[start : start + _CHUNK]
            encodings = self._inner.encode_batch([text[:MAX_CHARACTERS] for text in chunk])
            for text, encoding in zip(chunk, encodings, strict=True):
                yield (*_apart_from_special(encoding), len(text) > MAX_CHARACTERS)


def _apart_from_special(encoding: Encoding) -> tuple[Ids, Ids, Ids]:
    """What truncation left over is joined again; every piece bears the special tokens of the whole."""
    whole = (encoding, *encoding.overflowing)
    pieces = [(np.array(each.ids, dtype=np.int32), np.array(each.special_tokens_mask)) for each in whole]
    ids, special = pieces[0]
    own = np.flatnonzero(special == 0)
    first, last = (int(own[0]), int(own[-1]) + 1) if len(own) else (len(ids) - 1, len(ids) - 1)
    content = np.concatenate([each[mask == 0] for each, mask in pieces])
    return ids[: max(first, 0)], content, ids[max(last, 0) :]


def _segments(encoding: Encoding) -> npt.NDArray[np.int8]:
    """1 on the second text: the tokeniser's own segments, or for backbones without any the text a token is of."""
    types = np.array(encoding.type_ids, dtype=np.int8)
    if types.any() or encoding.n_sequences < 2:
        return types
    return np.array([1 if each == 1 else 0 for each in encoding.sequence_ids], dtype=np.int8)
