"""Making a version smaller: which ways there are for it, starting one, reading what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.device import ThreadBudget
from models.evaluation.deciding import TOLD
from models.methods.full.method import FullMethod
from models.serving.predictor import MODEL
from models.smaller.options import WAYS, SmallerOptions, parse_options
from models.smaller.shapes import METHODS, refuse, shape_in, why_not
from studio.core.actor import Actor
from studio.core.errors import DamagedArtifactError, InvalidOptionError, UnknownKeyError
from studio.core.records import Comparison, Dataset, ModelVersion, Run, RunKind
from studio.core.settings import Settings
from studio.core.smaller import SMALLER, Shape, Smaller, Way, parse_smaller
from studio.core.splits import Part
from studio.services.dev_rows import MORE_ROWS, too_few
from studio.services.evaluations import EvaluationService
from studio.services.library import LibraryService
from studio.services.paired import PairedComparisons
from studio.services.permissions import require_change
from studio.services.submission import Submission
from studio.services.trained_with import options_of
from studio.services.training import Estimate, TrainingService
from studio.storage import datasets, runs
from studio.storage.database import Store

_WEIGHING_SECONDS = 20.0
_PARENT = "parent"


@dataclass(frozen=True)
class WayChoice:
    """A way as one may choose it for a version; `reason` says why it is not available."""

    way: Way
    title: str
    help: str
    available: bool
    reason: str
    Options: type[SmallerOptions]


@dataclass(frozen=True)
class Parent:
    """The version that a smaller one is made of; it may have been deleted since."""

    id: str
    number: int


class SmallerService:
    """Makes versions of the actor's workspace smaller."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        submission: Submission,
        training: TrainingService,
        library: LibraryService,
        evaluations: EvaluationService,
        paired: PairedComparisons,
    ) -> None:
        self._settings = settings
        self._store = store
        self._submission = submission
        self._training = training
        self._library = library
        self._evaluations = evaluations
        self._paired = paired
        self._shapes: dict[str, Shape] = {}

    def ways(self, actor: Actor, model_id: str) -> list[WayChoice]:
        """Every way, and whether this version can be made smaller in it."""
        model = self._library.get(actor, model_id)
        found = []
        for way, kind in WAYS.items():
            reason = self._why_not(model, way)
            found.append(WayChoice(way, kind.title, kind.help, not reason, reason, kind.Options))
        return found

    def estimate(self, actor: Actor, model_id: str, way: Way, options: Mapping[str, Any]) -> Estimate:
        """A guess at how long it takes on this machine; raises what `start` would raise of wrong options."""
        model, dataset = self._both(actor, model_id)
        parsed = self._parsed(model, way, options)
        before = self._trained_with(model)
        training = parsed.training(str(model.backbone), int(before.get("max_tokens", 256)), before)
        threads = ThreadBudget(self._settings.thread_budget).trainer(serving=False)
        rows, tokens = dataset.parts.get(Part.TRAIN, 0), self._training.mean_tokens(actor, dataset.id)
        try:
            whole = FullMethod().estimate_seconds(rows, tokens, training, threads)
        except UnknownKeyError:  # the language model it was trained from was removed; of its size the bundled one's
            whole = FullMethod().estimate_seconds(rows, tokens, parsed.training("minilm-l6", 256, {}), threads)
        left = 1 - parsed.share if way in (Way.LAYERS, Way.DISTIL) else 1.0
        return Estimate(whole * left + _WEIGHING_SECONDS, "", self._training.measured(model.method))

    def start(
        self, actor: Actor, model_id: str, way: Way, options: Mapping[str, Any] | None = None, seed: int = 0
    ) -> Run:
        """Queue a run that ends in a smaller version of its own; the test part is opened once, for that.

        The very same, seed included, is not made again while it goes on or is there: its run.
        Raises `InvalidOptionError` where this version cannot be made smaller in that way, and of wrong options.
        """
        require_change(actor, "start a run")
        model, dataset = self._both(actor, model_id)
        parsed = self._parsed(model, way, options or {})
        told = {
            "way": way.value,
            "options": parsed.model_dump(mode="json"),
            "as_before": dict(self._trained_with(model)),
        }
        manifest = {_PARENT: {"id": model.id, "number": model.number}, "options": told, "seed": seed}
        if decision := self._run_of(model).manifest.get(TOLD):  # where labels were decided so, they still are
            manifest[TOLD] = decision
        run = self._submission.new_on(dataset, RunKind.SMALLER, manifest, method=model.method)
        return self._submission.submit_once(run)

    def of(self, run: Run) -> Smaller | None:
        """What a run came to, None while it has not."""
        found = run.result.get(SMALLER)
        return None if found is None else parse_smaller(found)

    def made_of(self, actor: Actor, model_id: str, limit: int = 5) -> list[Run]:
        """The newest runs that make, or made, this version smaller."""
        model = self._library.get(actor, model_id)
        with self._store.read() as connection:
            found = runs.every(connection, actor.workspace, domain=model.domain, kind=RunKind.SMALLER)
        return [run for run in found if (parent := parent_of(run)) and parent.id == model.id][:limit]

    def on_test(self, actor: Actor, run: Run) -> Comparison | None:
        """The smaller version against its parent on the test part, by the answers stored when each was measured.

        None while there is none, or where one of the two was deleted since.
        """
        parent = parent_of(run)
        known = {model.id for model in self._library.versions(actor, run.domain)}
        if parent is None or not {parent.id, run.model_id} <= known:
            return None
        ours, theirs = (self._evaluations.latest(actor, str(each)) for each in (run.model_id, parent.id))
        return None if ours is None or theirs is None else self._paired.of(actor, ours, theirs)

    def _both(self, actor: Actor, model_id: str) -> tuple[ModelVersion, Dataset]:
        model = self._library.get(actor, model_id)
        with self._store.read() as connection:
            return model, datasets.get(connection, actor.workspace, model.dataset_id)

    def _parsed(self, model: ModelVersion, way: Way, options: Mapping[str, Any]) -> SmallerOptions:
        reason = self._why_not(model, way)
        if reason:
            raise InvalidOptionError(f"Version {model.number} cannot be made smaller in this way. {reason}")
        parsed = parse_options(way, options)
        shape = self._shape(model)
        assert shape is not None
        refuse(way, parsed, shape)
        return parsed

    def _why_not(self, model: ModelVersion, way: Way) -> str:
        return why_not(way, model.method, self._shape(model)) or self._too_few_to_see(model)

    def _too_few_to_see(self, model: ModelVersion) -> str:
        with self._store.read() as connection:
            dataset = datasets.get(connection, model.workspace, model.dataset_id)
        few = too_few(dataset, "what is lost could not be seen on so few.")
        return few and f"{few} {MORE_ROWS}"

    def _trained_with(self, model: ModelVersion) -> Mapping[str, Any]:
        """The options that the version, or the one it was made of, was trained with."""
        return options_of(self._run_of(model), model.method)

    def _run_of(self, model: ModelVersion) -> Run:
        with self._store.read() as connection:
            return runs.get(connection, model.workspace, model.run_id)

    def _shape(self, model: ModelVersion) -> Shape | None:
        """What it is made of; a version never changes, so its files are read once."""
        if model.method not in METHODS:
            return None
        if model.id not in self._shapes:
            try:
                self._shapes[model.id] = shape_in(self._library.artifact_folder(model.id) / MODEL)
            except DamagedArtifactError:
                return None
        return self._shapes[model.id]


def parent_of(run: Run) -> Parent | None:
    """The version that a run makes smaller; None of other runs."""
    told = run.manifest.get(_PARENT)
    return None if told is None else Parent(str(told["id"]), int(told["number"]))
