"""GET /health: whether this installation can do its work."""

from __future__ import annotations

from fastapi import APIRouter

from studio.api.schemas import HealthOut
from studio.api.studio import ActorDep, StudioDep
from studio.core.version import VERSION

router = APIRouter(tags=["health"])


@router.get("/health")
def health(studio: StudioDep, actor: ActorDep) -> HealthOut:
    """Reads the store and the worker's heartbeat; answers 200 as long as the store can be read."""
    studio.library.versions(actor)
    device = studio.overview.device()
    return HealthOut(
        status="ok",
        store="ok",
        worker="ok" if studio.overview.worker_alive() else "not running",
        device=f"{device.name} ({device.kind})",
        version=VERSION,
    )
