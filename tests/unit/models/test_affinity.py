from __future__ import annotations

import os
import threading
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import numpy as np
import pytest

from models.affinity import within_cores
from models.batching import batches_of
from models.openvino_graph import convert, quantise
from models.tokens import Tokens

CORES = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
TASKS = Path("/proc/self/task")
several = pytest.mark.skipif(len(CORES) < 2, reason="one core to choose from")


class Waiting:
    """A thread that waits until it is let go, and which cores it may run on."""

    def __init__(self) -> None:
        self._go = threading.Event()
        self._thread = threading.Thread(target=self._go.wait, daemon=True)
        self._thread.start()

    @property
    def cores(self) -> set[int]:
        assert self._thread.native_id is not None
        return os.sched_getaffinity(self._thread.native_id)

    def end(self) -> None:
        self._go.set()
        self._thread.join()


@several
def test_every_thread_is_held_and_given_back_what_it_had() -> None:
    old = Waiting()
    try:
        with pytest.raises(RuntimeError), within_cores(1):
            new = Waiting()
            assert [len(cores) for cores in (os.sched_getaffinity(0), old.cores, new.cores)] == [1, 1, 1]
            raise RuntimeError
        assert os.sched_getaffinity(0) == old.cores == new.cores == CORES
    finally:
        old.end()
        new.end()


def test_more_cores_than_there_are_change_nothing() -> None:
    with within_cores(10_000):
        assert os.sched_getaffinity(0) == CORES


@several
def test_quantising_keeps_to_its_threads(tiny: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import nncf

    from models.backbones.loading import load_encoder, locate
    from models.encoders.pooled import MeanPooled

    seen: list[set[int]] = []
    whole: Callable[..., object] = nncf.quantize

    def watched(*arguments: object, **options: object) -> object:
        before = set(map(attrgetter("name"), TASKS.iterdir()))
        made = whole(*arguments, **options)
        # Those of graphs that other tests left may hold themselves to a core of their own.
        begun = set(map(attrgetter("name"), TASKS.iterdir())) - before
        seen.extend(os.sched_getaffinity(int(task)) for task in begun)
        seen.append(os.sched_getaffinity(0))
        return made

    monkeypatch.setattr(nncf, "quantize", watched)
    ids = [np.arange(1, 9, dtype=np.int32)] * 4
    tokens = Tokens(ids, [np.zeros(8, dtype=np.int8)] * 4, np.zeros(4, dtype=np.bool_), 0, 16)
    quantise(convert(MeanPooled(load_encoder(locate(tiny).folder))), batches_of(tokens, 1), threads=1)
    assert len(set.union(*seen)) == 1
    assert os.sched_getaffinity(0) == CORES
