"""The FastAPI application that `app.py` mounts at `/api`."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from studio.api import (
    backbones,
    documents,
    domains,
    errors,
    fusions,
    health,
    models,
    reviews,
    runs,
    trainings,
    verdicts,
)
from studio.api.bodies import LimitedBody
from studio.api.own_site import OwnSite
from studio.api.schemas import ErrorOut
from studio.api.studio import remember
from studio.core.version import VERSION
from studio.services.studio import Studio


def create_api(studio: Callable[[], Studio]) -> FastAPI:
    """The API over the services of `studio()`, which is called at the first request, not before.

    FastAPI's own documentation page loads its script from the internet; this one brings it along.
    """
    app = FastAPIOffline(
        title="Assay",
        version=VERSION,
        description="Domain text models, measured honestly. The same services answer the pages.",
        redoc_url=None,
        responses={"4XX": {"model": ErrorOut}, "5XX": {"model": ErrorOut}},
    )
    remember(app, studio)
    errors.install(app)
    app.add_middleware(LimitedBody)
    app.add_middleware(OwnSite)
    app.include_router(health.router)
    app.include_router(domains.router, prefix="/v1")
    app.include_router(documents.router, prefix="/v1")
    app.include_router(models.router, prefix="/v1")
    app.include_router(backbones.router, prefix="/v1")
    app.include_router(trainings.router, prefix="/v1")
    app.include_router(fusions.router, prefix="/v1")
    app.include_router(runs.router, prefix="/v1")
    app.include_router(reviews.router, prefix="/v1")
    app.include_router(verdicts.router, prefix="/v1")
    return app
