"""`fuse`: one model of several versions."""

from __future__ import annotations

from typing import Annotated

import typer

from studio.cli import output, waiting
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.fusion import FusionKind, Weighing
from studio.services.studio import open_studio


def fuse(
    model_ids: Annotated[list[str], typer.Argument(help="Ids of versions of one dataset; of a cascade, small first.")],
    kind: Annotated[FusionKind, typer.Option("--as", help="How they answer together.")] = FusionKind.ENSEMBLE,
    weights: Annotated[Weighing, typer.Option(help="Of an ensemble: equal, or fitted on dev.")] = Weighing.EQUAL,
    threshold: Annotated[
        float | None, typer.Option(help="Of a cascade: confidence below which the second answers; else chosen on dev.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Make an ensemble or a cascade of versions, and measure it once on the test part; waits for the end."""
    if kind is FusionKind.ENSEMBLE and threshold is not None:
        raise InvalidOptionError("An ensemble has no threshold.", "Leave --threshold out, or add --as cascade.")
    studio = open_studio()
    if kind is FusionKind.ENSEMBLE:
        run = studio.fusions.ensemble(LOCAL_ACTOR, model_ids, weights)
    elif len(model_ids) == 2:
        run = studio.fusions.cascade(LOCAL_ACTOR, model_ids[0], model_ids[1], threshold)
    else:
        raise InvalidOptionError("A cascade is made of two versions.", "Name the small one, then the large one.")
    done = waiting.finish(studio, run)
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, done.model_id or "")
    measured = output.evaluation_object(evaluation) if evaluation else {}
    words = f"{done.model_id}  {kind.value} of {len(model_ids)} versions: {dict(done.result['rule'])}"
    value = {"run_id": done.id, "model_id": done.model_id, "method": kind.value, "rule": done.result["rule"]}
    told = output.evaluation_words(evaluation) if evaluation else ""
    output.result({**value, **measured}, as_json=json, words=f"{words}\n{told}")
