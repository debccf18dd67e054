"""Sentences of filings: slices of the text, in order, nothing but white space between them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.filing.sentences import sentences

PIECES = st.sampled_from(
    [
        "We sell in the U.S.", "Acme Inc.", "The", "fell 3.5%", "No. 5", "Item 1A.", "(a)", "1.", "\n\n", "\n",
        "• one", "?", "!", "...", '."', ".)", "J.", "v.", "Jan. 5", "lower", "“We may.”", "\u00a0", "\t", "a.m.",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(PIECES, max_size=20).map(" ".join), st.lists(PIECES, max_size=20).map("".join)
)


def said(text: str) -> list[str]:
    return [extent.of(text) for extent in sentences(text)]


@given(text=TEXTS)
@settings(max_examples=400, deadline=None)
def test_sentences_are_slices_in_order_and_only_white_space_is_lost(text):
    at = 0
    for extent in sentences(text):
        assert at <= extent.start < extent.end <= len(text)
        assert not text[at : extent.start].strip()
        assert extent.of(text) == extent.of(text).strip()
        at = extent.end
    assert not text[at:].strip()


@given(before=TEXTS, text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_a_stretch_is_cut_as_the_text_alone_would_be(before, text):
    whole = before + text
    inside = sentences(whole, len(before))
    assert [extent.of(whole) for extent in inside] == said(text) or before[-1:] in ".!?…"


@pytest.mark.parametrize(
    "sentence",
    [
        "We operate in the U.S. and the U.K. through Acme Holdings Inc. and its subsidiaries.",
        "Acme Corp. Holdings reported revenue of $1.2 billion, up 3.5% from Dec. 31, 2019.",
        "Smith v. Jones was decided on Jan. 5, 2020 under Rule No. 144 of Sec. 12.",
        "Mr. J. R. Smith, Ph.D., joined Dr. Adams at approx. Five locations.",
        "The plan (as amended in 2019.) covers all employees, e.g. Those in the U.S. Virgin Islands.",
        "Item 7. Management's Discussion and Analysis",
        "See Part II, Item 1A. Risk Factors for more.",
        "(a) Financial statements are filed with this report.",
        "1. Organisation of the business is described here.",
        "• We may lose customers.",
        "Growth slowed... but it did not stop.",
        "Mr. J. P. Vance and Lt. Orme moved to Ft. Worth from Mt. Vernon.",
        "See \u201cItem 7A. Market Risk\u201d and loans under Reg. FD for more.",
        "See Note 7. Commitments and Contingencies to the statements.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence):
    assert said(sentence) == [sentence]


@pytest.mark.parametrize(
    "parts",
    [
        ("We sell software in the U.S.", "Our customers are banks."),
        ("It was acquired by Acme Inc.", "The price was $5.2 million."),
        ("See Note 12.", "We lost the case (see No. 5).", "It is final."),
        ("Sales fell by 3.5%.", "2020 was worse."),
        ("See Note 7.", "Rates fell."),
        ("He asked why!", "“We may fail.”", "They did."),
        ("Risk Factors", "We may lose customers."),
        ("Offices open at 9 a.m.", "They close at 5 p.m."),
        ("(a) The first holds.", "(b) The second does not."),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(parts):
    joint = "\n\n" if parts[0] == "Risk Factors" else " "
    assert said(joint.join(parts)) == list(parts)


def test_a_wrapped_line_does_not_end_a_sentence_but_a_bullet_does():
    assert said("We may lose\nour largest customers.\n• First\n• Second") == [
        "We may lose\nour largest customers.",
        "• First",
        "• Second",
    ]


@pytest.mark.parametrize("piece", ["a. ", "\n \n", "...", "A.) ", "(a) ", '."', ". \n", ".]", "U.S. We "])
def test_hostile_texts_are_cut_in_one_pass(piece):
    text = piece * 60_000
    assert sum(extent.end - extent.start for extent in sentences(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The claim in Orme v. Elm (W.D. Wash. Oct. 9, 2018) failed. Costs rose.", 2),
        ("Zoom! Parks lets our sites. Rents rose.", 2),
        ("Leases are told of in Note 9. Rents for mills rose.", 2),
        ("See Note 9. Leases and Rents for them.", 1),
        ("He judged in Tex. Ct. App. last year.", 1),
        ("Rents rose. (Note 9 says why. It is long.) They fell.", 4),
    ],
)
def test_a_citation_and_a_note_are_read_as_people_do(text, count):
    assert len(sentences(text)) == count
