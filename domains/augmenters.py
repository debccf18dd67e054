"""What a field knows of writing one thing in another way: ways to vary a training text whose label still holds."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, Field

MOST_COPIES = 3


@dataclass(frozen=True)
class Augmenter:
    """One way to vary a text. `help` says what it does, `why` why the label still holds, each in a sentence.

    `vary(text, draw, kept)` gives the text another way, or as it is where it finds nothing to vary; all chance comes
    from `draw`, and the words of `kept`, in small letters, stay as they are. It brings in nothing that names a person.
    """

    key: str
    title: str
    help: str
    why: str
    vary: Callable[[str, random.Random, frozenset[str]], str]


class AugmentationOptions(BaseModel, extra="forbid"):
    """How the training texts of a run are varied; `augmenters` are keys of the domain's."""

    augmenters: tuple[str, ...] = Field(
        (), title="Ways to vary", description="What is changed in the copies; the label of the row stays."
    )
    copies: int = Field(
        1,
        ge=0,
        le=MOST_COPIES,
        title="Copies of each training text",
        description="Each copy is varied anew and makes training that much longer. 0: none.",
    )
    compare: bool = Field(
        False,
        title="Also train without it",
        description="Trains twice and measures on the dev part what the copies bring, with an interval.",
    )

    @property
    def wanted(self) -> bool:
        """Whether anything is to be varied."""
        return bool(self.augmenters) and self.copies > 0


def replaced(text: str, spans: Sequence[tuple[int, int, str]]) -> str:
    """`text` with stretches [start, end) replaced; they come in order, and one that begins inside another is left."""
    pieces, at = [], 0
    for start, end, new in spans:
        if start >= at:
            pieces += [text[at:start], new]
            at = end
    return "".join((*pieces, text[at:]))
