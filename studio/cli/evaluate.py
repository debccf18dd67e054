"""`evaluate`: what was measured on the locked test part, or a new measurement on a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from studio.cli import arguments, findings, output, waiting
from studio.cli.dataset_options import Rows, RowsOption, apart
from studio.core.actor import LOCAL_ACTOR
from studio.core.counting import counted
from studio.core.errors import NotFoundError
from studio.core.records import Evaluation, Run
from studio.services.datasets.blank_texts import blank_texts
from studio.services.studio import Studio, open_studio


def evaluate(
    model_id: Annotated[str, typer.Argument(help="Id of the model.")],
    file: Annotated[Path | None, typer.Option(help="Measure on this labelled file instead of the test part.")] = None,
    map: Annotated[list[str] | None, typer.Option("--map", metavar="ROLE=COLUMN", help="Which column is what.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of a spreadsheet; the first with a column of texts when left out.")
    ] = None,
    rows: RowsOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show a model's measurements.

    A model and its test part never change, so the test part is not opened again: the stored evaluation is shown.
    """
    studio = open_studio()
    value = _stored(studio, model_id) if file is None else _on_file(studio, model_id, file, map or [], (sheet, rows))
    output.result(value.object, as_json=json, words=value.words)


@dataclass(frozen=True)
class _Shown:
    """An evaluation for a script and for a person."""

    object: dict[str, Any]
    words: str

    @classmethod
    def of(cls, evaluation: Evaluation, run: Run, more: dict[str, Any], remarks: Sequence[str] = ()) -> _Shown:
        """The evaluation, the seconds of the run that made it, and what is told of the table it was made on."""
        seconds = {phase: round(value, 3) for phase, value in run.seconds.items()}
        value = {**output.evaluation_object(evaluation), **more, "seconds": seconds}
        return cls(value, "\n".join([output.evaluation_words(evaluation), *remarks]))


def _stored(studio: Studio, model_id: str) -> _Shown:
    model = studio.library.get(LOCAL_ACTOR, model_id)
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, model_id)
    if evaluation is None:
        raise NotFoundError("evaluation of model", model_id)
    return _Shown.of(evaluation, studio.runs.get(LOCAL_ACTOR, model.run_id), {})


def _on_file(
    studio: Studio, model_id: str, file: Path, mapped: list[str], looks: tuple[str | None, Rows | None]
) -> _Shown:
    """`looks` are the sheet of the file, and what a row of it is."""
    sheet, rows = looks
    model = studio.library.get(LOCAL_ACTOR, model_id)
    mapping = arguments.mapping(mapped)
    files = arguments.files([file])
    intake = studio.datasets.open_upload(
        LOCAL_ACTOR,
        model.domain,
        files,
        mapping=mapping,
        sheet=sheet,
        terms=model.labels,
        identifiers=studio.datasets.identifiers(LOCAL_ACTOR, model.dataset_id),
        apart=apart(rows),
    )
    findings.tell(intake.findings)
    blank = int(blank_texts(intake.table).sum())
    run = waiting.finish(studio, studio.evaluations.start(LOCAL_ACTOR, model_id, intake))
    evaluation = studio.evaluations.get(LOCAL_ACTOR, str(run.result["evaluation_id"]))
    more = {"blank_texts": blank, **findings.table_object(intake, intake.findings)}
    return _Shown.of(evaluation, run, more, _remarks(evaluation, blank))


def _remarks(evaluation: Evaluation, blank: int) -> list[str]:
    said = list(evaluation.notes)
    if blank:
        said.append(counted(blank, "row of the file has no text.", "rows of the file have no text."))
    if evaluation.truncated_rows:
        one, many = "text is longer than the model reads: its end", "texts are longer than the model reads: their ends"
        said.append(f"{counted(evaluation.truncated_rows, one, many)} did not count.")
    return said
