"""A person's way through a domain page, step by step, in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from domains.registry import registry
from studio.core.columns import Role

SECONDS = 1000.0
TRAINING = 900 * SECONDS  # it may wait behind the samples of the first start, on a slow machine


def the_only(found: Locator) -> Locator:
    """What was found, once nothing of the page before stands beside it any more."""
    expect(found).to_have_count(1, timeout=60 * SECONDS)
    return found


class Journey:
    """Drives one domain's page; every step waits for what the person would see."""

    def __init__(self, page: Page, domain: str) -> None:
        self.page = page
        self.domain = domain

    def open(self, section: str = "data") -> None:
        self.page.goto(f"/{self.domain}?section={section}")
        expect(self.page.get_by_role("heading", level=1)).to_be_visible(timeout=60 * SECONDS)
        self.settle()

    def settle(self) -> None:
        """Until the script has run through."""
        expect(self.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=120 * SECONDS)

    def upload(self, *files: Path) -> None:
        self.page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files([str(file) for file in files])
        self.settle()

    def say_which_column(self, role: Role, column: str) -> None:
        """Correct the guessed columns by hand."""
        title = next(each.title for each in registry().get(self.domain).columns if each.role is role)
        picker = self.page.get_by_role("combobox", name=re.compile(rf"{title}( \(needed\))?(\.|$)"))
        if not picker.is_visible():
            self.page.get_by_text(re.compile("^Columns")).last.click()
        picker.fill(column)
        picker.press("Enter")
        self.page.get_by_role("button", name="Use these columns").click()
        self.settle()

    def keep(self, name: str) -> None:
        """Name the dataset and keep it at once, as a person does; the Train section opens with it."""
        button = self.page.get_by_role("button", name="Keep this dataset")
        expect(button).to_be_visible(timeout=120 * SECONDS)
        self.page.get_by_label("Name", exact=True).fill(name)
        button.click()
        expect(self.page.get_by_role("button", name="Start training")).to_be_visible(timeout=120 * SECONDS)
        self.settle()

    def start(self, method: str, *, clicks: int = 1, **options: str) -> str:
        """Start training; the run's id, which is in the URL."""
        choice = self.page.get_by_test_id("stRadio").locator("label").filter(has_text=f"({method})")
        the_only(choice).click()
        self.settle()
        expect(choice.locator("input")).to_be_checked()
        if options:
            # Of the expander: a moment after a dataset is kept, the options of its preprocessing still stand there.
            the_only(self.page.locator("summary").get_by_text("Options", exact=True)).click()
        for label, value in options.items():
            self.page.get_by_label(label, exact=True).fill(value)  # and start at once, as a person does
        before = self.run_id
        self.page.get_by_role("button", name="Start training").click(click_count=clicks)
        self.page.wait_for_function("before => new URL(location).searchParams.get('run') !== before", arg=before)
        return str(self.run_id)

    @property
    def run_id(self) -> str | None:
        found = re.search(r"run=([\w-]+)", self.page.url)
        return found[1] if found else None

    def finished(self, state: str = "succeeded") -> None:
        """Until the run of the URL has ended so; an earlier run's badge may stand there until its own is drawn."""
        head = self.page.get_by_test_id("stMarkdown").filter(has_text=str(self.run_id))
        expect(head.filter(has_text=state).first).to_be_visible(timeout=TRAINING)

    def ask(self, text: str) -> Locator:
        """Type a text; the metric that holds the answer."""
        form = self.page.get_by_test_id("stForm")
        form.locator("textarea").last.fill(text)
        form.get_by_role("button", name="Ask the model").click()
        # not those of the section before, which stay until the new one is drawn
        answer = self.page.locator("[data-stale='false'] [data-testid='stMetricValue']")
        expect(answer).to_be_visible(timeout=120 * SECONDS)
        return answer

    def answer_rows(self) -> None:
        """Have the rows of the uploaded table answered, once they are read and searched."""
        button = self.page.get_by_role("button", name=re.compile(r"^(playlist_play )?Answer \d+ rows"))
        expect(button).to_be_visible(timeout=120 * SECONDS)
        button.click()

    def answer_table(self, file: Path, into: Path, text: str) -> Path:
        """Upload a table to be answered, say which column has the texts, wait, download the answers as CSV."""
        self.upload(file)
        self.say_which_column(Role.TEXT, text)
        self.answer_rows()
        button = self.page.get_by_role("button", name="Download CSV")
        expect(button).to_be_visible(timeout=TRAINING)
        self.settle()
        with self.page.expect_download() as download:
            button.click()
        path = into / "answers.csv"
        download.value.save_as(path)
        return path
