"""The ASGI app: the pages (Streamlit), the HTTP API at `/api`, and a worker that lives as long as the server.

Run it with `streamlit run app.py`, or `make run`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import anyio.to_thread
import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.routing import Mount

from studio.api.app import create_api
from studio.api.bodies import keep_uploads_off_disk
from studio.api.headers import SecurityHeaders
from studio.core.settings import settings
from studio.services.studio import Studio, open_studio
from studio.ui.closed_sessions import forget_closed_sessions
from studio.worker.supervisor import Supervisor


@cache
def studio() -> Studio:
    """The services of this process; the store is at the present schema once the server has started."""
    return open_studio(settings())


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Migrate the store, keep a worker beside the server and end it with it, forget the sessions that were left."""
    await anyio.to_thread.run_sync(studio)
    supervisor = Supervisor(settings())
    supervisor.start()
    forgetting = asyncio.create_task(forget_closed_sessions())
    try:
        yield
    finally:
        forgetting.cancel()
        await anyio.to_thread.run_sync(supervisor.stop)


keep_uploads_off_disk()

# Streamlit checks these names on its websocket alone; a page of another site must not reach the API by rebinding DNS.
ALLOWED_HOSTS = st.get_option("server.allowedHosts") or ["*"]

app = st.App(
    "studio/ui/main.py",
    routes=[Mount("/api", app=create_api(studio))],
    middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=ALLOWED_HOSTS), Middleware(SecurityHeaders)],
    lifespan=lifespan,
)
