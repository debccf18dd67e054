"""`smaller`: a version made smaller, and what that gained and lost."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from studio.cli import arguments, output, waiting
from studio.cli.training_options import Seed
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import TrainingError
from studio.core.smaller import Smaller, Way, Weighed
from studio.services.smaller_summary import cut_told, summary
from studio.services.studio import open_studio


def smaller(
    model_id: Annotated[str, typer.Argument(help="Id of the version; it stays as it is.")],
    way: Annotated[
        Way,
        typer.Option(
            help="distil: a smaller student. layers: fewer layers. heads: fewer attention heads. magnitude: zeros."
        ),
    ] = Way.DISTIL,
    share: Annotated[float | None, typer.Option(help="Share taken away, 0.05 to 0.95.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("--set", metavar="OPTION=VALUE", help="An option of the way.")
    ] = None,
    seed: Seed = 0,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make a trained version smaller, measure both side by side, register the result; waits for the end."""
    studio = open_studio()
    options = arguments.options(set_ or [])
    if share is not None:
        options["share"] = share
    done = waiting.finish(studio, studio.smaller.start(LOCAL_ACTOR, model_id, way, options, seed))
    found = studio.smaller.of(done)
    if found is None:
        raise TrainingError("It ended without a result.", "Start it again.")
    value = {"run_id": done.id, "model_id": done.model_id, "summary": _plain(summary(found)), **asdict(found)}
    output.result(value, as_json=json, words=_words(done.model_id or "", found))


def _words(model_id: str, found: Smaller) -> str:
    lines = [f"{model_id}  {cut_told(found)}", _plain(summary(found))]
    return "\n".join([*lines, *(_line(each, found.metric) for each in found.weighed)])


def _line(each: Weighed, metric: str) -> str:
    mark = "*" if each.serves else " "
    size = f"{each.size_bytes / 2**20:.1f} MiB"
    head = f"{mark} {each.side.value:<6} {each.precision:<7} {size:>10}  {each.parameters:>11,} parameters"
    measured = f"{metric} {output.with_interval(each.dev)}"
    against = "" if each.against is None else f"  {output.with_interval(each.against.difference)} against before"
    return f"{head}  {each.texts_per_second:7.0f} texts/s  {measured}{against}"


def _plain(text: str) -> str:
    return text.replace("**", "")
