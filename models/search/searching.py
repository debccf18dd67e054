"""Trial after trial, the defaults first, until the budget is spent; what a killed search has tried stays tried."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from models.evaluation.answering import answers_to
from models.evaluation.measuring import Truth, measure
from models.evaluation.ranking import goodness
from models.interface import Examples, FitContext, Method, Target, TextModel
from models.methods.registry import parse_method_options
from models.search.budget import Budget
from models.search.proposing import Proposal
from models.search.space import space_of
from models.spent import Spent
from models.time_limit import TimeIsUpError, until
from studio.core.atomic_write import write_atomically
from studio.core.errors import AssayError, CancelledError, StorageFullError, TrainingError
from studio.core.records import Progress
from studio.core.search import Trial, TrialOutcome, parse_trial


class PrunedError(AssayError):
    """A trial fell behind the others."""

    code = "pruned"


_LEAST_REFUSED_SECONDS = 5.0
"""What a process that was killed took at least: it had to be started."""
_GIVEN_UP = {PrunedError: TrialOutcome.PRUNED, TimeIsUpError: TrialOutcome.STOPPED}


@dataclass(frozen=True)
class Material:
    """What the trials learn from and are measured on; the test part is none of it."""

    train: Examples
    dev: Examples
    target: Target
    truth: Truth
    metric: str


class Search:
    """One method's trials in `folder`, which outlives a killed process; `keep` stores the best model so far."""

    def __init__(
        self,
        method: Method,
        options: Mapping[str, Any],
        material: Material,
        folder: Path,
        keep: Callable[[Trial, TextModel], None],
        *,
        begins: Callable[[Sequence[Trial]], None] = lambda _done: None,
        ended: Callable[[Trial], None] = lambda _trial: None,
        refused: Callable[[int], str] = lambda _number: "",
    ) -> None:
        """`begins` is told of the trials before each, `ended` of each; `refused` says why one is not to be tried."""
        self._method, self._options, self._material = method, dict(options), material
        self._folder, self._keep = folder, keep
        self._begins, self._ended, self._refused = begins, ended, refused
        self._space = space_of(method, material.target.task)
        self._defaults = parse_method_options(method, self._options).model_dump()
        # Figures on the way are comparable only where they are of epochs, not of heads that are chosen among.
        self._prunes = "epochs" in method.Options.model_fields

    def run(self, budget: Budget, context: FitContext) -> list[Trial]:
        """All trials; raises `TrainingError` where none could be trained."""
        done = self.done()
        while budget.allows(done):
            self._begins(done)
            done.append(self._try(done, context, budget.most_seconds(done)))
            self._ended(done[-1])
        if best(done, self._material.metric) is None:
            raise TrainingError(f"No trial could be trained. {done[0].reason}", "Train with the defaults first.")
        return done

    def done(self) -> list[Trial]:
        """The trials that have ended, in their order."""
        paths = sorted(self._folder.glob("trial-*.json"))
        return [parse_trial(json.loads(path.read_text("utf-8"))) for path in paths]

    def _try(self, done: list[Trial], context: FitContext, most_seconds: float) -> Trial:
        proposal = Proposal(self._space, done, self._defaults, self._material.metric, context.seed)
        place, started, course = self._folder / f"work-{len(done):04d}", time.monotonic(), list[float]()
        # Begun anew: one taken up in its middle would lack the figures on the way that pruning compares.
        shutil.rmtree(place, ignore_errors=True)
        trial, model = Trial(len(done), proposal.changed, TrialOutcome.TRAINED, 0.0), None
        begun = self._folder / f"begun-{trial.number:04d}.json"
        if reason := self._refused(trial.number):
            # what it took counts: else a search that ends by the clock would never end where every trial is refused
            seconds = max(_LEAST_REFUSED_SECONDS, Spent(begun).seconds)
            trial = replace(trial, outcome=TrialOutcome.FAILED, reason=reason, seconds=seconds)
            self._write(trial)
            return trial
        place.mkdir(parents=True)
        in_time = until(most_seconds, lambda: time.monotonic() - started, context.report, _up())
        report = _kept(Spent(begun), self._watched(proposal, course, in_time))
        watched = replace(context, checkpoints=place, report=report)
        try:
            options = parse_method_options(self._method, {**self._options, **proposal.changed})
            model = self._method.fit(self._material.train, self._material.dev, self._material.target, options, watched)
            trial = replace(trial, dev=self._measured(model))
        except (CancelledError, StorageFullError):
            raise
        except AssayError as problem:
            outcome = _GIVEN_UP.get(type(problem), TrialOutcome.FAILED)
            trial = replace(trial, outcome=outcome, reason=problem.message)
        trial = replace(trial, seconds=time.monotonic() - started, course=tuple(course))
        if model is not None and best([*done, trial], self._material.metric) is trial:
            self._keep(trial, model)
        self._write(trial)
        shutil.rmtree(place, ignore_errors=True)
        return trial

    def _measured(self, model: TextModel) -> float:
        answers = answers_to(self._material.target, model.raw(self._material.dev), self._material.dev)
        value = measure(self._material.truth, answers, [self._material.metric])[self._material.metric].value
        if value is None:
            raise TrainingError("The dev part is too small to measure on.", "Use more rows.")
        return value

    def _watched(
        self, proposal: Proposal, course: list[float], report: Callable[[Progress], None]
    ) -> Callable[[Progress], None]:
        last_epoch = [0.0]

        def told(progress: Progress) -> None:
            report(progress)
            if not self._prunes or progress.dev_metric is None or progress.epoch <= last_epoch[0]:
                return
            last_epoch[0] = progress.epoch
            course.append(goodness(progress.dev_metric, progress.dev_metric_key))
            if proposal.hopeless(course[-1], len(course) - 1):
                raise PrunedError("It fell behind the median of the trials before.", "Nothing needs to be done.")

        return told

    def _write(self, trial: Trial) -> None:
        """Whole or not at all: a kill while writing leaves the trial to be done again."""
        write_atomically(self._folder / f"trial-{trial.number:04d}.json", json.dumps(asdict(trial)))


def _kept(spent: Spent, report: Callable[[Progress], None]) -> Callable[[Progress], None]:
    """Progress; what was spent is written down with it, should the process be killed."""

    def told(progress: Progress) -> None:
        spent.keep()
        report(progress)

    return told


def _up() -> TimeIsUpError:
    return TimeIsUpError("The time of the search was up.", "Give it more time.")


def best(trials: list[Trial], key: str) -> Trial | None:
    """The trained trial with the best dev figure, the earlier of equals; None where none was trained."""
    trained = [each for each in trials if each.dev is not None]
    return max(trained, key=lambda each: goodness(each.dev, key), default=None)
