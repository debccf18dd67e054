"""Whether next-sentence prediction makes sense, and passages that follow one another or do not; no torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.backbones.catalogue import backbone, local_folder
from models.interface import Ints
from models.methods.adapt.pretrained import NEXT_SENTENCE, stored_names
from models.sentences import sentences

LEAST_ORDERLY = 0.5
"""With fewer texts of two sentences than this share, most of the reading could not ask what comes next."""
FOLLOWS, DOES_NOT, NOT_ASKED = 0, 1, -1
_CHARACTERS_PER_TOKEN = 4


@dataclass(frozen=True)
class Passages:
    """Passages with the one laid after each ("" for none), and `follows`, (n_rows,), one of the three numbers above."""

    first: list[str]
    second: list[str]
    follows: Ints


def reason_against(key: str, orderly: float) -> str:
    """Why a backbone cannot, or on such texts should not, learn what comes next; empty where it may."""
    chosen = backbone(key)
    folder = local_folder(chosen)
    if folder is None or not set(NEXT_SENTENCE) <= stored_names(folder):
        return f"{chosen.title} was made without next-sentence prediction."
    if orderly < LEAST_ORDERLY:
        return f"{orderly:.0%} of the texts have two sentences or more; at least {LEAST_ORDERLY:.0%} are needed."
    return ""


def passages(texts: Sequence[str], max_tokens: int, seed: int) -> Passages:
    """Each text as pairs of passages in their order, every second one followed by a passage of another text instead.

    A text of one sentence is read without a question.
    """
    rng = np.random.default_rng([seed, 1])
    first: list[str] = []
    second: list[str] = []
    owner: list[int] = []
    for number, text in enumerate(texts):
        for a, b in _pairs(sentences(text), max_tokens * _CHARACTERS_PER_TOKEN // 2):
            first.append(a)
            second.append(b)
            owner.append(number)
        if not owner or owner[-1] != number:
            first.append(text)
            second.append("")
            owner.append(number)
    return _swapped(
        Passages(first, second, np.array([FOLLOWS if each else NOT_ASKED for each in second], dtype=np.int64)),
        owner,
        rng,
    )


def _pairs(pieces: list[str], characters: int) -> list[tuple[str, str]]:
    """Neighbouring passages of about that many characters."""
    if len(pieces) < 2:
        return []
    grown: list[str] = []
    most = max(1, min(characters, sum(map(len, pieces)) // 2))
    for piece in pieces:
        if grown and len(grown[-1]) + len(piece) <= most:
            grown[-1] = f"{grown[-1]} {piece}"
        else:
            grown.append(piece)
    if len(grown) > 2 and len(grown) % 2:
        last = grown.pop()
        grown[-1] = f"{grown[-1]} {last}"
    return list(zip(grown[::2], grown[1::2], strict=True))


def _swapped(found: Passages, owner: list[int], rng: np.random.Generator) -> Passages:
    asked = np.flatnonzero(found.follows == FOLLOWS)
    if len({owner[row] for row in asked}) < 2:
        return found
    second, follows = list(found.second), found.follows.copy()
    for row in asked[rng.random(len(asked)) < 0.5]:
        other = int(rng.choice(asked))
        while owner[other] == owner[row]:
            other = int(rng.choice(asked))
        second[row], follows[row] = found.second[other], DOES_NOT
    return Passages(found.first, second, follows)
