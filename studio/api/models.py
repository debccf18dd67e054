"""The model library, to read."""

from __future__ import annotations

from fastapi import APIRouter

from domains.registry import registry
from studio.api.schemas import ModelOut
from studio.api.studio import ActorDep, StudioDep

router = APIRouter(tags=["models"])


@router.get("/models")
def list_models(studio: StudioDep, actor: ActorDep, domain: str | None = None) -> list[ModelOut]:
    """Every model version, newest first, of one domain or of all."""
    if domain is not None:
        registry().get(domain)
    return [ModelOut.of(model) for model in studio.library.versions(actor, domain)]
