"""Requests that change something are answered only where no other site's page made the browser send them.

Who has Assay open on their machine and visits another site must not have that site train, delete or stop anything: a
browser sends a request without a body, or with one called text, to any address a page names.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from studio.api.errors import answer
from studio.core.errors import ForbiddenError

_READING = frozenset({"GET", "HEAD", "OPTIONS"})
_OWN = frozenset({"same-origin", "none"})  # none: the person did it, by the address line or a bookmark
_FIX = "Send it from a program, or from /api/docs of this server."


class OwnSite:
    """ASGI middleware that refuses what a page of another site has a browser send.

    The rule of Go's `http.CrossOriginProtection` (1.25): `Sec-Fetch-Site` decides where it is there, else `Origin`,
    which every browser sends with such a request, must name the host that is asked. A program sends neither.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it with 403."""
        if scope["type"] == "http" and scope["method"] not in _READING and _is_foreign(Headers(scope=scope)):
            error = ForbiddenError("This request came from a page of another site.", _FIX)
            await answer(error)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _is_foreign(headers: Headers) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in _OWN
    origin = headers.get("origin")
    return origin is not None and origin.partition("://")[2] != headers.get("host")
