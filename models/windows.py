"""Texts longer than a network reads, cut into overlapping windows whose answers are averaged over the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from models.interface import Ints
from models.tokens import Tokeniser, Tokens

LongTexts = Literal["auto", "windows", "head_tail", "cut"]
MOST_WINDOWS = 8
"""At most this many windows of a text are read: at 256 tokens some 1,400 English words."""
HEAD_AND_TAIL = 0
"""In place of a number of windows: one, made of a text's beginning and its end."""
LONG_SHARE = 0.05
"""With more than this share of the training texts longer than one window, `auto` reads windows."""
_HEAD = 4
"""One part in this many of a head and tail is head: 128 of 510 tokens in Sun et al. (2019), who found it best."""
_OVERLAP = 8
"""One part in this many of a window is shared with the next, so that no sentence is only ever seen cut in two."""


@dataclass(frozen=True)
class Windows:
    """`tokens` has one entry a window; `owner` (n_windows,) is the text it is of, ascending, each at least once.

    `cut` (n_texts,) marks texts of which a part is in no window.
    """

    tokens: Tokens
    owner: Ints
    cut: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.cut)

    @property
    def single(self) -> bool:
        """Whether every text is one window."""
        return len(self.owner) == len(self.cut)

    @property
    def lengths(self) -> Ints:
        """Tokens of each text over its windows, special ones included."""
        if self.single:
            return self.tokens.lengths
        return np.bincount(self.owner, weights=self.tokens.lengths, minlength=len(self)).astype(np.int64)

    def of(self, rows: Sequence[int] | Ints) -> tuple[Ints, Ints]:
        """The windows of `rows` in that order, and for each the position in `rows` of its text."""
        chosen = np.asarray(rows, dtype=np.int64)
        if self.single:
            return chosen, np.arange(len(chosen), dtype=np.int64)
        first = np.searchsorted(self.owner, chosen, side="left")
        after = np.searchsorted(self.owner, chosen, side="right")
        each = [np.arange(a, b, dtype=np.int64) for a, b in zip(first, after, strict=True)]
        owners = np.repeat(np.arange(len(chosen), dtype=np.int64), after - first)
        return (np.concatenate(each) if each else np.zeros(0, dtype=np.int64)), owners

    def some(self, rows: Sequence[int] | Ints) -> Windows:
        """The windows of those texts alone."""
        windows, owners = self.of(rows)
        tokens = Tokens(
            [self.tokens.ids[each] for each in windows],
            [self.tokens.types[each] for each in windows],
            self.tokens.truncated[windows],
            self.tokens.pad_id,
            self.tokens.max_tokens,
        )
        return Windows(tokens, owners, self.cut[np.asarray(rows, dtype=np.int64)])

    def pool(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """The mean over each text's windows: (n_windows, width) to (n_texts, width)."""
        if self.single:
            return values
        starts = np.searchsorted(self.owner, np.arange(len(self)), side="left")
        counts = np.bincount(self.owner, minlength=len(self))
        return np.asarray(np.add.reduceat(values, starts, axis=0) / counts[:, None], dtype=values.dtype)


def one_window(tokens: Tokens) -> Windows:
    """Each row as the one window that `tokens` holds of it."""
    return Windows(tokens, np.arange(len(tokens), dtype=np.int64), tokens.truncated)


def read_windows(tokeniser: Tokeniser, texts: Sequence[str], most: int) -> Windows:
    """Every text in up to `most` windows; with `most` 1, cut at the tokeniser's longest; or `HEAD_AND_TAIL`."""
    if most == HEAD_AND_TAIL:
        return _heads_and_tails(tokeniser, texts)
    if most <= 1:
        return one_window(tokeniser.encode(texts))
    ids: list[npt.NDArray[np.int32]] = []
    owner: list[int] = []
    cut = np.zeros(len(texts), dtype=np.bool_)
    for row, (before, content, after, lost) in enumerate(tokeniser.uncut(texts)):
        places, more = _places(len(content), tokeniser.max_tokens - len(before) - len(after), most)
        cut[row] = lost or more
        for start, end in places:
            ids.append(np.concatenate([before, content[start:end], after]))
            owner.append(row)
    types = [np.zeros(len(each), dtype=np.int8) for each in ids]
    tokens = Tokens(ids, types, np.zeros(len(ids), dtype=np.bool_), tokeniser.pad_id, tokeniser.max_tokens)
    return Windows(tokens, np.array(owner, dtype=np.int64), cut)


def windows_to_read(long_texts: LongTexts, longer: npt.NDArray[np.bool_]) -> int:
    """How many windows of a text to read, given which of the training texts are longer than one."""
    if long_texts == "auto":
        return MOST_WINDOWS if len(longer) and float(longer.mean()) > LONG_SHARE else 1
    return {"windows": MOST_WINDOWS, "head_tail": HEAD_AND_TAIL}.get(long_texts, 1)


def _heads_and_tails(tokeniser: Tokeniser, texts: Sequence[str]) -> Windows:
    ids: list[npt.NDArray[np.int32]] = []
    cut = np.zeros(len(texts), dtype=np.bool_)
    for row, (before, content, after, lost) in enumerate(tokeniser.uncut(texts)):
        room = tokeniser.max_tokens - len(before) - len(after)
        cut[row] = lost or len(content) > room
        head = room // _HEAD if len(content) > room else len(content)
        tail = room - head if len(content) > room else 0
        ids.append(np.concatenate([before, content[:head], content[len(content) - tail :], after]))
    types = [np.zeros(len(each), dtype=np.int8) for each in ids]
    return one_window(Tokens(ids, types, cut, tokeniser.pad_id, tokeniser.max_tokens))


def _places(length: int, room: int, most: int) -> tuple[list[tuple[int, int]], bool]:
    """Where the windows of a text of `length` tokens begin and end, and whether some of it is in none.

    All are full and they are spread evenly: a last window of three words would count as much as the first.
    """
    if length <= room:
        return [(0, length)], False
    step = max(1, room - room // _OVERLAP)
    wanted = 1 + -(-(length - room) // step)
    if wanted > most:
        return [(start, start + room) for start in range(0, step * most, step)], True
    starts = np.linspace(0, length - room, wanted).round().astype(int)
    return [(int(start), int(start) + room) for start in starts], False
