"""The one inference engine of this process, made when the first text is asked about."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from studio.core.settings import Settings

if TYPE_CHECKING:
    from models.serving.engine import InferenceEngine

_engine: InferenceEngine | None = None
_lock = threading.Lock()


def inference_engine(settings: Settings) -> InferenceEngine:
    """The engine; importing it imports what models need, so nobody does before there is a text to answer."""
    global _engine  # noqa: PLW0603 - one a process, however many times the services are opened
    with _lock:
        if _engine is None:
            from models.serving.engine import InferenceEngine

            _engine = InferenceEngine(device=settings.device, threads=settings.thread_budget)
        return _engine


def forget(model_id: str) -> None:
    """Let the engine, if there is one, go of a model that is being deleted."""
    if _engine is not None:
        _engine.forget(model_id)
