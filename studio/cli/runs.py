"""`runs`: look at, follow trainings, hold them, end them, do them again, lay them side by side."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from studio.cli import output
from studio.core.actor import LOCAL_ACTOR
from studio.core.ran_on import RAN_ON
from studio.core.records import Run
from studio.services.run_comparison import ComparedRun
from studio.services.studio import open_studio

app = typer.Typer(help="Runs: list, show, pause, resume, cancel, retry, go on, compare.", no_args_is_help=True)

RunId = Annotated[str, typer.Argument(help="Id of the run.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


@app.command("list")
def list_(
    domain: Annotated[str | None, typer.Option(help="Only those of this domain.")] = None,
    most: Annotated[int, typer.Option(help="How many to show.", min=1)] = 20,
    json: Json = False,
) -> None:
    """The newest runs first."""
    found = open_studio().runs.list(LOCAL_ACTOR, domain=domain, limit=most)
    output.result({"runs": [_object(run) for run in found]}, as_json=json, words="\n".join(map(_words, found)))


@app.command("show")
def show(run_id: RunId, json: Json = False) -> None:
    """How a run stands, what it was done on, and its manifest: data, preparation, code, libraries, options, seed."""
    run = open_studio().runs.get(LOCAL_ACTOR, run_id)
    told = {
        **_object(run),
        "error": run.error,
        "fix": run.error_fix,
        "seconds": {phase: round(value, 3) for phase, value in run.seconds.items()},
        RAN_ON: run.result.get(RAN_ON),
        "manifest": dict(run.manifest),
    }
    output.result(told, as_json=json, words=f"{_words(run)}\n{output.indented(told)}")


@app.command("pause")
def pause(run_id: RunId, json: Json = False) -> None:
    """Hold a training; its checkpoints stay, other runs come first."""
    _told(open_studio().runs.pause(LOCAL_ACTOR, run_id), json)


@app.command("resume")
def resume(run_id: RunId, json: Json = False) -> None:
    """Queue a paused training again: it goes on from its last checkpoint."""
    _told(open_studio().runs.resume(LOCAL_ACTOR, run_id), json)


@app.command("cancel")
def cancel(run_id: RunId, json: Json = False) -> None:
    """End a run."""
    _told(open_studio().runs.cancel(LOCAL_ACTOR, run_id), json)


@app.command("retry")
def retry(run_id: RunId, json: Json = False) -> None:
    """Do a run that is over again, as a new run with the same data, options and seed."""
    _told(open_studio().runs.retry(LOCAL_ACTOR, run_id), json)


@app.command("go-on")
def go_on(
    run_id: RunId,
    learning_rate: Annotated[float | None, typer.Option(help="Lower than before; a third where left out.")] = None,
    json: Json = False,
) -> None:
    """Go on from the last good checkpoint of a training whose loss was lost, with a lower learning rate: a new run."""
    _told(open_studio().going_on.start(LOCAL_ACTOR, run_id, learning_rate), json)


@app.command("compare")
def compare(
    run_ids: Annotated[list[str], typer.Argument(help="Ids of two runs or more; the first is the measure.")],
    json: Json = False,
) -> None:
    """What differs between runs that made versions, and what it came to."""
    found = open_studio().comparisons.of(LOCAL_ACTOR, run_ids)
    differing = {name: list(values) for name, values in found.differing.items()}
    value = {"same_data": found.same_data, "differing": differing, "runs": [_compared(each) for each in found.runs]}
    lines = [_line(each) for each in found.runs]
    lines += [f"  {name}: {' | '.join(map(str, values))}" for name, values in differing.items()]
    if not found.same_data:
        lines.append("They did not learn from the same data: the figures are of different test rows.")
    output.result(value, as_json=json, words="\n".join(lines))


def _told(run: Run, as_json: bool) -> None:
    output.result(_object(run), as_json=as_json, words=_words(run))


def _words(run: Run) -> str:
    return f"{run.id}  {run.state.value:<9}  {run.kind.value:<8}  {run.method or '-':<8}  {run.domain}"


def _object(run: Run) -> dict[str, Any]:
    return {
        "run_id": run.id,
        "kind": run.kind.value,
        "domain": run.domain,
        "method": run.method,
        "state": run.state.value,
        "retry_of": run.retry_of,
        "created_at": run.created_at.isoformat(),
    }


def _compared(each: ComparedRun) -> dict[str, Any]:
    against = each.against_first
    paired = None
    if against is not None:
        paired = {"difference": output.measurement_object(against.difference), "p_value": against.p_value}
    measured = {} if each.evaluation is None else output.metrics_object(each.evaluation.metrics)
    return {**_object(each.run), "seconds": each.seconds, "metrics": measured, "against_first": paired}


def _line(each: ComparedRun) -> str:
    made = each.model.method if each.model else each.run.method or "-"
    head = f"{each.run.id}  {each.run.kind.value}  {made}  {each.seconds:.0f} s"
    if each.evaluation is not None:
        key = each.evaluation.primary_metric
        head += f"  {key} {output.with_interval(each.evaluation.metrics[key])}"
    if each.against_first is not None and each.against_first.p_value is not None:
        difference = output.with_interval(each.against_first.difference)
        head += f"  against the first {difference}, p = {each.against_first.p_value:.3f}"
    return head
