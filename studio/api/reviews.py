"""The review of a batch over HTTP: what waits, in its order; what an expert gives; a dataset of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from studio.api.review_schemas import MAX_WAITING, DatasetMadeOut, QueueOut, ReviewIn, ReviewOut, ReviewsOut
from studio.api.studio import ActorDep, StudioDep

router = APIRouter(tags=["reviews"])


@router.get("/runs/{run_id}/queue")
def queue(
    run_id: str, studio: StudioDep, actor: ActorDep, most: Annotated[int, Query(ge=1, le=MAX_WAITING)] = 20
) -> QueueOut:
    """The answers of a batch that nobody has checked: those with a remark, then the others, the least certain first."""
    return QueueOut.of(studio.reviews.queue(actor, run_id, most))


@router.get("/runs/{run_id}/reviews")
def list_reviews(run_id: str, studio: StudioDep, actor: ActorDep, history: bool = False) -> ReviewsOut:
    """What experts gave the answers of a batch; with `history`, also what was replaced or taken back."""
    every = studio.reviews.history(actor, run_id)
    found = every if history else studio.reviews.list(actor, run_id=run_id)
    return ReviewsOut(reviews=[ReviewOut.of(each) for each in found])


@router.post("/runs/{run_id}/reviews")
def record(run_id: str, review: ReviewIn, studio: StudioDep, actor: ActorDep) -> ReviewOut:
    """Give an answer: it counts from now on. `replaced` tells of one that came since the `seen` one."""
    kept = studio.reviews.record(
        actor, run_id, review.row_id, review.given, review.note, seen=review.seen, new_label=review.new_label
    )
    return ReviewOut.of(kept.review, kept.unseen)


@router.delete("/runs/{run_id}/reviews/{row_id}")
def take_back(run_id: str, row_id: str, studio: StudioDep, actor: ActorDep) -> ReviewsOut:
    """Put a row back into the queue; its history stays, its texts do not."""
    studio.reviews.take_back(actor, run_id, row_id)
    return ReviewsOut(reviews=[ReviewOut.of(each) for each in studio.reviews.history(actor, run_id, row_id)])


@router.post("/models/{model_id}/reviewed-dataset")
def make_dataset(model_id: str, studio: StudioDep, actor: ActorDep) -> DatasetMadeOut:
    """A new dataset: the rows the model learned from, and those of its answers that were reviewed."""
    kept = studio.reviews.make_dataset(actor, model_id)
    return DatasetMadeOut(dataset_id=kept.dataset.id, rows=kept.dataset.rows, already_there=kept.already_there)
