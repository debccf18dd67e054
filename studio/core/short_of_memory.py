"""A run that ran out of memory and went on in smaller parts, in the words of its page, its progress and its log."""

from __future__ import annotations

SHORT_OF_MEMORY = "short_of_memory"
"""The key under which such a run's result holds `parts`, into which its batches were cut at the end."""


def went_on(parts: int) -> str:
    """What happened, in a sentence."""
    return f"It ran out of memory and went on with every batch of texts cut into {parts} parts."
