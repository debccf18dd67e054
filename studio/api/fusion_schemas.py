"""Versions made into one model, over the wire."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from studio.api.schemas import ComparisonOut, MeasurementOut
from studio.core.fusion import CascadePoint, FusionTrial, Mixture, WeighedMember, Weighing
from studio.services.fusions import MOST_MEMBERS

ModelId = Annotated[str, Field(min_length=1, max_length=64)]
_ONE, _OTHER = "model-0123456789ab", "model-cdefghjkmnpq"


class TrialIn(BaseModel):
    """Versions of one dataset, to be tried together on dev."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"model_ids": [_ONE, _OTHER]}})

    model_ids: list[ModelId] = Field(min_length=2, max_length=MOST_MEMBERS)


class EnsembleIn(TrialIn):
    """Versions of one dataset that answer together, with equal weights or with those fitted on dev."""

    weights: Weighing = Weighing.EQUAL


class CascadeIn(BaseModel):
    """A small version that answers, and a large one that takes what the small one is less sure of than `threshold`."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"small_id": _ONE, "large_id": _OTHER}})

    small_id: ModelId
    large_id: ModelId
    threshold: float | None = Field(None, gt=0, le=1, description="Left out: the one that dev recommends.")


class MemberOut(BaseModel):
    """One version by itself; `seconds` a text."""

    model_id: str
    name: str
    seconds: float
    dev: MeasurementOut

    @classmethod
    def of(cls, member: WeighedMember) -> MemberOut:
        """From the record."""
        dev = MeasurementOut.of(member.dev)
        return cls(model_id=member.model_id, name=member.name, seconds=member.seconds, dev=dev)


class MixtureOut(BaseModel):
    """An ensemble, its weights in the order of the members; `against` is it minus the member that is best on dev."""

    weights_are: Weighing
    weights: list[float]
    seconds: float
    dev: MeasurementOut
    against: ComparisonOut

    @classmethod
    def of(cls, mixture: Mixture) -> MixtureOut:
        """From the record."""
        return cls(
            weights_are=mixture.weighing,
            weights=list(mixture.weights),
            seconds=mixture.seconds,
            dev=MeasurementOut.of(mixture.dev),
            against=ComparisonOut.of(mixture.against),
        )


class CascadePointOut(BaseModel):
    """A cascade by its threshold: `share` of the texts go to the large model, `seconds` are a text's on average."""

    threshold: float
    share: float
    seconds: float
    dev: MeasurementOut

    @classmethod
    def of(cls, point: CascadePoint) -> CascadePointOut:
        """From the record."""
        dev = MeasurementOut.of(point.dev)
        return cls(threshold=point.threshold, share=point.share, seconds=point.seconds, dev=dev)


class TriedOut(BaseModel):
    """What versions and their fusions reach on `rows` dev rows; `recommended` is a place in `cascade`, from 0."""

    kind: Literal["trial"] = "trial"
    metric: str
    rows: int
    members: list[MemberOut]
    ensembles: list[MixtureOut]
    cascade: list[CascadePointOut]
    recommended: int | None
    no_cascade: str = Field(description="Why there is none; empty where there is one.")

    @classmethod
    def of(cls, found: FusionTrial) -> TriedOut:
        """From the record."""
        return cls(
            metric=found.metric,
            rows=found.rows,
            members=[MemberOut.of(each) for each in found.members],
            ensembles=[MixtureOut.of(each) for each in found.mixtures],
            cascade=[CascadePointOut.of(each) for each in found.cascade],
            recommended=found.recommended,
            no_cascade=found.no_cascade,
        )
