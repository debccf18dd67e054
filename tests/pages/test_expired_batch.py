"""A table that was answered long ago: the section says that its answers are gone, and is of use all the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa
import streamlit as st

from studio.core.actor import LOCAL_ACTOR
from studio.core.clock import now
from studio.core.records import Run
from studio.services.batch_expiry import KEPT_HOURS
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio
from studio.storage.schema import runs
from studio.ui import shell
from studio.worker.expiry import Expiry
from tests.unit.services.conftest import work


def _answered(studio: Studio) -> Run:
    model = studio.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    table = UploadedFile("mine.csv", b"text\nTwo borrowers missed their payments.\n")
    run = studio.inference.start_batch(
        LOCAL_ACTOR, model.id, studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [table])
    )
    work(studio, run)
    return studio.runs.get(LOCAL_ACTOR, run.id)


def _end_long_ago(studio: Studio, run: Run) -> None:
    with studio.store.write() as connection:
        ended = now() - timedelta(hours=KEPT_HOURS + 1)
        connection.execute(sa.update(runs).where(runs.c.id == run.id).values(finished_at=ended))


def test_a_page_left_open_says_so_by_itself(trained_store: Studio, visit, monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[tuple[Callable[[], None], float]] = []
    live = shell.live

    def seen(part: Callable[[], None], *, every: float | None) -> None:
        followed.extend([(part, every)] if every else [])
        live(part, every=every)

    monkeypatch.setattr(shell, "live", seen)
    run = _answered(trained_store)
    app = visit("finance_risk", section="use", run=run.id)
    assert len(app.get("download_button")) == 2
    part, every = followed[-1]  # those before it are of the page that was open first
    assert every <= 60
    rebuilt: list[bool] = []
    with monkeypatch.context() as patch:  # as the open page does, time and again
        patch.setattr(st, "rerun", lambda: rebuilt.append(True))
        part()
        assert not rebuilt
        _end_long_ago(trained_store, run)
        part()
        assert rebuilt
    app.run()
    assert not app.get("download_button")
    assert any("no longer kept" in each.value for each in app.info)


def test_an_expired_batch_breaks_nothing(trained_store: Studio, visit) -> None:
    run = _answered(trained_store)
    app = visit("finance_risk", section="use", run=run.id)
    assert not app.error
    assert any(f"{KEPT_HOURS} hours" in each.value for each in app.caption)
    _end_long_ago(trained_store, run)
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
