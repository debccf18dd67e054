"""What comes in with a request: no more than it may be, and in memory alone, never on a disk."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartParser
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.api.schemas import ErrorOut
from studio.core.errors import LimitExceededError
from studio.services.intake.limits import MAX_FILE_BYTES, MEGABYTE

MAX_BODY_BYTES = 64 * MEGABYTE
"""Of a request to the API: a document of 20 million letters, or hundreds of texts. Parsed it takes five times that."""
_FILES = ("/v1/backbones",)
"""Where a body is a file as it is, which may be as large as one that is brought on a page."""
_FORM_BYTES = MAX_FILE_BYTES + 2 * MEGABYTE
"""A file of the largest size and what a form writes around it."""


def keep_uploads_off_disk() -> None:
    """Let the server take a file in memory only.

    Starlette writes what is over 1 MB of it to the folder for temporary files, and it may be a patient's. The file
    is held in memory by Streamlit all the same, which counts it before and while it comes in.
    """
    MultiPartParser.spool_max_size = _FORM_BYTES


class LimitedBody:
    """ASGI middleware that refuses a body over `MAX_BODY_BYTES`, by what its head says or while it comes in.

    One that is a file may be as large as a file.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; anything but HTTP passes untouched."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        most = MAX_FILE_BYTES if scope["path"].endswith(_FILES) else MAX_BODY_BYTES
        if _announced(scope) > most:
            error = _too_large(most)
            answer = ErrorOut(code=error.code, message=error.message, fix=error.fix)
            await JSONResponse(answer.model_dump(), error.status)(scope, receive, send)
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


def _announced(scope: Scope) -> int:
    """The length that the head of a request says; 0 where it says none."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said) if said.isdigit() else 0


def _too_large(most: int) -> LimitExceededError:
    fix = "Send the texts in several requests, or bring a table on the page."
    if most == MAX_FILE_BYTES:
        fix = "Bring it on the server's command line, or lay its folder under ASSAY_HOME/backbones."
    return LimitExceededError(f"A request may have {most // MEGABYTE} MB.", fix)
