"""What only one field shows, in a real browser: kinds of log lines, causes by cost and machine, what a note denies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from studio.core.actor import LOCAL_ACTOR
from studio.core.settings import Settings
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import open_studio
from tests.e2e.conftest import Server
from tests.e2e.journey import SECONDS, Journey
from tests.e2e.test_panels import PHONE

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
LONG_NAME = "Hydraulic press 4 in hall B on the second floor on the west side"


def kept(server: Server, name: str, data: str) -> str:
    """A dataset of labelled rows, kept without a browser."""
    studio = open_studio(Settings(home=server.home))
    intake = studio.datasets.open_upload(LOCAL_ACTOR, "manufacturing_logs", [UploadedFile(name, data.encode())])
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake, task=Task.CLASSIFICATION)).id


def panels_of(page: Page, dataset: str) -> None:
    """The dataset, with what only its field shows unfolded."""
    page.goto(f"/manufacturing_logs?section=data&dataset={dataset}")
    page.get_by_text("What only this field shows").click(timeout=60 * SECONDS)
    Journey(page, "manufacturing_logs").settle()


def cell(page: Page, table: str, words: str) -> Locator:
    """A cell of a table: it is drawn on a canvas, and stands inside that for those who have it read out."""
    grid = page.get_by_role("region", name=table, exact=True)
    grid.scroll_into_view_if_needed()
    return grid.locator("td").filter(has_text=words).first


def as_a_phone(page: Page) -> None:
    """Turned into a phone, nothing is wider than it once everything is drawn anew."""
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    width = "document.querySelector('[data-testid=stMain]').scrollWidth"
    page.wait_for_function(f"{width} <= {PHONE['width']}")


def test_the_kinds_of_lines_of_a_log_come_with_their_rates_and_an_example(server: Server, page: Page) -> None:
    lines = [
        f"2024-03-01 04:{row:02d}:09,120 {('INFO', 'ERROR')[row % 3 == 0]} [main] plant.Press: "
        + (f"pressure fell to {row} bar" if row % 3 == 0 else f"axis moved to {row} mm")
        for row in range(60)
    ]
    panels_of(page, kept(server, "press.log", "\n".join(lines)))
    for words in ("axis moved to 1 mm", "66.67", "40.68", "ERROR", "pressure fell to 0 bar"):
        expect(cell(page, "Log templates", words)).to_be_attached(timeout=60 * SECONDS)
    as_a_phone(page)


def test_causes_are_weighed_by_downtime_by_cost_and_by_machine(server: Server, page: Page) -> None:
    rows = [
        f"{order} {where},{cause},{machine},{minutes},{cost}"
        for machine, where in (("press-1", "at infeed"), ("press-2", "mid run"), (LONG_NAME, "since Monday"))
        for order, cause, minutes, cost in (
            ("bearing noisy and hot so greased", "wear", 5, 800), ("hose leaking oil so replaced", "leak", 90, 20),
            ("motor tripped so reset", "electrical", 10, 60), ("guard loose so tightened", "loose part", 1, 1),
        )
    ]  # fmt: skip
    panels_of(page, kept(server, "orders.csv", "\n".join(["description,cause,machine,downtime_min,cost", *rows])))
    for title in ("Pareto of causes, by downtime min", "Pareto of causes by cost", "Pareto of machines, by downtime"):
        expect(page.get_by_test_id("stPlotlyChart").filter(has_text=title)).to_be_visible(timeout=60 * SECONDS)
    expect(cell(page, "Pareto of causes by cost", "wear")).to_be_attached(timeout=60 * SECONDS)
    expect(cell(page, "Pareto of machines", "leak (85 %)")).to_be_attached(timeout=60 * SECONDS)
    for words in ("hose", "(ELU)", "replaced"):
        expect(cell(page, "What failed how, and what was done", words)).to_be_attached(timeout=60 * SECONDS)
    as_a_phone(page)


def notes(path: Path) -> Path:
    """Forty notes of three sections each, with what is denied, doubted and of kin."""
    kinds, words = (
        ("Cardiology", "Neurology"),
        ("chest", "arm", "cough", "stairs", "sleep", "walking", "speech", "back"),
    )
    lines = [
        f'"HPI: {words[row % 8]} trouble {row}, no fever.\nFH: mother had stroke.\n'
        f'Plan: possible {words[row // 8]} review {row}, paracetamol prn",{kinds[row % 2]}'
        for row in range(40)
    ]
    path.write_text("\n".join(["note,specialty", *lines]))
    return path


def test_of_a_note_sections_are_chosen_and_what_it_denies_and_shortens_is_shown(page: Page, tmp_path: Path) -> None:
    journey = Journey(page, "medical_notes")
    journey.open("data")
    journey.upload(notes(tmp_path / "notes.csv"))
    page.get_by_text("Preprocessing, before and after").click()
    marked = page.get_by_role("region", name="Marked")
    for kind in ("negated", "uncertain", "family"):
        expect(marked.locator("mark").filter(has_text=kind).first).to_be_visible(timeout=60 * SECONDS)
    page.get_by_text("Abbreviations", exact=True).click()
    change = page.get_by_role("region", name="Difference")
    expect(change.locator("ins").filter(has_text="as needed")).to_be_visible()
    step = page.get_by_test_id("stHorizontalBlock").filter(has=page.get_by_text("Sections", exact=True)).last
    step.get_by_role("button", name="Options").click()
    page.get_by_role("textbox", name="Sections to keep").fill("A&P, Plan")
    page.keyboard.press("Enter")
    expect(change.locator("del").filter(has_text="mother had stroke")).to_be_visible()
    expect(marked.locator("mark").filter(has_text="family")).to_have_count(0)
    expect(page.get_by_text(re.compile("Sections 40"))).to_be_visible()
    page.keyboard.press("Escape")
    as_a_phone(page)
