"""The rows of a batch in the order in which an expert should look: those with a remark, then the least certain."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from studio.core.records import ModelVersion
from studio.core.tasks import Task
from studio.services.datasets.identity import IDENTITY
from studio.services.inference import TextInput
from studio.services.remarks import REMARKS

SCALE_MARKS = 12
"""A scale of more marks is offered in coarser steps, and any mark between them as a number."""
_STEPS = (1.0, 2.0, 2.5, 5.0)
UNCERTAINTY = "uncertainty"


@dataclass(frozen=True)
class Waiting:
    """A row of a batch that no expert has looked at yet, with what the model said.

    `uncertainty` is in [0, 1], None where the model gave no answer for want of a text. `probability` is that of the
    label; `low` and `high` hold the given score 90 times in 100. `marks` are those of the row's scale, all of them
    where `every_mark` says so, else some in equal steps; none for labels. `remarks` is what the field found odd.
    """

    row_id: str
    source_row: int
    text: str
    question: str
    reference: str
    group: str
    predicted: str | float | None
    probability: float | None
    prediction_set: tuple[str, ...]
    low: float | None
    high: float | None
    score_min: float | None
    score_max: float | None
    marks: tuple[float, ...]
    every_mark: bool
    uncertainty: float | None
    identity: str = field(default="", repr=False)
    """Which row it is, whatever stands for its identifiers; empty where there are none to replace."""
    remarks: str = ""

    def asked(self) -> TextInput:
        """The row as it was asked."""
        return TextInput(self.text, self.question, self.reference, self.score_min, self.score_max)


@dataclass(frozen=True)
class Queue:
    """What is to be looked at next, in the order of `ordered`, and how much of the batch is done."""

    waiting: tuple[Waiting, ...]
    rows: int
    reviewed: int

    @property
    def left(self) -> int:
        """Rows nobody has looked at."""
        return self.rows - self.reviewed


def ordered(asked: pd.DataFrame, answers: pd.DataFrame, model: ModelVersion, step: float) -> pd.DataFrame:
    """A batch's rows with their answers and `uncertainty`: with a remark, then without one, the least certain first.

    Those without an answer come last, remark or not: there is no text to look at. `step` is the distance of two marks.
    Rows as uncertain as each other keep the order of the file.
    """
    fresh = answers[["row_id", *(name for name in answers if name not in asked)]]
    rows = asked.merge(fresh, on="row_id", how="left")
    rows[UNCERTAINTY] = _uncertainty(rows, model.task, step)
    rows.loc[rows["predicted"].isna(), UNCERTAINTY] = np.nan
    rows = rows.sort_values(UNCERTAINTY, ascending=False, na_position="last", kind="stable").reset_index(drop=True)
    if REMARKS not in rows:
        return rows
    plain = rows[REMARKS].eq("") | rows["predicted"].isna()
    return rows.iloc[np.argsort(plain.to_numpy(), kind="stable")].reset_index(drop=True)


def waiting(row: pd.Series[Any], step: float) -> Waiting:
    """A row of `ordered`."""
    bottom, top = _number(row.get("score_min")), _number(row.get("score_max"))
    predicted = row["predicted"]
    marks, every = ((), True) if bottom is None or top is None else scale(bottom, top, step)
    return Waiting(
        row_id=str(row["row_id"]),
        source_row=int(row["source_row"]),
        text=_text(row["source_text"]),
        question=_text(row.get("extra_question")),
        reference=_text(row.get("extra_reference")),
        group=_text(row.get("extra_group")),
        predicted=None if pd.isna(predicted) else predicted if isinstance(predicted, str) else float(predicted),
        probability=_number(row.get("probability")),
        prediction_set=tuple(each for each in _text(row.get("prediction_set")).split(" | ") if each),
        low=_number(row.get("low")),
        high=_number(row.get("high")),
        score_min=bottom,
        score_max=top,
        marks=marks,
        every_mark=every,
        uncertainty=_number(row[UNCERTAINTY]),
        identity=_text(row.get(IDENTITY)),
        remarks=_text(row.get(REMARKS)),
    )


def scale(bottom: float, top: float, step: float) -> tuple[tuple[float, ...], bool]:
    """The marks from `bottom` to `top`, both included, and whether they are all; at most `SCALE_MARKS`.

    Where steps of `step` are too many, the finest usual ones (0.1, 0.2, 0.25, 0.5, 1, ...) that are not.
    """
    span = top - bottom
    tenth = 10.0 ** np.floor(np.log10(span / SCALE_MARKS))
    usual = [tenth * each for each in (*_STEPS, 10.0, 20.0)]
    fine = next(each for each in (step, *usual) if each > 0 and span / each <= SCALE_MARKS - 1 + 1e-9)
    inside = (round(bottom + place * fine, 6) for place in range(SCALE_MARKS))
    return (*(mark for mark in inside if mark < top - 1e-6), top), bool(fine == step)


def _uncertainty(rows: pd.DataFrame, task: Task, step: float) -> Any:
    from models.evaluation import uncertainty

    if task is Task.SCORING:
        score, low, high, bottom, top = (
            rows[name].to_numpy(dtype=np.float64) for name in ("predicted", "low", "high", "score_min", "score_max")
        )
        return uncertainty.of_scores(score, low, high, bottom, top, step or 1.0)
    shares = [name for name in rows if str(name).startswith("p(")]
    if task is Task.MULTILABEL:
        return uncertainty.of_sets(rows[shares].fillna(0.0).to_numpy(dtype=np.float64))
    return uncertainty.of_labels(rows[shares].fillna(0.0).to_numpy(dtype=np.float64))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> float | None:
    return None if value is None or pd.isna(value) else float(value)  # type: ignore[call-overload, arg-type]
