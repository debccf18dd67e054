"""The measured ladder: what would be trained in the time given, starting it, reading what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.ladder.climbing import Planned, passed_over, plan
from models.methods.registry import method, parse_method_options
from studio.core.actor import Actor
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError, UnusableTableError
from studio.core.ladder import LADDER, Ladder, parse_ladder
from studio.core.metrics import metric
from studio.core.records import Dataset, Run, RunKind
from studio.core.tasks import Task
from studio.services.dev_rows import MORE_ROWS, too_few
from studio.services.permissions import require_change
from studio.services.submission import Submission
from studio.services.training import MethodChoice, TrainingService
from studio.storage import datasets
from studio.storage.database import Store

LEAST_SECONDS, MOST_SECONDS = 10.0, 24 * 3600.0


@dataclass(frozen=True)
class LadderPlan:
    """Which methods fit into the time, cheapest first, and which do not, with the reason; seconds are guesses.

    `spare` are those for which there is no time by these guesses: they get their turn where others are quicker.
    Where they are not `measured`, some of those taken compute on a kind of device on which nothing was timed.
    """

    taken: tuple[Planned, ...]
    spare: tuple[Planned, ...]
    left_out: tuple[tuple[str, str], ...]
    measured: bool = True

    @property
    def seconds(self) -> float:
        """What the rungs together may take."""
        return sum(each.estimated_seconds for each in self.taken)


class LadderService:
    """Ladders of the actor's workspace."""

    def __init__(self, store: Store, submission: Submission, training: TrainingService) -> None:
        self._store = store
        self._submission = submission
        self._training = training

    def plan(self, actor: Actor, dataset_id: str, budget_seconds: float) -> LadderPlan:
        """What a ladder of that budget trains, each method with its defaults.

        Raises `UnusableTableError` for a dataset on which rungs cannot be ranked, `InvalidOptionError` for a budget
        outside [`LEAST_SECONDS`, `MOST_SECONDS`].
        """
        if not LEAST_SECONDS <= budget_seconds <= MOST_SECONDS:
            raise InvalidOptionError("That is no time a ladder can be climbed in.", "Give it 10 seconds to 24 hours.")
        _require_rankable(self._dataset(actor, dataset_id))
        rungs: list[Planned] = []
        refused: list[tuple[str, str]] = []
        for each in self._training.methods(actor, dataset_id):
            try:
                rungs.append(self._planned(actor, dataset_id, each))
            except InvalidOptionError as problem:  # what one method cannot do must not keep the others from trying
                refused.append((each.key, problem.message))
        taken, spare = plan(rungs, budget_seconds)
        left = budget_seconds - sum(each.estimated_seconds for each in taken)
        late = ((each.method.key, passed_over(each, left).reason) for each in spare)
        measured = all(self._training.measured(each.method.key) for each in taken)
        return LadderPlan(tuple(taken), tuple(spare), (*late, *refused), measured)

    def start(self, actor: Actor, dataset_id: str, budget_seconds: float, seed: int = 0) -> Run:
        """Queue a ladder; it trains what `plan` says and what there turns out to be time for beside it.

        It ends in a model of the rung it recommends.

        Raises what `plan` raises. The test part is opened once, for the recommended rung and the baselines.
        The very same, seed included, is not climbed again while it goes on or its model is there: its run.
        """
        require_change(actor, "start a run")
        dataset = self._dataset(actor, dataset_id)
        planned = self.plan(actor, dataset_id, budget_seconds)
        options = {
            "budget_seconds": budget_seconds,
            "rungs": _in_manifest(planned.taken),
            "spare": _in_manifest(planned.spare),
            "left_out": dict(planned.left_out),
        }
        run = self._submission.new_on(dataset, RunKind.LADDER, {"options": options, "seed": seed})
        return self._submission.submit_once(run)

    def of(self, run: Run) -> Ladder | None:
        """The ladder that a run has climbed, None while it has not."""
        found = run.result.get(LADDER)
        return None if found is None else parse_ladder(found)

    def _planned(self, actor: Actor, dataset_id: str, choice: MethodChoice) -> Planned:
        if not choice.available:
            raise InvalidOptionError(choice.reason)
        rung = method(choice.key)
        seconds = self._training.estimate(actor, dataset_id, choice.key).seconds
        return Planned(rung, parse_method_options(rung, {}), seconds)

    def _dataset(self, actor: Actor, dataset_id: str) -> Dataset:
        with self._store.read() as connection:
            return datasets.get(connection, actor.workspace, dataset_id)


def _in_manifest(rungs: tuple[Planned, ...]) -> dict[str, dict[str, Any]]:
    return {
        each.method.key: {"options": each.options.model_dump(mode="json"), "seconds": each.estimated_seconds}
        for each in rungs
    }


def recommendation(ladder: Ladder) -> str:
    """What the ladder says, in two or three sentences."""
    chosen = ladder.rung(ladder.recommended)
    said = [f"`{chosen.method}` is worth its price: {_took(chosen.seconds)} of training."]
    cheaper = [each for each in ladder.trained if (each.seconds or 0) < (chosen.seconds or 0)]
    dearer = [each for each in ladder.trained if (each.seconds or 0) > (chosen.seconds or 0)]
    for each in cheaper[-1:]:
        said.append(f"It is {_ahead(ladder, each.method)} than `{each.method}`.")
    if dearer:
        best = ladder.rung(ladder.best)
        above = (
            f"`{best.method}` is {_ahead(ladder, best.method, turned=True)}: no more than one standard error, which "
            "may be chance"
            if best.method != chosen.method
            else "nothing is gained"
        )
        said.append(f"Above it {above}.")
    return " ".join(said)


RULE = (
    "Recommended is the cheapest method that the best one beats by no more than one standard error of the paired "
    "difference (Breiman et al. 1984): chance alone makes such a difference in up to 3 of 10 cases (p up to 0.32)."
)
"""By what a rung is recommended, and how much chance that leaves."""


def _ahead(ladder: Ladder, other: str, *, turned: bool = False) -> str:
    """`3.1 points better (p = 0.012)`: the recommended rung against another, or the other way round."""
    against = ladder.rung(other).against
    if against is None or against.difference.value is None:
        return "as good"
    better = against.difference.value if turned else -against.difference.value
    if not metric(ladder.metric).greater_is_better:
        better = -better
    p = "" if against.p_value is None else f" (p = {against.p_value:.2g})"
    return f"{metric(ladder.metric).apart(better)} {'better' if better >= 0 else 'worse'}{p}"


def _took(seconds: float | None) -> str:
    if seconds is None:
        return "an unknown time"
    return counted(round(seconds), "second", "seconds") if seconds < 90 else f"{seconds / 60:.0f} minutes"


def _require_rankable(dataset: Dataset) -> None:
    if dataset.task is Task.ANOMALY:
        raise UnusableTableError(
            "Anomalies without labels cannot be ranked.", "Train rarity, count or sequence and look at what they flag."
        )
    if few := too_few(dataset, "methods cannot be told apart on so few."):
        raise UnusableTableError(few, MORE_ROWS)
