"""`search`: options of one method, tried on dev."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from models.search.budget import Budget
from studio.cli import arguments, output, waiting
from studio.cli.training_options import Copies, MoveThresholds, Seed, Vary
from studio.core.actor import LOCAL_ACTOR
from studio.core.augmentation import AUGMENTATION
from studio.core.errors import TrainingError
from studio.core.search import Searched, Trial
from studio.services.searches import finding
from studio.services.studio import open_studio
from studio.services.training import not_measured


def search(
    dataset_id: Annotated[str, typer.Argument(help="Id of the dataset.")],
    method: Annotated[str, typer.Option(help="tfidf, probe, setfit, lora, full, textcnn or bilstm.")],
    trials: Annotated[int | None, typer.Option(help="How many trials, the defaults among them.")] = None,
    minutes: Annotated[float | None, typer.Option(help="Time to spend on trials.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="OPTION=VALUE", help="An option all trials begin from.")
    ] = None,
    seed: Seed = 0,
    vary: Vary = None,
    copies: Copies = 1,
    move_thresholds: MoveThresholds = False,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Try options of a method within a budget, measure the best on dev on the test part; waits for the end."""
    studio = open_studio()
    budget = Budget(trials, None if minutes is None else minutes * 60.0)
    options = arguments.options(set_ or [])
    varied = {"augmenters": vary, "copies": copies} if vary else {}
    planned = studio.searches.plan(LOCAL_ACTOR, dataset_id, method, budget, options, varied)
    output.say(f"About {planned.trials} trials, {planned.seconds:,.0f} s. Searched: {', '.join(planned.options)}.")
    if not planned.measured:
        output.say(not_measured(f"{planned.seconds:,.0f} s"))
    run = studio.searches.start(
        LOCAL_ACTOR, dataset_id, method, budget, options, seed, varied, move_thresholds=move_thresholds
    )
    done = waiting.finish(studio, run)
    found = studio.searches.of(done)
    if found is None:
        raise TrainingError("The search ended without a result.", "Start it again.")
    learned = done.result.get(AUGMENTATION, {})
    value = {"run_id": done.id, "model_id": done.model_id, "finding": finding(found), **asdict(found)}
    value |= {AUGMENTATION: learned} if learned else {}
    output.result(value, as_json=json, words=_words(found))


def _words(found: Searched) -> str:
    return "\n".join([finding(found), *(_line(each, found) for each in found.trials)])


def _line(trial: Trial, found: Searched) -> str:
    mark = "*" if trial.number == found.best else " "
    changed = ", ".join(f"{name}={value}" for name, value in trial.changed.items()) or "defaults"
    reached = f"{found.metric} {trial.dev:.3f}" if trial.dev is not None else trial.outcome.value
    return f"{mark} {trial.number + 1:>3} {reached}  {trial.seconds:.1f} s  {changed}"
