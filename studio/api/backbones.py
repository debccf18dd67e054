"""Language models over HTTP: the catalogue, bringing one along, and which one suits a dataset."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Query
from pydantic import BaseModel, Field

from models.backbones.advice import RULE, Advice
from studio.api.bodies import ZIP, ZipRoute
from studio.api.studio import ActorDep, StudioDep
from studio.services.backbones import BackboneEntry

router = APIRouter(tags=["language models"], route_class=ZipRoute)


class BackboneOut(BaseModel):
    """A language model that methods can start from, by its `key` as the option `backbone`."""

    key: str
    title: str
    available: bool
    reason: str = Field(description="Why it is not here; empty where it is.")
    parameters: int
    max_tokens: int
    training_bytes: int = Field(description="Memory that training it needs on this device: a guess.")
    answering_bytes: int
    languages: str
    licence: str
    good_for: str
    brought: bool = Field(description="Whether it was brought along, beside the catalogue.")

    @classmethod
    def of(cls, entry: BackboneEntry) -> BackboneOut:
        """From what the service knows."""
        return cls(**entry.plain())


class AdviceOut(BaseModel):
    """Which language model suits a dataset: why, by which rule, and where that is known from."""

    key: str
    reason: str
    source: str
    rule: str
    missed: str = Field(description="What would have been taken were it here, and why it is not; may be empty.")

    @classmethod
    def of(cls, advice: Advice) -> AdviceOut:
        """From the advice."""
        return cls(key=advice.backbone.key, reason=advice.reason, source=advice.source, rule=RULE, missed=advice.missed)


@router.get("/backbones")
def list_backbones(studio: StudioDep, actor: ActorDep) -> list[BackboneOut]:
    """Every language model known, the bundled one first, those brought along last."""
    return [BackboneOut.of(each) for each in studio.backbones.list(actor)]


@router.post("/backbones", status_code=201)
def bring(
    name: Annotated[str, Query(min_length=1, max_length=64, description="What it is called from here on.")],
    content: Annotated[bytes, Body(media_type=ZIP)],
    studio: StudioDep,
    actor: ActorDep,
) -> BackboneOut:
    """Keep a model of one's own: the body is a ZIP of its folder with config.json, tokenizer.json and safetensors.

    Sent as application/zip, at most 200 MB; pickled weights and models with code of their own are refused. Its `key`
    is the option `backbone`.
    """
    return BackboneOut.of(studio.backbones.bring(actor, name, content))


@router.delete("/backbones", status_code=204)
def remove(
    key: Annotated[str, Query(min_length=1, max_length=4096, description="As the list has it.")],
    studio: StudioDep,
    actor: ActorDep,
) -> None:
    """Delete a model that was brought along; versions trained from it keep their own weights."""
    studio.backbones.remove(actor, key)


@router.get("/datasets/{dataset_id}/backbone")
def advise(dataset_id: str, studio: StudioDep, actor: ActorDep) -> AdviceOut:
    """Which language model to take for a dataset, and why."""
    return AdviceOut.of(studio.backbones.advise(actor, dataset_id))
