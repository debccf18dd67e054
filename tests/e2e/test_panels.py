"""Every panel of the Data, Evaluate and library pages in a real browser: there, legible, and no wider than a phone."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunState
from studio.core.settings import Settings
from studio.services.studio import open_studio
from tests.e2e.conftest import PATIENCE, Server
from tests.e2e.journey import SECONDS, TRAINING, Journey
from tests.e2e.test_shell import at_rest, violations

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PHONE = {"width": 390, "height": 844}
PANELS = {
    "medical_notes": ("What to expect",),
    "finance_risk": ("What to expect",),
    "education_grading": ("Rubric levels: none yet", "What to expect"),
    "manufacturing_logs": ("What to expect",),
}
CHARTS = {
    "medical_notes": ("Labels of", "by rows learned from"),
    "finance_risk": ("Labels of", "by rows learned from"),
    "education_grading": ("Scores of", "by rows learned from"),
    "manufacturing_logs": ("Labels of", "by rows learned from"),
}
EVALUATED = ("Where it is right and where it is wrong", "Beside other answers", "Measure on a table of your own")
SECTIONS = {
    "section=evaluate": EVALUATED,
    "section=train": ("Not sure which? Let them all try", "More ways", "Start training"),
    "section=use": ("Ask the model", "A whole table", "From a program"),
}
OWN = {("education_grading", "section=evaluate"): ("As a second rater", "Predicted score against given score")}
"""What one field alone has there."""
ELSEWHERE = {"runs": ("Compare runs",), "model_library": ("Language models", "Bring a model")}


def sample_of(server: Server, domain: str) -> str:
    """The dataset that the first start makes, once it has looked at it: its verdict comes behind every training."""
    studio = open_studio(Settings(home=server.home))
    deadline = time.monotonic() + 1100
    while time.monotonic() < deadline:
        for each in studio.datasets.list(LOCAL_ACTOR, domain):
            if each.synthetic and not each.made_from:
                verdict = studio.verdicts.run(LOCAL_ACTOR, each.id)
                if verdict is not None and verdict.state.final:
                    assert verdict.state is RunState.SUCCEEDED, verdict.error
                    return each.id
        time.sleep(1)
    raise TimeoutError("the first start made no sample")


def open_all(page: Page) -> None:
    """Unfold what is folded."""
    for each in page.get_by_test_id("stExpander").all():
        if each.locator("details").first.get_attribute("open") is None:  # others may be folded up within it
            each.locator("summary").first.click()
    page.wait_for_timeout(SECONDS)


def fits(page: Page) -> None:
    """Charts are wider until they are drawn anew."""
    page.wait_for_function(f"document.querySelector('[data-testid=stMain]').scrollWidth <= {PHONE['width']}")


@pytest.mark.parametrize("domain", PANELS)
def test_the_panels_of_a_dataset_fit_a_phone(server: Server, browser: Browser, domain: str) -> None:
    context = browser.new_context(base_url=server.url, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    journey = Journey(page, domain)
    dataset = sample_of(server, domain)
    page.goto(f"/{domain}?section=data&dataset={dataset}")
    expect(page.get_by_text("What to expect")).to_be_visible(timeout=TRAINING)
    journey.settle()
    open_all(page)
    drawn, told = own_panels(server, domain, dataset)
    for words in (*PANELS[domain], *told):
        expect(page.get_by_text(words).first).to_be_visible()
    for title in (*CHARTS[domain], *drawn):
        expect(page.get_by_test_id("stPlotlyChart").filter(has_text=title).first).to_be_visible()
    fits(page)
    at_rest(page)
    assert violations(page) == []
    for section, words in SECTIONS.items():
        turn_to(page, f"{domain}?{section}", (*words, *OWN.get((domain, section), ())))
    context.close()


def test_runs_and_models_fit_a_phone(server: Server, browser: Browser) -> None:
    sample_of(server, "finance_risk")
    context = browser.new_context(base_url=server.url, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    for path, words in ELSEWHERE.items():
        turn_to(page, path, words)
    context.close()


def own_panels(server: Server, domain: str, dataset: str) -> tuple[list[str], list[str]]:
    """What only this field shows of the dataset: titles of charts, titles above tables."""
    table = open_studio(Settings(home=server.home)).datasets.table(LOCAL_ACTOR, dataset)
    there = [panel for panel in registry().get(domain).panels() if not panel.build(table).empty]
    assert there
    drawn = [panel.title for panel in there if panel.drawn != "table"]
    return drawn, [panel.title for panel in there if panel.drawn == "table"]


def turn_to(page: Page, path: str, words: tuple[str, ...]) -> None:
    page.goto(f"/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60 * SECONDS)
    for each in words:
        expect(page.get_by_text(each).first).to_be_visible(timeout=60 * SECONDS)
    Journey(page, path).settle()
    fits(page)


def test_doubtful_answers_are_ticked_on_two_pages_and_mended_at_once(server: Server, page: Page) -> None:
    dataset = sample_of(server, "manufacturing_logs")
    page.goto(f"/manufacturing_logs?section=data&dataset={dataset}")
    journey = Journey(page, "manufacturing_logs")
    tick = page.get_by_text("Mend this row")
    expect(tick.first).to_be_visible(timeout=TRAINING)
    tick.first.click()
    expect(page.get_by_role("button", name="Give 1 the right answer")).to_be_visible(timeout=60 * SECONDS)
    page.get_by_test_id("stPagination").get_by_role("button", name="2").click()
    expect(page.get_by_text(re.compile("^5 to 8 of"))).to_be_visible(timeout=60 * SECONDS)
    journey.settle()
    tick.nth(1).click()
    page.get_by_role("button", name="Give 2 the right answer").dblclick()
    expect(page.get_by_text("2 rows were given another answer").first).to_be_visible(timeout=60 * SECONDS)
    made = [each for each in open_studio(Settings(home=server.home)).datasets.list(LOCAL_ACTOR, "manufacturing_logs")
            if each.made_from == dataset]  # fmt: skip
    assert len(made) == 1


def test_an_identifier_that_was_missed_is_typed_and_removed_at_once(page: Page, tmp_path: Path) -> None:
    kinds = ("cardiology", "neurology")
    words = ("walking", "stairs", "sleep", "fever", "speech", "cough")
    rows = [f'"Dr. Mockford saw case {row}: chest pain on {words[row % 6]} {row * 7}.",{kinds[row % 2]}'
            for row in range(60)]  # fmt: skip
    file = tmp_path / "notes.csv"
    file.write_text("\n".join(["note,specialty", *rows]))
    journey = Journey(page, "medical_notes")
    journey.open("data")
    journey.upload(file)
    page.get_by_text("What replaces identifiers").click()
    expect(page.get_by_text("It misses some.")).to_be_visible(timeout=60 * SECONDS)
    page.get_by_text("Review what was removed").click()
    region = page.get_by_role("region", name="The text with what was found")
    expect(region.locator("mark").first).to_be_visible(timeout=60 * SECONDS)
    page.get_by_label("Or any text to be removed everywhere").fill("chest pain")
    page.get_by_role("button", name="Remove everywhere").click()
    expect(region.locator("mark[data-by=reviewer]")).to_have_text("chest pain", timeout=60 * SECONDS)
    expect(page.get_by_text(re.compile("chest pain is removed as"))).to_be_visible(timeout=60 * SECONDS)


def choose(page: Page, picker: Locator, *names: str) -> None:
    """Pick from a list as a person does: gone to first, for a list that is open closes when the page is scrolled."""
    page.get_by_role("button", name="Keep this dataset").scroll_into_view_if_needed()
    picker.locator("input").click()
    for name in names:
        page.get_by_role("option", name=name).click()
        expect(picker.get_by_text(name, exact=True)).to_be_visible()
    page.keyboard.press("Escape")


def test_a_rubric_and_further_scores_are_kept_with_the_scores(server: Server, page: Page, tmp_path: Path) -> None:
    sample = registry().get("education_grading").sample().rename(columns={"text": "answer"}).tail(120)
    table = sample[["answer", "score", "question"]]
    table = table.assign(content=[row % 4 for row in range(120)], style=[row % 3 for row in range(120)])
    table.to_csv(tmp_path / "essays.csv", index=False)
    journey = Journey(page, "education_grading")
    journey.open("data")
    journey.upload(tmp_path / "essays.csv")
    page.get_by_text("Rubric levels: what the marks are called").click()
    picker = page.get_by_test_id("stMultiSelect").filter(has_text="More scores")
    expect(picker).to_be_visible(timeout=120 * SECONDS)
    choose(page, picker, "content", "style")
    page.get_by_role("textbox", name="One level a line").fill("0 = nothing\n5 = all of it")
    page.get_by_role("button", name="Keep this dataset").click()
    expect(page.get_by_role("button", name="Start training")).to_be_visible(timeout=120 * SECONDS)
    studio = open_studio(Settings(home=server.home))
    kept = {each.name: each for each in studio.datasets.list(LOCAL_ACTOR, "education_grading")}
    assert {"essays.csv: content", "essays.csv: style"} <= set(kept)
    rubric = studio.datasets.rubric(LOCAL_ACTOR, kept["essays.csv"].id)
    assert rubric is not None and [level.name for level in rubric.levels] == ["nothing", "all of it"]
