"""`predict`: a model's answers for every row of a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.cli import arguments, findings, output, waiting
from studio.cli.dataset_options import RowsOption, apart
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError, StorageFullError
from studio.core.records import Run
from studio.services.inference import AnswerCounts
from studio.services.studio import open_studio

KINDS = {".csv": "csv", ".xlsx": "xlsx", ".parquet": "parquet"}


def predict(
    model_id: Annotated[str, typer.Argument(help="Id of the model.")],
    file: Annotated[Path, typer.Argument(help="A table with a text column.")],
    out: Annotated[Path, typer.Option(help="Where to write the answers: .csv, .xlsx or .parquet.")],
    map: Annotated[list[str] | None, typer.Option("--map", metavar="ROLE=COLUMN", help="Which column is what.")] = None,
    sheet: Annotated[
        str | None, typer.Option(help="Sheet of a spreadsheet; the first with a column of texts when left out.")
    ] = None,
    rows: RowsOption = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Answer every row of FILE and write the answers to OUT, in the order of the rows.

    A gradebook with a column a question gets one row an answer in OUT.
    """
    kind = kind_of(out)
    check_folder(out)
    studio = open_studio()
    model = studio.library.get(LOCAL_ACTOR, model_id)
    mapping = arguments.mapping(map or [])
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
    run = waiting.finish(studio, studio.inference.start_batch(LOCAL_ACTOR, model_id, intake))
    write(out, studio.inference.batch_file(LOCAL_ACTOR, run.id, kind))
    counts = studio.inference.batch_counts(LOCAL_ACTOR, run.id)
    told = {**_object(run, counts), "out": str(out), **findings.table_object(intake, intake.findings)}
    output.result(told, as_json=json, words=f"{_words(counts)} Written to {out}.")


def _object(run: Run, counts: AnswerCounts) -> dict[str, object]:
    return {
        "run_id": run.id,
        "model_id": run.model_id,
        "rows": counts.rows,
        "blank_texts": counts.blank,
        "truncated_texts": counts.truncated,
        "new_kinds": counts.new_kinds,
        "rows_of_new_kinds": counts.new_rows,
        "rows_with_remarks": counts.remarked,
        "seconds": {phase: round(value, 3) for phase, value in run.seconds.items()},
    }


def check_folder(out: Path) -> None:
    """Raise `InvalidOptionError` where `out` has no folder to be written to: before the work, not after it."""
    if not out.parent.is_dir():
        raise InvalidOptionError(f"--out {out}: there is no folder {out.parent}.", "Make the folder, or name another.")


def write(out: Path, data: bytes) -> None:
    """Write `data` whole or not at all; raises `StorageFullError` where it cannot be written."""
    unfinished = out.with_name(out.name + ".part")
    try:
        unfinished.write_bytes(data)
        unfinished.replace(out)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise StorageFullError(
            f"{out} cannot be written: {error.strerror}.", "Check its folder and the disk."
        ) from error


def _words(counts: AnswerCounts) -> str:
    said = [f"{counts.rows - counts.blank} of {counts.rows} rows answered."]
    if counts.blank:
        said.append(f"{counts.blank} have no text, and so no answer.")
    if counts.truncated:
        said.append(f"{counts.truncated} are longer than the model reads: their ends did not count.")
    if counts.new_rows:
        said.append(f"{counts.new_rows} are of {counts.new_kinds} kinds that no training row was of.")
    if counts.remarked:
        said.append(f"{counts.remarked} bear a remark: have a person look.")
    return " ".join(said)


def kind_of(out: Path) -> str:
    """The kind of file `out` names; raises `InvalidOptionError` where it is none that is written."""
    if out.suffix.lower() not in KINDS:
        known = ", ".join(KINDS)
        raise InvalidOptionError(f"--out {out.name}: this kind of file is not written.", f"Known: {known}.")
    return KINDS[out.suffix.lower()]
