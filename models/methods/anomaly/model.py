"""What the models of all three rungs have in common."""

from __future__ import annotations

from abc import abstractmethod
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import Field

from models.artifacts import Arrays, load_arrays, load_json, save_arrays, save_json
from models.interface import Examples, FitContext, Floats, Ints, Method, MethodOptions, Target, TextModel
from models.methods.anomaly.scale import Scale
from models.methods.anomaly.symbols import Alphabet
from models.methods.targets import dump_target, parse_target
from studio.core.errors import UnusableTableError
from studio.core.records import Phase, Progress
from studio.core.tasks import Task
from studio.core.version import VERSION

_DESCRIPTION, _ARRAYS = "anomaly.json", "anomaly.safetensors"
_REPORT_EVERY = 500
MOST_BEHIND = 5
# Measured on one thread of a 2-core server, reading of lines included.
_SECONDS_PER_TOKEN = 1e-6


class AnomalyOptions(MethodOptions):
    """What may be set about every rung."""

    quantile: float = Field(
        0.97,
        ge=0.5,
        le=0.9999,
        title="Share taken as normal",
        description="Sets the threshold: of the dev part, which training has not seen, this share stays unflagged. "
        "Raise it where too much is flagged.",
    )


class AnomalyModel(TextModel):
    """An alphabet of events, arrays of counts, and a scale. Reads units of any length; needs no label."""

    def __init__(self, target: Target, alphabet: Alphabet, arrays: Arrays, scale: Scale) -> None:
        self.target = target
        self.alphabet = alphabet
        self.arrays = arrays
        self.scale = scale

    @abstractmethod
    def by_line(self, sequence: Ints) -> Floats:
        """How much each line adds to the surprise of its unit, shape (n_lines,), 0 and up."""

    @abstractmethod
    def surprise(self, sequence: Ints) -> float:
        """How surprising a unit is, 0 and up."""

    def surprises(self, texts: Examples) -> Floats:
        """That of each row."""
        return np.array([self.surprise(self.alphabet.sequence(text)) for text in texts.texts], dtype=np.float64)

    def raw(self, examples: Examples) -> Floats:
        """See `TextModel.raw`: scores in [0, 1), shape (n_rows,); above 0.5 is an anomaly."""
        return self.scale.scores(self.surprises(examples))

    def behind(self, examples: Examples) -> list[tuple[tuple[int, float], ...]]:
        """By row the lines that add most to its surprise: place from 0 and share, at most `MOST_BEHIND`."""
        return [_most(self.by_line(self.alphabet.sequence(text))) for text in examples.texts]

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """No unit is ever cut."""
        return np.zeros(len(examples), dtype=np.bool_)

    def parameter_count(self) -> int:
        """Numbers that were counted or fitted."""
        return int(sum(array.size for array in self.arrays.values()))

    def save(self, folder: Path) -> None:
        """See `TextModel.save`."""
        described = {
            "target": dump_target(self.target),
            "events": list(self.alphabet.events),
            "scale": self.scale.dump(),
            "version": VERSION,
        }
        save_json(folder / _DESCRIPTION, described)
        save_arrays(folder / _ARRAYS, self.arrays)

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> AnomalyModel:
        """See `TextModel.load`; runs on the CPU wherever `device` points."""
        described = load_json(folder / _DESCRIPTION)
        target, scale = parse_target(described["target"]), Scale(**described["scale"])
        return cls(target, Alphabet(described["events"]), load_arrays(folder / _ARRAYS), scale)


class AnomalyMethod(Method):
    """Count what training units hold; the threshold is set on dev units."""

    tasks: ClassVar[frozenset[Task]] = frozenset({Task.ANOMALY})
    Options: ClassVar[type[MethodOptions]] = AnomalyOptions
    Model: ClassVar[type[AnomalyModel]]
    least_lines: ClassVar[int] = 1
    by_chance: ClassVar[bool] = False
    accelerated: ClassVar[bool] = False

    @abstractmethod
    def count(self, sequences: list[Ints], symbols: int, options: Any) -> Arrays:
        """What the model keeps of the training units."""

    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> AnomalyModel:
        """See `Method.fit`; targets are not looked at."""
        assert isinstance(options, AnomalyOptions)
        if not len(train):
            raise UnusableTableError("There are no training rows.", "Bring rows to learn from.")
        alphabet = Alphabet.of(train.texts)
        sequences = []
        for place, text in enumerate(train.texts):
            if place % _REPORT_EVERY == 0:
                context.report(Progress(Phase.TRAIN, place, len(train), note="Counting events"))
            sequences.append(alphabet.sequence(text))
        self._refuse_short(sequences)
        arrays = self.count(sequences, len(alphabet), options)
        context.report(Progress(Phase.TRAIN, len(train), len(train), note="Setting the threshold"))
        fresh = self.Model(target, alphabet, arrays, Scale(0.0, options.quantile, 0, "train"))
        scale = Scale.fit(fresh.surprises(train), fresh.surprises(dev), options.quantile)
        return self.Model(target, alphabet, arrays, scale)

    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """See `Method.estimate_seconds`; the counting runs on one thread whatever `threads` says."""
        return 1.0 + rows * mean_tokens * _SECONDS_PER_TOKEN

    def _refuse_short(self, sequences: list[Ints]) -> None:
        if max(map(len, sequences)) < self.least_lines:
            raise UnusableTableError(
                f"Every unit is a single line, so there is nothing for '{self.key}' to compare.",
                "Make the dataset again with windows or sessions, or take the method rarity.",
            )


def _most(shares: Floats) -> tuple[tuple[int, float], ...]:
    total = float(shares.sum())
    if total <= 0:
        return ()
    order = np.argsort(-shares, kind="stable")[:MOST_BEHIND]
    return tuple((int(place), float(shares[place] / total)) for place in order if shares[place] > 0)
