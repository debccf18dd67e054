"""A model before and after, in every precision it can answer in: size, rate and quality on one scale."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models.evaluation.answering import answers_of, truth_of
from models.evaluation.measuring import Truth, compare, measure
from models.interface import Examples, Floats, Ints, Target, TextModel
from models.ladder.climbing import folder_size
from models.methods.registry import method
from models.serving.graph_model import GraphModel
from models.serving.loading import FLOAT32, INT8
from models.serving.predictor import MODEL, SERVED, Predictor
from studio.core.smaller import Side, Weighed

TEXTS, ROUNDS = 128, 5
"""Texts answered in a round, and rounds: on two cores some ten seconds in all."""
_CHARACTERS = 500
"""Of a text, at which that is so; a long one is read in up to eight windows."""


@dataclass(frozen=True)
class Candidate:
    """A loaded model, what it is, and the bytes of the files it was loaded from; `predictor` decides its labels."""

    side: Side
    precision: str
    serves: bool
    model: TextModel
    size_bytes: int
    predictor: Predictor


def candidates(artifact: Path, key: str, side: Side, *, device: str, threads: int) -> list[Candidate]:
    """What the artifact of a model of the method `key` answers with: float32, and int8 where it was accepted."""
    kind = method(key).Model
    compressed = (artifact / SERVED).is_dir() and device == "cpu"
    exact = kind.load(artifact / MODEL, device=device, threads=threads)
    decides = Predictor.around(exact, artifact)
    found = [Candidate(side, FLOAT32, not compressed, exact, folder_size(artifact / MODEL), decides)]
    if compressed:
        graph = GraphModel.load(artifact / SERVED, device=device, threads=threads)
        found.append(Candidate(side, INT8, True, graph, folder_size(artifact / SERVED), decides))
    return found


def weigh(
    before: Sequence[Candidate],
    after: Sequence[Candidate],
    dev: Examples,
    clusters: Sequence[str] | None,
    metric: str,
    tick: Callable[[str], None],
) -> tuple[Weighed, ...]:
    """All of them on the same dev rows and, in turns, on the same texts; `dev` has targets and is not empty."""
    each = [*before, *after]
    target = after[0].model.target
    truth = truth_of(target, dev, clusters)
    answers = [_answered(one, dev, target, tick) for one in each]
    rates = texts_per_second([one.model for one in each], some(dev, TEXTS), lambda: tick("Timing both models in turns"))
    answered_before = next(place for place, one in enumerate(each) if one.side is Side.BEFORE and one.serves)
    return tuple(
        _weighed(one, place == answered_before, truth, answers[place], answers[answered_before], rates[place], metric)
        for place, one in enumerate(each)
    )


def texts_per_second(
    models: Sequence[TextModel], texts: Examples, tick: Callable[[], None], rounds: int = ROUNDS
) -> list[float]:
    """The median rate of each model over so many rounds, tokenising included.

    They take turns within a round, so that what else the machine does slows all alike; a first round that compiles
    and warms up is not counted.
    """
    seconds: list[list[float]] = [[] for _ in models]
    for number in range(rounds + 1):
        for place, model in enumerate(models):
            tick()
            started = time.perf_counter()
            model.raw(texts)
            if number:
                seconds[place].append(time.perf_counter() - started)
    return [len(texts) / max(1e-6, statistics.median(each)) for each in seconds]


def some(examples: Examples, most: int) -> Examples:
    """Up to `most` rows, evenly over all, without targets; fewer where texts are long, so that no round takes minutes.

    Together they have no more than `most` times `_CHARACTERS`, unless a single row has.
    """
    spread = [int(each) for each in np.unique(np.linspace(0, len(examples) - 1, min(most, len(examples))).astype(int))]
    pairs = examples.pairs or [""] * len(examples)
    long = np.cumsum([len(examples.texts[row]) + len(pairs[row]) for row in spread])
    rows = spread[: max(1, int(np.searchsorted(long, most * _CHARACTERS, side="right")))]
    return Examples(
        [examples.texts[row] for row in rows],
        None if examples.pairs is None else [examples.pairs[row] for row in rows],
    )


def _answered(one: Candidate, dev: Examples, target: Target, tick: Callable[[str], None]) -> Ints | Floats:
    """Its answers to dev; of several labels a text each is decided by the threshold it is served with."""
    tick("Answering the dev part with both models")
    return answers_of(target, one.predictor.decided(one.model.raw(dev)), dev, one.predictor.calibration)


def _weighed(
    one: Candidate,
    is_the_measure: bool,
    truth: Truth,
    ours: Ints | Floats,
    theirs: Ints | Floats,
    rate: float,
    metric: str,
) -> Weighed:
    return Weighed(
        side=one.side,
        precision=one.precision,
        serves=one.serves,
        size_bytes=one.size_bytes,
        parameters=one.model.parameter_count(),
        texts_per_second=rate,
        dev=measure(truth, ours, [metric])[metric],
        against=None if is_the_measure else compare(truth, ours, theirs, metric),
    )
