"""Training a version again from other seeds: whether that tells anything, starting it, reading what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from domains.augmenters import AugmentationOptions
from models.device import ThreadBudget
from models.evaluation.deciding import TOLD
from models.methods.registry import method, methods, parse_method_options
from studio.core.actor import Actor
from studio.core.augmentation import AUGMENTATION
from studio.core.counting import counted
from studio.core.errors import AssayError, InvalidOptionError, NotFoundError
from studio.core.going_on import GOES_ON
from studio.core.ran_on import RAN_ON
from studio.core.records import Dataset, ModelVersion, Run, RunKind
from studio.core.seeds import SEEDS, Replicate, Seeds, parse_seeds
from studio.core.settings import Settings
from studio.core.version import VERSION, code_hash
from studio.services.permissions import require_change
from studio.services.preparations import ModelPreparations
from studio.services.smaller import parent_of
from studio.services.submission import Submission, library_versions
from studio.services.trained_with import options_of, seconds_of
from studio.services.training import Estimate, TrainingService
from studio.services.worker_device import worker_device
from studio.storage import datasets, models, runs
from studio.storage.artifacts import ArtifactStore
from studio.storage.database import Store

LEAST, MOST, USUAL = 2, 10, 2
"""Further seeds: with two there are three trainings in all, the fewest that have a standard deviation."""
_VERSION = "version"
_OTHERWISE = "otherwise"


@dataclass(frozen=True)
class SeedPlan:
    """The further seeds, those of them that an earlier run has measured, and a guess at the seconds of the others.

    `otherwise` names what the trainings would run on that the version did not, as `torch 2.13.0, before 2.12.0`.
    Where they are not `measured`, the seconds are a guess for a kind of device on which nothing was timed.
    """

    seeds: tuple[int, ...]
    known: tuple[Replicate, ...]
    seconds: float
    otherwise: tuple[str, ...]
    measured: bool = True

    @property
    def untrained(self) -> int:
        """How many of the seeds are to be trained."""
        return len(self.seeds) - len(self.known)


@dataclass(frozen=True)
class Seeded:
    """The version that a run trains again; it may have been deleted since."""

    id: str
    number: int
    otherwise: tuple[str, ...]


class SeedService:
    """Trains versions of the actor's workspace again; none of what that makes is kept but its figures."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        artifacts: ArtifactStore,
        submission: Submission,
        training: TrainingService,
    ) -> None:
        self._settings = settings
        self._store = store
        self._submission = submission
        self._training = training
        self._preparations = ModelPreparations(artifacts)

    def why_not(self, actor: Actor, model_id: str) -> str:
        """Why training this version again would tell nothing, or cannot be done; empty where it can."""
        model, run, dataset = self._records(actor, model_id)
        if GOES_ON in run.manifest:
            return "It went on from a checkpoint of another run: there is no training to do again from its beginning."
        return _refusal(model, run, dataset) or self._unprepared(model, run)

    def plan(self, actor: Actor, model_id: str, more: int = USUAL) -> SeedPlan:
        """What `more` further seeds take; raises `InvalidOptionError` of a wrong number, or as `why_not` says.

        What an earlier run measured on the same code, libraries and device is not trained again; refused where nothing
        would be left to train.
        """
        if not LEAST <= more <= MOST:
            asked = counted(more, "further seed", "further seeds")
            raise InvalidOptionError(f"{asked} cannot be trained.", f"Take {LEAST} to {MOST}.")
        model, run, _ = self._records(actor, model_id)
        if reason := self.why_not(actor, model_id):
            raise InvalidOptionError(f"Version {model.number} is not trained again from other seeds.", reason)
        own = int(run.manifest.get("seed", 0))
        seeds = tuple(own + step for step in range(1, more + 1))
        known = tuple(each for each in self._measured(actor, model_id) if each.seed in seeds)
        left = more - len(known)
        if not left:
            asked = counted(more, "further seed", "further seeds")
            raise InvalidOptionError(f"What {asked} come to is known already.", "Ask for more, or read what is there.")
        each = self._each(actor, model, run)
        return SeedPlan(seeds, known, left * each.seconds, self._otherwise(run), each.measured)

    def start(self, actor: Actor, model_id: str, more: int = USUAL) -> Run:
        """Queue the trainings, one after another; the test part is opened once, for all. Raises as `plan`."""
        require_change(actor, "start a run")
        planned = self.plan(actor, model_id, more)
        model, run, dataset = self._records(actor, model_id)
        assert dataset is not None
        told = {
            "seeds": list(planned.seeds),
            "options": dict(options_of(run, model.method)),
            "known": [asdict(each) for each in planned.known],
            "each_seconds": planned.seconds / planned.untrained,
        }
        version = {"id": model.id, "number": model.number, _OTHERWISE: list(planned.otherwise)}
        manifest: dict[str, Any] = {_VERSION: version, "method": model.method, "options": told}
        manifest["seed"] = int(run.manifest.get("seed", 0))
        if varied := run.manifest.get(AUGMENTATION):
            manifest[AUGMENTATION] = {**varied, "compare": False}  # what the copies bring was measured already
        if decision := run.manifest.get(TOLD):
            manifest[TOLD] = decision
        return self._submission.submit_once(
            self._submission.new_on(dataset, RunKind.SEEDS, manifest, method=model.method)
        )

    def of(self, run: Run) -> Seeds | None:
        """What came of a run, None while nothing has, and for other runs."""
        found = run.result.get(SEEDS)
        return None if found is None else parse_seeds(found)

    def runs_of(self, actor: Actor, model_id: str) -> list[Run]:
        """The runs that train, or trained, this version again, newest first."""
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            found = runs.every(connection, actor.workspace, domain=model.domain, kind=RunKind.SEEDS)
        return [run for run in found if (version := version_of(run)) and version.id == model.id]

    def known(self, actor: Actor, model_id: str) -> Seeds | None:
        """What is known of this version: the newest run of the most seeds; None where it was never trained again."""
        done = [each for run in self.runs_of(actor, model_id) if (each := self.of(run))]
        return max(done, key=lambda each: len(each.replicates), default=None)

    def _measured(self, actor: Actor, model_id: str) -> list[Replicate]:
        """Trainings of earlier runs that would come out the same today, each seed once; what failed is tried anew."""
        told = [run for run in self.runs_of(actor, model_id) if "code" in run.manifest and RAN_ON in run.result]
        same = [run for run in told if not self._otherwise(run)]
        found = [each for run in same if (seeds := self.of(run)) for each in seeds.replicates[1:] if not each.reason]
        return list({each.seed: each for each in found}.values())

    def named(self, actor: Actor, name: str) -> str:
        """The id of the version that `name` is, or that the run `name` made; raises `NotFoundError`."""
        with self._store.read() as connection:
            if models.find(connection, actor.workspace, name) is not None:
                return name
            try:
                run = runs.get(connection, actor.workspace, name)
            except NotFoundError as problem:
                raise NotFoundError("version or run", name) from problem
            made = models.by_run(connection, run.id)
        if made is None:
            raise InvalidOptionError(f"The run {run.id} made no version.", "Name a version, or a run that made one.")
        return made.id

    def _records(self, actor: Actor, model_id: str) -> tuple[ModelVersion, Run, Dataset | None]:
        with self._store.read() as connection:
            model = models.get(connection, actor.workspace, model_id)
            run = runs.get(connection, actor.workspace, model.run_id)
            return model, run, datasets.find(connection, actor.workspace, model.dataset_id)

    def _unprepared(self, model: ModelVersion, run: Run) -> str:
        """Varied copies are prepared anew; the texts themselves are kept as they were prepared."""
        if not _varied(run):
            return ""
        try:
            self._preparations.of(model)
        except AssayError as problem:
            return f"Its training texts were varied, and copies would be prepared differently today. {problem.message}"
        return ""

    def _each(self, actor: Actor, model: ModelVersion, run: Run) -> Estimate:
        known = seconds_of(run, model.method)
        if known is not None and not run.manifest.get(AUGMENTATION, {}).get("compare"):
            return Estimate(known, "")
        told = dict(run.manifest.get(AUGMENTATION, {}))
        options = options_of(run, model.method)
        varied = {**told, "compare": False} if told else None
        return self._training.estimate(actor, model.dataset_id, model.method, options, varied, recorded=True)

    def _otherwise(self, run: Run) -> tuple[str, ...]:
        """What a run of today would run on that this one did not; what it did not write down counts as the same."""
        manifest, ran_on = run.manifest, run.result.get(RAN_ON, {})
        now = {
            "Assay": VERSION,
            "code": code_hash(),
            "device": worker_device(self._settings),
            "threads": ThreadBudget(self._settings.thread_budget).trainer(serving=False),
            **library_versions(),
        }
        then = {
            "Assay": manifest.get("code_version"),
            "code": manifest.get("code"),
            "device": ran_on.get("device"),
            "threads": ran_on.get("threads"),
            **manifest.get("libraries", {}),
        }
        return tuple(
            f"{name} {now[name]}, before {then[name]}" for name in now if then.get(name) not in (None, now[name])
        )


def version_of(run: Run) -> Seeded | None:
    """The version that a run trains again; None of other runs."""
    told = run.manifest.get(_VERSION)
    if run.kind is not RunKind.SEEDS or told is None:
        return None
    return Seeded(str(told["id"]), int(told["number"]), tuple(told[_OTHERWISE]))


def _varied(run: Run) -> bool:
    return AugmentationOptions.model_validate(run.manifest.get(AUGMENTATION, {})).wanted


def _refusal(model: ModelVersion, run: Run, dataset: Dataset | None) -> str:
    """The reason against, as far as records tell; empty where there is none."""
    if run.kind is RunKind.FUSE:
        return "It combines other versions and learns nothing at random itself. Train its members again instead."
    parent = parent_of(run)
    if parent is not None:
        return (
            f"It was made smaller from version {parent.number}, so it holds the chance of two trainings. "
            f"Train version {parent.number} again instead."
        )
    if model.method not in methods() or dataset is None:
        what = f"Its method, {model.method}, is not there any more" if dataset else "Its dataset has been deleted"
        return f"{what}."
    if not method(model.method).by_chance and not _varied(run):
        return (
            f"{model.method} has no chance in it: from another seed it would learn the very same model and reach the "
            "same figure. What is left is the chance of which texts were tested, and the interval shows that."
        )
    try:
        parse_method_options(method(model.method), options_of(run, model.method))
    except InvalidOptionError as problem:
        return f"It was trained with options that are not known any more. {problem.message}"
    return ""
