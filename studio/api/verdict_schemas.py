"""Data verdicts over the wire."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from studio.api.schemas import MeasurementOut
from studio.core.findings import Severity
from studio.core.records import Dataset, Run, RunState
from studio.core.verdict import Doubt, Expected, LearningCurve, Mend, Remedy, Verdict, VerdictFinding
from studio.services.verdicts.curve_words import curve_words
from studio.services.verdicts.differences import Difference

MAX_ROWS = 20_000


class RemedyOut(BaseModel):
    """What `by` of a mend may be, and what it would work on: ids of rows, a column, or words."""

    by: Mend
    rows: list[str]
    answers: list[str] = Field(description="What each of the rows would get, or each of the words become.")
    column: str
    words: list[str]
    figures_aside: bool = Field(description="Whether of the column's values only what is left without figures counts.")

    @classmethod
    def of(cls, remedy: Remedy) -> RemedyOut:
        """From the record."""
        return cls(
            by=remedy.mend,
            rows=list(remedy.rows),
            answers=list(remedy.answers),
            column=remedy.column,
            words=list(remedy.words),
            figures_aside=remedy.figures_aside,
        )


class DoubtOut(BaseModel):
    """A row whose answer the other rows speak against; `confidence` is in [0, 1]."""

    row_id: str
    given: str
    suggested: str
    confidence: float

    @classmethod
    def of(cls, doubt: Doubt) -> DoubtOut:
        """From the record."""
        return cls(
            row_id=doubt.row_id, given=doubt.given, suggested=doubt.suggested, confidence=min(1.0, doubt.confidence)
        )


class FindingOut(BaseModel):
    """Something about the data, and what can be done about it; `rows` are numbers as in the file, the first few."""

    code: str
    severity: Severity
    message: str
    fix: str
    column: str | None
    rows: list[int]
    count: int
    remedies: list[RemedyOut]
    doubts: list[DoubtOut]
    groups: list[list[str]] = Field(
        description="Ids of rows told of because of each other; of copies the first of each is the one that stays."
    )

    @classmethod
    def of(cls, found: VerdictFinding) -> FindingOut:
        """From the record."""
        finding = found.finding
        return cls(
            code=finding.code,
            severity=finding.severity,
            message=finding.message,
            fix=finding.fix,
            column=finding.column,
            rows=list(finding.rows),
            count=finding.count,
            remedies=[RemedyOut.of(each) for each in found.remedies],
            doubts=[DoubtOut.of(each) for each in found.doubts],
            groups=[list(each) for each in found.groups],
        )


class ExpectedOut(BaseModel):
    """What a method reaches, cross-validated on the rows outside the test part."""

    method: str
    metric: str
    measured: MeasurementOut

    @classmethod
    def of(cls, expected: Expected) -> ExpectedOut:
        """From the record."""
        return cls(method=expected.method, metric=expected.metric, measured=MeasurementOut.of(expected.measured))


class CurveStepOut(BaseModel):
    """The metric having learned from `rows` rows."""

    rows: int
    measured: MeasurementOut


class ClassGainOut(BaseModel):
    """A class and its F1 having learned from half of the rows and from all of them."""

    label: str
    rows: int
    half: float
    whole: float
    gain: MeasurementOut | None = Field(description="Paired difference; its interval allows for naming one of many.")


class CurveOut(BaseModel):
    """What more rows brought; `last_doubling` is a paired difference."""

    metric: str
    steps: list[CurveStepOut]
    last_doubling: MeasurementOut
    p_value: float | None
    next_doubling: MeasurementOut | None = Field(description="What as many rows again would bring, by how it bends.")
    classes: list[ClassGainOut]
    words: str

    @classmethod
    def of(cls, curve: LearningCurve) -> CurveOut:
        """From the record."""
        return cls(
            metric=curve.metric,
            steps=[CurveStepOut(rows=each.rows, measured=MeasurementOut.of(each.measured)) for each in curve.steps],
            last_doubling=MeasurementOut.of(curve.gain),
            p_value=curve.p_value,
            next_doubling=None if curve.more is None else MeasurementOut.of(curve.more),
            words=curve_words(curve),
            classes=[
                ClassGainOut(
                    label=each.label,
                    rows=each.rows,
                    half=each.half,
                    whole=each.whole,
                    gain=None if each.gain is None else MeasurementOut.of(each.gain),
                )
                for each in curve.classes
            ],
        )


class VerdictOut(BaseModel):
    """What is known of a dataset; while `state` is no final one, more may come. `parts`: seconds by what is done."""

    dataset_id: str
    run_id: str
    state: RunState
    error: str | None
    parts: dict[str, float]
    findings: list[FindingOut]
    expected: list[ExpectedOut]
    learning_curve: CurveOut | None
    notes: list[str]

    @classmethod
    def of(cls, verdict: Verdict | None, run: Run) -> VerdictOut:
        """From the record, of the run that finds it."""
        found = verdict or Verdict(run.dataset_id or "", run.id)
        return cls(
            dataset_id=found.dataset_id,
            run_id=run.id,
            state=run.state,
            error=run.error,
            parts={name: round(seconds, 3) for name, seconds in found.seconds.items()},
            findings=[FindingOut.of(each) for each in found.findings],
            expected=[ExpectedOut.of(each) for each in found.expected],
            learning_curve=None if found.curve is None else CurveOut.of(found.curve),
            notes=list(found.notes),
        )


class MendIn(BaseModel):
    """Which finding to mend, and how; `rows`, `answers` and `words` narrow it to some of what its remedy lists."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"finding": "exact_copies", "by": "leave_out"}}
    )

    finding: str = Field(min_length=1, max_length=200, description="The finding's code.")
    by: Mend
    rows: list[str] | None = Field(None, max_length=MAX_ROWS, description="Ids of rows; all of them when left out.")
    answers: dict[str, str] | None = Field(
        None, max_length=MAX_ROWS, description="Another answer than the one suggested, by row id."
    )
    words: list[str] | None = Field(
        None, max_length=1_000, description="Some of the remedy's `words`; all of them when left out."
    )


class VersionOut(BaseModel):
    """The version that was made, or that was there already, and how many rows it changed."""

    dataset_id: str
    made_from: str | None
    name: str
    rows: int
    change: str
    left_out: int
    relabelled: int
    rewritten: int
    moved: int

    @classmethod
    def of(cls, dataset: Dataset, difference: Difference | None) -> VersionOut:
        """From the record and what it changed."""
        return cls(
            dataset_id=dataset.id,
            made_from=dataset.made_from,
            name=dataset.name,
            rows=dataset.rows,
            change=dataset.change,
            left_out=0 if difference is None else len(difference.left_out),
            relabelled=0 if difference is None else len(difference.changed),
            rewritten=0 if difference is None else len(difference.rewritten),
            moved=0 if difference is None else int(difference.moved["rows"].sum()),
        )
