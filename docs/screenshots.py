"""Takes the README's pictures from a running app, as a person sees it in Chromium.

Start the app on an empty store, wait until every domain answers, then:

    python -m docs.screenshots http://localhost:8501 docs/images
"""

from __future__ import annotations

import argparse
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.chromium import installed

DESK, TALL, PHONE = (1440, 1000), (1440, 1500), (390, 844)
LONGEST = 120_000
"""Milliseconds; a machine that trains draws slowly."""
TEXT = "The company disclosed unauthorised access to customer records held by a cloud provider."


def opened(browser: Browser, url: str, size: tuple[int, int], scheme: str) -> Page:
    """A page of its own, in light or dark, once its script has run."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        color_scheme=scheme,  # type: ignore[arg-type]
        device_scale_factor=1,
    )
    page = context.new_page()
    page.set_default_timeout(LONGEST)
    page.goto(url)
    settle(page)
    return page


def settle(page: Page) -> None:
    """Until the script has run and what moves has come to rest."""
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=LONGEST)
    page.wait_for_timeout(1500)
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=LONGEST)
    page.wait_for_timeout(1500)


def home(browser: Browser, url: str, folder: Path) -> None:
    """What is in production, and what runs."""
    opened(browser, url, DESK, "light").screenshot(path=folder / "home-light.png")


def data(browser: Browser, url: str, folder: Path) -> None:
    """A sample with its findings and its distribution."""
    page = opened(browser, f"{url}/finance_risk?section=data&source=sample", DESK, "light")
    page.get_by_role("button", name="Keep this dataset").wait_for()
    settle(page)
    page.get_by_text("A new dataset").scroll_into_view_if_needed()
    page.wait_for_timeout(1000)
    page.screenshot(path=folder / "data-light.png")


def train(browser: Browser, url: str, folder: Path) -> None:
    """A training on its way; it is cancelled afterwards."""
    page = opened(browser, f"{url}/finance_risk?section=train", DESK, "dark")
    page.get_by_test_id("stRadio").locator("label").filter(has_text="(full)").click()
    settle(page)
    page.get_by_role("button", name="Start training").click()
    page.get_by_test_id("stPlotlyChart").first.wait_for(timeout=600_000)
    page.get_by_test_id("stMain").evaluate("main => main.scrollTo(0, 0)")  # the button is far down
    page.wait_for_timeout(20_000)
    page.screenshot(path=folder / "train-dark.png")
    page.get_by_role("button", name="Cancel").first.click()


def evaluate(browser: Browser, url: str, folder: Path) -> None:
    """The locked test part, a cell of the confusion matrix, its texts."""
    page = opened(browser, f"{url}/medical_notes?section=evaluate", TALL, "light")
    page.get_by_test_id("stPlotlyChart").first.wait_for()
    page.wait_for_timeout(2000)
    page.screenshot(path=folder / "evaluate-light.png")


def use(browser: Browser, url: str, folder: Path) -> None:
    """A typed text answered on a phone."""
    page = opened(browser, f"{url}/finance_risk?section=use", PHONE, "light")
    form = page.get_by_test_id("stForm")
    form.locator("textarea").last.fill(TEXT)
    form.get_by_role("button", name="Ask the model").click()
    answer = page.get_by_test_id("stMetricValue").first
    answer.wait_for()
    settle(page)
    form.locator("textarea").last.evaluate("field => field.scrollIntoView({block: 'start'})")
    page.mouse.move(PHONE[0] / 2, PHONE[1] / 2)
    page.mouse.wheel(0, -110)  # the head of the page lies over its top
    page.wait_for_timeout(1500)
    page.screenshot(path=folder / "use-phone.png")


def main() -> None:
    """Take all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=installed(), args=["--no-sandbox", "--disable-gpu"])
        for take in (home, data, evaluate, use, train):
            take(browser, asked.url, asked.folder)


if __name__ == "__main__":
    main()
