"""Companies are masked by their legal form, by their column and by a filing's cover; words that are none stay."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.company_names import aliases, by_legal_form, names_of
from domains.finance_risk.domain import FinanceRisk
from domains.preparation import Preparation, parse_options

DOMAIN = FinanceRisk()
ON = parse_options(DOMAIN, {"companies": {"enabled": True}})


def prepared(texts, state=None):
    return Preparation(DOMAIN, ON, state).texts(texts)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Norvale Power, Inc. sued.", "<COMPANY> sued."),
        ("Bank of Merrow N.V. and Calder & Co. agreed", "<COMPANY> and <COMPANY> agreed"),
        ("Rowan GmbH, Elm AG, Selwyn S.p.A. and Quarry plc fell", "<COMPANY>, <COMPANY>, <COMPANY> and <COMPANY> fell"),
        ("HALDEN LEASING CORP's loans", "<COMPANY>'s loans"),
    ],
)
def test_a_legal_form_ends_a_name(text, masked):
    assert prepared([text]) == [masked]


@pytest.mark.parametrize(
    "text",
    [
        "The Company Ltd sold it.",
        "We lost it as se and ag.",
        "Our Parent Company Limited",
        "a co-op, inc. fees",
        "Limited risk",
    ],
)
def test_what_names_no_company_stays(text):
    assert prepared([text]) == [text]


def test_a_company_column_is_masked_whatever_the_text_calls_it():
    train = pd.DataFrame({"text": ["a", "b"], "group": ["Halden Leasing Co", "First Garnet Bank plc"]})
    state = DOMAIN.fit(train, ON)
    said = ["HALDEN LEASING fell; Halden's loans too, and First Garnet Bank. First of all, halden in small letters."]
    assert prepared(said, state) == [
        "<COMPANY> fell; <COMPANY>'s loans too, and <COMPANY>. First of all, halden in small letters."
    ]


def test_names_that_training_texts_give_with_a_legal_form_are_known_without_it():
    state = DOMAIN.fit(pd.DataFrame({"text": ["Norvale Power, Inc. was fined."]}), ON)
    assert prepared(["Norvale Power paid, and Norvale agreed."], state) == ["<COMPANY> paid, and <COMPANY> agreed."]


def test_a_tables_own_companies_are_masked_in_it_though_training_never_saw_them():
    state = DOMAIN.fit(pd.DataFrame({"text": ["a"], "group": ["Halden Leasing Co"]}), ON)
    asked = pd.DataFrame({"text": ["Thornbury lost a case."], "group": ["Thornbury Steel Corporation"]})
    assert Preparation(DOMAIN, ON, state).table(asked)["text"].tolist() == ["<COMPANY> lost a case."]
    assert prepared(["Thornbury lost a case."], state) == ["Thornbury lost a case."]


def test_nothing_is_learned_or_masked_while_the_step_is_off():
    off = parse_options(DOMAIN, {})
    assert DOMAIN.fit(pd.DataFrame({"text": ["a"], "group": ["Halden Leasing Co"]}), off) is None
    assert Preparation(DOMAIN, off, None).texts(["Norvale Power, Inc."]) == ["Norvale Power, Inc."]


def test_ids_and_opening_lines_are_no_names():
    assert names_of(["0000123", "the court said that", "a1b2", None, 5, "Apple"]) == ["Apple"]
    assert aliases("First Corp") == set()
    assert "General" not in aliases("General Mills, Inc.") and "General Mills" in aliases("General Mills, Inc.")


PIECES = st.sampled_from(
    ["Halden", "Inc.", "plc", "&", "of", "The", "Company", "<COMPANY>", "AG", ",", ".", "'s", "(NYSE: AB)", "3M"]
)


@given(text=st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=9).map(" ".join)))
@settings(max_examples=200, deadline=None)
def test_masking_settles_and_names_lie_in_the_text(text):
    state = DOMAIN.fit(pd.DataFrame({"text": ["a"], "group": ["Halden Leasing Co"]}), ON)
    once = prepared([text], state)
    assert prepared(once, state) == once
    assert all(0 <= found.start < found.end <= len(text) for found in by_legal_form(text))


@pytest.mark.parametrize("piece", ["Inc. ", "A ", "Halden ", "& ", "A.", "AG"])
def test_hostile_texts_are_masked_in_one_pass(piece):
    assert len(list(by_legal_form(piece * 20_000))) <= 20_000
