"""The data verdict over HTTP: asked for, read as it is found, mended into a new version of the dataset."""

from __future__ import annotations

from fastapi import APIRouter

from studio.api.studio import ActorDep, StudioDep
from studio.api.verdict_schemas import MendIn, VerdictOut, VersionOut
from studio.core.errors import ConflictError

router = APIRouter(tags=["data verdict"])


@router.post("/datasets/{dataset_id}/verdict", status_code=202)
def ask(dataset_id: str, studio: StudioDep, actor: ActorDep) -> VerdictOut:
    """Have the worker look at a dataset; one that was looked at is not looked at again, since it never changes."""
    run = studio.verdicts.start(actor, dataset_id)
    return VerdictOut.of(studio.verdicts.get(actor, dataset_id), run)


@router.get("/datasets/{dataset_id}/verdict")
def get(dataset_id: str, studio: StudioDep, actor: ActorDep) -> VerdictOut:
    """What is known so far; all of it once `state` is `succeeded`."""
    dataset = studio.datasets.get(actor, dataset_id)
    run = studio.verdicts.run(actor, dataset.id)
    if run is None:
        raise ConflictError("The data has not been looked at yet.", "Ask for its verdict with POST first.")
    return VerdictOut.of(studio.verdicts.get(actor, dataset.id), run)


@router.post("/datasets/{dataset_id}/mend")
def mend(dataset_id: str, asked: MendIn, studio: StudioDep, actor: ActorDep) -> VersionOut:
    """Make a version of a dataset with one finding mended; the dataset stays, the version's own verdict is queued."""
    made = studio.verdicts.mend(
        actor, dataset_id, asked.finding, asked.by, rows=asked.rows, answers=asked.answers, words=asked.words
    )
    return VersionOut.of(made, studio.verdicts.difference(actor, made.id))
