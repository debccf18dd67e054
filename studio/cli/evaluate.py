"""`evaluate`: what was measured on the locked test part, or a new measurement on a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import arguments, output, waiting
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import NotFoundError
from studio.core.records import Evaluation
from studio.services.studio import Studio, open_studio


def evaluate(
    model_id: Annotated[str, typer.Argument(help="Id of the model.")],
    file: Annotated[Path | None, typer.Option(help="Measure on this labelled file instead of the test part.")] = None,
    map: Annotated[list[str] | None, typer.Option("--map", metavar="ROLE=COLUMN", help="Which column is what.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of a spreadsheet; the first when left out.")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show a model's measurements.

    A model and its test part never change, so the test part is not opened again: the stored evaluation is shown.
    """
    studio = open_studio()
    if file is None:
        evaluation, seconds = _stored(studio, model_id)
    else:
        evaluation, seconds = _on_file(studio, model_id, file, map or [], sheet)
    value = {**output.evaluation_object(evaluation), "seconds": seconds}
    output.result(value, as_json=json, words=output.evaluation_words(evaluation))


def _stored(studio: Studio, model_id: str) -> tuple[Evaluation, dict[str, float]]:
    model = studio.library.get(LOCAL_ACTOR, model_id)
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, model_id)
    if evaluation is None:
        raise NotFoundError("evaluation of model", model_id)
    run = studio.runs.get(LOCAL_ACTOR, model.run_id)
    return evaluation, {phase: round(value, 3) for phase, value in run.seconds.items()}


def _on_file(
    studio: Studio, model_id: str, file: Path, mapped: list[str], sheet: str | None
) -> tuple[Evaluation, dict[str, float]]:
    model = studio.library.get(LOCAL_ACTOR, model_id)
    mapping = arguments.mapping(mapped)
    files = arguments.files([file])
    intake = studio.datasets.open_upload(LOCAL_ACTOR, model.domain, files, mapping=mapping, sheet=sheet)
    run = waiting.finish(studio, studio.evaluations.start(LOCAL_ACTOR, model_id, intake))
    evaluation = studio.evaluations.get(LOCAL_ACTOR, str(run.result["evaluation_id"]))
    return evaluation, {phase: round(value, 3) for phase, value in run.seconds.items()}
