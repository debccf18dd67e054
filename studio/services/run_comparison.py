"""Trainings side by side: what was set differently, what it came to, how sure one may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.core.actor import Actor
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError
from studio.core.records import Comparison, CurvePoint, Evaluation, ModelVersion, Run, RunKind
from studio.core.seeds import Seeds
from studio.services.evaluations import EvaluationService
from studio.services.library import LibraryService
from studio.services.paired import PairedComparisons
from studio.services.runs import RunService
from studio.services.seeds import SeedService

MOST = 6
"""Runs in one comparison: more lines than these cannot be told apart in a chart."""
_SURROUNDINGS = ("method", "seed", "decision", "device", "code_version", "preparation_hash")


@dataclass(frozen=True)
class ComparedRun:
    """One training of a comparison; `model` and `evaluation` are None where it made none, or it was deleted.

    `against_first` is the paired test against the first run of the comparison, on the same test rows; `seeds` is what
    the same training came to from other seeds, where that was asked.
    """

    run: Run
    curve: tuple[CurvePoint, ...]
    model: ModelVersion | None
    evaluation: Evaluation | None
    against_first: Comparison | None = None
    seeds: Seeds | None = None

    @property
    def seconds(self) -> float:
        """What its phases took together."""
        return sum(self.run.seconds.values())


@dataclass(frozen=True)
class RunComparison:
    """Trainings in the order asked for. `differing` has what was not the same for all, by name, one value a run.

    `same_data` says whether all learned from and were measured on the same dataset: only then are figures comparable.
    """

    runs: tuple[ComparedRun, ...]
    differing: Mapping[str, tuple[Any, ...]]
    same_data: bool


class RunComparisons:
    """Compares trainings of the actor's workspace; opens no test part."""

    def __init__(
        self,
        runs: RunService,
        library: LibraryService,
        evaluations: EvaluationService,
        paired: PairedComparisons,
        seeds: SeedService,
    ) -> None:
        self._runs = runs
        self._library = library
        self._evaluations = evaluations
        self._paired = paired
        self._seeds = seeds

    def of(self, actor: Actor, run_ids: Sequence[str]) -> RunComparison:
        """Two to `MOST` trainings; raises `InvalidOptionError` for other numbers or kinds, and `NotFoundError`."""
        wanted = list(dict.fromkeys(run_ids))
        if not 2 <= len(wanted) <= MOST:
            raise InvalidOptionError(
                f"{counted(len(wanted), 'run', 'runs')} cannot be compared.", f"Choose between 2 and {MOST} trainings."
            )
        found = [self._runs.get(actor, run_id) for run_id in wanted]
        if any(run.kind is not RunKind.TRAIN for run in found):
            raise InvalidOptionError("Only trainings can be compared.", "Choose runs of the kind training.")
        known = {model.run_id: model for model in self._library.versions(actor)}
        compared = [self._compared(actor, run, known.get(run.id)) for run in found]
        data = {run.manifest.get("dataset", {}).get("content_hash") for run in found}
        return RunComparison(
            tuple(self._against(actor, each, compared[0]) for each in compared),
            differing([run.manifest for run in found]),
            len(data) == 1,
        )

    def _compared(self, actor: Actor, run: Run, model: ModelVersion | None) -> ComparedRun:
        evaluation = None if model is None else self._evaluations.latest(actor, model.id)
        seeds = None if model is None else self._seeds.known(actor, model.id)
        return ComparedRun(run, tuple(self._runs.curve(actor, run.id)), model, evaluation, seeds=seeds)

    def _against(self, actor: Actor, each: ComparedRun, first: ComparedRun) -> ComparedRun:
        if each is first or each.evaluation is None or first.evaluation is None:
            return each
        return replace(each, against_first=self._paired.of(actor, each.evaluation, first.evaluation))


def differing(manifests: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """What the manifests do not agree on: dataset, method, surroundings, library versions, options.

    A value is None where a manifest does not have it, as the options of another method.
    """
    flat = [_flat(manifest) for manifest in manifests]
    names = dict.fromkeys(name for each in flat for name in each)
    rows = {name: tuple(each.get(name) for each in flat) for name in names}
    return {name: values for name, values in rows.items() if any(value != values[0] for value in values[1:])}


def _flat(manifest: Mapping[str, Any]) -> dict[str, Any]:
    dataset = manifest.get("dataset", {})
    told = {"dataset": f"{dataset.get('name', '')} ({dataset.get('id', '')})"}
    told |= {name: manifest[name] for name in _SURROUNDINGS if name in manifest}
    told |= dict(manifest.get("options", {}))
    told |= {f"varied texts: {name}": value for name, value in manifest.get("augmentation", {}).items()}
    return told | {f"{name} (library)": version for name, version in manifest.get("libraries", {}).items()}
