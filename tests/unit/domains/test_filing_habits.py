"""Filings of many habits are cut to their items and sentences: each once, whole, in order, and nothing besides."""

import pytest

from domains.finance_risk.filing.cutting import cut_filing
from tests.unit.domains import filing_habits as shown
from tests.unit.domains import filing_habits_typed as typed
from tests.unit.domains.filing_sentences import Said


def _cut(source):
    document = cut_filing(source)
    found = {}
    for each in document.passages:
        found.setdefault(each.section, []).append(" ".join(document.text[each.start : each.end].split()))
    return document, found


@pytest.mark.parametrize("build", [*shown.HABITS, *typed.HABITS], ids=lambda build: build.__name__)
def test_every_item_says_what_it_says_and_nothing_else(build):
    said = Said()
    document, found = _cut(build(said))
    assert found == said.by_item
    assert [section.start for section in document.sections] == sorted(section.start for section in document.sections)


@pytest.mark.parametrize(("form", "period"), [("6-K", "1997-06-30"), ("40-F", "1997")])
def test_a_form_without_items_is_read_by_its_documents(form, period):
    said = Said()
    documents = (
        (form, f"<html><body><p>{said.html('0.1')}</p></body></html>"),
        ("EX-99.1", f"<html><body><p>{said.html('99.1')}</p></body></html>"),
        ("EX-101.SCH", "<xml>not read</xml>"),
        ("EX-99.2", "\n".join(said.lines("99.2"))),
        ("GRAPHIC", "begin 644 x.jpg\nM_]C_X\n"),
    )
    document, found = _cut(typed.submission(form, documents))
    assert found == said.by_item
    assert [section.title for section in document.sections] == [f"Form {form}", "Exhibit 99.1", "Exhibit 99.2"]
    assert document.period == period and any("by its documents" in note for note in document.notes)


def test_a_form_without_items_in_one_file_is_read_as_a_whole_and_says_so():
    document, found = _cut("<html><body><p>FORM 40-F</p><p>Risk Factors</p><p>Rates fell. They rose.</p></body></html>")
    assert found == {"whole": ["FORM 40-F", "Risk Factors", "Rates fell.", "They rose."]}
    assert document.notes == ("A 40-F has no items of its own: it is read as a whole.",)
