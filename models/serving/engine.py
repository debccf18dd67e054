"""One engine a process: everyone who asks meets here, and a model answers many of them at once.

Each loaded model has a lane: a queue and a thread. While a device is busy requests gather in the lanes, and the next
turn answers all of a lane's together; the model packs them by a token budget. Loading happens in the lane as well, so
that a slow load holds up those who asked for that model and nobody else.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from models.device import ThreadBudget, resolve_device
from models.interface import Examples
from models.serving import footprint
from models.serving.lane import Lane, Request, pieces
from models.serving.predictor import Predictor
from studio.core.answers import Prediction
from studio.core.errors import UnavailableError

Load = Callable[[Path], Predictor]


class InferenceEngine:
    """Answers texts with models kept by least recent use, within `memory_budget` bytes; thread-safe."""

    def __init__(
        self, device: str = "auto", threads: int = 1, memory_budget: int | None = None, load: Load | None = None
    ) -> None:
        self._device = resolve_device(device)
        self._threads = ThreadBudget(threads).server(training=True)
        self._budget = footprint.memory_budget() if memory_budget is None else memory_budget
        self._load = load or self._load_predictor
        self._lanes: OrderedDict[str, Lane] = OrderedDict()
        self._guard = threading.Lock()
        self._turn = threading.Lock()  # one a device, and this engine has one device
        self._closed = False

    def predict(
        self,
        model_id: str,
        folder: Path,
        texts: Sequence[str],
        pairs: Sequence[str] | None = None,
        score_min: Any = None,
        score_max: Any = None,
    ) -> list[Prediction]:
        """One Prediction a text, in order; blocks until they are there.

        Raises what loading or answering raised, `DamagedArtifactError` above all, to the caller it concerns.
        """
        asked = Examples(texts=texts, pairs=pairs, score_min=score_min, score_max=score_max)
        return [answer for piece in pieces(asked) for answer in self._ask(model_id, folder, piece)]

    def loaded(self) -> tuple[str, ...]:
        """Ids of the models kept, the least recently used first."""
        with self._guard:
            return tuple(self._lanes)

    def forget(self, model_id: str) -> None:
        """Let go of a model, for example of one that is being deleted."""
        with self._guard:
            lane = self._lanes.pop(model_id, None)
        if lane:
            lane.close()

    def close(self) -> None:
        """Answer what was asked, then let go of every model."""
        with self._guard:
            self._closed = True
            lanes = list(self._lanes.values())
            self._lanes.clear()
        for lane in lanes:
            lane.close()

    def _ask(self, model_id: str, folder: Path, examples: Examples) -> list[Prediction]:
        request = Request(examples)
        with self._guard:
            if self._closed:
                raise UnavailableError("The server is stopping.", "Ask again once it is back.")
            self._lane(model_id, folder).put(request)
        return request.answer.result()

    def _lane(self, model_id: str, folder: Path) -> Lane:
        lane = self._lanes.get(model_id)
        if lane is None or lane.failed:
            takes = footprint.footprint(folder, self._device)
            lane = self._lanes[model_id] = Lane(model_id, lambda: self._load(folder), self._turn, takes)
            self._make_room(model_id)
        self._lanes.move_to_end(model_id)
        return lane

    def _make_room(self, wanted: str) -> None:
        """Let go of the models unused for longest; the one asked for stays, however large."""
        for model_id in list(self._lanes):
            if footprint.total(lane.takes for lane in self._lanes.values()) <= self._budget:
                return
            if model_id != wanted:
                self._lanes.pop(model_id).close()

    def _load_predictor(self, folder: Path) -> Predictor:
        return Predictor.load(folder, device=self._device, threads=self._threads)
