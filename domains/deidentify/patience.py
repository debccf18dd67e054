"""How long a search may take where nothing can interrupt it: it looks at the clock itself.

In the confined child an alarm ends a search. A serving process answers in threads, which no alarm reaches; there the
search asks `look` after every pattern and before the language model. Between two looks lies the work of one pattern,
which is linear in a text of bounded length.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class OutOfPatienceError(Exception):
    """The search took longer than it may; raised from `look`, and never past `deidentify`, which withholds the text."""


class Patience:
    """How much computing a search may do, by the clock of its own thread: a busy machine refuses nothing."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._until = time.thread_time() + seconds

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.thread_time() >= self._until


_PATIENCE: ContextVar[Patience | None] = ContextVar("patience", default=None)


@contextmanager
def within(seconds: float) -> Iterator[Patience]:
    """Every search of this thread inside the block ends by then; what it did not end is withheld."""
    patience = Patience(seconds)
    token = _PATIENCE.set(patience)
    try:
        yield patience
    finally:
        _PATIENCE.reset(token)


def look() -> None:
    """Raise `OutOfPatienceError` where the time is up."""
    patience = _PATIENCE.get()
    if patience is not None and patience.over:
        raise OutOfPatienceError
