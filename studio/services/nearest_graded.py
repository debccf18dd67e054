"""The training rows to compare an answer with: to the same question, most alike, and the nearest that got more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from domains.contract import Domain
from studio.core.columns import Role
from studio.core.splits import Part
from studio.services.datasets.scores import mark_gap
from studio.services.datasets.text_key import row_key

MOST = 3


@dataclass(frozen=True)
class Like:
    """A training row by its place in the dataset's table; `similarity` is a cosine in [0, 1]."""

    place: int
    similarity: float


@dataclass(frozen=True)
class Found:
    """The rows nearest to an answer, the nearest first, and the nearest of those that got more than it."""

    nearest: tuple[Like, ...] = ()
    better: Like | None = None


def gives_reasons(domain: Domain) -> bool:
    """Whether an answer of the domain has graded ones to compare with: its texts answer questions."""
    return any(column.role is Role.QUESTION for column in domain.columns)


def nearest_graded(
    table: pd.DataFrame, asked: pd.DataFrame, scores: Sequence[float | None], most: int = MOST
) -> list[Found]:
    """For each row of `asked` (prepared `text`, `text_pair`) what training rows of `table` are like it.

    `scores` are those the model gave, None where only the nearest are wanted. Nothing is found where no training row
    has the row's question (or reference answer).
    """
    known = table.reset_index(drop=True)
    known = known[known["part"] == Part.TRAIN.value]
    found = [Found()] * len(asked)
    if known.empty:
        return found
    questions, theirs = _questions(known), _questions(asked) if "text_pair" in known else pd.Series("", asked.index)
    texts, given = asked["text"].fillna("").astype(str).tolist(), list(scores)
    for question, places in theirs.reset_index(drop=True).groupby(theirs.to_numpy(), sort=False).groups.items():
        rows = known[questions == question].drop_duplicates(subset=["text", "target"])
        alike = _alike(rows, [texts[place] for place in places], [given[place] for place in places], most)
        for place, each in zip(places, alike, strict=True):
            found[place] = each
    return found


def _questions(rows: pd.DataFrame) -> pd.Series[str]:
    if "text_pair" not in rows:
        return pd.Series("", index=rows.index)
    return rows["text_pair"].fillna("").astype(str).map(row_key)


def _alike(rows: pd.DataFrame, texts: Sequence[str], scores: Sequence[float | None], most: int) -> list[Found]:
    """One question's rows against the answers to it."""
    if rows.empty:
        return [Found()] * len(texts)
    from models.nearest import likest, similarities

    found = similarities(rows["text"].astype(str).tolist(), texts)
    scored = any(score is not None for score in scores)
    targets = rows["target"].astype(float).to_numpy() if scored else None
    half = mark_gap(rows["target"]) / 2 if scored else 0.0  # what is nearer to a score than that has not got more
    alike = []
    for column, score in enumerate(scores):
        similar = found[:, column]
        near = tuple(Like(int(rows.index[place]), cosine) for place, cosine in likest(similar, most))
        better = None
        if score is not None and targets is not None:
            got_more = (targets > score) & (targets >= score + half)
            more = likest(np.where(got_more, similar, 0.0), 1)
            better = next((Like(int(rows.index[place]), cosine) for place, cosine in more), None)
        alike.append(Found(near, better))
    return alike
