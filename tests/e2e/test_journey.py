"""The whole journey in every domain: upload, columns, train, reload on the way, evaluate, predict, download."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from studio.core.columns import Role
from tests.e2e.journey import SECONDS, Journey
from tests.e2e.tables import ROWS, TEXT, asking_table, training_table

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
DOMAINS = ("finance_risk", "medical_notes", "education_grading", "manufacturing_logs")
TUNED, FEW = "finance_risk", 80
"""Every layer of the language model is trained once, on few rows; the page does the same about it in every domain."""


@pytest.mark.parametrize("domain", DOMAINS)
def test_from_a_file_to_answers(page: Page, domain: str, tmp_path: Path) -> None:
    journey = Journey(page, domain)
    table = training_table(domain, tmp_path, rows=FEW if domain == TUNED else ROWS)
    journey.open("data")
    journey.upload(table)
    journey.say_which_column(Role.TEXT, TEXT)
    journey.keep("A walk through")
    journey.start("probe")
    journey.finished()

    run_id = journey.start("full", Epochs="1") if domain == TUNED else journey.start("tfidf")
    page.reload()
    journey.settle()
    assert journey.run_id == run_id
    expect(page.get_by_text(run_id).first).to_be_visible(timeout=60 * SECONDS)
    journey.finished()

    page.get_by_role("button", name="See where it is wrong").click()
    expect(page.get_by_text("locked test texts")).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_test_id("stPlotlyChart").first).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_text("95 % interval").first).to_be_visible()

    page.get_by_role("radio", name="Use").or_(page.get_by_role("button", name="Use")).first.click()
    journey.settle()
    assert journey.ask("The pump tripped, the credit line was drawn and the patient has a cough.").inner_text()
    answers = pd.read_csv(journey.answer_table(asking_table(table, tmp_path), tmp_path, TEXT))
    assert len(answers) == 10
    assert answers["predicted"].notna().all()
