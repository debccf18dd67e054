"""What to try next, and what to give up: a study rebuilt from the trials so far, so that nothing but they is stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import optuna
from optuna.distributions import BaseDistribution
from optuna.trial import FrozenTrial, TrialState

from models.evaluation.ranking import goodness
from models.search.space import Space
from studio.core.search import Trial, TrialOutcome

optuna.logging.set_verbosity(optuna.logging.WARNING)

_RANDOM_TRIALS = 5
_SEED_STRIDE = 10_007
_STATES = {
    TrialOutcome.TRAINED: TrialState.COMPLETE,
    TrialOutcome.PRUNED: TrialState.PRUNED,
    TrialOutcome.STOPPED: TrialState.FAIL,
    TrialOutcome.FAILED: TrialState.FAIL,
}


class Proposal:
    """The next trial: options to change, and whether it is worth going on with as its dev figures come in."""

    def __init__(self, space: Space, done: Sequence[Trial], defaults: Mapping[str, Any], key: str, seed: int) -> None:
        # A sampler of its own for every trial: a search that was killed goes on as if it had not been.
        self._study = optuna.create_study(
            direction="maximize",
            sampler=optuna.samplers.TPESampler(seed=seed + _SEED_STRIDE * len(done), n_startup_trials=_RANDOM_TRIALS),
            pruner=optuna.pruners.MedianPruner(n_startup_trials=_RANDOM_TRIALS, n_warmup_steps=1),
        )
        for each in done:
            self._study.add_trial(_frozen(each, space, defaults, key))
        self._trial: optuna.Trial | None = None
        self.changed: Mapping[str, Any] = {}
        if done:  # the first trial is the defaults
            self._trial = self._study.ask(dict(space.dimensions))
            self.changed = dict(self._trial.params)

    def hopeless(self, figure: float, step: int) -> bool:
        """Whether the dev figure (higher is better) at `step` is below the median of the trials before."""
        if self._trial is None:
            return False
        self._trial.report(figure, step)
        return self._trial.should_prune()


def _frozen(trial: Trial, space: Space, defaults: Mapping[str, Any], key: str) -> FrozenTrial:
    # What a search begun by an older version tried beyond the space of today tells nothing about it.
    values = {name: trial.changed.get(name, defaults.get(name)) for name in space.dimensions}
    params = {name: value for name, value in values.items() if _within(space.dimensions[name], value)}
    return optuna.trial.create_trial(
        state=_STATES[trial.outcome],
        value=None if trial.dev is None else goodness(trial.dev, key),
        params=params,
        distributions={name: space.dimensions[name] for name in params},
        intermediate_values=dict(enumerate(trial.course)),
    )


def _within(distribution: BaseDistribution, value: Any) -> bool:
    """Whether a search could have come upon it; an empty default ('chosen by the method') could not."""
    if isinstance(distribution, optuna.distributions.CategoricalDistribution):
        return value in distribution.choices
    return value is not None and distribution._contains(distribution.to_internal_repr(value))
