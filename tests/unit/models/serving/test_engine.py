"""Many callers, few models, one device."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from models.artifacts import stage
from models.evaluation.calibration import Calibration
from models.interface import Examples, Floats, Target, TextModel
from models.serving.engine import InferenceEngine
from models.serving.footprint import footprint, total
from models.serving.lane import Lane, Request
from models.serving.predictor import Predictor
from studio.core.errors import DamagedArtifactError, UnavailableError
from studio.core.tasks import Task

SECONDS = 60.0


class Echo(TextModel):
    """Says `long` of texts over ten characters; counts its calls, and fails on a text that says so."""

    method = "echo"
    target = Target(Task.CLASSIFICATION, ("short", "long"))

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.calls: list[int] = []

    def raw(self, examples: Examples) -> Floats:
        self.calls.append(len(examples))
        time.sleep(self.seconds)
        if any("fail" in text for text in examples.texts):
            raise ValueError("as asked")
        long = np.array([len(text) > 10 for text in examples.texts])
        return np.stack([~long, long], axis=1) * 8.0

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        return np.zeros(len(examples), dtype=np.bool_)

    def parameter_count(self) -> int:
        return 0

    def save(self, folder: Path) -> None:
        raise NotImplementedError

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> TextModel:
        raise NotImplementedError


def folder_of(root: Path, name: str, size: int = 10) -> Path:
    folder = root / name
    folder.mkdir()
    (folder / "weights").write_bytes(b"x" * size)
    return folder


def test_every_caller_gets_its_own_answers_and_calls_are_shared(tmp_path: Path) -> None:
    model = Echo(seconds=0.02)
    engine = InferenceEngine(device="cpu", load=lambda folder: Predictor(model, Calibration()))
    folder = folder_of(tmp_path, "a")
    texts = [["x" * (number % 20 + 1), "y" * 30] for number in range(60)]
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda each: engine.predict("a", folder, each), texts))
    for asked, got in zip(texts, answers, strict=True):
        assert [each.label for each in got] == ["long" if len(text) > 10 else "short" for text in asked]
    assert len(model.calls) < 60
    engine.close()


def test_a_large_request_is_answered_in_order_and_lets_others_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, started, asked, waits = Echo(), threading.Event(), threading.Event(), threading.Event()
    answer, seen, put = model.raw, [], Lane.put

    def putting(lane: Lane, request: Request) -> None:
        put(lane, request)
        if "another caller" in request.examples.texts:
            waits.set()

    def raw(examples: Examples) -> Floats:
        started.set()
        asked.wait(SECONDS)
        seen.extend(examples.texts)
        return answer(examples)

    model.raw = raw  # type: ignore[method-assign]
    monkeypatch.setattr(Lane, "put", putting)
    engine = InferenceEngine(device="cpu", load=lambda folder: Predictor(model, Calibration()))
    folder = folder_of(tmp_path, "a")
    texts = ["x" * (number % 20 + 1) for number in range(1000)] + ["y" * 300_000, "z"]
    with ThreadPoolExecutor(2) as pool:
        large = pool.submit(engine.predict, "a", folder, texts, None, np.zeros(1002), np.ones(1002))
        assert started.wait(SECONDS)
        small = pool.submit(engine.predict, "a", folder, ["another caller"])
        assert waits.wait(SECONDS)
        asked.set()
        assert small.result()[0].label == "long"
        assert [each.label for each in large.result()] == ["long" if len(text) > 10 else "short" for text in texts]
    assert seen.index("another caller") < 500
    assert max(model.calls) < 200
    assert engine.predict("a", folder, []) == []
    engine.close()


def test_one_bad_request_fails_alone(tmp_path: Path) -> None:
    engine = InferenceEngine(device="cpu", load=lambda folder: Predictor(Echo(0.02), Calibration()))
    folder = folder_of(tmp_path, "a")
    with ThreadPoolExecutor(8) as pool:
        futures = [pool.submit(engine.predict, "a", folder, ["fail" if number == 3 else "fine"]) for number in range(8)]
    outcomes = [future.exception() for future in futures]
    assert [type(each) for each in outcomes if each] == [ValueError]
    assert futures[0].result()[0].label == "short"
    engine.close()


def test_a_slow_load_holds_up_nobody_else(tmp_path: Path) -> None:
    release = threading.Event()

    def load(folder: Path) -> Predictor:
        if folder.name == "slow":
            release.wait(10)
        return Predictor(Echo(), Calibration())

    engine = InferenceEngine(device="cpu", load=load)
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(engine.predict, "slow", folder_of(tmp_path, "slow"), ["x"])
        assert engine.predict("fast", folder_of(tmp_path, "fast"), ["x"])[0].label == "short"
        assert not slow.done()
        release.set()
        assert slow.result()[0].label == "short"
    engine.close()


def test_a_damaged_model_tells_whoever_asks_and_may_be_mended(tmp_path: Path) -> None:
    broken = [True]

    def load(folder: Path) -> Predictor:
        if broken[0]:
            raise DamagedArtifactError("weights were altered.", "Train again.")
        return Predictor(Echo(), Calibration())

    engine = InferenceEngine(device="cpu", load=load)
    folder = folder_of(tmp_path, "a")
    for _ in range(2):
        with pytest.raises(DamagedArtifactError):
            engine.predict("a", folder, ["x"])
    broken[0] = False
    assert engine.predict("a", folder, ["x"])[0].label == "short"
    engine.close()


def test_the_least_recently_used_model_makes_room(tmp_path: Path) -> None:
    engine = InferenceEngine(device="cpu", memory_budget=250, load=lambda folder: Predictor(Echo(), Calibration()))
    folders = {name: folder_of(tmp_path, name, 100) for name in "abc"}
    for name in ("a", "b", "a", "c"):
        engine.predict(name, folders[name], ["x"])
    assert engine.loaded() == ("a", "c")
    assert engine.predict("b", folders["b"], ["x" * 11])[0].label == "long"
    engine.close()


def probe_folder(root: Path, name: str, graph: bytes) -> Path:
    """A model that brings a graph, sealed as every artifact is."""
    with stage(root / name) as work:
        (work / "encoder.bin").write_bytes(graph)
        (work / "head.safetensors").write_bytes(name.encode() * 100)
    return root / name


def test_the_budget_counts_memory_and_a_shared_graph_once(tmp_path: Path) -> None:
    folders = {name: probe_folder(tmp_path, name, b"the same") for name in "abcd"}
    folders["z"] = probe_folder(tmp_path, "z", b"another one")
    budget = 5 * total([footprint(folders["a"])]) // 2  # two graphs, no more; by their files all would fit many times
    engine = InferenceEngine(device="cpu", memory_budget=budget, load=lambda folder: Predictor(Echo(), Calibration()))
    for name in "abcd":
        engine.predict(name, folders[name], ["x"])
    assert engine.loaded() == ("a", "b", "c", "d")
    engine.predict("z", folders["z"], ["x"])
    assert engine.loaded() == ("a", "b", "c", "d", "z")
    folders["y"] = probe_folder(tmp_path, "y", b"a third")
    engine.predict("y", folders["y"], ["x"])
    assert engine.loaded() == ("z", "y")
    engine.close()


def test_a_closed_engine_says_so(tmp_path: Path) -> None:
    engine = InferenceEngine(device="cpu", load=lambda folder: Predictor(Echo(), Calibration()))
    engine.close()
    with pytest.raises(UnavailableError):
        engine.predict("a", folder_of(tmp_path, "a"), ["x"])
