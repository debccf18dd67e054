"""Versions made into one model over HTTP: tried together on dev, an ensemble, a cascade."""

from __future__ import annotations

from fastapi import APIRouter

from studio.api.fusion_schemas import CascadeIn, EnsembleIn, TrialIn
from studio.api.run_schemas import RunOut
from studio.api.studio import ActorDep, StudioDep

router = APIRouter(tags=["fusions"])


@router.post("/fusions/trial", status_code=202)
def weigh(asked: TrialIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Try versions of one dataset, and all ways to make one model of them, on dev; the test part stays closed."""
    return RunOut.of(studio.fusions.weigh(actor, asked.model_ids))


@router.post("/fusions/ensemble", status_code=202)
def ensemble(asked: EnsembleIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Make one version of several that answer together; the test part is opened once, for that one."""
    return RunOut.of(studio.fusions.ensemble(actor, asked.model_ids, asked.weights))


@router.post("/fusions/cascade", status_code=202)
def cascade(asked: CascadeIn, studio: StudioDep, actor: ActorDep) -> RunOut:
    """Make one version of two: the small one answers, the large one takes what that is unsure of."""
    return RunOut.of(studio.fusions.cascade(actor, asked.small_id, asked.large_id, asked.threshold))
