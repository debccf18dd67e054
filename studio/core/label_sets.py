"""Sets of labels: the one form in which they are kept, and what they look like to a person."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

NO_LABEL = "none of them"
"""What an empty set is called where a person reads it."""


def dump_set(labels: Iterable[str]) -> str:
    """The labels, each once and in order, as a JSON list: equal sets are equal texts."""
    return json.dumps(sorted(set(labels)), ensure_ascii=False)


def parse_set(kept: str) -> tuple[str, ...]:
    """The labels of a text that `dump_set` wrote; of any other text, none."""
    try:
        value = json.loads(kept)
    except (ValueError, RecursionError):
        return ()
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def in_words(kept: str) -> str:
    """A kept set as `pain; fever`."""
    return "; ".join(parse_set(kept)) or NO_LABEL


def every_label(kept: Iterable[Any]) -> tuple[str, ...]:
    """The labels of all kept sets, in order."""
    return tuple(sorted({label for each in set(kept) for label in parse_set(str(each))}))
