"""Cells of typed formats written the way a person would read them."""

from __future__ import annotations

import datetime
import json
from typing import Any


def as_text(value: Any) -> str:
    """A cell as text: nothing for nothing, whole numbers without a point, dates in ISO form, the rest as JSON."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value)


def only_value(value: Any) -> Any:
    """The one value of a list of one, nothing of a blank list, anything else as it is."""
    if isinstance(value, list) and len(value) < 2:
        return value[0] if value else None
    return value


def _number(value: float) -> str:
    if value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
