"""What goes over the wire: requests are checked strictly, answers are built from records."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from studio.core.answers import Prediction
from studio.core.metrics import Measurement
from studio.core.records import Comparison, ModelVersion
from studio.core.rubric import Rubric
from studio.core.tasks import Task
from studio.core.visible import VISIBLE, shows_nothing
from studio.services.graded import GradedAnswer, Reasons

MAX_TEXTS = 256
MAX_CHARACTERS = 100_000
MAX_SCORE = 1e9


def _something_to_see(text: str) -> str:
    if shows_nothing(text):
        raise PydanticCustomError("blank_text", "Text should have at least one character that can be seen")
    return text


Score = Annotated[float, Field(ge=-MAX_SCORE, le=MAX_SCORE, allow_inf_nan=False)]
VisibleText = Annotated[str, AfterValidator(_something_to_see), Field(json_schema_extra={"pattern": VISIBLE})]


class TextIn(BaseModel):
    """One text to answer, with what its domain may need beside it."""

    model_config = ConfigDict(extra="forbid")

    text: VisibleText = Field(min_length=1, max_length=MAX_CHARACTERS, description="The text itself.")
    question: str = Field("", max_length=MAX_CHARACTERS, description="Grading: the question that was asked.")
    reference: str = Field("", max_length=MAX_CHARACTERS, description="Grading: an answer that earns full marks.")
    score_min: Score | None = Field(None, description="Scoring: the lowest score possible.")
    score_max: Score | None = Field(None, description="Scoring: the highest score possible.")


class PredictIn(BaseModel):
    """Texts for one domain's production model, or for the model named."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"texts": [{"text": "PUMP 3 TRIPPED ON HIGH VIBRATION, BEARING HOT"}]}},
    )

    texts: list[TextIn] = Field(min_length=1, max_length=MAX_TEXTS)
    model_id: str | None = Field(None, max_length=64, description="A model's id; without it, the production model.")
    task: Task | None = Field(
        None, description="Whose production model; without it, the first of the domain's tasks that has one."
    )
    reasons: bool = Field(
        False, description="Grading: with each answer the graded ones most like it, and the nearest that got more."
    )


class MeasurementOut(BaseModel):
    """A value with its bootstrap 95 % interval."""

    value: float | None
    low: float | None
    high: float | None
    n: int

    @classmethod
    def of(cls, measurement: Measurement) -> MeasurementOut:
        """From the record."""
        return cls(value=measurement.value, low=measurement.low, high=measurement.high, n=measurement.n)


class ComparisonOut(BaseModel):
    """Two models on the same rows: the difference of a metric, and the p-value of the paired test."""

    metric: str
    difference: MeasurementOut
    p_value: float | None

    @classmethod
    def of(cls, comparison: Comparison) -> ComparisonOut:
        """From the record."""
        difference = MeasurementOut.of(comparison.difference)
        return cls(metric=comparison.metric, difference=difference, p_value=comparison.p_value)


class ModelOut(BaseModel):
    """A ModelVersion, as far as a client needs it."""

    id: str
    domain: str
    number: int
    run_id: str
    dataset_id: str
    method: str
    task: Task
    labels: list[str]
    in_production: bool
    synthetic: bool
    precision: str
    size_bytes: int
    primary_metric: str
    primary: MeasurementOut
    created_at: str

    @classmethod
    def of(cls, model: ModelVersion) -> ModelOut:
        """From the record."""
        return cls(
            id=model.id,
            domain=model.domain,
            number=model.number,
            run_id=model.run_id,
            dataset_id=model.dataset_id,
            method=model.method,
            task=model.task,
            labels=list(model.labels),
            in_production=model.in_production,
            synthetic=model.synthetic,
            precision=model.precision,
            size_bytes=model.size_bytes,
            primary_metric=model.primary_metric,
            primary=MeasurementOut.of(model.primary),
            created_at=model.created_at.isoformat(),
        )


class DomainOut(BaseModel):
    """A domain and the models that answer for it, one a task; `production_model` is the first of them."""

    key: str
    title: str
    description: str
    tasks: list[Task]
    personal_data: bool
    production_model: ModelOut | None
    production_models: list[ModelOut] = []
    available: bool = True
    reason: str = ""


class BehindOut(BaseModel):
    """A line of the text, counted from 1, and its share of what made the text unusual."""

    line: int
    share: float


class GradedAnswerOut(BaseModel):
    """An answer that training learned from; `similarity` is a cosine in [0, 1]."""

    source_row: int
    text: str
    given: str | float
    similarity: float

    @classmethod
    def of(cls, graded: GradedAnswer) -> GradedAnswerOut:
        """From the record."""
        return cls(
            source_row=graded.source_row, text=graded.text, given=graded.given, similarity=min(1.0, graded.similarity)
        )


class ReasonsOut(BaseModel):
    """The graded answers most like one, the nearest first, and the nearest of those that got more."""

    nearest: list[GradedAnswerOut]
    better: GradedAnswerOut | None

    @classmethod
    def of(cls, reasons: Reasons) -> ReasonsOut:
        """From the record."""
        better = None if reasons.better is None else GradedAnswerOut.of(reasons.better)
        return cls(nearest=[GradedAnswerOut.of(each) for each in reasons.nearest], better=better)


class PredictionOut(BaseModel):
    """The answer for one text; see the record of the same name."""

    label: str | None
    labels: list[str] | None = Field(
        None, description="Several labels a text: those given, perhaps none; null for other tasks."
    )
    probabilities: dict[str, float] = Field(
        description="One a label, summing to 1; where a text has several labels each by itself, summing to anything."
    )
    score: float | None
    score_min: float | None
    score_max: float | None
    score_low: float | None = Field(description="With `score_high`: holds the given score 90 times in 100.")
    score_high: float | None
    prediction_set: list[str]
    abstains: bool
    truncated: bool
    new_kind: str | None = Field(None, description="What the text is, where no training row was of its kind.")
    most_probable: str | None = Field(
        None, description="The most probable label, where moved thresholds made `label` another one; else null."
    )
    behind: list[BehindOut] = Field([], description="Anomaly: the lines that made it unusual, most telling first.")
    level: str | None = Field(None, description="What the rubric calls the score.")
    answered_by: str | None = Field(None, description="Of a cascade of models, the one whose answer it is.")
    reasons: ReasonsOut | None = Field(None, description="Where they were asked for and the field has any.")

    @classmethod
    def of(cls, prediction: Prediction, reasons: Reasons | None = None, rubric: Rubric | None = None) -> PredictionOut:
        """From the record."""
        level = rubric.level(prediction.score, prediction.score_min, prediction.score_max) if rubric else None
        return cls(
            label=prediction.label,
            labels=None if prediction.labels is None else list(prediction.labels),
            probabilities=dict(prediction.probabilities),
            score=prediction.score,
            score_min=prediction.score_min,
            score_max=prediction.score_max,
            score_low=prediction.score_low,
            score_high=prediction.score_high,
            prediction_set=list(prediction.prediction_set),
            abstains=prediction.abstains,
            truncated=prediction.truncated,
            new_kind=prediction.new_kind,
            most_probable=prediction.most_probable,
            behind=[BehindOut(line=place + 1, share=share) for place, share in prediction.behind],
            answered_by=prediction.answered_by,
            level=None if level is None else level.name,
            reasons=None if reasons is None else ReasonsOut.of(reasons),
        )


class PredictOut(BaseModel):
    """The answers, in the order of the texts, and who gave them."""

    domain: str
    model_id: str
    predictions: list[PredictionOut]


class HealthOut(BaseModel):
    """Whether the store answers and the worker is there."""

    status: str
    store: str
    worker: str
    device: str
    version: str


class ErrorOut(BaseModel):
    """Every error of the API has this shape."""

    code: str
    message: str
    fix: str
