"""Documents: a filing brought as text, its sections and sentences with their answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, status

from domains.registry import registry
from studio.api.document_schemas import DocumentIn, DocumentOut, DocumentRunOut
from studio.api.domains import production_id
from studio.api.studio import ActorDep, StudioDep
from studio.core.errors import ConflictError
from studio.core.records import RunState
from studio.services.documents import is_document
from studio.services.intake.upload import UploadedFile

router = APIRouter(tags=["documents"])


@router.post("/domains/{domain}/documents", status_code=status.HTTP_202_ACCEPTED)
def bring_document(domain: str, request: DocumentIn, studio: StudioDep, actor: ActorDep) -> DocumentRunOut:
    """Cut a document (for finance risk a 10-K or 10-Q as HTML or text) and queue the answering of its sentences.

    The worker answers; ask for `GET /v1/documents/{run_id}` until its state is `succeeded`. Text and answers are
    deleted 24 hours after.
    """
    registry().get(domain)
    model_id = request.model_id or production_id(domain, studio, actor)
    if studio.library.get(actor, model_id).domain != domain:
        raise ConflictError(
            f"Model {model_id} does not belong to '{domain}'.", "GET /api/v1/models lists each model's domain."
        )
    file = UploadedFile(request.name, request.text.encode())
    run = studio.documents.start(actor, domain, model_id, file, request.period)
    return DocumentRunOut.of(run)


@router.get("/documents/{run_id}")
def read_document(run_id: Annotated[str, Path(max_length=64)], studio: StudioDep, actor: ActorDep) -> DocumentOut:
    """How far a document is; once its run has succeeded, its sections and sentences with their answers."""
    run = studio.runs.get(actor, run_id)
    if not is_document(run):
        raise ConflictError("The run answered no document.", "POST /api/v1/domains/{domain}/documents brings one.")
    if run.state is not RunState.SUCCEEDED:
        return DocumentOut.unread(run)
    return DocumentOut.of(studio.documents.read(actor, run_id))
