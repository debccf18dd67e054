"""Filings at their real length: every sentence is found once, whole, under its own item."""

from __future__ import annotations

import pytest

from domains.finance_risk.filing.cutting import cut_filing
from domains.finance_risk.filing.figure_tables import is_paragraph_of_figures
from domains.finance_risk.filing.pages import running_lines
from domains.finance_risk.filing.plain_text import read_plain
from tests.unit.domains.whole_filings import WHOLE, Filing, font_2005, ixbrl_2023, quarter_2021, text_1997


def passages(filing: Filing) -> dict[str, list[str]]:
    document = cut_filing(filing.source)
    found: dict[str, list[str]] = {section.key: [] for section in document.sections}
    for each in document.passages:
        found[each.section].append(" ".join(document.text[each.start : each.end].split()))
    return found


@pytest.mark.parametrize("build", WHOLE, ids=lambda each: each.__name__)
def test_every_item_is_found_and_says_what_it_says_and_nothing_else(build):
    filing = build()
    found = passages(filing)
    assert [key for key in found if found[key]] == list(filing.said)
    for key, said in filing.said.items():
        assert found[key] == list(said), key


def test_a_foot_is_known_by_its_rising_number_and_headings_and_years_are_none():
    feet = [f"Norvale Power, Inc. | 2023 Form 10-K | {page}" for page in (3, 4, 6, 7)]
    heads = [f"{page} HALDEN LEASING COMPANY" for page in (11, 12, 13, 14)]
    notes = [f"Note to the accounts {number}" for number in (1, 2, 3, 4)]
    years = [f"Compared with the year {year}" for year in (2019, 2020, 2021, 2022)]
    falling = [f"Reserve of plant {number}" for number in (9, 7, 8, 3)]
    assert running_lines([*feet, *heads, *notes, *years, *falling, "Sales rose by 3"]) == {*feet, *heads}


def test_a_heading_above_a_ruled_line_is_prose_and_rows_of_figures_are_not():
    assert not is_paragraph_of_figures(["ITEM 1.  BUSINESS", "-----------------"])
    assert is_paragraph_of_figures(["Lease revenue ...... $ 61,204", "                     ========"])
    assert (
        read_plain("ITEM 1.  BUSINESS\n-----------------\n\nWe lend.\n\n----------\n").text
        == "ITEM 1.  BUSINESS\n\nWe lend."
    )


@pytest.mark.parametrize(
    ("build", "issuer", "period"),
    [
        (ixbrl_2023, "Norvale Power and Light Company of the North, Inc.", "2023"),
        (text_1997, "HALDEN LEASING CO", "1996"),
        (font_2005, "THORNBURY STEEL CORPORATION", "2005"),
        (quarter_2021, "", "2021-06-30"),
    ],
)
def test_who_reports_for_which_year_is_read_whatever_the_quotation_marks_and_the_length(build, issuer, period):
    document = cut_filing(build().source.replace(">Norvale Power, Inc.</ix", f">{issuer}</ix"))
    assert (document.issuer, document.period) == (issuer, period)


def test_the_filings_are_as_long_as_filings_are():
    assert all(len(build().source) > 50_000 for build in WHOLE)
