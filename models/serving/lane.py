"""The requests that wait for one model, and the thread that answers them together."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field

import numpy as np

from models.interface import Examples, Floats
from models.serving.footprint import Footprint
from models.serving.predictor import Predictor
from studio.core.answers import Prediction

# Texts answered in one turn hold up everybody else who waits for the device.
CHARACTERS_A_TURN = 200_000
TEXTS_A_REQUEST = 64


@dataclass
class Request:
    """Texts somebody waits to have answered."""

    examples: Examples
    answer: Future[list[Prediction]] = field(default_factory=Future)

    @property
    def characters(self) -> int:
        """How much there is to read."""
        return sum(map(len, self.examples.texts)) + sum(map(len, self.examples.pairs or ()))

    def shape(self) -> tuple[bool, bool]:
        """Requests of one shape can be answered as one table."""
        return self.examples.pairs is not None, self.examples.score_min is not None


class Lane:
    """Loads one model and answers its requests until closed; `failed` once it could not be loaded."""

    def __init__(self, name: str, load: Callable[[], Predictor], turn: threading.Lock, takes: Footprint) -> None:
        self.takes = takes
        self.failed = False
        self._load = load
        self._turn = turn
        self._requests: queue.Queue[Request | None] = queue.Queue()
        threading.Thread(target=self._serve, name=f"lane-{name}", daemon=True).start()

    def put(self, request: Request) -> None:
        """Have a request answered."""
        self._requests.put(request)

    def close(self) -> None:
        """End once everything asked before has been answered."""
        self._requests.put(None)

    def _serve(self) -> None:
        try:
            predictor = self._load()
        except BaseException as problem:  # whoever waits must learn of it
            self._refuse(problem)
            return
        held: Request | None = None
        while True:
            first = held or self._requests.get()
            if first is None:
                return
            batch, held, closing = self._gather(first)
            with self._turn:
                _answer(predictor, batch)
            if closing:
                return

    def _gather(self, first: Request) -> tuple[list[Request], Request | None, bool]:
        """What waits now, as far as it fits one turn; the request that did not fit; whether the lane ends."""
        batch, characters = [first], first.characters
        while True:
            try:
                following = self._requests.get_nowait()
            except queue.Empty:
                return batch, None, False
            if following is None:
                return batch, None, True
            characters += following.characters
            if characters > CHARACTERS_A_TURN or following.shape() != first.shape():
                return batch, following, False
            batch.append(following)

    def _refuse(self, problem: BaseException) -> None:
        """Tell everyone who waits, and those who come until the engine has noticed."""
        self.failed = True
        while True:
            try:
                request = self._requests.get(timeout=1.0)
            except queue.Empty:
                return
            if request is None:
                return
            request.answer.set_exception(problem)


def pieces(examples: Examples) -> Iterator[Examples]:
    """Examples in pieces of which none keeps the device for long, in order; none where there are no texts."""
    start, characters = 0, 0
    for row in range(len(examples)):
        length = len(examples.texts[row]) + (0 if examples.pairs is None else len(examples.pairs[row]))
        if row > start and (row - start >= TEXTS_A_REQUEST or characters + length > CHARACTERS_A_TURN):
            yield _rows(examples, start, row)
            start, characters = row, 0
        characters += length
    if len(examples):
        yield _rows(examples, start, len(examples))


def _rows(examples: Examples, start: int, end: int) -> Examples:
    low, high = examples.score_min, examples.score_max
    return Examples(
        texts=examples.texts[start:end],
        pairs=None if examples.pairs is None else examples.pairs[start:end],
        score_min=None if low is None else np.asarray(low)[start:end],
        score_max=None if high is None else np.asarray(high)[start:end],
    )


def _answer(predictor: Predictor, batch: Sequence[Request]) -> None:
    """Answer requests together; where that fails each by itself, so that one bad text fails its own caller only."""
    try:
        predictions = predictor.predict(_joined([request.examples for request in batch]))
    except Exception as problem:
        if len(batch) == 1:
            batch[0].answer.set_exception(problem)
            return
        for request in batch:
            _answer(predictor, [request])
        return
    start = 0
    for request in batch:
        end = start + len(request.examples)
        request.answer.set_result(predictions[start:end])
        start = end


def _joined(parts: Sequence[Examples]) -> Examples:
    if len(parts) == 1:
        return parts[0]
    return Examples(
        texts=[text for part in parts for text in part.texts],
        pairs=None if parts[0].pairs is None else [pair for part in parts for pair in part.pairs or ()],
        score_min=_column([part.score_min for part in parts]),
        score_max=_column([part.score_max for part in parts]),
    )


def _column(columns: Sequence[Floats | None]) -> Floats | None:
    given = [np.asarray(column, dtype=np.float64) for column in columns if column is not None]
    return np.concatenate(given) if len(given) == len(columns) else None
