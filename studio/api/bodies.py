"""What comes in with a request: what it says it is, no more than it may be, in memory alone, never on a disk."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.api.errors import answer
from studio.core.errors import LimitExceededError, MediaTypeError
from studio.services.intake.limits import MAX_FILE_BYTES, MEGABYTE

MAX_BODY_BYTES = 64 * MEGABYTE
"""Of a request to the API: a document of 20 million letters, or hundreds of texts. Parsed it takes five times that."""
ZIP = "application/zip"
_FILES = ("/v1/backbones",)
"""Where a ZIP is taken as it is, which may be as large as a file that is brought on a page."""
_FORM_BYTES = MAX_FILE_BYTES + 2 * MEGABYTE
"""A file of the largest size and what a form writes around it."""


def keep_uploads_off_disk() -> None:
    """Let the server take a file in memory only.

    Starlette writes what is over 1 MB of it to the folder for temporary files, and it may be a patient's. The file
    is held in memory by Streamlit all the same, which counts it before and while it comes in.
    """
    MultiPartParser.spool_max_size = _FORM_BYTES


class ZipRoute(APIRoute):
    """A route whose body, where it has one, is a ZIP: `MediaTypeError` for any other, before it is read.

    FastAPI hands a route that takes bytes whatever comes. A page of another site may make a browser send `text/plain`,
    or a body of no type, to a server on this machine, but not `application/zip` unless that server allows it (CORS).
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """What answers a request."""
        handler = super().get_route_handler()
        if self.body_field is None:
            return handler

        async def only_zip(request: Request) -> Response:
            if _media_type(request.headers) != ZIP:
                raise MediaTypeError(f"The body must be sent as {ZIP}.", f"Send the header 'content-type: {ZIP}'.")
            return await handler(request)

        return only_zip


class LimitedBody:
    """ASGI middleware that refuses a body over `MAX_BODY_BYTES`, by what its head says or while it comes in.

    A ZIP may be as large as a file where one is taken; anything else is parsed by the loop that serves everybody.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; anything but HTTP passes untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        as_file = scope["path"].endswith(_FILES) and _media_type(headers) == ZIP
        most = MAX_FILE_BYTES if as_file else MAX_BODY_BYTES
        if _announced(headers) > most:
            await answer(_too_large(most))(scope, receive, send)
            return
        received = 0

        async def counting() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most:  # FastAPI lets this one kind through its reading of the body
                raise HTTPException(_too_large(most).status, _too_large(most).message)
            return message

        await self.app(scope, counting, send)


def _announced(headers: Headers) -> int:
    """The length that the head of a request says; 0 where it says none."""
    said = headers.get("content-length", "")
    return int(said) if said.isdecimal() else 0


def _media_type(headers: Headers) -> str:
    """The type that the head of a request says its body is of; of two such lines the first, as FastAPI reads."""
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def _too_large(most: int) -> LimitExceededError:
    fix = f"Send the texts in several requests, or bring a table on the page; a model is sent as {ZIP}."
    if most == MAX_FILE_BYTES:
        fix = "Bring it on the server's command line, or lay its folder under ASSAY_HOME/backbones."
    return LimitExceededError(f"A request may have {most // MEGABYTE} MB.", fix)
