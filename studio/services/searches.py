"""Searching a method's options on dev: what it would take, starting it, reading what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from models.evaluation.deciding import MOVED, TOLD
from models.methods.registry import method, parse_method_options
from models.search.budget import Budget
from studio.core.actor import Actor
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.metrics import metric
from studio.core.records import Dataset, Run, RunKind
from studio.core.search import SEARCH, Searched, parse_searched
from studio.core.tasks import Task
from studio.services.augmentation import told_in_manifest
from studio.services.dev_rows import MORE_ROWS, too_few
from studio.services.imbalance import require_classes
from studio.services.permissions import require_change
from studio.services.submission import Submission
from studio.services.training import TrainingService
from studio.storage import datasets
from studio.storage.database import Store

MOST_TRIALS, MOST_SECONDS = 500, 24 * 3600.0


@dataclass(frozen=True)
class SearchPlan:
    """What a search would try: the names of the options, and a guess at the trials and the seconds.

    Where they are not `measured`, nothing was timed on the kind of device that the trials compute on.
    """

    options: tuple[str, ...]
    trials: int
    seconds: float
    measured: bool = True


class SearchService:
    """Searches of the actor's workspace."""

    def __init__(self, store: Store, submission: Submission, training: TrainingService) -> None:
        self._store, self._submission, self._training = store, submission, training

    def plan(
        self,
        actor: Actor,
        dataset_id: str,
        key: str,
        budget: Budget,
        options: Mapping[str, Any] | None = None,
        augmentation: Mapping[str, Any] | None = None,
    ) -> SearchPlan:
        """What a search of that budget tries, guessed from what one training with `options` takes.

        Raises `InvalidOptionError` for a method with nothing to search, one that cannot learn the dataset, wrong
        options or a budget out of bounds, `UnusableTableError` where the dev part is too small.
        """
        dataset = self._dataset(actor, dataset_id)
        if few := too_few(dataset, "options cannot be told apart on so few."):
            raise UnusableTableError(few, MORE_ROWS)
        if (budget.trials or 0) > MOST_TRIALS or (budget.seconds or 0.0) > MOST_SECONDS:
            raise InvalidOptionError("That budget is too large.", f"At most {MOST_TRIALS} trials, or 24 hours.")
        space = _space(key, dataset.task)
        choice = next((each for each in self._training.methods(actor, dataset_id) if each.key == key), None)
        if choice is None or not choice.available:
            raise InvalidOptionError(f"The method '{key}' cannot be used here.", choice.reason if choice else "")
        estimate = self._training.estimate(actor, dataset_id, key, options, _not_compared(augmentation))
        each = max(0.01, estimate.seconds)
        fitting = MOST_TRIALS if budget.seconds is None else max(1, int(budget.seconds / each))
        trials = min(fitting, budget.trials or MOST_TRIALS)
        return SearchPlan(space, trials, trials * each, estimate.measured)

    def start(
        self,
        actor: Actor,
        dataset_id: str,
        key: str,
        budget: Budget,
        options: Mapping[str, Any] | None = None,
        seed: int = 0,
        augmentation: Mapping[str, Any] | None = None,
        *,
        move_thresholds: bool = False,
    ) -> Run:
        """Queue a search, which ends in a model of the best trial; raises what `plan` raises.

        `options` hold for every trial, unless they are searched over: then they are where the search begins. So do
        varied training texts (`augmentation`, see `AugmentationOptions`; what they bring is not measured here). Trials
        are ranked before thresholds are moved, which `move_thresholds` asks for: that is the best one's. The test part
        is opened once, for the best trial. The very same, seed included, is not searched again while it goes on or its
        model is there: its run.
        """
        require_change(actor, "start a run")
        dataset = self._dataset(actor, dataset_id)
        self.plan(actor, dataset_id, key, budget, options, augmentation)
        parsed = parse_method_options(method(key), options or {}).model_dump(mode="json")
        told = {"method": key, "options": parsed, "budget": asdict(budget)}
        manifest: dict[str, Any] = {"method": key, "options": told, "seed": seed}
        manifest |= told_in_manifest(dataset, _not_compared(augmentation))
        if move_thresholds:
            require_classes(dataset)
            manifest[TOLD] = MOVED
        return self._submission.submit_once(self._submission.new_on(dataset, RunKind.SEARCH, manifest, method=key))

    def of(self, run: Run) -> Searched | None:
        """What a run's search has found, None while it has not."""
        found = run.result.get(SEARCH)
        return None if found is None else parse_searched(found)

    def _dataset(self, actor: Actor, dataset_id: str) -> Dataset:
        with self._store.read() as connection:
            return datasets.get(connection, actor.workspace, dataset_id)


def _not_compared(augmentation: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """Every trial learns from the copies: none is trained a second time without them."""
    return {**augmentation, "compare": False} if augmentation else {}


def _space(key: str, task: Task) -> tuple[str, ...]:
    """The options of a method that are searched over; Optuna is imported when a search is thought of, not before."""
    from models.search.space import space_of

    return tuple(space_of(method(key), task).dimensions)


def differences(found: Searched) -> dict[str, tuple[Any, Any]]:
    """Options in which the best trial differs from the first, each with what it was and what it is."""
    return {
        name: (found.fixed.get(name), value) for name, value in found.options.items() if value != found.fixed.get(name)
    }


def finding(found: Searched) -> str:
    """What the search says, in a few sentences, with the warning that dev flatters."""
    changed = ", ".join(
        f"{name} {_told(value)} instead of {_told(was)}" for name, (was, value) in differences(found).items()
    )
    tried = counted(len(found.trials), "trial", "trials")
    if not changed:
        return f"Of {tried}, none was better on dev than the first: what it began with stays."
    said = [f"Of {tried}, number {found.best + 1} was best on dev: {changed}."]
    difference = found.against.difference if found.against else None
    if difference is not None and difference.value is not None:
        sign = 1 if metric(found.metric).greater_is_better else -1
        of = metric(found.metric)
        bounds = sorted(sign * each for each in (difference.low, difference.high) if each is not None)
        low, high = (of.apart(each, signed=True) for each in bounds) if len(bounds) == 2 else ("", "")
        between = f" (95 % interval {low.split()[0]} to {high.split()[0]})" if low else ""
        said.append(f"That is {of.apart(sign * difference.value, signed=True)} against the first trial{between}.")
    said.append("The best of many trials flatters itself on dev: the figure that counts is that of the test part.")
    return " ".join(said)


def _told(value: Any) -> str:
    if value is None:
        return "the method's own choice"
    return f"{value:.3g}" if isinstance(value, float) else str(value)
