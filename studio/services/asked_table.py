"""A table a model is asked about, prepared as its training texts were."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from domains.preparation import Preparation
from studio.core.columns import Role
from studio.core.errors import MappingError, UnusableTableError
from studio.core.records import Dataset, ModelVersion
from studio.core.splits import Part
from studio.core.tasks import Task

_TEXTS = ("text", "question", "reference")
_RANGE = ("score_min", "score_max")
_TARGETS = {Task.CLASSIFICATION: "label", Task.SCORING: "score"}


def to_answer(
    table: pd.DataFrame, model: ModelVersion, trained_on: Dataset, preparation: Preparation, extras: Sequence[str] = ()
) -> pd.DataFrame:
    """Rows for a predict run, in the order of `table` (role columns) and as many; `extras` go along untouched."""
    asked = _with_texts(table)
    prepared = preparation.table(asked)
    rows = pd.DataFrame(
        {
            "row_id": [str(number) for number in range(len(asked))],
            "source_row": asked["source_row"],
            "text": prepared["text"],
            "source_text": prepared["source_text"],
            "part": Part.TEST.value,
            "subset": "",
        }
    )
    if trained_on.has_pairs:
        rows["text_pair"] = prepared["text_pair"].fillna("") if prepared["text_pair"].notna().any() else ""
    if model.task is Task.SCORING:
        _add_range(rows, asked, trained_on)
    for name in extras:
        rows[name if name.startswith("extra_") else f"extra_{name}"] = asked[name]
    return rows


def to_measure(table: pd.DataFrame, model: ModelVersion, trained_on: Dataset, preparation: Preparation) -> pd.DataFrame:
    """Rows for an evaluate run: those of `table` (role columns) with a text and a true answer.

    Raises `MappingError` where no column holds the true answers, and `UnusableTableError` where no row has one.
    """
    column = _TARGETS[model.task]
    if column not in table:
        raise MappingError(f"No column plays the role '{column}'.", "Say which column holds the true answers.")
    asked = preparation.domain.segment(_with_texts(table))
    target = _target(asked[column], model.task)
    usable = target.notna() & (asked["text"].str.strip() != "")
    if not usable.any():
        raise UnusableTableError(
            "No row has both a text and a true answer.", "Look at the columns for text and answer."
        )
    asked = asked[usable].reset_index(drop=True)
    rows = to_answer(asked, model, trained_on, preparation)
    rows["target"] = target[usable].reset_index(drop=True)
    for name in ("rater", "competitor"):
        if name in asked:
            rows[name] = _target(asked[name], model.task)
    return rows


def extras(table: pd.DataFrame) -> list[str]:
    """The columns of a mapped table that play no role for a model."""
    roles = {role.value for role in Role if role is not Role.EXTRA} | {"source_row"}
    return [str(name) for name in table.columns if name not in roles]


def _with_texts(table: pd.DataFrame) -> pd.DataFrame:
    """The table with every text a string and its rows numbered as in the file."""
    if "text" not in table:
        raise MappingError("No column plays the role 'text'.", "Say which column holds the texts.")
    if table.empty:
        raise UnusableTableError("The table has no rows.", "Bring a table with at least one text.")
    asked = table.reset_index(drop=True).copy()
    for name in _TEXTS:
        if name in asked:
            asked[name] = asked[name].fillna("").astype(str)
    if "source_row" not in asked:
        asked["source_row"] = range(1, len(asked) + 1)
    return asked


def _target(values: pd.Series[str], task: Task) -> pd.Series[str] | pd.Series[float]:
    """True answers, missing where there is none: labels without outer space, or scores."""
    if task is Task.SCORING:
        return pd.to_numeric(values, errors="coerce").astype(float)
    labels = values.astype("object").where(values.notna(), "").astype(str).str.strip()
    return labels.where(labels != "")


def _add_range(rows: pd.DataFrame, asked: pd.DataFrame, trained_on: Dataset) -> None:
    """Each row's own score range, or that of the training data where it has none."""
    for name, otherwise in zip(_RANGE, (trained_on.score_min, trained_on.score_max), strict=True):
        given = pd.to_numeric(asked[name], errors="coerce") if name in asked else pd.Series(float("nan"), rows.index)
        rows[name] = given.astype(float).fillna(0.0 if otherwise is None else otherwise)
    if (rows["score_max"] <= rows["score_min"]).any():
        raise UnusableTableError(
            "Some rows have a highest score that is not above their lowest.", "Correct the columns of the score range."
        )
