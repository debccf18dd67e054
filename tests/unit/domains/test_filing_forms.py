# ruff: noqa: E501 (lines of markup as filings have them)
"""Items of a foreign issuer's report and of a current one, headings that no blank line parts, pages typed into HTML."""

from domains.finance_risk.filing.cutting import cut_filing

PROSE = "Ore prices fell in the south and two lenders left the loan. " * 10


def said(source: str) -> dict[str, list[str]]:
    document = cut_filing(source)
    found: dict[str, list[str]] = {}
    for passage in document.passages:
        found.setdefault(passage.section, []).append(" ".join(document.text[passage.start : passage.end].split()))
    return found


def test_a_foreign_report_has_the_items_of_its_own_form():
    source = (
        "<html><p>FORM 20-F</p><p>For the fiscal year ended 30 June 2021</p><p>Item 3. Key Information</p><p>A. Capital</p>"
        f"<p>D. Risk Factors</p><p>{PROSE}</p><p>Item 4. Information on the Company</p><p>Item 4.B. Business Overview</p>"
        f"<p>{PROSE}</p><p>Item 4A. Unresolved Staff Comments</p><p>None.</p><p>Item 16K. Cybersecurity</p>"
        f"<p>Two drills were held. {PROSE}</p><p>Item 18. Financial Statements</p><p>{PROSE}</p></html>"
    )
    document = cut_filing(source)
    titles = {section.key: section.title for section in document.sections}
    assert titles["1.3D"] == "Item 3D, Risk factors"
    assert titles["2.16K"] == "Item 16K, Cybersecurity"
    assert document.period == "2021"
    found = said(source)
    assert found["1.4A"] == ["None."]
    assert found["2.16K"][0] == "Two drills were held."


def test_a_current_report_has_items_of_two_numbers_and_the_day_of_its_event():
    source = (
        "<html><p>FORM 8\u2011K</p><p>CURRENT REPORT</p><p>Date of Report (Date of earliest event reported): June 9, 2022</p>"
        "<p>Item 1.05 Material Cybersecurity Incidents.</p><p>Mails were read by a stranger.</p>"
        "<p>Item 7.01 Regulation FD Disclosure</p><p>The text in this Item 7.01 is furnished.</p><p>SIGNATURES</p></html>"
    )
    assert said(source) == {
        "1.05": ["Mails were read by a stranger."],
        "7.01": ["The text in this Item 7.01 is furnished."],
    }
    document = cut_filing(source)
    assert document.period == "2022-06-09"
    assert document.sections[0].title == "Item 1.05, Material cybersecurity incidents"


def test_a_current_report_of_former_years_has_whole_numbers():
    source = f"FORM 8-K\n\nDate of Report: May 4, 2001\n\nItem 5.  Other Events\n\n{PROSE}\n\nSIGNATURES\n"
    assert list(said(source)) == ["0.5"]


def test_an_item_of_a_current_report_that_is_mentioned_heads_nothing_in_another():
    source = (
        f"<html><p>FORM 10-K</p><p>Item 1A. Risk Factors</p><p>{PROSE}</p><p>Item 5.02 was reported in May.</p>"
        f"<p>Item 7. Management's Discussion</p><p>{PROSE}</p></html>"
    )
    found = said(source)
    assert list(found) == ["1.1A", "2.7"]
    assert found["1.1A"][-1] == "Item 5.02 was reported in May."


def test_headings_need_no_blank_line_in_a_pasted_text():
    source = "\n".join(
        (
            "FORM 10-Q", "PART I - FINANCIAL INFORMATION", "Item 1. Financial Statements", PROSE,
            "Item 2. Manager's Discussion of the Fund", "Rents rose.", "Item 4T. Controls and Procedures", "They work.",
            "PART II - OTHER INFORMATION", "Item 1. Legal Proceedings", "None.", "Item 6. Exhibits", "31 is attached.",
        )
    )  # fmt: skip
    found = said(source)
    assert found["1.2"] == ["Rents rose."]
    assert found["1.4"] == ["They work."]
    assert found["2.1"] == ["None."]


def test_a_mention_at_the_beginning_of_a_line_is_no_heading():
    source = (
        f"FORM 10-K\n\nItem 1A. Risk Factors\n\n{PROSE}\nWe say more under\nItem 7. Management's Discussion and Analysis\n"
        f"of this report.\n\nItem 2. Properties\n\n{PROSE}"
    )
    assert list(said(source)) == ["1.1A", "1.2"]


def test_a_title_over_two_lines_ends_where_the_text_begins():
    source = (
        f"FORM 10-K\n\nItem 1. Business\n\n{PROSE}\n\nItem 9. Changes in and Disagreements With\nAccountants on Accounting\n"
        f"____________\n\tNone.\n\nItem 9A. Controls and Procedures\n{PROSE}"
    )
    found = said(source)
    assert found["2.9"] == ["None."]
    assert found["2.9A"][0] == "Ore prices fell in the south and two lenders left the loan."


def test_a_page_that_shows_typed_text_is_read_as_text():
    source = (
        f"<HTML><BODY><PRE>\n<PAGE>\nFORM 10-K\n\n<B>Item 1A. Risk Factors</B>\n\n{PROSE}\n\n<TABLE>\n<S> <C>\nSales   12\n"
        f"Loss   (3)\n</TABLE>\n\nItem 2. Properties\n\nMills &amp; mines.\n</PRE></BODY></HTML>"
    )
    found = said(source)
    assert list(found) == ["1.1A", "1.2"]
    assert found["1.2"] == ["Mills & mines."]


def test_the_foot_that_counts_its_pages_cuts_no_sentence():
    halves = "<p>Our creditors in Halden v.</p><p>Page 3 of 90</p><p>Orme won (Tex. Ct.</p><p>Page 4 of 90</p><p>App. 2019) in May.</p>"
    source = f"<html><p>FORM 10-K</p><p>Item 3. Legal Proceedings</p>{halves}<p>{PROSE}</p></html>"
    assert said(source)["1.3"][0] == "Our creditors in Halden v. Orme won (Tex. Ct. App. 2019) in May."
