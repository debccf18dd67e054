"""`seeds`: a version trained again from other seeds, to see what chance in training does to its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated

import typer

from studio.cli import output, waiting
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import TrainingError
from studio.core.seeds import Replicate, Seeds
from studio.services.seed_summary import caution, failures, otherwise_told, summary
from studio.services.seeds import LEAST, MOST, USUAL
from studio.services.studio import open_studio
from studio.services.training import not_measured


def seeds(
    version: Annotated[str, typer.Argument(metavar="VERSION_OR_RUN", help="Id of a version, or of its run.")],
    more: Annotated[int, typer.Option(help=f"Further seeds, {LEAST} to {MOST}.")] = USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Train a version again from other seeds and tell the spread; nothing but figures is kept. Waits for the end."""
    studio = open_studio()
    model_id = studio.seeds.named(LOCAL_ACTOR, version)
    planned = studio.seeds.plan(LOCAL_ACTOR, model_id, more)
    known = f" Known, and not trained again: {_listed(planned.known)}." if planned.known else ""
    output.say(f"About {planned.seconds:,.0f} s. Seeds: {', '.join(map(str, planned.seeds))}.{known}")
    if not planned.measured:
        output.say(not_measured(f"{planned.seconds:,.0f} s"))
    done = waiting.finish(studio, studio.seeds.start(LOCAL_ACTOR, model_id, more))
    found = studio.seeds.of(done)
    if found is None:
        raise TrainingError("It ended without a result.", "Start it again.")
    said = (summary(found).replace("**", ""), failures(found), otherwise_told(planned.otherwise))
    told = " ".join(each for each in said if each)
    value = {"run_id": done.id, "model_id": model_id, "summary": told, "caution": caution(found), **asdict(found)}
    output.result(value, as_json=json, words=_words(told, found))


def _listed(known: Sequence[Replicate]) -> str:
    return ", ".join(str(each.seed) for each in known)


def _words(told: str, found: Seeds) -> str:
    return "\n".join([told, *(_line(each, found) for each in found.replicates), caution(found)])


def _line(each: Replicate, found: Seeds) -> str:
    mark = "*" if each is found.own else " "
    if each.reason:
        return f"{mark} seed {each.seed:<6} failed: {each.reason}"
    test, dev = ("-" if part is None else output.with_interval(part) for part in (each.test, each.dev))
    took = "" if each.seconds is None else f"  {each.seconds:.1f} s"
    return f"{mark} seed {each.seed:<6} {found.metric} {test} on test, {dev} on dev{took}"
