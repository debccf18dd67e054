"""Small generated tables that a model can learn from, and a context to fit in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from models.interface import Examples, FitContext, Target
from studio.core.records import Progress
from studio.core.tasks import Task
from tests.unit import builders

LABELS = ("leak", "overheating", "absent", "noise")
_WORDS = {
    0: ("oil", "dripping", "seal", "puddle", "hose"),
    1: ("hot", "temperature", "smoke", "burnt", "cooling"),
    3: ("rattling", "loud", "vibration", "squeaking", "grinding"),
}
_COMMON = ("pump", "motor", "line", "bearing", "shift", "report", "found", "at", "the", "unit")


def make_classes(rows: int, seed: int) -> Examples:
    """Short reports of three kinds out of `LABELS`; the third label has no row."""
    rng = np.random.default_rng(seed)
    targets = rng.choice([0, 1, 3], size=rows)
    targets[:3] = [0, 1, 3]
    texts = [
        " ".join([*rng.choice(_COMMON, rng.integers(2, 6)), *rng.choice(_WORDS[int(kind)], 2)]) for kind in targets
    ]
    return Examples(texts, targets=targets.astype(np.int64))


def make_scores(rows: int, seed: int) -> Examples:
    """Answers whose score is the share of the reference's words that they hold."""
    rng = np.random.default_rng(seed)
    vocabulary = np.array([*_COMMON, *(word for words in _WORDS.values() for word in words)])
    texts, pairs, scores = [], [], []
    for _ in range(rows):
        reference = rng.choice(vocabulary, 6, replace=False)
        kept = int(rng.integers(0, 7))
        other = rng.choice(vocabulary, 6 - kept)
        texts.append(" ".join([*reference[:kept], *other]) or "nothing")
        pairs.append(" ".join(reference))
        scores.append(kept / 6)
    return Examples(texts, pairs, np.array(scores))


Rows = Callable[[int, int], Examples]


@pytest.fixture
def class_rows() -> Rows:
    return make_classes


@pytest.fixture
def score_rows() -> Rows:
    return make_scores


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all tests, so that the encoder is quantised once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A random encoder of two narrow layers with the bundled tokeniser: a backbone in a folder, trained in seconds."""
    return builders.tiny_backbone(tmp_path_factory.mktemp("tiny-backbone"))


@pytest.fixture
def reports() -> list[Progress]:
    return []


@pytest.fixture
def context(tmp_path: Path, cache: Path, reports: list[Progress]) -> FitContext:
    checkpoints = tmp_path / "checkpoints"
    checkpoints.mkdir()
    return FitContext(3, 1, "cpu", checkpoints, cache, reports.append)


@pytest.fixture
def classes() -> Target:
    return Target(Task.CLASSIFICATION, LABELS)


@pytest.fixture
def scores() -> Target:
    return Target(Task.SCORING)
