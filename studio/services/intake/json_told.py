"""JSON under the name of a table or a text."""

from __future__ import annotations

import io
import json
import re

from studio.services.intake.encoding import Encoding
from studio.services.intake.formats import Format

_OBJECT = re.compile(r'\s*(\[\s*)?\{\s*["}]')
_LIST = re.compile(r"\s*\[")
_NEXT_CELL = re.compile(r' *([,;|\t])\s*(?!"[^"]*"\s*:)[^\s{\[\]},;|]')
_SAMPLE = 64 * 1024


def json_in(data: bytes, encoding: Encoding) -> Format | None:
    """JSON or JSON lines where a text file is that, whole or damaged; else None.

    A list of something else than objects must be whole: column names in brackets begin alike.
    """
    start = _start(data, encoding)
    if opened := _OBJECT.match(start):
        first, _, more = start.strip().partition("\n")
        return Format.JSONL if not opened.group(1) and more.strip() and _parses(first) else Format.JSON
    return Format.JSON if _LIST.match(start) and _parses(data.decode(encoding.codec, encoding.errors)) else None


def mark_after_json(data: bytes, encoding: Encoding) -> str | None:
    """The delimiter in the first line between a whole object or list and a cell that is none; None where it is not so.

    So begins a row of a table whose first cell is JSON without quotes around it. What is cut off, or goes on with the
    next object or key, is damaged JSON.
    """
    first = next(iter(_start(data, encoding).lstrip().splitlines()), "")
    try:
        _, end = json.JSONDecoder().raw_decode(first)
    except (ValueError, RecursionError):
        return None
    next_cell = _NEXT_CELL.match(first, end)
    return next_cell.group(1) if next_cell else None


def _start(data: bytes, encoding: Encoding) -> str:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors)
    return stream.read(_SAMPLE).removeprefix("\ufeff")


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
