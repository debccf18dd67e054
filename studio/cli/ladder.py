"""`ladder`: every method that fits into the time, and which one is worth it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from studio.cli import output, waiting
from studio.cli.training_options import Seed
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import TrainingError
from studio.core.ladder import Ladder, Rung
from studio.services.ladders import recommendation
from studio.services.studio import open_studio


def ladder(
    dataset_id: Annotated[str, typer.Argument(help="Id of the dataset.")],
    minutes: Annotated[float, typer.Option(help="Time to spend on training.")] = 5.0,
    seed: Seed = 0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Train the methods that fit into the time, rank them on dev, measure the recommended one; waits for the end."""
    studio = open_studio()
    done = waiting.finish(studio, studio.ladders.start(LOCAL_ACTOR, dataset_id, minutes * 60.0, seed))
    found = studio.ladders.of(done)
    if found is None:
        raise TrainingError("The ladder ended without a result.", "Start it again.")
    value = {"run_id": done.id, "model_id": done.model_id, "recommendation": recommendation(found), **asdict(found)}
    output.result(value, as_json=json, words=_words(found))


def _words(found: Ladder) -> str:
    return "\n".join([recommendation(found), *(_line(each, found) for each in found.rungs)])


def _line(rung: Rung, found: Ladder) -> str:
    mark = "*" if rung.method == found.recommended else " "
    if rung.dev is None:
        return f"{mark} {rung.method:<10} {rung.outcome.value}: {rung.reason}"
    return f"{mark} {rung.method:<10} {found.metric} {output.with_interval(rung.dev)}  {rung.seconds or 0:.1f} s"
