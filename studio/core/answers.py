"""The end of the journey: what a model said of a text, and what an expert said of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Prediction:
    """The answer for one text.

    Classification fills `label` and `probabilities` (calibrated, one a label, summing to 1); scoring fills `score`
    within [`score_min`, `score_max`], with an interval [`score_low`, `score_high`] that holds the given score 90 times
    in 100. `prediction_set` holds every label that cannot be ruled out at 90 %;
    `abstains` says that it is empty or larger than one. `new_kind` names what the text is where no training row was of
    its kind (the template of a log line). `most_probable` names the most probable label where thresholds were moved and
    `label` is another one; else None. An anomaly model fills `label` and `score`, which is in [0, 1] and flags
    above 0.5, and in `behind` the lines that made it so, most telling first: each line's place from 0 and its share.
    Of a cascade of models `answered_by` names the one whose answer it is.

    Where a text has several labels, `labels` are those given (perhaps none; None for every other task), each with a
    probability of its own (they sum to anything); `prediction_set` has them and those that cannot be ruled out, so that
    it holds 90 % of the true labels on average; `abstains` says that none is given though some cannot be ruled out.
    """

    label: str | None = None
    probabilities: Mapping[str, float] = field(default_factory=dict)
    score: float | None = None
    score_min: float | None = None
    score_max: float | None = None
    score_low: float | None = None
    score_high: float | None = None
    prediction_set: tuple[str, ...] = ()
    abstains: bool = False
    truncated: bool = False
    new_kind: str | None = None
    behind: tuple[tuple[int, float], ...] = ()
    answered_by: str | None = None
    labels: tuple[str, ...] | None = None
    most_probable: str | None = None


@dataclass(frozen=True)
class Review:
    """What an expert said of a Prediction: the right answer to one row of a predict run.

    `number` counts the reviews of that row from 1; the highest one stands. `given` is a label, or a score in points
    within [`score_min`, `score_max`]; None where the review was taken back. The texts are those the model was asked
    about, without identifiers in domains with personal data; they are blank once the row's review was taken back.
    `group` is what the row belongs to, a keyed hash where that is a person, or empty. `identity` is the same row's in
    every dataset where identifiers were replaced, a keyed hash as well; else empty.
    """

    id: str
    workspace: str
    domain: str
    model_id: str
    run_id: str
    row_id: str
    source_row: int
    number: int
    actor: str
    predicted: str | float | None
    given: str | float | None
    note: str
    text: str
    question: str
    reference: str
    group: str
    score_min: float | None
    score_max: float | None
    created_at: datetime
    identity: str = field(default="", repr=False)
