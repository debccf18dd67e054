"""A teacher brings answers: new questions are tested, the rubric comes as a table, subgroups are measured apart."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domains.registry import registry
from tests.e2e.conftest import Server
from tests.e2e.journey import SECONDS, Journey

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def test_new_questions_a_rubric_table_and_subgroups(page: Page, server: Server, tmp_path: Path) -> None:
    table = registry().get("education_grading").sample().rename(columns={"text": "answer", "subgroup": "year_group"})
    top = float(table["score_max"].iloc[0])
    table[table["score_max"] == top].drop(columns="source_row", errors="ignore").to_csv(
        tmp_path / "class.csv", index=False
    )
    (tmp_path / "rubric.csv").write_text(f"mark,name,description\n0,missing,\n{top:g},full,every idea\n")
    journey = Journey(page, "education_grading")
    journey.open("data")
    journey.upload(tmp_path / "class.csv")
    page.get_by_text("Answers to new questions").click()
    journey.settle()
    expect(page.get_by_text(re.compile("Split by question")).first).to_be_visible(timeout=120 * SECONDS)
    page.get_by_text(re.compile("^Rubric levels")).first.click()
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(str(tmp_path / "rubric.csv"))
    expect(page.get_by_role("textbox", name="One level a line")).to_have_value(
        f"0 = missing\n{top:g} = full: every idea", timeout=120 * SECONDS
    )
    journey.settle()
    journey.keep("New questions")
    journey.start("tfidf")
    journey.finished()
    page.get_by_role("radio", name="Evaluate").or_(page.get_by_role("button", name="Evaluate")).first.click()
    journey.settle()
    expect(page.get_by_text(re.compile("Mean difference, ")).first).to_be_visible(timeout=120 * SECONDS)
