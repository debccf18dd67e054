"""`reviews`: check the answers of a batch in a shell; what is given counts, and can be learned."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from studio.cli import output
from studio.core.actor import LOCAL_ACTOR
from studio.core.answers import Review
from studio.core.counting import counted
from studio.core.tasks import Task
from studio.services.studio import Studio, open_studio

app = typer.Typer(help="Check a batch: odd answers first, then the least certain.", no_args_is_help=True)

RunId = Annotated[str, typer.Argument(help="Id of the run that answered the table.")]
RowId = Annotated[str, typer.Argument(help="Id of the row, as `reviews queue` names it.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("queue")
def queue(
    run_id: RunId, most: Annotated[int, typer.Option(help="How many rows to show.", min=1)] = 10, json: Json = False
) -> None:
    """What nobody has checked yet: answers with a remark, then the others, the least certain first."""
    found = open_studio().reviews.queue(LOCAL_ACTOR, run_id, most)
    lines = [f"{found.reviewed} of {found.rows} rows checked."]
    lines += [
        f"{row.row_id:>6}  row {row.source_row:<6} {row.predicted}  {row.remarks}".rstrip() for row in found.waiting
    ]
    waiting = [asdict(row) for row in found.waiting]
    value = {"rows": found.rows, "reviewed": found.reviewed, "waiting": waiting}
    output.result(value, as_json=json, words="\n".join(lines))


@app.command("give")
def give(
    run_id: RunId,
    row_id: RowId,
    given: Annotated[
        str, typer.Argument(help="The label, the labels parted by semicolons ([] for none), or the score in points.")
    ],
    note: Annotated[str, typer.Option(help="Kept with it.")] = "",
    new_label: Annotated[bool, typer.Option(help="It is a class the model was never taught.")] = False,
    json: Json = False,
) -> None:
    """Give a row its answer: it counts from now on, whatever was given before."""
    studio = open_studio()
    seen = [each.number for each in studio.reviews.history(LOCAL_ACTOR, run_id, row_id)]
    value = _given(studio, run_id, given)
    kept = studio.reviews.record(
        LOCAL_ACTOR, run_id, row_id, value, note, seen=max(seen, default=0), new_label=new_label
    )
    output.result(_object(kept.review), as_json=json, words=f"Row {kept.review.source_row}: {kept.review.given}.")


@app.command("back")
def back(run_id: RunId, row_id: RowId, json: Json = False) -> None:
    """Take back what a row was given: it is in the queue again."""
    open_studio().reviews.take_back(LOCAL_ACTOR, run_id, row_id)
    output.result({"run_id": run_id, "row_id": row_id, "given": None}, as_json=json, words="Taken back.")


@app.command("list")
def list_(
    run_id: RunId,
    history: Annotated[bool, typer.Option("--history", help="Also what was replaced or taken back.")] = False,
    json: Json = False,
) -> None:
    """What experts gave the answers of a batch, the oldest first."""
    studio = open_studio()
    every = studio.reviews.history(LOCAL_ACTOR, run_id)
    found = list(every) if history else studio.reviews.list(LOCAL_ACTOR, run_id=run_id)
    lines = [f"{each.row_id:>6}  row {each.source_row:<6} {each.predicted} -> {each.given}" for each in found]
    value = {"reviews": [_object(each) for each in found]}
    output.result(value, as_json=json, words="\n".join(lines) or "Nothing was checked yet.")


@app.command("dataset")
def dataset(
    model_id: Annotated[str, typer.Argument(help="Id of the model whose answers were checked.")],
    name: Annotated[str | None, typer.Option(help="Name of the dataset.")] = None,
    json: Json = False,
) -> None:
    """Make a dataset of what the model learned from and what was checked; no row changes its part."""
    kept = open_studio().reviews.make_dataset(LOCAL_ACTOR, model_id, name)
    made = kept.dataset
    value = {"dataset_id": made.id, "rows": made.rows, "already_there": kept.already_there}
    output.result(value, as_json=json, words=f"{made.id}  {counted(made.rows, 'row', 'rows')}  {made.name}")


def _given(studio: Studio, run_id: str, given: str) -> str | float:
    """A score as a number where the model gives scores; what is no number is refused by the service."""
    run = studio.runs.get(LOCAL_ACTOR, run_id)
    if run.model_id is None or studio.library.get(LOCAL_ACTOR, run.model_id).task is not Task.SCORING:
        return given
    try:
        return float(given)
    except ValueError:
        return given


def _object(review: Review) -> dict[str, Any]:
    named = ("row_id", "source_row", "number", "actor", "predicted", "given", "note")
    return {**{name: getattr(review, name) for name in named}, "created_at": review.created_at.isoformat()}
