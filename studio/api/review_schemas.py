"""Reviews over the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from studio.api.schemas import Score
from studio.core.answers import Review
from studio.services.review_queue import Queue, Waiting
from studio.services.reviews import MOST_NOTE

MAX_WAITING = 200


class ReviewIn(BaseModel):
    """What an expert gives one row of a batch: a label the model knows, several, or a score on the row's scale."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"row_id": "3", "given": 1.5}})

    row_id: str = Field(max_length=64, description="As the queue names it.")
    given: Score | str = Field(
        description='A label, a score in points, or of several labels a JSON list in a text: ["pain", "fever"].'
    )
    note: str = Field("", max_length=MOST_NOTE, description="Kept with it.")
    seen: int = Field(0, ge=0, le=10**9, description="Number of the newest review of the row that was known.")
    new_label: bool = Field(False, description="The label is a new class, which the model was never taught.")


class ReviewOut(BaseModel):
    """A Review; see the record of the same name."""

    row_id: str
    source_row: int
    number: int
    actor: str
    model_id: str
    predicted: str | float | None
    given: str | float | None = Field(description="null where the review was taken back.")
    note: str
    created_at: str
    replaced: ReviewOut | None = Field(None, description="A review that came since the one that was seen.")

    @classmethod
    def of(cls, review: Review, unseen: Review | None = None) -> ReviewOut:
        """From the record."""
        return cls(
            row_id=review.row_id,
            source_row=review.source_row,
            number=review.number,
            actor=review.actor,
            model_id=review.model_id,
            predicted=review.predicted,
            given=review.given,
            note=review.note,
            created_at=review.created_at.isoformat(),
            replaced=None if unseen is None else cls.of(unseen),
        )


class ReviewsOut(BaseModel):
    """Reviews, the oldest first."""

    reviews: list[ReviewOut]


class WaitingOut(BaseModel):
    """An answer that nobody has checked."""

    row_id: str
    source_row: int
    text: str
    question: str
    reference: str
    predicted: str | float | None
    probability: float | None
    prediction_set: list[str]
    score_low: float | None
    score_high: float | None
    score_min: float | None
    score_max: float | None
    uncertainty: float | None = Field(description="In [0, 1]; null where there was no text to answer.")
    remarks: str = Field(
        description='Why to look at it ("blank", "almost the same as row 12"); empty where nothing is.'
    )

    @classmethod
    def of(cls, row: Waiting) -> WaitingOut:
        """From the record."""
        return cls(
            row_id=row.row_id,
            source_row=row.source_row,
            text=row.text,
            question=row.question,
            reference=row.reference,
            predicted=row.predicted,
            probability=row.probability,
            prediction_set=list(row.prediction_set),
            score_low=row.low,
            score_high=row.high,
            score_min=row.score_min,
            score_max=row.score_max,
            uncertainty=row.uncertainty,
            remarks=row.remarks,
        )


class QueueOut(BaseModel):
    """What waits, with a remark first, then the least certain, and how much of the batch is done."""

    rows: int
    reviewed: int
    waiting: list[WaitingOut]

    @classmethod
    def of(cls, queue: Queue) -> QueueOut:
        """From the record."""
        return cls(rows=queue.rows, reviewed=queue.reviewed, waiting=[WaitingOut.of(each) for each in queue.waiting])


class DatasetMadeOut(BaseModel):
    """The dataset that was made, or that was there already."""

    dataset_id: str
    rows: int
    already_there: bool
