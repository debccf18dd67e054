"""How a route gets at the services and at who asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, cast

from fastapi import Depends, FastAPI, Request

from studio.core.actor import LOCAL_ACTOR, Actor
from studio.services.studio import Studio


def remember(app: FastAPI, studio: Callable[[], Studio]) -> None:
    """Keep the way to the services with the application."""
    app.state.studio = studio


def _studio(request: Request) -> Studio:
    return cast(Callable[[], Studio], request.app.state.studio)()


def _actor() -> Actor:
    """Who asks: single-user mode has one actor; sign-in will find the door here."""
    return LOCAL_ACTOR


StudioDep = Annotated[Studio, Depends(_studio)]
ActorDep = Annotated[Actor, Depends(_actor)]
