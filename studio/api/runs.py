"""Runs over HTTP: followed, held, ended, done again, and what they found."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from domains.registry import registry
from studio.api.comparison_schemas import RunComparisonOut
from studio.api.fusion_schemas import TriedOut
from studio.api.ladder_schemas import LadderOut
from studio.api.run_schemas import CurvePointOut, FoundOut, RunDetailOut, RunOut
from studio.api.schemas import ModelOut
from studio.api.search_schemas import SearchOut
from studio.api.seed_schemas import SeedsOut
from studio.api.smaller_schemas import SmallerOut
from studio.api.studio import ActorDep, StudioDep
from studio.api.training_schemas import GoOnIn
from studio.core.actor import Actor
from studio.core.records import Run, RunKind
from studio.services.run_comparison import MOST
from studio.services.seeds import version_of
from studio.services.studio import Studio

router = APIRouter(tags=["runs"])

MAX_RUNS = 500
RunId = Annotated[str, Field(min_length=1, max_length=100)]


@router.get("/runs")
def list_runs(
    studio: StudioDep,
    actor: ActorDep,
    domain: str | None = None,
    kind: RunKind | None = None,
    most: Annotated[int, Query(ge=1, le=MAX_RUNS)] = 100,
) -> list[RunOut]:
    """Runs, newest first, of one domain or of all, of one kind or of all."""
    if domain is not None:
        registry().get(domain)
    return [RunOut.of(run) for run in studio.runs.list(actor, domain=domain, kind=kind, limit=most)]


@router.get("/runs/{run_id}")
def get(run_id: str, studio: StudioDep, actor: ActorDep) -> RunDetailOut:
    """How far a run is; once it has succeeded, what it found and the model it made."""
    run = studio.runs.get(actor, run_id)
    made = next((each for each in studio.library.versions(actor, run.domain) if each.run_id == run.id), None)
    return RunDetailOut.whole(
        run,
        queue_position=studio.runs.queue_position(actor, run.id),
        found=_found(run, studio, actor),
        model=None if made is None else ModelOut.of(made),
    )


@router.get("/runs/{run_id}/curve")
def curve(run_id: str, studio: StudioDep, actor: ActorDep) -> list[CurvePointOut]:
    """The curves of a training by step, also while it goes on."""
    return [CurvePointOut.of(each) for each in studio.runs.curve(actor, run_id)]


@router.get("/comparisons")
def compare(
    studio: StudioDep,
    actor: ActorDep,
    run_id: Annotated[
        list[RunId],
        Query(
            description="Once for each, no run twice; the first is the measure.",
            min_length=2,
            max_length=MOST,
            json_schema_extra={"uniqueItems": True},
        ),
    ],
) -> RunComparisonOut:
    """Runs that made versions side by side: what was set differently, what they came to, tested on the same rows.

    Nothing is opened for it; the curves are at `GET /v1/runs/{run_id}/curve`.
    """
    return RunComparisonOut.of(studio.comparisons.of(actor, run_id))


@router.post("/runs/{run_id}/pause")
def pause(run_id: str, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Hold a training; its checkpoints stay, other runs come first."""
    return RunOut.of(studio.runs.pause(actor, run_id))


@router.post("/runs/{run_id}/resume")
def resume(run_id: str, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Queue a paused training again: it goes on from its last checkpoint."""
    return RunOut.of(studio.runs.resume(actor, run_id))


@router.post("/runs/{run_id}/cancel")
def cancel(run_id: str, studio: StudioDep, actor: ActorDep) -> RunOut:
    """End a run: a waiting one at once, a running one within seconds."""
    return RunOut.of(studio.runs.cancel(actor, run_id))


@router.post("/runs/{run_id}/retry", status_code=202)
def retry(run_id: str, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Do a run that is over again, as a new run with the same data, options and seed."""
    return RunOut.of(studio.runs.retry(actor, run_id))


@router.post("/runs/{run_id}/go-on", status_code=202)
def go_on(run_id: str, asked: GoOnIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Go on from the last good checkpoint of a training whose loss was lost, with a lower learning rate: a new run."""
    return RunOut.of(studio.going_on.start(actor, run_id, asked.learning_rate))


def _found(run: Run, studio: Studio, actor: Actor) -> FoundOut | None:
    """What the run came to beside its model; None while it has not, and of kinds that find nothing of their own."""
    if run.kind is RunKind.LADDER and (climbed := studio.ladders.of(run)):
        return LadderOut.of(climbed)
    if run.kind is RunKind.SEARCH and (searched := studio.searches.of(run)):
        return SearchOut.of(searched)
    if run.kind is RunKind.TRIAL and (tried := studio.fusions.of(run)):
        return TriedOut.of(tried)
    if run.kind is RunKind.SMALLER and (smaller := studio.smaller.of(run)):
        return SmallerOut.of(smaller, studio.smaller.on_test(actor, run))
    if run.kind is RunKind.SEEDS and (seeds := studio.seeds.of(run)):
        version = version_of(run)
        return SeedsOut.of(seeds, version.otherwise if version else ())
    return None
