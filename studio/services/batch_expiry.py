"""How long a table that was answered is kept, with its answers: predictions keep no text unless reviewed."""

from __future__ import annotations

from datetime import datetime, timedelta

from studio.core.clock import now
from studio.core.errors import ConflictError
from studio.core.records import Run, RunKind

KEPT_HOURS = 24
"""From the end of a predict run, however it ended: time to fetch the answers, or to try again where it failed."""


def expired(run: Run, at: datetime) -> bool:
    """Whether what a predict run was asked, and what it answered, is no longer kept at that time."""
    return (
        run.kind is RunKind.PREDICT
        and run.finished_at is not None
        and at - run.finished_at > timedelta(hours=KEPT_HOURS)
    )


def refuse_expired(run: Run) -> None:
    """Raise `ConflictError` where the table of a predict run and its answers are no longer kept."""
    if expired(run, now()):
        raise ConflictError(
            f"This run's table and answers are no longer kept: they are deleted {KEPT_HOURS} hours after its end.",
            "Upload the table again to have it answered anew.",
        )
