"""Companies are masked by their legal form, by their column and by a filing's cover; words that are none stay."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.company_names import aliases, names_of
from domains.finance_risk.domain import FinanceRisk
from domains.finance_risk.legal_forms import by_legal_form
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
        ("Rowan Peat Co., Ltd. and Elm Mills Pte Ltd fell", "<COMPANY> and <COMPANY> fell"),
        ("Selwyn (Jersey) Limited and Quarry GmbH & Co. KG", "<COMPANY> and <COMPANY>"),
        (
            "Shares of Dorn AG and Directors of Orme Peat Corp.",
            "Shares of <COMPANY> and Directors of <COMPANY>",
        ),
        ("Between Orme Peat Corp. and Yum! Brands, Inc.", "Between <COMPANY> and <COMPANY>"),
        ("In 2019 Co-op Ltd and Grupo Norvale, S.A.B. de C.V.", "In 2019 <COMPANY> and <COMPANY>"),
        ("Banque Halden SA, Norvale Holdings Limited Partnership", "<COMPANY>, <COMPANY>"),
        ("The Calder Company fell", "The <COMPANY> fell"),
        ("the insurance Company and the U.S. Corporation tax", "the insurance Company and the U.S. Corporation tax"),
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


NAMED = [
    "Target Corporation", "The Gap, Inc.", "Visa Inc.", "Shell plc", "Apple Inc.", "3M Company",
    "Larkmoor Grain Holdings, Inc.", "General Electric Company", "Dollar General Corporation",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("The target price was cut by Target.", "The target price was cut by <COMPANY>."),
        ("Target prices were missed. Target said so.", "Target prices were missed. <COMPANY> said so."),
        ("The gap between bids widened at Gap.", "The gap between bids widened at <COMPANY>."),
        ("Visa rules changed; a visa is needed.", "Visa rules changed; a visa is needed."),
        ("Shell companies hid assets. Shell's wells leak.", "Shell companies hid assets. <COMPANY>'s wells leak."),
        ("Apple Growers Lost Crops in Spring", "Apple Growers Lost Crops in Spring"),
        ("Apple raised prices; an apple a day.", "<COMPANY> raised prices; an apple a day."),
        ("Larkmoor Grain fell, as did 3M and General Electric.", "<COMPANY> fell, as did <COMPANY> and <COMPANY>."),
        ("The U.S. Dollar rose; Dollar General fell.", "The U.S. Dollar rose; <COMPANY> fell."),
    ],
)
def test_a_name_that_is_a_word_is_masked_where_it_names_a_company(text, masked):
    state = DOMAIN.fit(pd.DataFrame({"text": ["x"] * len(NAMED), "group": NAMED}), ON)
    assert prepared([text], state) == [masked]


LISTED = [
    "Mastercard Incorporated", "Nucor Corporation", "Visa Inc.", "Apple Inc.", "Waste Management, Inc.",
    "Travelers Companies, Inc.", "Regions Financial Corporation", "Next plc", "Waste",
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mastercard is a network. Nucor is larger.", "<COMPANY> is a network. <COMPANY> is larger."),
        ("Mastercard networks grow.", "<COMPANY> networks grow."),
        ("Apple to buy a start-up", "<COMPANY> to buy a start-up"),
        ("Visa is down 3%.", "<COMPANY> is down 3 percent."),
        ("Regions is down 3%.", "<COMPANY> is down 3 percent."),
        ("Travelers are late. Regions are lines on a map.", "Travelers are late. Regions are lines on a map."),
        ("Waste is burnt. Next to the plant is a river.", "Waste is burnt. Next to the plant is a river."),
    ],
)  # fmt: skip
def test_a_name_that_is_no_word_is_masked_and_a_word_where_an_article_would_be_needed(text, masked):
    state = DOMAIN.fit(pd.DataFrame({"text": ["x"] * len(LISTED), "group": LISTED}), ON)
    assert prepared([text], state) == [masked]


def test_words_that_the_texts_write_small_are_told_from_names_too():
    train = pd.DataFrame({"text": ["A quarry was flooded.", "Quarry fell."], "group": ["Quarry plc"] * 2})
    state = DOMAIN.fit(train, ON)
    assert prepared(["Quarry floods cost us; the state fined Quarry."], state) == [
        "Quarry floods cost us; the state fined <COMPANY>."
    ]


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


def test_short_names_that_a_text_defines_are_masked_and_general_words_stay():
    train = pd.DataFrame(
        {
            "text": ["Rowan Peat Corp. (the \u201cCompany\u201d or \u201cRPC\u201d) digs.", "RPC's loans fell."],
            "group": ["Rowan Peat", "Rowan Peat"],
        }
    )
    state = DOMAIN.fit(train, ON)
    assert prepared(["RPC-led banks lent to RPC; the Company digs."], state) == [
        "<COMPANY>-led banks lent to <COMPANY>; the Company digs."
    ]


def test_the_short_name_of_a_filing_is_masked_in_it():
    state = DOMAIN.fit(pd.DataFrame({"text": ["Elm Mills plc fell."], "group": ["Elm Mills"]}), ON)
    filing = pd.DataFrame(
        {"text": ["Thorn Fen Bank (\u201cTFB\u201d) lends.", "TFB may fail."], "group": ["Thorn Fen Bank"] * 2}
    )
    assert prepared(["TFB may fail."], DOMAIN.beside(filing, state)) == ["<COMPANY> may fail."]
