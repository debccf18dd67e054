"""A teacher checks a batch in the browser: batch, queue, three grades by click and key, the download has them."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, TimeoutError, expect

from tests.e2e.conftest import Server
from tests.e2e.journey import SECONDS, TRAINING, Journey
from tests.e2e.tables import DATA
from tests.e2e.test_shell import at_rest, violations

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


def graded_answers() -> pd.DataFrame:
    """Real answers where the data folder is there, else the sample's."""
    from domains.registry import registry

    source = DATA / "education_grading" / "saf_english.csv"
    if source.exists():
        table = pd.read_csv(source, dtype=str, keep_default_na=False).rename(columns={"text": "answer"})
        table["answer"] = table["answer"].str[:400]
    else:
        table = registry().get("education_grading").sample().rename(columns={"text": "answer"})
    return table.sample(min(len(table), 200), random_state=0).reset_index(drop=True)


def in_hand(page: Page) -> int:
    """The row of the answer in hand."""
    words = page.get_by_role("region", name="In hand").inner_text()
    found = re.search(r"row (\d+)", words)
    assert found is not None
    return int(found[1])


def next_one(page: Page, row: int, done: int) -> None:
    """Until another answer than that of `row` is in hand, and so many are checked."""
    expect(page.get_by_text(f"{done} of 12 answers checked")).to_be_visible(timeout=60 * SECONDS)
    pattern = re.compile(rf"row {row}\b")
    expect(page.get_by_role("region", name="In hand")).not_to_have_text(pattern, timeout=60 * SECONDS)
    settled(page)


def settled(page: Page) -> None:
    """Until the grades are those of the answer in hand, and nothing on the page waits to be replaced."""
    first = page.locator(f"[class*='-{in_hand(page) - 1}-0'] button")
    expect(first.first).to_be_visible(timeout=60 * SECONDS)
    expect(page.locator("[data-stale='true']")).to_have_count(0, timeout=60 * SECONDS)
    page.wait_for_timeout(1000)


def press(page: Page, key: str, row: int, done: int) -> None:
    """A key that comes while the page is drawn is lost: pressed again, where nothing on the page came of it."""
    for _ in range(5):
        page.keyboard.press(key)
        with suppress(AssertionError):
            expect(page.get_by_text(f"{done} of 12 answers checked")).to_be_visible(timeout=20 * SECONDS)
            return
        Journey(page, "education_grading").settle()
        if in_hand(page) != row:
            return


def grades(page: Page):
    return page.locator("[class*='st-key-grades-'] button")


def choose_model(page: Page, method: str) -> None:
    """Pick a model; a list that opens while the page is still being drawn closes again, so it is opened once more."""
    option = page.get_by_role("option", name=re.compile(method)).first
    offered: list[str] = []
    for _ in range(12):
        expect(page.locator("[data-stale='true']")).to_have_count(0, timeout=60 * SECONDS)
        page.get_by_role("combobox", name=re.compile("Model")).first.click()
        with suppress(TimeoutError):
            option.click(timeout=5_000)
            return
        offered = page.get_by_role("option").all_inner_texts()
        page.keyboard.press("Escape")
    lists = page.get_by_role("combobox").evaluate_all("each => each.map(one => one.getAttribute('aria-label'))")
    raise AssertionError(f"no model of {method} to choose: {offered} in the last list of {lists}")


def test_the_teachers_grades_win(page: Page, server: Server, tmp_path: Path) -> None:
    table = graded_answers()
    table[:160].to_csv(tmp_path / "graded.csv", index=False)
    wanted = [name for name in ("answer", "question", "reference_answer", "reference", "score_min", "score_max")
              if name in table]  # fmt: skip
    table[160:172][wanted].to_csv(tmp_path / "new.csv", index=False)
    journey = Journey(page, "education_grading")
    journey.open("data")
    journey.upload(tmp_path / "graded.csv")
    journey.keep("Class of last year")
    journey.start("tfidf")
    journey.finished()
    page.get_by_role("radio", name="Use").or_(page.get_by_role("button", name="Use")).first.click()
    journey.settle()
    choose_model(page, "tfidf")
    journey.settle()
    journey.upload(tmp_path / "new.csv")
    journey.answer_rows()
    expect(page.get_by_role("heading", name="Check the grades")).to_be_visible(timeout=TRAINING)
    journey.settle()

    settled(page)
    given: dict[int, float] = {}
    row = in_hand(page)
    best = grades(page).last
    given[row] = float(best.inner_text().split()[0])
    best.click()
    next_one(page, row, 1)
    for done in (2, 3):
        row = in_hand(page)
        mark, key = grades(page).first.inner_text().split()
        given[row] = float(mark)
        press(page, key, row, done)
        next_one(page, row, done)
    journey.settle()
    at_rest(page)
    assert violations(page) == []
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    download.value.save_as(tmp_path / "answers.csv")
    answers = pd.read_csv(tmp_path / "answers.csv").set_index("row")
    assert len(given) == 3
    assert answers.loc[list(given), "predicted"].tolist() == list(given.values())
    assert sorted(answers.index[answers["reviewed"]]) == sorted(given)
    assert answers["model_answer"].notna().all()

    page.reload()
    journey.settle()
    expect(page.get_by_text("3 of 12 answers checked")).to_be_visible(timeout=60 * SECONDS)
    page.get_by_role("button", name=re.compile("Make a dataset with the 3 grades")).click()
    expect(page.get_by_role("button", name="Start training")).to_be_visible(timeout=120 * SECONDS)
    assert f"{server.url}/education_grading" in page.url
