"""The frame around the pages: accessibility by day and by night, and the width of a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import PATIENCE, Server
from tests.e2e.journey import SECONDS

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
PAGES = ("", "medical_notes", "finance_risk", "education_grading", "manufacturing_logs", "runs", "model_library")


@pytest.mark.parametrize("path", PAGES)
def test_pages_pass_axe(server: Server, browser: Browser, path: str) -> None:
    """WCAG 2.2 AA as far as axe can tell, by day and by night, on what is ours."""
    context = browser.new_context(base_url=server.url, viewport={"width": 1440, "height": 1000})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    backgrounds = set()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"/{path}")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60 * SECONDS)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60 * SECONDS)
        at_rest(page)
        assert violations(page) == []
        backgrounds.add(page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor"))
    assert len(backgrounds) == 2
    context.close()


@pytest.mark.parametrize("path", ["", "finance_risk?section=evaluate", "education_grading?section=use"])
def test_a_phone_needs_no_sideways_scrolling(server: Server, browser: Browser, path: str) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(f"/{path}")
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=60 * SECONDS)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=60 * SECONDS)
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
    context.close()


STILL = "!document.getAnimations().some(each => each.playState === 'running' && each.effect.getTiming().duration > 0)"


def at_rest(page: Page) -> None:
    """Colours are judged at rest: Streamlit pales what a live part is about to replace, and fades in what is new."""
    page.add_style_tag(
        content="*, ::before, ::after { transition: none !important; animation-duration: 0s !important; } "
        "[data-stale] * { opacity: 1 !important; } [data-stale], [data-testid] { opacity: 1 !important; }"
    )
    page.wait_for_function(STILL)
    page.wait_for_timeout(500)


WCAG = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


def violations(page: Page) -> list[str]:
    """Rules broken, with the first element that breaks each."""
    found = Axe().run(page, options=WCAG).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
