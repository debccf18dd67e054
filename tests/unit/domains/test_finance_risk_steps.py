"""Finance steps keep what an amount says, and doing them twice changes nothing more."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domains.finance_risk.boilerplate import BoilerplateOptions, drop_boilerplate
from domains.finance_risk.domain import FinanceRisk
from domains.finance_risk.marks.sentence_marks import marks
from domains.finance_risk.masking import MaskingOptions, mask
from domains.finance_risk.numbers import NumberOptions, normalise
from domains.preparation import Preparation, parse_options

PIECES = st.sampled_from(
    [
        "$1,250.5mn", "(3.2%)", "($4,000)", "\u22125 %", "US$ 3 bn", "Rs. 2,41,000 crore", "€7", "£", "-", "▲",
        "2019", "(2019)",
        "12 pct", "per cent", "25bps", "&amp;", "&lt;URL&gt;", "http://a.example/x?y=1", "me@firm.example",
        "(NYSE: ABC)",
        "$AAPL", "NASDAQ: XY", "up", "1,2,3", "1,234,5", "â€™", "\u00a0", "\n", ".",
        "Forward-looking statements may differ.",
        "It is so.", "k", "m", "b", "8k", "3 m", "ﬁ", "e\u0301", "<NUM>", "1.5.2",
        "(8.3%)", "(€1.1bn)",
        "420 jobs", "( 3 )", "$.05", "US $",
        "1 250 000", "2pp", "(EUR 3m)", "symbol", "H1", "10b-5", "3,4 Mio.", " of ", "$5b-$6b", "\u2013$7",
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=60), st.lists(PIECES, max_size=8).map(" ".join), st.lists(PIECES, max_size=8).map("".join)
)
EVERYTHING = {
    "boilerplate": {"enabled": True},
    "numbers": {"digits": "mask"},
    "masking": {"tickers": True},
    "companies": {"enabled": True},
    "dates": {"style": "mask"},
}


@pytest.mark.parametrize("values", [{}, EVERYTHING, {"numbers": {"digits": "round"}}])
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_preparing_twice_is_preparing_once(values, text):
    domain = FinanceRisk()
    preparation = Preparation(domain, parse_options(domain, values), None)
    once = preparation.texts([text])
    assert preparation.texts(once) == once


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("loss of ($1,250.5mn)", "loss of USD -1250.5 million"),
        ("margin fell (3.2%)", "margin fell -3.2 percent"),
        ("up 5 per cent to Rs 3,018 crore", "up 5 percent to INR 3018 crore"),
        ("▼ 12 pct", "down 12 percent"),
        ("\u22124.5%", "-4.5 percent"),
        ("EUR 7 bn and £3m", "EUR 7 billion and GBP 3 million"),
        ("25bps wider", "25 basis points wider"),
        ("margin of (2.1)% and (25) bps", "margin of -2.1 percent and -25 basis points"),
        ("(5) per cent and (5.1) million", "-5 percent and -5.1 million"),
        ("US$(5) million, €(3.2)m and $ (3)", "USD -5 million, EUR -3.2 million and USD -3"),
        ("a loss of USD (5.1) million", "a loss of USD -5.1 million"),
        ("fell 3 % by 25 b.p.", "fell 3 percent by 25 basis points"),
        ("down (2.1%), section 13(a), Rule 144(2) and (12)", "down -2.1 percent, section 13(a), Rule 144(2) and (12)"),
        ("note (12) of 2019 (2018)", "note (12) of 2019 (2018)"),
        ("Form 10-K, 3 months, 8 May", "Form 10-K, 3 months, 8 May"),
        ("between 2019 and 2021", "between 2019 and 2021"),
        ("from 5-7% to $5-$7 million", "from 5 to 7 percent to USD 5 to USD 7 million"),
        ("down 5\u20137 bps, 3-5 years, 2019-2021", "down 5 to 7 basis points, 3-5 years, 2019-2021"),
        ("CHF 1'250'000, EUR7bn and RMB 5 million", "CHF 1250000, EUR 7 billion and CNY 5 million"),
        ("lost 5 million US dollars and -3 \u20ac", "lost USD 5 million and EUR -3"),
        ("a loss of (0.52) a share, section (1.2)", "a loss of -0.52 a share, section (1.2)"),
        ("a 25-basis-point cut", "a 25 basis points cut"),
        ("2,310 miners (7%) left", "2310 miners (7 percent) left"),
        ("nine depots (4.5%) closed", "nine depots (4.5 percent) closed"),
        ("a return for 2019 (4.1%)", "a return for 2019 -4.1 percent"),
        ("within 3 years (4.1%)", "within 3 years -4.1 percent"),
        ("12.1 11.4 (6.2%)", "12.1 11.4 -6.2 percent"),
        (
            "sold in Chile (55%), Peru (30%) and Spain (15%)",
            "sold in Chile (55 percent), Peru (30 percent) and Spain (15 percent)",
        ),
        ("growth in Chile (5%) and Peru (3%)", "growth in Chile -5 percent and Peru -3 percent"),
        (
            "$7.25-$8.00 a share, (4)-(6)% and 1.5-2.0x",
            "USD 7.25 to USD 8.00 a share, -4 percent to -6 percent and 1.5x to 2.0x",
        ),
        ("US $4 million, -EUR 2 bn and (GBP 9m)", "USD 4 million, EUR -2 billion and GBP -9 million"),
        ("NOK 80 million (EUR 7 million)", "NOK 80 million (EUR 7 million)"),
        (
            "EUR 4 Mrd. (USD 4.3bn), Rs 2 lakh crore (USD 24bn)",
            "EUR 4 billion (USD 4.3 billion), INR 2 lakh crore (USD 24 billion)",
        ),
        ("$2 500 000, 1 400 EUR and 3.100.200 €", "USD 2500000, EUR 1400 and EUR 3100200"),
        ("$.08 of $2.1T, ( 3.9 ), down 2.4pp", "USD 0.08 of USD 2.1 trillion, -3.9, down 2.4 percentage points"),
        ("our largest customer (12%) left", "our largest customer (12 percent) left"),
        (
            "the remaining stake (49%) and 3.5% notes due 2025 (5.25%)",
            "the remaining stake (49 percent) and 3.5 percent notes due 2025 (5.25 percent)",
        ),
        ("the tax rate (21%), a loss ratio (62%)", "the tax rate (21 percent), a loss ratio (62 percent)"),
        ("unemployment (5.2%) rose", "unemployment (5.2 percent) rose"),
        (
            "a growth rate (5%), sales (5%), growth was (3%)",
            "a growth rate -5 percent, sales -5 percent, growth was -3 percent",
        ),
        ("(5%)", "-5 percent"),
        ("5 1/2% and 6\u00be% notes, -5\u00bd%", "5.5 percent and 6.75 percent notes, -5.5 percent"),
        ("3,4 Prozent, 5pc, 50 b.p.s and 5\u00a2", "3.4 percent, 5 percent, 50 basis points and 5 cents"),
        (
            "US-$4m, $4.1 mm, 4.1 mm of rain, US$ 1,250.5 m",
            "USD 4 million, USD 4.1 million, 4.1 mm of rain, USD 1250.5 million",
        ),
        (
            "3M cut jobs; $3M and 5M users; 2.5x\u20133.0x",
            "3M cut jobs; USD 3 million and 5 million users; 2.5x to 3.0x",
        ),
        (
            "the 3M Company fell, did 3M pay? THE 3M COMPANY; USD 3M, EUR 3M",
            "the 3M Company fell, did 3M pay? THE 3M COMPANY; USD 3 million, EUR 3 million",
        ),
        ("a 3M round, a loss (3M), non-3M goods", "a 3 million round, a loss -3 million, non-3M goods"),
        ("decreased by 5%, up 5% from 3%", "decreased by 5 percent, up 5 percent from 3 percent"),
        ("$(1.2 billion) and NT$5bn", "USD -1.2 billion and TWD 5 billion"),
        (
            "revenue rose $12.4 million (8.3%) to $161m",
            "revenue rose USD 12.4 million (8.3 percent) to USD 161 million",
        ),
        ("a cash outflow of -$12.4m (8.3%)", "a cash outflow of USD -12.4 million -8.3 percent"),
        ("$1.2 billion (€1.1 billion)", "USD 1.2 billion (EUR 1.1 billion)"),
        ("RMB7.2 million (US$1,000)", "CNY 7.2 million (USD 1000)"),
        ("we employ 1,200 people (60%) of whom", "we employ 1200 people (60 percent) of whom"),
        ("net income (loss) $1,234 ($567)", "net income (loss) USD 1234 USD -567"),
        ("income $1,234 $1,275 (3.2%)", "income USD 1234 USD 1275 -3.2 percent"),
        ("under Rule 10b-5, 12b-1 fees, $5b-$6b", "under Rule 10b-5, 12b-1 fees, USD 5 billion to USD 6 billion"),
        ("€ 3,4 Mio. Verlust, 1.234,5 Mrd. EUR, 3,4 %", "EUR 3.4 million Verlust, EUR 1234.5 billion, 3.4 percent"),
    ],
)
def test_amounts_keep_sign_currency_scale_and_percent(written, meant):
    assert normalise(written, NumberOptions()) == meant


SIGNS = {"({})%": "-", "({}%)": "-", "({}) bps": "-", "$({}) million": "-", "(${})": "-", "-{}%": "-", "-${}": "-",
         "\u2212{}%": "-", "{}%": "", "${} million": "", "{} bps": "", "+{}%": "+", "({})": "-", "-{} EUR": "-",
         "{} million euros": "", "CHF{}m": "", "CHF (-{})": "-"}  # fmt: skip


@given(
    form=st.sampled_from(sorted(SIGNS)),
    whole=st.integers(0, 999_999),
    cents=st.integers(1, 99),
    direction=st.sampled_from(["fell", "rose", "down", "up", "margin of"]),
)
@settings(max_examples=200, deadline=None)
def test_no_figure_loses_its_sign_or_its_direction(form, whole, cents, direction):
    figure = f"{whole:,}.{cents:02d}"
    told = normalise(f"It {direction} {form.format(figure)} then", NumberOptions())
    assert told.startswith(f"It {direction} ") and told.endswith(" then")
    plain = f"{whole}.{cents:02d}"
    assert f"{SIGNS[form]}{plain}" in told
    assert ("-" in told) == (SIGNS[form] == "-")


@pytest.mark.parametrize(
    ("digits", "meant"),
    [("round", "USD 1200 million in 2019, 0.038"), ("mask", "USD <NUM> million in 2019, <NUM>")],
)
def test_digits_are_rounded_or_masked_but_years_stay(digits, meant):
    assert normalise("$1,234 million in 2019, 0.0381", NumberOptions(digits=digits)) == meant


def test_names_stay_where_tickers_go():
    text = "Acme (NYSE: ACM) and $ZZZ rose; ask ir@acme.example or see https://acme.example/q2."
    masked = mask(text, MaskingOptions())
    assert masked.startswith("Acme <TICKER> and <TICKER> rose; ask <EMAIL> or see <URL>")
    assert mask("It paid $5 and $AB12C", MaskingOptions()) == "It paid $5 and $AB12C"


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("(Nasdaq: ELM; TSX: ELM.A)", "<TICKER>"),
        ("Elm (LON: ELM), ELM.L rose; the U.N. did not", "Elm <TICKER>, <TICKER> rose; the U.N. did not"),
        ("Ticker: ELM. Symbol: EL.A", "Ticker: <TICKER>. Symbol: <TICKER>"),
        ("Elm (Nasdaq Capital Market: ELMX) and $ELM.B", "Elm <TICKER> and <TICKER>"),
        ("listed under the trading symbol \u201cELM.\u201d", "listed under the trading symbol \u201c<TICKER>\u201d"),
        ("symbols of power; Frankfurt: a city", "symbols of power; Frankfurt: a city"),
    ],
)
def test_a_ticker_is_masked_however_its_market_is_written(text, masked):
    assert mask(text, MaskingOptions()) == masked


def test_boilerplate_goes_and_a_text_of_nothing_else_stays():
    statement = (
        "This note contains forward-looking statements. Two borrowers defaulted. We undertake no duty to update it."
    )
    assert drop_boilerplate(statement, BoilerplateOptions(enabled=True)) == "Two borrowers defaulted."
    only = "Actual results may differ materially."
    assert drop_boilerplate(only, BoilerplateOptions(enabled=True)) == only


def test_what_is_dropped_is_what_the_marks_call_so():
    formula = "Our reports are free of charge. Two borrowers defaulted. Past performance is no guide."
    disclaimed = drop_boilerplate(formula, BoilerplateOptions(enabled=True))
    assert disclaimed == "Our reports are free of charge. Two borrowers defaulted."
    assert drop_boilerplate(formula, BoilerplateOptions(enabled=True, formulas=True)) == "Two borrowers defaulted."
    for sentence in formula.split(". "):
        assert ("Boilerplate" in marks(sentence)) == (sentence != "Two borrowers defaulted")


def test_boilerplate_is_off_unless_asked_for():
    domain = FinanceRisk()
    text = "Actual results may differ materially. Two borrowers defaulted."
    assert Preparation(domain, parse_options(domain, {}), None).texts([text]) == [text]
