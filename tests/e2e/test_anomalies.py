"""From a log without labels to its anomalies on a timeline and the lines behind one, in a real browser."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domains.manufacturing_logs.sample_log import generate_log
from tests.e2e.journey import SECONDS, Journey

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_from_a_log_to_its_anomalies(page: Page, tmp_path: Path) -> None:
    log = tmp_path / "press line.log"
    log.write_text("\n".join(generate_log(400)["text"]))
    journey = Journey(page, "manufacturing_logs")
    journey.open("data")
    journey.upload(log)
    page.get_by_text("Anomalies: what is unusual, without labels").click()
    journey.settle()
    expect(page.get_by_text("sessions by the cycle ids in the text").first).to_be_visible(timeout=60 * SECONDS)
    journey.keep("Press line")
    journey.start("sequence")
    journey.finished()

    page.get_by_role("button", name="See where it is wrong").click()
    expect(page.get_by_text("What was flagged, and when")).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible(timeout=60 * SECONDS)
    journey.settle()

    page.get_by_role("radio", name="Use").or_(page.get_by_role("button", name="Use")).first.click()
    expect(page.get_by_text("A whole table")).to_be_visible(timeout=60 * SECONDS)
    journey.settle()
    new = tmp_path / "new shift.log"
    new.write_text("\n".join(generate_log(120, seed=3)["text"]))
    journey.upload(new)
    page.get_by_role("button", name="Answer").first.click()
    chart = page.get_by_test_id("stPlotlyChart").first
    expect(chart).to_be_visible(timeout=120 * SECONDS)
    expect(page.get_by_text("The lines behind it")).to_be_visible(timeout=60 * SECONDS)
    journey.settle()
    lines = page.get_by_role("region", name="Lines")
    before = lines.inner_text()
    flagged = chart.locator(".scatterlayer .trace").last.locator("path.point")
    assert flagged.count() > 1
    for place in range(flagged.count()):
        box = flagged.nth(place).bounding_box()
        assert box is not None
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        patience = 60 * SECONDS if place else 15 * SECONDS  # the first may be shown already, and change nothing
        with suppress(AssertionError):
            expect(lines).not_to_have_text(before, timeout=patience, use_inner_text=True)
            return
    pytest.fail("no click on a flagged point changed the lines shown")
