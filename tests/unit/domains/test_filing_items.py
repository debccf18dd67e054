"""Filings cut into items: from HTML and plain text, past the table of contents, without tables of figures."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.filing.cutting import cut_filing
from domains.finance_risk.filing.figure_tables import is_paragraph_of_figures, is_table_of_figures
from domains.finance_risk.filing.markdown import is_markdown

BODY = {
    ("I", "1", "Business"): "We sell software to banks. As Item 7. of this report says, sales rose. " * 8,
    ("I", "1A", "Risk Factors"): "We may lose customers. See Item 1, Business, for more. " * 12,
    ("I", "1B", "Unresolved Staff Comments"): "None.",
    ("I", "3", "Legal Proceedings"): "We are party to a lawsuit in the U.S. District Court. " * 4,
    ("II", "7", "Management's Discussion and Analysis"): "Net sales rose by 3.5% to $1,250 million. " * 12,
    ("II", "7A", "Quantitative and Qualitative Disclosures About Market Risk"): "Rates may rise. " * 6,
    ("II", "8", "Financial Statements and Supplementary Data"): "The statements follow. " * 6,
    ("III", "10", "Directors, Executive Officers and Corporate Governance"): "Incorporated by reference.",
    ("IV", "15", "Exhibits and Financial Statement Schedules"): "The exhibits are listed. " * 3,
}
QUARTER = {
    ("I", "1", "Financial Statements"): "The statements are not audited. " * 8,
    ("I", "2", "Management's Discussion and Analysis"): "Net sales fell by 2.1% in the quarter. " * 8,
    ("I", "4", "Controls and Procedures"): "They were effective. ",
    ("II", "1", "Legal Proceedings"): "A supplier has sued us in a court of New York. " * 4,
    ("II", "1A", "Risk Factors"): "We may lose our largest customer. " * 5,
    ("II", "6", "Exhibits"): "They are listed. ",
}
FIGURES = (
    "<table><tr><td>Net sales</td><td>$</td><td>1,250</td></tr><tr><td>Costs</td><td></td><td>(981)</td></tr></table>"
)


def as_html(body, form="10-K"):
    contents = "".join(
        f"<tr><td><a href='#i{item}'>Item {item}.</a></td><td>{title}</td></tr>" for _, item, title in body
    )
    parts, pages = None, []
    for (part, item, title), words in body.items():
        if part != parts:
            pages.append(f"<div align=center><b>PART {part}</b></div>")
            parts = part
        pages.append(
            f"<p id='i{item}'><b>Item&nbsp;{item}.</b> <font>{title}</font></p><p>{words}</p>{FIGURES}<p>12</p>"
        )
    return (
        f"<html><head><title>Report</title><style>p {{}}</style></head><body><p>FORM {form}</p>"
        f"<table>{contents}</table>{''.join(pages)}<p>SIGNATURES</p><p>Signed by A. Person.</p></body></html>"
    )


def as_text(body, form="10-K"):
    contents = "\n".join(f"Item {item}.   {title} ........ {page}" for page, (_, item, title) in enumerate(body, 3))
    parts, pages = None, []
    for (part, item, title), words in body.items():
        if part != parts:
            pages.append(f"                 PART {part}")
            parts = part
        pages.append(
            f"ITEM {item}.  {title.upper()}\n\n     {words}\n\nNet sales        1,250    1,100\nCosts  (981)  (900)"
        )
        pages.append("                        12\n<PAGE>")
    return f"FORM {form}\n\nTable of Contents\n\n{contents}\n\n" + "\n\n".join(pages) + "\n\nSIGNATURES\n\nA. Person."


@pytest.mark.parametrize("write", [as_html, as_text])
@pytest.mark.parametrize(("body", "form"), [(BODY, "10-K"), (QUARTER, "10-Q")])
def test_every_item_is_found_with_its_own_words(write, body, form):
    document = cut_filing(write(body, form))
    ranks = {"I": 1, "II": 2, "III": 3, "IV": 4}
    assert [section.key for section in document.sections] == [f"{ranks[part]}.{item}" for part, item, _ in body]
    for section, words in zip(document.sections, body.values(), strict=True):
        inside = " ".join(document.text[section.start : section.end].split())
        assert inside.endswith(" ".join(words.split()))
    read = document.text[document.sections[0].start : document.sections[-1].end]
    assert "981" not in read and "Signed" not in read


@pytest.mark.parametrize(
    "header",
    [
        "CONFORMED SUBMISSION TYPE:\t10-Q\nCONFORMED PERIOD OF REPORT:\t20230930\n",
        "<TYPE>10-Q\n",
        "<p><ix:nonNumeric name='dei:DocumentType' contextRef='c'>10-Q</ix:nonNumeric></p>",
    ],
)
def test_a_submission_says_which_form_it_is_where_the_cover_does_not(header):
    write = as_html if "<p>" in header else as_text
    document = cut_filing(header + write(QUARTER, "").replace("FORM ", "REPORT"))
    assert [section.key for section in document.sections] == ["1.1", "1.2", "1.4", "2.1", "2.1A", "2.6"]
    assert document.sections[1].title == "Part I, item 2, Management's discussion and analysis"


def test_the_name_on_every_page_and_heads_of_items_that_go_on_leave_no_trace():
    pages = "".join(
        f"<p>We may lose customer {page} to rivals</p><p>{page}</p><hr><p><a href='#c'>Table of Contents</a></p>"
        f"<p>Quillmark Industries, Inc.</p><p>Item 1A. Risk Factors (continued)</p><p>and the town of page {page}.</p>"
        for page in range(20, 26)
    )
    document = cut_filing(as_html(BODY).replace("<p>SIGN", f"{pages}<p>SIGN"))
    read = [" ".join(document.text[each.start : each.end].split()) for each in document.passages]
    assert [f"We may lose customer {page} to rivals and the town of page {page}." for page in range(20, 26)] == read[
        -6:
    ]
    assert not [said for said in read if "Quillmark" in said or "continued" in said]


def test_a_heading_is_found_though_its_label_goes_over_two_lines():
    written = as_text(BODY)
    apart = written.replace("\nITEM 1A.", "\nITEM\n1A.").replace("\nITEM 7A.", "\n  Item\n  7A.")
    assert apart != written
    keys = [section.key for section in cut_filing(apart).sections]
    assert keys == [section.key for section in cut_filing(written).sections]


@pytest.mark.parametrize("write", [as_html, as_text])
def test_passages_lie_in_their_sections_in_order(write):
    document = cut_filing(write(BODY))
    sections = {section.key: section for section in document.sections}
    at = 0
    for passage in document.passages:
        section = sections[passage.section]
        assert max(at, section.start) <= passage.start < passage.end <= section.end
        at = passage.end
    assert len([passage for passage in document.passages if passage.section == "2.7"]) == 12


def test_an_item_whose_heading_is_on_each_page_begins_at_the_first():
    body = dict(BODY)
    head = "</p><p>Item 1A. Risk Factors</p><p>"
    body["I", "1A", "Risk Factors"] = f"Alpha comes first. {head}{'Beta comes next. ' * 30}{head}Gamma is last."
    document = cut_filing(as_html(body))
    (risks,) = [section for section in document.sections if section.key == "1.1A"]
    inside = document.text[risks.start : risks.end]
    assert "Alpha" in inside and "Gamma" in inside


def test_of_a_full_submission_the_report_is_read_and_not_its_exhibits():
    report = as_text(BODY)
    source = (
        "<SEC-DOCUMENT>x\n<DOCUMENT>\n<TYPE>EX-99\n<TEXT>\nAn exhibit of its own.\n</TEXT>\n</DOCUMENT>\n"
        f"<DOCUMENT>\n<TYPE>10-K\n<SEQUENCE>1\n<TEXT>\n{report}\n</TEXT>\n</DOCUMENT>"
    )
    assert cut_filing(source).text == cut_filing(report).text


def test_a_text_without_items_is_taken_as_a_whole_and_says_so():
    document = cut_filing("We may lose customers. Sales fell.")
    assert [section.title for section in document.sections] == ["Whole text"]
    assert len(document.passages) == 2
    assert any("No items" in note for note in document.notes)


def test_hidden_parts_are_not_read_and_entities_are():
    document = cut_filing(
        "<html><body><ix:header><ix:hidden>secret</ix:hidden></ix:header><script>var a = '<p>code</p>';</script>"
        "<!-- <p>note</p> --><p>R&amp;D costs 5 &lt; 6 &mdash; we <b>may</b> <i>f</i>ail.</p></body></html>"
    )
    assert document.text == "R&D costs 5 < 6 — we may fail."


def test_layout_tables_are_prose_and_tables_of_figures_are_not():
    assert is_table_of_figures([["", "2020", "2019"], ["Net sales", "$", "1,250"], ["Costs", "(981)", "—"]])
    assert not is_table_of_figures([["(1)", "We may lose customers."], ["(2)", "Rates may rise."]])
    assert is_paragraph_of_figures(["Net sales      1,250   1,100", "-------- ------", "Costs ..... (981)  (900)"])
    assert not is_paragraph_of_figures(["We had sales of", "1,250 in the year  2019", "and 1,100 the year before."])


MARKUP = st.sampled_from(
    ["<p>", "</p>", "<table>", "</table>", "<tr>", "<td>", "<!--", "-->", "<script>", "</script>", "<", ">",
     "&#", "9" * 9, "&amp", "Item 1. Business", "PART II",
     "Item 7A.", "\n\n", "words here. ", "<TEXT>", "<DOCUMENT>", "<TYPE>10-K",
     "1,250  7",
     "SIGNATURES", "FORM 10-Q", "<br/>", "<a href='>'>"]
)  # fmt: skip


@given(pieces=st.lists(st.one_of(MARKUP, st.text(max_size=10)), max_size=30))
@settings(max_examples=300, deadline=None)
def test_whatever_is_brought_becomes_a_document(pieces):
    document = cut_filing("".join(pieces))
    at = 0
    for section in document.sections:
        assert at <= section.start <= section.end <= len(document.text)
        at = section.end
    assert all(0 <= passage.start < passage.end <= len(document.text) for passage in document.passages)


@pytest.mark.parametrize(
    "piece",
    [
        "<table>",
        "<!--",
        "<script>",
        "<a ",
        "<",
        "Item 1. Business\n\n",
        "<TABLE>\n",
        "  . ",
        "<table><tr><td>x",
        "( ",
        "# a\n|---",
        "# [a](",
        "**a\n",
        "# a\n-----",
    ],
)
def test_hostile_files_are_read_in_one_pass(piece):
    assert len(cut_filing(piece * 30_000).sections) == 1


def test_the_number_of_a_character_may_be_absurd():
    assert cut_filing("<p>a &#" + "9" * 50_000 + "; b</p>").text.startswith("a ")


def test_lines_for_signatures_make_no_markdown_of_a_typed_filing():
    typed = (
        "Dated: March 1, 2024\n\n____________________\nChief Executive Officer\n\n" * 4 + "The *Acme* line | 4 | stays."
    )
    assert not is_markdown(typed)
    assert is_markdown("**Item 1. Business**\n\n**Item 1A. Risk Factors**\n\n__Item 2. Properties__\n")
