"""Filings as they were built from 1994 on: every item is found with its own borders, pages leave no trace."""

import pytest

from domains.finance_risk.filing.cover import read_cover
from domains.finance_risk.filing.cutting import cut_filing
from domains.finance_risk.filing.heading_extent import heading_end
from domains.finance_risk.filing.pages import goes_on, is_furniture
from domains.finance_risk.filing.submission import read_prose
from tests.unit.domains import filing_structures as built


@pytest.mark.parametrize("build", built.STRUCTURES, ids=lambda each: each.__name__)
def test_every_item_has_its_own_borders(build):
    document = cut_filing(build())
    keys = built.STRUCTURES[build]
    assert [section.key for section in document.sections] == list(keys)
    for section in document.sections:
        name = section.key if build is built.quarterly else section.key.partition(".")[2]
        inside = document.text[section.start : section.end]
        assert inside.count(f"Begin{name} opens") == 1 and inside.rstrip().endswith(f"End{name}."), section
        assert inside.count("Begin") == 1
    assert "exhibit of its own" not in document.text


def test_a_sentence_that_a_page_broke_is_one():
    for build in (built.ascii_1994, built.font_tags_2003):
        said = [" ".join(p.split()) for p in _passages(build())]
        whole = "Rates rose by 25 basis points and deposits of $1,250 million moved elsewhere."
        assert said.count(whole) == 4 * len(built.STRUCTURES[build])
        assert not any("con\u2019d" in each or each.startswith("(") for each in said)


def test_justified_prose_is_no_table():
    said = [" ".join(each.split()) for each in _passages(built.small_business_justified())]
    assert said.count("A supplier of ours stopped work for two days in 2019.") == 16


def _passages(source):
    document = cut_filing(source)
    return [document.text[each.start : each.end] for each in document.passages]


def test_what_is_said_before_the_first_item_is_read():
    said = "This report contains forward-looking statements. " * 6
    source = built.inline_xbrl().replace(
        "<p>PART&#160;I</p>", f"<p>PART&#160;I</p><p>FORWARD-LOOKING STATEMENTS</p><p>{said}</p>"
    )
    document = cut_filing(source)
    first = document.sections[0]
    assert (first.key, first.title) == ("0", "Before the first item")
    assert [each.section for each in document.passages][:7] == ["0"] * 7
    assert [section.key for section in document.sections[1:]] == list(built.STRUCTURES[built.inline_xbrl])


@pytest.mark.parametrize("build", built.STRUCTURES, ids=lambda each: each.__name__)
def test_a_heading_is_no_sentence(build):
    document = cut_filing(build())
    starts = {section.start for section in document.sections}
    firsts = [each for each in document.passages if each.start in starts]
    assert not firsts
    opening = [next(each for each in document.passages if each.section == section.key) for section in document.sections]
    assert all("opens." in document.text[each.start : each.end] for each in opening)


def test_titles_tell_of_which_year_a_form_is():
    titles = [section.title for section in cut_filing(built.ascii_1996_tables()).sections]
    assert titles[1] == "Item 4, Submission of matters to a vote of security holders"
    assert titles[3].startswith("Item 14, Exhibits")
    assert cut_filing(built.inline_xbrl()).sections[7].title == "Item 6, Reserved"
    joint = [section.title for section in cut_filing(built.joint_items()).sections]
    assert joint[0] == "Items 1 and 2, Business; Properties" and joint[5].startswith("Items 10, 11, 12 and 13, ")


@pytest.mark.parametrize(
    ("build", "issuer", "period", "year"),
    [
        (built.ascii_1994, "HALDEN LEASING CO", "1993-12-31", 1993),
        (built.font_tags_2003, "THORNBURY STEEL CORPORATION", "2003-10-31", 2003),
        (built.inline_xbrl, "Norvale Power, Inc.", "2023-12-31", 2023),
        (built.quarterly, None, "2022-06-30", 2022),
    ],
)
def test_the_cover_says_who_reports_for_which_year(build, issuer, period, year):
    source = build()
    cover = read_cover(source, read_prose(source).text)
    assert (cover.issuers[0] if cover.issuers else None) == issuer
    assert (str(cover.period), cover.year) == (period, year)


def test_a_former_name_is_a_name_and_a_year_of_53_weeks_is_the_one_before():
    assert read_cover(built.ascii_1994(), "").issuers == ("HALDEN LEASING CO", "HALDEN CREDIT INC")
    assert read_cover("", "FORM 10-K\nFor the fiscal year ended January 2, 2021\n").year == 2020
    assert read_cover("", "For the fiscal year ended February 31, 2021").year is None
    assert read_cover("nothing", "of the kind").issuers == ()


@pytest.mark.parametrize("line", ["12", "- 12 -", "(12)", "F-3", "iv", "Page 7", "<PAGE>", "<PAGE>   12", "(continued)",
                                  "(con\u2019d.)", "PART I (continued)",
                                  "Table of Contents", "Back to Table of Contents"])  # fmt: skip
def test_what_a_page_of_print_adds_is_known(line):
    assert is_furniture(line)


@pytest.mark.parametrize("line", ["Item 1A", "2019 was a good year", "(a)", "Note 12", "We go on.", "Contents"])
def test_what_is_said_is_no_furniture(line):
    assert not is_furniture(line)


def test_a_page_joins_only_what_it_broke():
    assert goes_on("has been", "made in all markets")
    assert not goes_on("has been made.", "in all markets")
    assert not goes_on("RISK FACTORS", "We may lose customers, and we may lose money with them.")


@pytest.mark.parametrize("piece", ["a\n<PAGE>\n", "a\n\n12\n\nb ", "COMPANY CONFORMED NAME: ",
                                   "Items 1 and 2, 4 ",
                                   'name="dei:EntityRegistrantName">', "<p>a</p><p>7</p>",
                                   "fiscal year ended "])  # fmt: skip
def test_hostile_pages_are_read_in_one_pass(piece):
    source = piece * 40_000
    document = cut_filing(source)
    assert read_cover(source, document.text).period is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Item 3. Legal Proceedings. None.\n\nMore.", "None."),
        ("ITEM 7. MANAGEMENT'S DISCUSSION AND ANALYSIS OF FINANCIAL\nCONDITION\n\nSales rose.", "Sales rose."),
        ("Item 7.\n\nManagement's Discussion\n\nSales rose.", "Sales rose."),
        ("Item 4.\n\nNone.", "None."),
        ("Items 1 and 2. Business and Properties\n\nWe lend.", "We lend."),
        ("Risk Factors\n\nWe may fail.", "We may fail."),
        ("We may fail. It is so.", "We may fail. It is so."),
    ],
)
def test_a_heading_ends_where_the_items_own_words_begin(text, said):
    assert text[heading_end(text, 0, len(text)) :].strip().startswith(said)
