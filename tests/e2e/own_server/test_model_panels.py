"""What is made of trained versions, in a real browser: searched, fused, made smaller, seeds, compared, measured.

The store is made without a browser, of a small table and quick methods, and served.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from domains.registry import registry
from models.search.budget import Budget
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Run, RunState
from studio.core.settings import Settings
from studio.core.smaller import Way
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from tests.e2e.conftest import Server, free_port
from tests.e2e.journey import SECONDS, TRAINING, Journey
from tests.e2e.test_panels import PHONE, fits, open_all
from tests.e2e.test_shell import at_rest, violations
from tests.unit.builders import tiny_backbone
from tests.unit.services.conftest import work

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
DOMAIN = "finance_risk"


def worked(studio: Studio, run: Run) -> Run:
    """The run once it is over: done here, which saves each the start of a child."""
    work(studio, run)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    return done


def table(rows: int, *, split: bool = False) -> bytes:
    """So many rows, the last of them tested in two subsets where they are to be split."""
    sample = registry().get(DOMAIN).sample()[["text", "label"]].sample(rows, random_state=5)
    if split:
        sample["split"] = ["train"] * (rows - 50) + ["dev"] * 20 + ["test-early", "test-late"] * 15
    return sample.to_csv(index=False).encode()


def make_store(studio: Studio, folder: Path) -> dict[str, str]:
    """A run of every kind on 120 texts; by what it shows: where that stands."""
    intake = studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [UploadedFile("small.csv", table(120, split=True))])
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake)).id
    quick = {"epochs": 1, "width": 16, "filters": 8}
    tiny = {"epochs": 1, "backbone": tiny_backbone(folder), "max_tokens": 32}
    ways = (("tfidf", {}), ("tfidf", {"c": 0.02}), ("textcnn", quick), ("full", tiny))
    trained = [worked(studio, studio.training.start(LOCAL_ACTOR, dataset, method, told)) for method, told in ways]
    first, second, drawn, tuned = (str(run.model_id) for run in trained)
    search = worked(studio, studio.searches.start(LOCAL_ACTOR, dataset, "tfidf", Budget(trials=5)))
    trial = worked(studio, studio.fusions.weigh(LOCAL_ACTOR, [first, second]))
    smaller = worked(studio, studio.smaller.start(LOCAL_ACTOR, tuned, Way.LAYERS, {"share": 0.6, "epochs": 1}))
    worked(studio, studio.seeds.start(LOCAL_ACTOR, drawn, 2))
    failed = studio.training.start(LOCAL_ACTOR, dataset, "tfidf", {"c": 0.5})
    studio.journal.mark_running(failed.id)
    studio.journal.fail(failed.id, "The machine ran out of memory.", "Take a smaller method.")
    train = f"{DOMAIN}?section=train&dataset={dataset}&run="
    return {
        "search": train + search.id,
        "fusion": train + trial.id,
        "smaller": train + smaller.id,
        "failed": train + failed.id,
        "seeds": f"{DOMAIN}?section=evaluate&model={drawn}",
        "compare": f"runs?compare={trained[0].id},{trained[1].id}",
        "library": f"model_library?domain={DOMAIN}&model={second}",
        "evaluate": f"{DOMAIN}?section=evaluate&model={first}",
    }


SHOWN = {
    "search": ("What the search found", "Search for better options", "Uneven classes", "Vary the training texts"),
    "fusion": ("What they reach together", "Combine models you have", "A cascade"),
    "smaller": ("Fewer layers, against version", "What answers takes"),
    "failed": ("The machine ran out of memory.", "Take a smaller method.", "Log of the run", "Try again"),
    "seeds": ("Trained again from other seeds", "Trained three times", "Every seed"),
    "compare": ("Compare runs",),
    "library": ("Options of the run", "Promote to production", "Roll back production", "Language models",
                "Bring a model"),
    "evaluate": ("Beside other answers", "Label by label", "Subsets of the test texts", "True label"),
}  # fmt: skip
TABLES = {"compare": "Figures of the runs that are compared"}
CHARTS = {"search": 2, "fusion": 1, "seeds": 1, "evaluate": 1}


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("made")
    studio = open_studio(Settings(home=folder / "var", threads=2))
    made = make_store(studio, folder)
    studio.close()
    return {**made, "home": str(folder / "var")}


@pytest.fixture(scope="module")
def made_server(places: dict[str, str]) -> Iterator[Server]:
    server = Server(Path(places["home"]), free_port(), {"ASSAY_FIRST_START": "false"})
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def phone(made_server: Server, browser: Browser) -> Iterator[Page]:
    """A phone on which the pages are turned over one after another, as a person does."""
    context = browser.new_context(base_url=made_server.url, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(60 * SECONDS)
    yield page
    context.close()


@pytest.mark.parametrize("place", SHOWN)
def test_what_came_of_a_version_is_shown_on_a_phone(phone: Page, places: dict[str, str], place: str) -> None:
    phone.goto(f"/{places[place]}")
    expect(phone.get_by_text(SHOWN[place][0]).first).to_be_visible(timeout=60 * SECONDS)
    Journey(phone, DOMAIN).settle()
    open_all(phone)
    for words in SHOWN[place]:
        expect(phone.get_by_text(words).first).to_be_attached(timeout=60 * SECONDS)
    if place in TABLES:
        expect(phone.get_by_role("region", name=TABLES[place])).to_be_attached(timeout=60 * SECONDS)
    for chart in range(CHARTS.get(place, 0)):
        expect(phone.get_by_test_id("stPlotlyChart").nth(chart)).to_be_attached(timeout=60 * SECONDS)
    fits(phone)
    at_rest(phone)
    assert violations(phone) == []


def test_a_version_is_measured_on_a_table_and_promoted(
    made_server: Server, browser: Browser, places: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "mine.csv").write_bytes(table(40))
    context = browser.new_context(base_url=made_server.url, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(60 * SECONDS)
    journey = Journey(page, DOMAIN)
    page.goto(f"/{places['evaluate']}")
    page.get_by_text("Measure on a table of your own").click()
    journey.upload(tmp_path / "mine.csv")
    page.get_by_role("button", name="Measure on this table").click()
    expect(page.get_by_text(re.compile("mine.csv")).first).to_be_visible(timeout=TRAINING)

    page.goto(f"/{places['library']}")
    page.get_by_role("button", name="Promote to production").click()
    expect(page.get_by_text("A version in production cannot be deleted.")).to_be_visible(timeout=60 * SECONDS)
    page.goto("/")
    for words in ("Now running", "worker ready", "Device:", "version 2, tfidf"):
        expect(page.get_by_text(words).first).to_be_visible(timeout=60 * SECONDS)
    context.close()


def test_another_sheet_another_split_and_a_public_set_can_be_chosen(
    made_server: Server, browser: Browser, tmp_path: Path
) -> None:
    import pandas as pd

    sample = registry().get(DOMAIN).sample()[["text", "label"]].head(60)
    with pd.ExcelWriter(tmp_path / "book.xlsx", engine="openpyxl") as writer:
        sample.to_excel(writer, sheet_name="Losses", index=False)
        sample.assign(split=["old", "new"] * 30).to_excel(writer, sheet_name="Halves", index=False)
    context = browser.new_context(base_url=made_server.url, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(60 * SECONDS)
    journey = Journey(page, DOMAIN)
    journey.open("data")
    expect(page.get_by_role("button", name=re.compile("Template for")).first).to_be_visible(timeout=60 * SECONDS)
    journey.upload(tmp_path / "book.xlsx")
    sheet = page.get_by_role("combobox", name="Sheet")
    sheet.fill("Halves")
    sheet.press("Enter")
    expect(page.get_by_text("The split column of the file")).to_be_visible(timeout=60 * SECONDS)
    journey.settle()
    open_all(page)
    for words in ("Rows marked 'old'", "Files of texts without a label"):
        expect(page.get_by_text(words).first).to_be_attached(timeout=60 * SECONDS)
    fits(page)
    page.goto(f"/{DOMAIN}?section=data&source=public")
    expect(page.get_by_text("licence:").first).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_role("button", name="Open this set")).to_be_visible(timeout=60 * SECONDS)
    fits(page)
    context.close()
