"""Two filings in a real browser: brought together, read, a cell of each map clicked, its sentence on screen."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.e2e.journey import SECONDS, Journey

pytestmark = [pytest.mark.e2e, pytest.mark.slow]
READING = 240 * SECONDS


def filing(year: int) -> str:
    return (
        f"<html><body><p>FORM 10-K</p><p>For the fiscal year ended December 31, {year}</p><p>Halden Leasing Co</p>"
        "<p>(Exact name of registrant as specified in its charter)</p><p>Item 1A. Risk Factors</p><p>"
        + "".join(f"Hackers copied the passwords of {number} customers in {year}. " for number in range(2, 32))
        + "</p><p>We expect sales to rise next year. Forward-looking statements speak only as of today. "
        "The information is incorporated herein by reference."
        + "</p><p>Item 7. Management's Discussion and Analysis</p><p>"
        + "".join(f"Margin calls of ${number} million had to be met within a day. " for number in range(2, 22))
        + "</p><p>Item 7A. Quantitative and Qualitative Disclosures About Market Risk</p><p>"
        + "".join(f"Higher interest rates cut the value of the bonds by {number}%. " for number in range(2, 14))
        + "</p><p>SIGNATURES</p></body></html>"
    )


def chart(page: Page, title: str) -> Locator:
    return page.get_by_test_id("stPlotlyChart").filter(has_text=title)


def press(page: Page, map_: Locator, place: int) -> None:
    """Click a cell as a mouse does: Plotly's own layer lies above the markers and takes the click for them."""
    map_.scroll_into_view_if_needed()
    box = map_.locator("path.point").nth(place).bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)


def marks(page: Page) -> Locator:
    """What is marked on the sentence in hand, above that of the map of years."""
    return page.get_by_test_id("stMarkdown").filter(has_text=re.compile("^marks")).first


def count_own_words(page: Page, folder: Path) -> None:
    """Bring a word list that cannot be read, then one that can: its words are counted, the strongest sentence named."""
    page.get_by_text("Count words of a list of yours").click()
    brought = page.get_by_test_id("stFileUploader").filter(has_text="A word list")
    for name, content in (("no.csv", "a,b\n1,2\n"), ("list.csv", "Word,Negative\nHACKERS,2009\nPASSWORDS,2011\n")):
        (folder / name).write_text(content)
        brought.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(str(folder / name))
        if name == "no.csv":
            expect(page.get_by_text("The word list has no column 'Word'")).to_be_visible()
    counted = page.get_by_role("region", name="Words of each category")
    counted.scroll_into_view_if_needed()
    expect(counted.locator("td").filter(has_text="(60)").first).to_be_attached()
    found = page.get_by_role("region", name="Sentences with most words of Negative")
    found.scroll_into_view_if_needed()
    expect(found.locator("td").filter(has_text="hackers, passwords").first).to_be_attached()


def test_from_filings_to_a_sentence_by_two_clicks(page: Page, tmp_path: Path) -> None:
    files = []
    for year in (2022, 2023):
        files.append(tmp_path / f"{year}.htm")
        files[-1].write_text(filing(year))
    journey = Journey(page, "finance_risk")
    page.goto("/finance_risk?section=use")
    heading = page.get_by_role("heading", name="A whole filing")
    for _ in range(20):  # the first start trains the sample's model
        with suppress(TimeoutError):
            heading.wait_for(timeout=10 * SECONDS)
            break
        page.reload()
    journey.settle()
    uploader = page.get_by_test_id("stFileUploader").filter(has_text="A filing, or several")
    uploader.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([str(file) for file in files])
    page.get_by_role("button", name="Read these 2 filings").click()
    expect(page.get_by_text("65 sentences").first).to_be_visible(timeout=READING)
    journey.settle()

    reading_order = chart(page, "Sentences in reading order")
    press(page, reading_order, 2)
    expect(page.get_by_text("Hackers copied the passwords of 4 customers in 2022.").first).to_be_visible()
    expect(marks(page)).to_contain_text("Risk: cyber")
    place_field = page.get_by_role("spinbutton", name="Sentence", exact=True)
    expect(place_field).to_have_value("3")  # the click has arrived in the field as well: it writes there no more
    journey.settle()
    for place, mark in ((31, "Forward-looking"), (32, "Safe harbour"), (33, "Boilerplate")):
        place_field.fill(str(place))
        page.keyboard.press("Enter")
        expect(marks(page)).to_contain_text(mark, timeout=60 * SECONDS)
    count_own_words(page, tmp_path)

    by_year = chart(page, "by item and year")
    expect(by_year.get_by_text("of 31").first).to_be_visible(timeout=READING)  # the second is read behind the first
    journey.settle()
    press(page, by_year, 3)
    journey.settle()
    expect(page.get_by_role("combobox", name="Year", exact=True)).to_have_value("2023")
    expect(page.get_by_text("Margin calls of").last).to_be_visible()

    beside = page.get_by_role("combobox", name="Compare with")
    beside.fill("2023.htm")
    beside.press("Enter")
    expect(chart(page, "The other: 2023.htm")).to_be_visible(timeout=120 * SECONDS)
    page.set_viewport_size({"width": 390, "height": 844})
    journey.settle()
    expect(by_year.get_by_text("market risk").first).to_be_attached()  # the whole name, on a phone too
    page.wait_for_function("document.documentElement.scrollWidth <= 390")
