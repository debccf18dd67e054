"""A count and what is counted, in grammatical number."""

from __future__ import annotations


def counted(count: int, one: str, many: str) -> str:
    """`1 text is mostly figures`, `1,204 texts are mostly figures`; `one` and `many` as they follow the count."""
    return f"{count:,} {one if count == 1 else many}"
