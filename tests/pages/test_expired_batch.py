"""A table that was answered long ago: the section says that its answers are gone, and is of use all the same."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa

from studio.core.actor import LOCAL_ACTOR
from studio.core.clock import now
from studio.core.records import Run
from studio.services.batch_expiry import KEPT_HOURS
from studio.services.intake import UploadedFile
from studio.services.studio import Studio
from studio.storage.schema import runs
from studio.worker.expiry import Expiry
from studio.worker.inline import run_inline


def _answered(studio: Studio) -> Run:
    model = studio.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    table = UploadedFile("mine.csv", b"text\nTwo borrowers missed their payments.\n")
    run = studio.inference.start_batch(
        LOCAL_ACTOR, model.id, studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [table])
    )
    run_inline(studio, run.id, lambda _progress: None)
    return studio.runs.get(LOCAL_ACTOR, run.id)


def test_an_expired_batch_breaks_nothing(trained_store: Studio, visit) -> None:
    run = _answered(trained_store)
    app = visit("finance_risk", section="use", run=run.id)
    assert not app.error
    assert any(f"{KEPT_HOURS} hours" in each.value for each in app.caption)
    with trained_store.store.write() as connection:
        ended = now() - timedelta(hours=KEPT_HOURS + 1)
        connection.execute(sa.update(runs).where(runs.c.id == run.id).values(finished_at=ended))
    Expiry(trained_store).look()
    app = visit("finance_risk", section="use", run=run.id)
    assert not app.error
    (told,) = [each.value for each in app.info if "no longer kept" in each.value]
    assert "Upload the table again" in told
    assert any(button.label == "Ask the model" for button in app.button)
    assert any("curl" in each.value for each in app.code)  # what comes after it is shown
    app = visit("runs", run=run.id)
    app.button(key=f"again-{run.id}").click().run()
    assert any("no longer kept" in each.value for each in app.error)
