"""What every rung of the ladder of methods has in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from studio.core.records import Progress
from studio.core.tasks import Task

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Examples:
    """Texts and, where known, what is to be learned of them; all fields have length `n_rows`.

    `pairs` is the second text of each row (question and reference answer) or None. `targets` holds indices into
    `Target.labels` for classification, scores normalised to [0, 1] by the row's own range for scoring, and where a text
    has several labels a row of 0 and 1, one a label: (n_rows, n_labels).
    `score_min` and `score_max` are that range, in points, for scoring.
    """

    texts: Sequence[str]
    pairs: Sequence[str] | None = None
    targets: Floats | Ints | None = None
    score_min: Floats | None = None
    score_max: Floats | None = None

    def __len__(self) -> int:
        return len(self.texts)

    def distinct(self) -> int:
        """How many rows are left where equal ones count once."""
        return len(set(self.texts) if self.pairs is None else set(zip(self.texts, self.pairs, strict=True)))


@dataclass(frozen=True)
class Target:
    """What a model answers: one of `labels`, some of them, or a score on a grid of `score_step` points."""

    task: Task
    labels: tuple[str, ...] = ()
    score_step: float = 1.0

    @property
    def outputs(self) -> int:
        """Width of a model's raw output: one a label, or one score."""
        return len(self.labels) if self.by_label else 1

    @property
    def by_label(self) -> bool:
        """Whether raw outputs are logits, one a label, of one of them or of several; else they are scores."""
        return self.task in (Task.CLASSIFICATION, Task.MULTILABEL)


@dataclass(frozen=True)
class FitContext:
    """The surroundings of one fit.

    `checkpoints` is a folder that outlives a killed process: a method that takes long writes its state there and
    resumes from it. `report` takes progress and is cheap to call. A method calls it at least once a second, and
    lets what it raises (`CancelledError`) through. `unlabelled` are further texts of the domain, prepared as the
    others are, of which nothing is known; methods that read texts for themselves take them as well.
    """

    seed: int
    threads: int
    device: str
    checkpoints: Path
    cache: Path
    report: Callable[[Progress], None]
    unlabelled: Sequence[str] = ()


class TextModel(ABC):
    """A fitted model: texts in, raw outputs out. Calibration and labels are put on top by `models/serving`."""

    method: ClassVar[str]
    target: Target
    backbone: str | None = None

    @abstractmethod
    def raw(self, examples: Examples) -> Floats:
        """Logits of shape (n_rows, n_labels), or normalised scores of shape (n_rows,) clipped to [0, 1]."""

    @abstractmethod
    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """Which rows, shape (n_rows,), are longer than the model reads."""

    @abstractmethod
    def parameter_count(self) -> int:
        """Parameters that an answer passes through, frozen ones included."""

    @abstractmethod
    def save(self, folder: Path) -> None:
        """Write the model into `folder` (exists, empty) as safetensors and JSON, without a manifest."""

    @classmethod
    @abstractmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> TextModel:
        """The model written there by `save`; the caller has checked the sums."""


@dataclass(frozen=True)
class Facts:
    """What is known of the training rows before a run: `orderly` is the share of texts of two sentences or more.

    `shared_pairs` says whether any two different rows have the same second text, or none at all; `shared_answers`
    whether any two of those have the same answer as well. `unlabelled` counts further texts without an answer.
    """

    task: Task
    rows: int
    pairs: bool = False
    orderly: float = 0.0
    shared_pairs: bool = True
    shared_answers: bool = True
    unlabelled: int = 0


_OF_CLASSES = "classes", "Scores have no classes, so it would change nothing."
_OF_SCORES = "scores", "Labels have no order, so it would change nothing."


def _mark(field: FieldInfo) -> object:
    """What a field is marked as being `of`: classes, scores, or nothing."""
    return field.json_schema_extra.get("of") if isinstance(field.json_schema_extra, dict) else None


class MethodOptions(BaseModel, extra="forbid"):
    """What a person may set about a method; every field carries a title, a plain-language description and bounds."""


class Method(ABC):
    """One rung of the ladder: how to fit, what may be set, how long it will take."""

    key: ClassVar[str]
    title: ClassVar[str]
    help: ClassVar[str]
    tasks: ClassVar[frozenset[Task]]
    Options: ClassVar[type[MethodOptions]]
    Model: ClassVar[type[TextModel]]
    cuts_pairs: ClassVar[bool] = False
    """Whether a text with a pair is read in one piece, however long, whatever is chosen for long texts."""
    by_chance: ClassVar[bool] = True
    """Whether `fit` draws anything at random: else another seed makes the same model."""

    accelerated: ClassVar[bool] = True
    """Whether `fit` computes on the accelerator where there is one; its seconds there were not measured."""

    @abstractmethod
    def fit(
        self, train: Examples, dev: Examples, target: Target, options: MethodOptions, context: FitContext
    ) -> TextModel:
        """Learn from `train`, choose on `dev` (may be empty), report progress, return the model."""

    def check(self, options: MethodOptions, facts: Facts) -> None:  # noqa: B027
        """Raise `InvalidOptionError`, before a run starts, of options that make no sense together or on such rows."""

    def greyed(self, options: Mapping[str, Any], facts: Facts) -> Mapping[str, str]:
        """The options that cannot be chosen, given the others as entered so far and the rows, each with the reason."""
        return self.idle(facts.task)

    def idle(self, task: Task) -> Mapping[str, str]:
        """The options that change nothing for `task`, each with the reason: those marked as of the other kind."""
        other, reason = _OF_CLASSES if task is Task.SCORING else _OF_SCORES
        return {name: reason for name, field in self.Options.model_fields.items() if _mark(field) == other}

    def seconds_to_read(self, texts: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """A guess at what `fit` takes longer for that many unlabelled texts: nothing where it does not read them."""
        return 0.0

    def told_before(self, facts: Facts) -> str:
        """What to know, before a run, of what it will do with such rows, in a sentence; usually nothing."""
        return ""

    @abstractmethod
    def estimate_seconds(self, rows: int, mean_tokens: float, options: MethodOptions, threads: int) -> float:
        """A guess at the seconds `fit` takes for that many training rows on this machine's processors."""
