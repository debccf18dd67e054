"""The one place where errors become HTTP answers."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from studio.api.schemas import ErrorOut
from studio.core.defects import record
from studio.core.errors import AssayError

log = logging.getLogger("assay.api")


def _answer(status: int, code: str, message: str, fix: str) -> JSONResponse:
    return JSONResponse(ErrorOut(code=code, message=message, fix=fix).model_dump(), status_code=status)


def answer(error: AssayError) -> JSONResponse:
    """What a caller is told of `error`."""
    return _answer(error.status, error.code, error.message, error.fix)


async def _explained(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, AssayError)
    return answer(error)


async def _malformed(_: Request, error: Exception) -> JSONResponse:
    """What is wrong with a request, by field; the values are left out, they may be somebody's text."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return _answer(422, "malformed_request", f"{place}: {first['msg']}.", "See /api/docs for the shape of a request.")


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return _answer(error.status_code, "http_error", str(error.detail), "See /api/docs for what there is.")


class Unforeseen:
    """Middleware that answers a defect of ours, named by a reference in answer and log.

    A handler of `Exception` would not do: Starlette raises the error again behind it, and the server then logs its
    words, which may be somebody's text.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer in its place where that raised before the answer had begun."""
        begun = False

        async def sending(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except Exception as error:
            reference = record(error, log, f"answering {scope.get('method', '')} {scope.get('path', '')}")
            if not begun:
                fix = f"The log names it under {reference}."
                await _answer(500, "unexpected", "Something failed on our side.", fix)(scope, receive, send)


def install(app: FastAPI) -> None:
    """Let `app` answer every error in the one shape."""
    app.add_exception_handler(AssayError, _explained)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_middleware(Unforeseen)
