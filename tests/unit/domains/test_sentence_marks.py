"""Marks of sentences rest on words that are in them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.marks.lexicon import Lexicon
from domains.finance_risk.marks.risk_kinds import risk_words
from domains.finance_risk.marks.sentence_marks import FORMULA_MARKS, marks
from tests.unit.domains.annotated_disclaimers import DISCLAIMING
from tests.unit.domains.annotated_looking_ahead import AHEAD, NOT_AHEAD
from tests.unit.domains.annotated_risks import RISKS
from tests.unit.domains.harmless_sentences import EVERYDAY, HARMFUL, HARMLESS


@pytest.mark.parametrize(
    "sentence",
    [
        "We expect net sales to rise by 3% in the next fiscal year.",
        "Our largest customer may end its contract with us.",
        "May we lose that customer, sales would fall.",
        "The new plant will open in May 2027.",
        "Management plans to refinance the notes.",
        "There is no assurance that demand could recover.",
        "Volumes should recover in the spring.",
        "The mill is expected to open in 2031.",
        "Our target is a payout of 40%.",
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
        "This section should be read with the notes.",
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
        ("[Reserved]", "Boilerplate"),
        ("The Trust does not undertake to update what it says here.", "Safe harbour"),
        ("Outcomes may vary materially.", "Safe harbour"),
        ("The exhibit is incorporated herein by reference.", "Boilerplate"),
    ],
)
def test_disclaimers_are_marked(sentence, mark):
    assert mark in marks(sentence)


def test_none_is_boilerplate_only_where_it_is_all_that_is_said():
    assert "Boilerplate" in marks("None.")
    assert "Boilerplate" not in marks("None of our pilots has left.")
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
        ("Two tenants failed to pay their rent.", "credit"),
        ("The krone weakened against the pound and oil prices fell.", "market"),
        ("We could not roll over our commercial paper.", "liquidity"),
        ("An explosion and a fire closed the refinery.", "operational"),
        ("An intruder read passwords.", "cyber"),
        ("Extreme weather and limits on carbon emissions would cost us.", "climate and environment"),
    ],
)
def test_the_kind_of_risk_with_the_most_words_comes_first(sentence, kind):
    assert next(iter(risk_words(sentence))) == kind


@pytest.mark.parametrize(
    "sentence",
    ["The company was founded in Ohio in 1950.", "The strike price is $4.", "It is the default choice.", "A fine day."],
)
def test_a_plain_sentence_bears_no_mark(sentence):
    assert marks(sentence) == {}


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_every_mark_rests_on_words_of_the_sentence(text):
    said = marks(text)
    assert all(word in text.lower() for words in said.values() for word in words.split(", "))
    assert marks(text) == said


def test_most_sentences_are_told_by_the_kind_a_reader_names():
    """A list of words reads no sense: the bound says how much of it may go wrong before somebody looks."""
    told = [(kind, next(iter(risk_words(each)), None)) for kind, said in RISKS.items() if kind for each in said]
    assert len(told) > 200
    assert sum(kind == first for kind, first in told) >= 0.9 * len(told)
    for wanted in RISKS:
        right = [kind == first for kind, first in told if kind == wanted]
        assert sum(right) >= 0.75 * len(right), wanted


def test_what_every_company_says_of_itself_names_no_risk():
    assert [each for each in RISKS[""] if risk_words(each)] == []


@pytest.mark.parametrize("sentence", [*HARMLESS, *EVERYDAY])
def test_a_word_of_many_senses_alone_names_no_risk(sentence):
    assert risk_words(sentence) == {}


@pytest.mark.parametrize("sentence", HARMFUL)
def test_beside_another_sign_it_does(sentence):
    assert risk_words(sentence)


@pytest.mark.parametrize("sentence", AHEAD)
def test_a_statement_of_what_is_to_come_looks_ahead(sentence):
    assert "Forward-looking" in marks(sentence)


@pytest.mark.parametrize("sentence", NOT_AHEAD)
def test_a_will_a_duty_a_permission_and_the_past_do_not_look_ahead(sentence):
    assert "Forward-looking" not in marks(sentence)


@pytest.mark.parametrize(("mark", "sentence"), DISCLAIMING)
def test_formulas_are_told_from_sentences_that_use_their_words(mark, sentence):
    found = {title for title in marks(sentence) if title in FORMULA_MARKS}
    assert mark in found if mark else not found


def test_a_phrase_may_hold_words_between_its_own_and_stand_for_a_group():
    words = Lexicon(("{who} .. not pay", "spread*"), {"who": ("tenant*", "card holder*")})
    assert words.found("Tenants who lost work may not pay; spreads rose.") == (
        "tenants who lost work may not pay",
        "spreads",
    )
    assert words.found("A tenant who in one and the same bad winter did not pay.") == ()
    assert words.found("Card-holders do not pay") == ("card-holders do not pay",)
