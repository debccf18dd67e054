"""Marks of sentences rest on words that are in them, and a user's word list is counted as it is published."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.marks.risk_kinds import risk_words
from domains.finance_risk.marks.sentence_marks import marks
from domains.word_list import read_word_list
from studio.core.errors import UnreadableFileError


@pytest.mark.parametrize(
    "sentence",
    [
        "We expect net sales to rise by 3% in the next fiscal year.",
        "Our largest customer may end its contract with us.",
        "May we lose that customer, sales would fall.",
        "The new plant will open in May 2027.",
        "Management plans to refinance the notes.",
        "There is no assurance that demand could recover.",
    ],
)
def test_what_is_to_come_looks_ahead(sentence):
    assert "Forward-looking" in marks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Net sales rose by 3% to $1,250 million.",
        "On May 5, 2020 the company bought its supplier.",
        "The notes were issued in May.",
        "The storm may have been the cause.",
        "A copy may be obtained pursuant to Rule 12 of the Act.",
    ],
)
def test_what_is_or_was_does_not(sentence):
    assert "Forward-looking" not in marks(sentence)


@pytest.mark.parametrize(
    ("sentence", "mark"),
    [
        ("Actual results may differ materially from those expressed.", "Safe harbour"),
        ("These are forward-looking\nstatements within the meaning of Section 27A.", "Safe harbour"),
        ("We undertake no obligation to update them.", "Safe harbour"),
        ("Not applicable.", "Boilerplate"),
        ("The exhibit is incorporated herein by reference.", "Boilerplate"),
    ],
)
def test_disclaimers_are_marked(sentence, mark):
    assert mark in marks(sentence)


def test_none_is_boilerplate_only_where_it_is_all_that_is_said():
    assert "Boilerplate" in marks("None.")
    long = "None of the borrowers in the shipping book that we lend to has missed a payment since the year began."
    assert "Boilerplate" not in marks(long)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Two borrowers defaulted and are past due.", "credit"),
        ("A rise of interest rates and volatility of exchange rates would hurt us.", "market"),
        ("We may breach covenants of our credit facility and need to refinance.", "liquidity"),
        ("An outage at a sole-source supplier would disrupt production.", "operational"),
        ("Hackers used ransomware and phishing to encrypt data.", "cyber"),
        ("The regulator opened an investigation and may impose fines.", "legal and regulatory"),
        ("Competitors with new products may take market share.", "strategic"),
        ("Negative publicity would harm our brand.", "reputation"),
        ("Extreme weather and limits on carbon emissions would cost us.", "climate and environment"),
    ],
)
def test_the_kind_of_risk_with_the_most_words_comes_first(sentence, kind):
    assert next(iter(risk_words(sentence))) == kind


def test_a_plain_sentence_bears_no_mark():
    assert marks("The company was founded in Ohio in 1950.") == {}


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_every_mark_rests_on_words_of_the_sentence(text):
    said = marks(text)
    assert all(word in text.casefold() for words in said.values() for word in words.split(", "))
    assert marks(text) == said


def test_a_word_list_counts_words_by_category():
    rows = "Word,Seq,Negative,Positive,Uncertainty\nLOSS,1,2009,0,0\nGAIN,2,0,2009,0\nMAY,3,0,0,2009\nOLD,4,-2020,0,0\n"
    found = read_word_list(rows.encode()).counts(["The loss may be old.", "Loss, not gain."])
    assert found == {"Negative": 2, "Positive": 1, "Uncertainty": 1}


def test_a_word_list_names_its_words_in_a_text_however_its_columns_are_spelled():
    rows = "Word,Strong Modal,WeakModal,Negative\nMUST,2009,0,0\nMAY,0,2009,0\nLOSS,0,0,2009\n"
    words = read_word_list(rows.encode())
    assert words.categories == ("Negative", "Strong_Modal", "Weak_Modal")
    assert words.found("May be a loss: it MAY, we must.") == {
        "Negative": ("loss",),
        "Strong_Modal": ("must",),
        "Weak_Modal": ("may",),
    }
    assert words.found("Nothing of it.") == {}


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe\x00", b"a,b\n1,2\n", b"Word,Negative\nLOSS,0\n", b'Word,Negative\n"' + b"x" * 200_000]
)
def test_another_file_is_refused_with_what_is_needed(data):
    with pytest.raises(UnreadableFileError, match="Word"):
        read_word_list(data)
