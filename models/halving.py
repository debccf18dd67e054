"""Reading the rows of a batch at once, or in smaller parts where memory runs out; imports torch."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from typing import TypeVar

from models.compute import free_memory, is_out_of_memory
from models.parts import cut, least_parts

Answer = TypeVar("Answer")


class Halving:
    """How small parts must be on `device`; once that is known, no later batch is tried in larger ones."""

    def __init__(self, device: str) -> None:
        self._device = device
        self._parts = least_parts()

    def each(self, rows: int, answer: Callable[[slice], Answer]) -> Iterator[tuple[slice, Answer]]:
        """What `answer` gives for all `rows` rows, or for parts of them, in their order.

        Where memory runs out it is called again for each half. A single row that does not fit raises what it raised.
        """
        waiting = deque(cut(rows, self._parts))
        while waiting:
            part = waiting.popleft()
            try:
                answered = answer(part)
            except (RuntimeError, MemoryError) as problem:
                if not is_out_of_memory(problem) or part.stop - part.start < 2:
                    raise
            else:
                yield part, answered
                continue
            free_memory(self._device)  # now that the error no longer holds what was computed
            middle = (part.start + part.stop) // 2
            # from the size that failed: every part of it fails, and each of those failures says the same
            self._parts = max(self._parts, -(-rows // (part.stop - middle)))
            waiting.extendleft((slice(middle, part.stop), slice(part.start, middle)))
