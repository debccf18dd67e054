"""The data verdict in a real browser: it follows the keeping, and a click makes a mended version."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.services import queue
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from tests.e2e.conftest import Server
from tests.e2e.journey import SECONDS, TRAINING, Journey

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
DOMAIN = "finance_risk"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A hundred generated texts, and five of them a second time."""
    sample = registry().get(DOMAIN).sample()[["text", "label"]].tail(100)
    path = tmp_path / "copied.csv"
    pd.concat([sample, sample.head(5)]).to_csv(path, index=False)
    return path


def test_copies_are_found_and_left_out_with_one_click(page: Page, copied: Path) -> None:
    journey = Journey(page, DOMAIN)
    journey.open("data")
    journey.upload(copied)
    journey.keep("copied texts")
    expect(page.get_by_text("To expect, Macro-F1")).to_be_visible(timeout=TRAINING)
    page.get_by_role("radio", name="Data").click()
    journey.settle()
    finding = page.get_by_text("5 rows repeat another one with the same answer")
    expect(finding).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_text("Macro-F1 by rows learned from")).to_be_visible(timeout=TRAINING)
    page.get_by_role("button", name="Leave out 5", exact=False).first.click()
    expect(page.get_by_text("5 rows were left out.").first).to_be_visible(timeout=60 * SECONDS)
    page.get_by_text("What changed, row by row").click()
    expect(page.get_by_text("Left out: 5")).to_be_visible()
    expect(page.get_by_test_id("stMarkdown").filter(has_text="copied texts (version 2)").first).to_be_visible()


def test_a_verdict_that_was_asked_for_elsewhere_is_noticed(
    server: Server, page: Page, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    studio = open_studio(Settings(home=server.home))
    file = UploadedFile("elsewhere.csv", copied.read_bytes().replace(b".", b"!"))
    intake = studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [file])
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
    page.goto(f"/{DOMAIN}?section=data&dataset={dataset.id}")
    expect(page.get_by_role("button", name="Look at this data")).to_be_visible(timeout=60 * SECONDS)
    monkeypatch.setattr(queue.JobQueue, "enqueue", lambda *_: None)  # it waits until it was seen
    run = studio.verdicts.start(LOCAL_ACTOR, dataset.id)
    expect(page.get_by_text(run.id)).to_be_visible(timeout=60 * SECONDS)
    studio.runs.cancel(LOCAL_ACTOR, run.id)
