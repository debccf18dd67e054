"""The frame and the server around the pages: cold links, restarts, two tabs, double clicks, accessibility."""

from __future__ import annotations

import json
import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunState
from studio.core.settings import Settings
from studio.services.studio import open_studio
from studio.worker.lock import WORKER_LOCK
from tests.e2e.conftest import Server, free_port
from tests.e2e.journey import SECONDS, TRAINING, Journey
from tests.e2e.tables import training_table

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PAGES = ("", "medical_notes", "finance_risk", "education_grading", "manufacturing_logs", "runs", "model_library")
LINKS = (
    "Home",
    "Medical notes",
    "Finance risk text",
    "Education grading",
    "Manufacturing logs",
    "Runs",
    "Model library",
)


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that a test may kill; nothing is trained on its first start."""
    server = Server(tmp_path_factory.mktemp("killed") / "var", free_port(), {"ASSAY_FIRST_START": "false"})
    server.start(wait=False)
    yield server
    server.stop()


def test_a_cold_deep_link_shows_the_frame(own_server: Server, browser: Browser) -> None:
    """The first request of a fresh server is a page's own address: the navigation must be there all the same."""
    context = browser.new_context(base_url=own_server.url)
    page = context.new_page()
    own_server.listen()
    page.goto("/medical_notes")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Medical notes", timeout=60 * SECONDS)
    navigation = page.get_by_test_id("stSidebarNav")
    for link in LINKS:
        expect(navigation.get_by_role("link", name=link)).to_be_visible()
    context.close()


def test_a_run_outlives_the_server(own_server: Server, browser: Browser, tmp_path: Path) -> None:
    """Killed in mid-training and started again, the server shows the same run going on to its end."""
    context = browser.new_context(base_url=own_server.url, viewport={"width": 1440, "height": 1000})
    journey = Journey(context.new_page(), "finance_risk")
    journey.open("data")
    journey.upload(training_table("finance_risk", tmp_path))
    journey.keep("To be interrupted")
    run_id = journey.start("full", Epochs="3")
    expect(journey.page.get_by_text(re.compile(r"^Training ·")).first).to_be_visible(timeout=TRAINING)
    own_server.stop(signal.SIGKILL)
    own_server.start()
    journey.page.goto(f"/finance_risk?section=train&run={run_id}")
    journey.finished()
    models = httpx.get(f"{own_server.url}/api/v1/models?domain=finance_risk", timeout=30).json()
    assert len(models) == 1
    context.close()


def test_a_ladder_goes_on_after_its_worker_was_killed(own_server: Server, browser: Browser) -> None:
    """On the sample: rungs that are done stay done, the others are trained by the worker that comes after."""
    own_server.wait()
    context = browser.new_context(base_url=own_server.url, viewport={"width": 1440, "height": 1000})
    journey, page = Journey(context.new_page(), "education_grading"), context.pages[0]
    journey.open("train")
    page.get_by_role("button", name="Take the sample").click()
    journey.settle()
    page.get_by_text("Not sure which? Let them all try").click()
    page.get_by_role("slider", name="Time to spend").press("Home")  # the least
    journey.settle()
    page.get_by_role("button", name="Climb the ladder").click()
    expect(page.get_by_text(re.compile("Rung 2 of")).first).to_be_visible(timeout=TRAINING)
    done = [json.loads(each.read_text()) for each in own_server.home.rglob("rungs/*/rung.json")]
    os.kill(int((own_server.home / WORKER_LOCK).read_text()), signal.SIGKILL)
    journey.finished()
    expect(page.get_by_role("heading", name="Which method is worth it")).to_be_visible()
    studio = open_studio(Settings(home=own_server.home))
    ladder = studio.ladders.of(studio.runs.get(LOCAL_ACTOR, str(journey.run_id)))
    assert done
    assert ladder is not None
    assert [ladder.rung(each["method"]).seconds for each in done] == [each["seconds"] for each in done]
    context.close()


def test_cancel_takes_effect_at_once_and_a_double_click_starts_one_run(
    own_server: Server, browser: Browser, tmp_path: Path
) -> None:
    context = browser.new_context(base_url=own_server.url, viewport={"width": 1440, "height": 1000})
    journey = Journey(context.new_page(), "finance_risk")
    journey.open("data")
    journey.upload(training_table("finance_risk", tmp_path))
    journey.keep("To be cancelled")
    run_id = journey.start("full", clicks=2, Epochs="50")
    expect(journey.page.get_by_text(re.compile(r"^Training ·")).first).to_be_visible(timeout=TRAINING)

    other = context.new_page()
    other.goto(f"/finance_risk?section=train&run={run_id}")
    expect(other.get_by_text(run_id).first).to_be_visible(timeout=60 * SECONDS)

    journey.page.get_by_role("button", name="Cancel").click()
    expect(journey.page.get_by_text("cancelled").first).to_be_visible(timeout=30 * SECONDS)
    expect(other.get_by_text("cancelled").first).to_be_visible(timeout=30 * SECONDS)
    runs = open_studio(Settings(home=own_server.home)).runs.list(LOCAL_ACTOR, domain="finance_risk")
    assert [run.state for run in runs if run.manifest.get("options", {}).get("epochs") == 50] == [RunState.CANCELLED]
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_pass_axe(server: Server, browser: Browser, path: str, scheme: str) -> None:
    """WCAG 2.2 AA as far as axe can tell, on what is ours; Streamlit's own known faults are named here."""
    context = browser.new_context(base_url=server.url, color_scheme=scheme, viewport={"width": 1440, "height": 1000})  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60 * SECONDS)
    at_rest(page)
    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("path", ["", "finance_risk?section=evaluate", "education_grading?section=use"])
def test_a_phone_needs_no_sideways_scrolling(server: Server, browser: Browser, path: str) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(f"/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60 * SECONDS)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    context.close()


def at_rest(page: Page) -> None:
    """Colours are judged at rest: Streamlit pales what a live part is about to replace, and fades in what is new."""
    page.add_style_tag(content="* { transition: none !important; } [data-stale] * { opacity: 1 !important; }")
    page.add_style_tag(content="[data-stale], [data-testid] { opacity: 1 !important; }")
    page.wait_for_timeout(2000)


WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page: Page) -> list[str]:
    """Rules broken, with the first element that breaks each."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
