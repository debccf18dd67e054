"""Starting what trains: one method, a ladder, a search, a smaller version, further seeds.

Each answers with its run, which the worker does; `GET /v1/runs/{run_id}` says how far it is and what it found. Asked
the same again while it goes on, or while what it made is there, the run that is there is the answer.
"""

from __future__ import annotations

from fastapi import APIRouter

from studio.api.run_schemas import RunOut
from studio.api.smaller_schemas import SmallerIn
from studio.api.studio import ActorDep, StudioDep
from studio.api.training_schemas import BalanceOut, LadderIn, SearchIn, SeedsIn, TrainingIn

router = APIRouter(tags=["trainings"])


@router.post("/datasets/{dataset_id}/training", status_code=202)
def train(dataset_id: str, asked: TrainingIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Train one method; it ends in a version that is measured on the test part.

    The very same training is begun again once the one before is over.
    """
    run = studio.training.start(
        actor,
        dataset_id,
        asked.method,
        asked.options,
        asked.seed,
        None if asked.varied is None else asked.varied.model_dump(),
        move_thresholds=asked.move_thresholds,
        once=True,
    )
    return RunOut.of(run)


@router.get("/datasets/{dataset_id}/balance")
def balance(dataset_id: str, studio: StudioDep, actor: ActorDep) -> BalanceOut | None:
    """How uneven the classes are and which remedy fits, and why; null where rows are not sorted into classes."""
    advice = studio.imbalance.advise(actor, dataset_id)
    return None if advice is None else BalanceOut.of(advice)


@router.post("/datasets/{dataset_id}/ladder", status_code=202)
def ladder(dataset_id: str, asked: LadderIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Train every method that fits into the time, rank them on dev, and make a version of the one worth its price.

    The test part is opened once, for that one. `options` of the answer say what will be trained, what not, and why.
    """
    return RunOut.of(studio.ladders.start(actor, dataset_id, asked.seconds, asked.seed))


@router.post("/datasets/{dataset_id}/search", status_code=202)
def search(dataset_id: str, asked: SearchIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Try options of one method on dev; the best trial becomes a version, for which the test part is opened once."""
    run = studio.searches.start(
        actor,
        dataset_id,
        asked.method,
        asked.budget,
        asked.options,
        asked.seed,
        None if asked.varied is None else asked.varied.model_dump(),
        move_thresholds=asked.move_thresholds,
    )
    return RunOut.of(run)


@router.post("/models/{model_id}/smaller", status_code=202)
def smaller(model_id: str, asked: SmallerIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Make a smaller version of a fine-tuned one, and weigh both; the one it is made of stays as it is."""
    return RunOut.of(studio.smaller.start(actor, model_id, asked.way, asked.options, asked.seed))


@router.post("/models/{model_id}/seeds", status_code=202)
def seeds(model_id: str, asked: SeedsIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Train a version again from other seeds: what chance does to its figure. No version is made."""
    return RunOut.of(studio.seeds.start(actor, model_id, asked.more))
