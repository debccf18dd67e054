"""Members that answer as one model: an ensemble, or a cascade of two."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from models.artifacts import load_json, save_json
from models.fusion import cascading, mixing
from models.fusion.member import Member
from models.interface import Examples, Floats, TextModel
from models.methods.targets import dump_target, parse_target
from studio.core.errors import TrainingError
from studio.core.fusion import NO_CASCADE, FusionKind
from studio.core.manifest import damaged
from studio.core.version import VERSION

FILE, MEMBERS = "fusion.json", "members"


@dataclass(frozen=True)
class Reading:
    """Raw outputs as of `TextModel.raw`, which rows were cut, and the place of the member that answered each."""

    raw: Floats
    truncated: npt.NDArray[np.bool_]
    by: npt.NDArray[np.int64]


class FusedModel(TextModel):
    """What ensembles and cascades share. Its raw outputs are made of fused answers, see `mixing.as_raw`."""

    def __init__(self, members: Sequence[Member], device: str) -> None:
        """Raises `TrainingError` unless all `members`, two or more, answer the very same question."""
        self.members = tuple(members)
        if len(self.members) < 2:
            raise TrainingError("One model is no fusion.", "Choose two or more.")
        targets = [each.model.target for each in self.members]
        if any((each.task, each.labels) != (targets[0].task, targets[0].labels) for each in targets):
            raise TrainingError("The models do not answer with the same labels.", "Choose models of one dataset.")
        self.target = targets[0]
        self.backbone = (
            " + ".join(sorted({each.model.backbone for each in self.members if each.model.backbone})) or None
        )
        self._device = device

    @property
    def precision(self) -> str:
        """That of the members; several are joined."""
        return " + ".join(sorted({each.precision for each in self.members}))

    def raw(self, examples: Examples) -> Floats:
        """See `TextModel.raw`."""
        return self.read(examples).raw

    def truncated(self, examples: Examples) -> npt.NDArray[np.bool_]:
        """Which rows a member that had a say has not read to the end."""
        return self.read(examples).truncated

    @abstractmethod
    def read(self, examples: Examples) -> Reading:
        """Everything at once: a cascade must not ask its members twice."""

    @abstractmethod
    def rule(self) -> dict[str, Any]:
        """What besides the members makes the model, as plain JSON."""

    @classmethod
    @abstractmethod
    def of(cls, members: Sequence[Member], rule: dict[str, Any], device: str) -> Self:
        """The model of that `rule`."""

    def parameter_count(self) -> int:
        """Those of all members."""
        return sum(each.model.parameter_count() for each in self.members)

    def save(self, folder: Path) -> None:
        """See `TextModel.save`; the members are copied, so that the model lives without them."""
        for place, member in enumerate(self.members):
            member.copy(folder / MEMBERS / str(place), self._device)
        described = {"names": [each.name for each in self.members], "rule": self.rule(), "version": VERSION}
        save_json(folder / FILE, {**described, "target": dump_target(self.target)})

    @classmethod
    def load(cls, folder: Path, *, device: str, threads: int) -> Self:
        """See `TextModel.load`."""
        described = load_json(folder / FILE)
        members = [
            Member.load(name, folder / MEMBERS / str(place), device=device, threads=threads)
            for place, name in enumerate(described["names"])
        ]
        found = cls.of(members, described["rule"], device)
        target = parse_target(described["target"])
        if (found.target.task, found.target.labels) != (target.task, target.labels):
            raise damaged(folder, FILE)
        return found


class EnsembleModel(FusedModel):
    """The weighted mean of all members' calibrated probabilities, or of their scores."""

    method: ClassVar[str] = FusionKind.ENSEMBLE.value

    def __init__(self, members: Sequence[Member], weights: Sequence[float], device: str) -> None:
        super().__init__(members, device)
        if len(weights) != len(self.members) or min(weights) < 0 or abs(sum(weights) - 1) > 1e-6:
            raise TrainingError("Weights must be one a model, none below 0, and sum to 1.", "Take equal weights.")
        self.weights = tuple(weights)

    def read(self, examples: Examples) -> Reading:
        """Ask every member that has a weight."""
        asked = [(each, weight) for each, weight in zip(self.members, self.weights, strict=True) if weight > 0]
        answers = mixing.mean([each.answers(examples) for each, _ in asked], [weight for _, weight in asked])
        cut = np.logical_or.reduce([each.model.truncated(examples) for each, _ in asked])
        return Reading(mixing.as_raw(answers, self.target.task), cut, np.full(len(examples), -1))

    def rule(self) -> dict[str, Any]:
        """The weights."""
        return {"weights": list(self.weights)}

    @classmethod
    def of(cls, members: Sequence[Member], rule: dict[str, Any], device: str) -> Self:
        """See `FusedModel.of`."""
        return cls(members, [float(each) for each in rule["weights"]], device)


class CascadeModel(FusedModel):
    """The first member answers; what it is less sure of than `threshold` the second one takes."""

    method: ClassVar[str] = FusionKind.CASCADE.value

    def __init__(self, members: Sequence[Member], threshold: float, device: str) -> None:
        super().__init__(members, device)
        if len(self.members) != 2 or self.target.task in NO_CASCADE:
            raise TrainingError("A cascade is made of two models of labels.", "Make an ensemble instead.")
        self.threshold = threshold

    def read(self, examples: Examples) -> Reading:
        """Ask the small member, then the large one about what is passed on."""
        small, large = self.members
        answers, cut = small.answers(examples), small.model.truncated(examples)
        by = cascading.passed_on(answers, self.target.task, self.threshold).astype(np.int64)
        passed = np.flatnonzero(by)
        if len(passed):
            rest = _rows(examples, passed)
            answers[passed], cut[passed] = large.answers(rest), large.model.truncated(rest)
        return Reading(mixing.as_raw(answers, self.target.task), cut, by)

    def answered_by(self, place: int) -> str:
        """The member at a place, as people read it."""
        return f"{('small', 'large')[place]} model, {self.members[place].name}"

    def rule(self) -> dict[str, Any]:
        """The threshold."""
        return {"threshold": self.threshold}

    @classmethod
    def of(cls, members: Sequence[Member], rule: dict[str, Any], device: str) -> Self:
        """See `FusedModel.of`."""
        return cls(members, float(rule["threshold"]), device)


FUSED: dict[str, type[FusedModel]] = {each.method: each for each in (EnsembleModel, CascadeModel)}
"""The classes by the method that their versions bear."""


def _rows(examples: Examples, chosen: npt.NDArray[np.int64]) -> Examples:
    pairs = examples.pairs
    return Examples(
        texts=[examples.texts[row] for row in chosen], pairs=None if pairs is None else [pairs[row] for row in chosen]
    )
