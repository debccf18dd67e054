"""Runs that made versions side by side: what was set differently, what it came to, how sure one may be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from studio.core.actor import Actor
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError
from studio.core.going_on import GOES_ON
from studio.core.ran_on import RAN_ON, device_of
from studio.core.records import MAKES_MODEL, Comparison, CurvePoint, Evaluation, ModelVersion, Run, RunKind
from studio.core.search import SEARCH
from studio.core.seeds import Seeds
from studio.services.evaluations import EvaluationService
from studio.services.library import LibraryService
from studio.services.paired import PairedComparisons
from studio.services.runs import RunService
from studio.services.seeds import SeedService
from studio.services.trained_with import options_of

MOST = 6
"""Runs in one comparison: more lines than these cannot be told apart in a chart."""
_SURROUNDINGS = (
    "kind",
    "method",
    "seed",
    "decision",
    "device",
    "threads",
    "code_version",
    "code",
    "preparation_hash",
    GOES_ON,
)


@dataclass(frozen=True)
class ComparedRun:
    """One run of a comparison; `model` and `evaluation` are None where it made none, or it was deleted.

    `curve` is that of the training which made the model: of a ladder the recommended rung's, of a search the best
    trial's. `against_first` is the paired test against the first run of the comparison, on the same test rows; `seeds`
    is what the same training came to from other seeds, where that was asked.
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
    """Runs in the order asked for. `differing` has what was not the same for all, by name, one value a run.

    `same_data` says whether all learned from and were measured on the same dataset: only then are figures comparable.
    """

    runs: tuple[ComparedRun, ...]
    differing: Mapping[str, tuple[Any, ...]]
    same_data: bool


class RunComparisons:
    """Compares runs of the actor's workspace; opens no test part."""

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
        """Two to `MOST` runs that make a version, of one kind or several.

        Raises `InvalidOptionError` for other numbers or kinds, and `NotFoundError`. Further seeds make no version: what
        they came to stands beside the version they are of.
        """
        wanted = list(dict.fromkeys(run_ids))
        if not 2 <= len(wanted) <= MOST:
            raise InvalidOptionError(
                f"{counted(len(wanted), 'run', 'runs')} cannot be compared.", f"Choose between 2 and {MOST} runs."
            )
        found = [self._runs.get(actor, run_id) for run_id in wanted]
        if any(run.kind not in MAKES_MODEL for run in found):
            raise InvalidOptionError(
                "Only runs that make a version can be compared.",
                "Choose trainings, ladders, searches, fusions or smaller versions; further seeds show beside theirs.",
            )
        known = {model.run_id: model for model in self._library.versions(actor)}
        compared = [self._compared(actor, run, known.get(run.id)) for run in found]
        data = {run.manifest.get("dataset", {}).get("content_hash") for run in found}
        return RunComparison(
            tuple(self._against(actor, each, compared[0]) for each in compared),
            differing([_as_set(run, known.get(run.id)) for run in found]),
            len(data) == 1,
        )

    def _compared(self, actor: Actor, run: Run, model: ModelVersion | None) -> ComparedRun:
        evaluation = None if model is None else self._evaluations.latest(actor, model.id)
        seeds = None if model is None else self._seeds.known(actor, model.id)
        series = _series(run, model)
        curve = tuple(replace(each, series="") for each in self._runs.curve(actor, run.id) if each.series == series)
        return ComparedRun(run, curve, model, evaluation, seeds=seeds)

    def _against(self, actor: Actor, each: ComparedRun, first: ComparedRun) -> ComparedRun:
        if each is first or each.evaluation is None or first.evaluation is None:
            return each
        return replace(each, against_first=self._paired.of(actor, each.evaluation, first.evaluation))


def _series(run: Run, model: ModelVersion | None) -> str | None:
    """Which of the run's curves is that of its model; None where there is none."""
    if run.kind is RunKind.LADDER:
        return None if model is None else model.method
    if run.kind is RunKind.SEARCH:
        found = run.result.get(SEARCH)
        return None if found is None else f"trial {found['best'] + 1}"
    return ""


def _as_set(run: Run, model: ModelVersion | None) -> dict[str, Any]:
    """The manifest as that of a training by the options its model was made with, and by what else was asked.

    Its device and threads are those the run was done on, where that is known: a manifest may say no more than `auto`.
    """
    told: Mapping[str, Any] = run.manifest.get("options", {})
    method = run.method or (model.method if model else None)
    options = dict(options_of(run, method or ""))
    if run.kind in (RunKind.LADDER, RunKind.SEARCH):
        budget = told.get("budget") or {"seconds": told.get("budget_seconds")}
        options |= {f"budget: {name}": value for name, value in budget.items()}
    if run.kind is RunKind.SMALLER:
        options |= {"made smaller by": told["way"], **{f"{told['way']}: {k}": v for k, v in told["options"].items()}}
    if run.kind is RunKind.FUSE:
        options = {name: value for name, value in told.items() if name != "members"}
    ran_on = {"device": device_of(run.result), "threads": run.result.get(RAN_ON, {}).get("threads")}
    known = {name: value for name, value in ran_on.items() if value is not None}
    return {**run.manifest, **known, "kind": run.kind.value, "method": method, "options": options}


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
