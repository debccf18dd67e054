"""The model library, to read."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from domains.registry import registry
from studio.api.evaluation_schemas import EvaluationOut
from studio.api.schemas import ModelOut
from studio.api.studio import ActorDep, StudioDep

router = APIRouter(tags=["models"])


@router.get("/models")
def list_models(studio: StudioDep, actor: ActorDep, domain: str | None = None) -> list[ModelOut]:
    """Every model version, newest first, of one domain or of all."""
    if domain is not None:
        registry().get(domain)
    return [ModelOut.of(model) for model in studio.library.versions(actor, domain)]


@router.get("/models/{model_id}/evaluations")
def list_evaluations(
    model_id: Annotated[str, Path(max_length=64)], studio: StudioDep, actor: ActorDep
) -> list[EvaluationOut]:
    """What was measured of a model, newest first, with subsets, subgroups and slices apart."""
    model = studio.library.get(actor, model_id)
    return [EvaluationOut.of(each) for each in studio.evaluations.list(actor, model.id)]
