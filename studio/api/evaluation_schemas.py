"""Evaluations over the wire."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, Field

from studio.api.schemas import ComparisonOut, MeasurementOut
from studio.core.metrics import Measurement
from studio.core.records import Evaluation


class EvaluationOut(BaseModel):
    """Measurements of a model on the locked test part, or on a table somebody brought (`dataset_id` is null)."""

    id: str
    model_id: str
    dataset_id: str | None
    table: str
    rows: int
    opening: int = Field(description="Which opening of the test part it was; 0 where it was none.")
    primary_metric: str
    metrics: dict[str, MeasurementOut]
    baselines: dict[str, dict[str, MeasurementOut]]
    comparisons: dict[str, ComparisonOut]
    subsets: dict[str, dict[str, MeasurementOut]] = Field(description="Subsets that the table itself names.")
    subgroups: dict[str, dict[str, MeasurementOut]]
    slices: dict[str, dict[str, MeasurementOut]] = Field(
        description="Rows that the field finds worth measuring apart, of ten texts and more: the primary metric."
    )
    labels: list[str]
    per_label: dict[str, dict[str, float]]
    truncated_rows: int
    notes: list[str]
    created_at: str

    @classmethod
    def of(cls, evaluation: Evaluation) -> EvaluationOut:
        """From the record."""
        return cls(
            id=evaluation.id,
            model_id=evaluation.model_id,
            dataset_id=evaluation.dataset_id,
            table=evaluation.table_name,
            rows=evaluation.rows,
            opening=evaluation.opening,
            primary_metric=evaluation.primary_metric,
            metrics=_measured(evaluation.metrics),
            baselines=_groups(evaluation.baselines),
            comparisons={name: ComparisonOut.of(each) for name, each in evaluation.comparisons.items()},
            subsets=_groups(evaluation.test_subsets),
            subgroups=_groups(evaluation.subgroups),
            slices=_groups(evaluation.slices),
            labels=list(evaluation.labels),
            per_label={label: dict(figures) for label, figures in evaluation.per_label.items()},
            truncated_rows=evaluation.truncated_rows,
            notes=list(evaluation.notes),
            created_at=evaluation.created_at.isoformat(),
        )


def _measured(metrics: Mapping[str, Measurement]) -> dict[str, MeasurementOut]:
    return {key: MeasurementOut.of(each) for key, each in metrics.items()}


def _groups(groups: Mapping[str, Mapping[str, Measurement]]) -> dict[str, dict[str, MeasurementOut]]:
    return {name: _measured(metrics) for name, metrics in groups.items()}
