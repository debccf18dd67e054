"""JSON under the name of a table or a text."""

from __future__ import annotations

import io
import json
import re

from studio.services.intake.encoding import Encoding
from studio.services.intake.formats import Format

_OBJECT = re.compile(r'\s*(\[\s*)?\{\s*["}]')
_LIST = re.compile(r"\s*\[")
_SAMPLE = 64 * 1024


def json_in(data: bytes, encoding: Encoding) -> Format | None:
    """JSON or JSON lines where a text file is that, whole or damaged; else None.

    A list of something else than objects must be whole: column names in brackets begin alike.
    """
    start = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors).read(_SAMPLE)
    start = start.removeprefix("\ufeff")
    if opened := _OBJECT.match(start):
        first, _, more = start.strip().partition("\n")
        return Format.JSONL if not opened.group(1) and more.strip() and _parses(first) else Format.JSON
    return Format.JSON if _LIST.match(start) and _parses(data.decode(encoding.codec, encoding.errors)) else None


def _parses(text: str) -> bool:
    try:
        json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True
