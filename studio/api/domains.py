"""The domains, and asking one of them."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter

from domains.contract import Domain
from domains.registry import registry
from studio.api.schemas import DomainOut, ModelOut, PredictIn, PredictionOut, PredictOut, TextIn
from studio.api.studio import ActorDep, StudioDep
from studio.core.actor import Actor
from studio.core.errors import ConflictError
from studio.core.tasks import Task
from studio.services.graded import Reasons
from studio.services.inference import TextInput
from studio.services.nearest_graded import gives_reasons
from studio.services.studio import Studio

router = APIRouter(tags=["domains"])


@router.get("/domains")
def list_domains(studio: StudioDep, actor: ActorDep) -> list[DomainOut]:
    """Every domain with its production model; plugins that did not load come with the reason."""
    broken = [
        DomainOut(
            key=domain.key,
            title=domain.key,
            description="",
            tasks=[],
            personal_data=False,
            production_model=None,
            available=False,
            reason=domain.reason,
        )
        for domain in registry().unavailable()
    ]
    return [_described(domain, studio, actor) for domain in registry()] + broken


@router.post("/domains/{domain}/predict")
def predict(domain: str, request: PredictIn, studio: StudioDep, actor: ActorDep) -> PredictOut:
    """Answer the texts with the domain's production model for the task, or with the model named. Nothing is stored."""
    registry().get(domain)
    model_id = request.model_id or production_id(domain, studio, actor, request.task)
    model = studio.library.get(actor, model_id)
    if model.domain != domain:
        raise ConflictError(
            f"Model {model_id} does not belong to '{domain}'.", "GET /api/v1/models lists each model's domain."
        )
    asked = [_input(text) for text in request.texts]
    predictions = studio.inference.predict_texts(actor, model_id, asked)
    reasons: Sequence[Reasons | None] = [None] * len(asked)
    if request.reasons and gives_reasons(registry().get(domain)):
        reasons = studio.graded.like_each(actor, model_id, asked, [each.score for each in predictions])
    rubric = studio.datasets.rubric(actor, model.dataset_id)
    answers = [PredictionOut.of(each, reason, rubric) for each, reason in zip(predictions, reasons, strict=True)]
    return PredictOut(domain=domain, model_id=model_id, predictions=answers)


def _described(domain: Domain, studio: Studio, actor: Actor) -> DomainOut:
    production = [ModelOut.of(model) for model in studio.library.productions(actor, domain.key)]
    return DomainOut(
        key=domain.key,
        title=domain.title,
        description=domain.description,
        tasks=list(domain.tasks),
        personal_data=domain.personal_data,
        production_model=production[0] if production else None,
        production_models=production,
    )


def production_id(domain: str, studio: Studio, actor: Actor, task: Task | None = None) -> str:
    """The id of the domain's production model for `task`, or for its first task that has one.

    Raises `ConflictError` where there is none.
    """
    production = studio.library.production(actor, domain, task)
    if production is None:
        of_task = f" for {task.value}" if task else ""
        raise ConflictError(
            f"'{domain}' has no production model{of_task} yet.", "Train one and promote it in the model library."
        )
    return production.id


def _input(text: TextIn) -> TextInput:
    return TextInput(
        text=text.text,
        question=text.question,
        reference=text.reference,
        score_min=text.score_min,
        score_max=text.score_max,
    )
