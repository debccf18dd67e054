"""Amounts written one way, whoever wrote them: sign, direction, currency and percent are kept.

'$1,250.5mn', 'USD 1250.5 million' and 'US$ 1,250.5 m' become 'USD 1250.5 million'; '(3.2%)' becomes '-3.2 percent'.
"""

from __future__ import annotations

import re
from typing import Literal

from pydantic import Field

from domains.contract import StepOptions
from domains.finance_risk.amount_shapes import write_shapes
from domains.finance_risk.amount_spellings import write_spellings
from domains.finance_risk.asides import CODES, SYMBOLS, write_asides
from domains.finance_risk.bracketed_percents import write_bracketed_percents
from domains.steps import text_step

Digits = Literal["keep", "round", "mask"]

_AMOUNT_LIKE = re.compile(r"[\d$¼½¾⅛⅜⅝⅞▲△↑⬆▼▽↓⬇]")
"""What a text must have for any rule here to change it."""

_SCALES = {"k": "thousand", "m": "million", "mn": "million", "mln": "million", "mm": "million"}
_SCALES |= {"bn": "billion", "bln": "billion", "b": "billion", "tn": "trillion", "trn": "trillion", "cr": "crore"}

_NAMES = {"euro": "EUR", "euros": "EUR", "swiss francs": "CHF", "yen": "JPY", "pounds sterling": "GBP", "rupees": "INR"}
_NAMES |= {"u.s. dollars": "USD", "us dollars": "USD", "dollars": "USD", "yuan": "CNY", "renminbi": "CNY"}
_SCALE_WORDS = "thousand|million|billion|trillion|crore|lakh"

_FIGURE = r"(?<![A-Za-z0-9.,])\d++(?:[.,]\d++)*+"
_MINUS = re.compile(r"[\u2212\u2012\u2013](?=[$€£¥₹]?\d)")
_UP = re.compile(r"[▲△↑⬆]\s*")
_DOWN = re.compile(r"[▼▽↓⬇]\s*")
_NEGATIVE = re.compile(
    r"(?P<numbered>\b(?:section|note|item|rule|exhibit|paragraph|table|part)s?\s)?"
    r"\((?P<money>(?:US|A|C|HK|S)?\$|[€£¥₹])?\s?(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<scale>\s?(?:k|mm?|mn|mln|bn?|bln|tn|trn|million|billion|trillion|crore))?\s?(?P<percent>%)?\)",
    re.IGNORECASE,
)
_UNIT = r"%|per\s?cent\b|pct\b|bps?\b|b\.p\.|basis\s points?\b|percentage\s points?\b"
_UNIT += r"|(?:thousand|million|billion|trillion|crore|mn|mln|mm|m|bn|bln|b|tn|trn)(?![A-Za-z0-9'])"
_BRACKETED = re.compile(rf"\((?P<number>\d[\d,]{{0,20}}(?:\.\d{{1,12}})?)\)(?=\s?(?:{_UNIT}))", re.IGNORECASE)
"""A loss whose unit stands behind the bracket: "(2.1)%", "(25) bps", "(5.1) million"."""
_AFTER_MONEY = re.compile(
    r"(?P<money>[$€£¥₹₩]|(?<![A-Za-z])(?:USD|EUR|GBP|JPY|INR|CHF|CNY|AUD|CAD|HKD|SGD|KRW)\s)\s?"
    r"\((?P<number>\d[\d,]{0,20}(?:\.\d{1,12})?)\)"
)
"""A loss whose currency stands before the bracket: "$ (3)", "USD (5.1)"."""
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{2,3})++(?![\d,]*\d)")
_APOSTROPHES = re.compile(r"(?<![\d'\u2019.])\d{1,3}(?:['\u2019]\d{3})++(?![\d'\u2019])")
"""Thousands as the Swiss write them: 1'250'000."""
_RANGE = re.compile(
    rf"(?P<low>{_FIGURE})(?P<unit>\s?%)?(?:[-\u2013\u2014]|\s[-\u2013\u2014]\s)"
    rf"(?=(?P<money>[$€£¥₹₩])?\d++(?:[.,]\d++)*+\s?(?:{_UNIT}|[bk](?![A-Za-z0-9'])))",
    re.IGNORECASE,
)
"""From one figure to another: in "5-7%" nothing is negative."""
_GLUED = re.compile(rf"(?<![A-Za-z])(?P<code>{CODES})(?=[-+]?\d)")
_RENMINBI = re.compile(r"(?<![A-Za-z])RMB(?=\s?[-+]?\d)")
_NAMED = rf"(?P<name>(?i:{'|'.join(map(re.escape, _NAMES))}))"
_BEHIND = re.compile(
    r"(?<![\d.,+-])(?<![A-Z]{3}\s)(?P<sign>[-+])?(?<![A-Za-z0-9.,])(?P<number>\d++(?:[.,]\d++)*+)"
    rf"(?P<scale>\s(?:{_SCALE_WORDS}))?\s?"
    rf"(?:(?P<symbol>[€£])(?!\s?\d)|(?<=\s)(?:(?P<code>{CODES})|{_NAMED})(?![A-Za-z]|\s?[-+]?\d))"
)
"""A currency behind its figure: "5 million euros", "3 €", "7 billion CHF"."""
_CURRENCY = re.compile(
    r"(?P<sign>[-+])?(?:(?<![A-Za-z])(?P<symbol>us\$|a\$|c\$|hk\$|nt\$|nz\$|r\$|s\$|rs\.?)|(?P<bare>[$€£¥₹₩]))\s?(?=[-+]?\d)",
    re.IGNORECASE,
)
_LETTERS = r"(?:\s?(?P<word>mln|bln|trn|mn|bn|tn|cr)|(?P<letter>mm|m|b|k))(?![A-Za-z0-9'])"
_SCALE = re.compile(
    rf"(?<!\brule\s)(?<!\bsection\s)(?P<number>{_FIGURE}){_LETTERS}"
    r"(?!(?<=b)-\d{1,2}(?![\d.,]{0,12}\s?(?:b|bn|billion)\b))",
    re.IGNORECASE,
)
"""Not the letter of a rule: "Rule 10b-5", "12b-1 fees"."""
_LENT = r"(?:round|loan|fine|grant|investment|settlement|charge|raise|budget|bonus|payout|fund)\b"
_THREE_M = rf"(?<!(?-i:{CODES})\s)(?<!(?<![A-Za-z])[-+])(?<![\d.,])(?!(?<=\ba\s)3M\s{_LENT})3(?-i:M)(?!\w)"
"""The company 3M, whose name says no amount; one it is behind a currency or a sign, and in "a 3M loan"."""
_SCALE_BUT_3M = re.compile(rf"(?!{_THREE_M}){_SCALE.pattern}", re.IGNORECASE)
SCALE_3 = re.compile(rf"(?P<number>{_FIGURE}){_LETTERS}", re.IGNORECASE)
"""As version 3 of the step had it."""
_PERCENT = re.compile(rf"(?P<number>{_FIGURE})\s*(?:%|per\s?cent\b|pct\b\.?)", re.IGNORECASE)
_POINTS = re.compile(
    rf"(?P<number>{_FIGURE})(?:\s*(?:(?:bps|bp|basis points)\b|b\.p\.)|-basis-points?\b)", re.IGNORECASE
)
_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])(?:\d{4}-\d\d-\d\d|\d+(?:\.\d+)?)(?![A-Za-z0-9_])")
"""A day as the step of dates writes it is taken whole, and stays."""
_YEAR = re.compile(r"(?:19|20)\d\d\Z")


class NumberOptions(StepOptions):
    """Options of the number step."""

    digits: Digits = Field(
        "keep",
        title="Digits",
        description="keep: as written, without thousands separators. round: to two significant digits. mask: <NUM>.",
    )


def _negative(match: re.Match[str]) -> str:
    """A figure in brackets is a loss, unless it may be a year or a note: those have neither mark nor fraction."""
    number, money, scale, percent = (match[name] or "" for name in ("number", "money", "scale", "percent"))
    numbered = match["numbered"] or ""
    if not (money or scale or percent or "," in number or ("." in number and not numbered)):
        return match[0]
    return f"{numbered}-{money}{number}{scale}{percent}"


def _currency(match: re.Match[str]) -> str:
    symbol = (match["symbol"] or match["bare"]).lower()
    return f"{SYMBOLS[symbol]} {match['sign'] or ''}"


def _behind(match: re.Match[str]) -> str:
    name = match["name"]
    code = SYMBOLS[match["symbol"]] if match["symbol"] else match["code"] or _NAMES[name.lower()]
    return f"{code} {match['sign'] or ''}{match['number']}{match['scale'] or ''}"


def _digits(match: re.Match[str], digits: Digits) -> str:
    if _YEAR.match(match[0]) or "-" in match[0]:
        return match[0]
    if digits == "mask":
        return "<NUM>"
    value = float(match[0])
    if value == 0 or value >= 1e15 or len(match[0].lstrip("0.").replace(".", "")) <= 2:
        return match[0]
    return f"{float(f'{value:.2g}'):.12f}".rstrip("0").rstrip(".") or "0"


def normalise(text: str, options: NumberOptions) -> str:
    """`text` with its amounts written one way."""
    if not _AMOUNT_LIKE.search(text):  # most sentences: fifty patterns need not look at them
        return text
    text = write_asides(write_shapes(write_spellings(text)))
    return write_amounts(write_bracketed_percents(text), options, _SCALE_BUT_3M)


def normalise_5(text: str, options: NumberOptions) -> str:
    """As version 5 of the step had it: a percentage in brackets was a loss unless a count stood before it."""
    return normalise_4(write_shapes(text), options)


def normalise_4(text: str, options: NumberOptions) -> str:
    """As version 4 of the step had it: without the ways of writing that came later."""
    return write_amounts(write_asides(text), options, _SCALE)


def write_amounts(text: str, options: NumberOptions, scale: re.Pattern[str]) -> str:
    """`text` with its amounts written one way, every figure in brackets taken for a loss."""
    text = _RANGE.sub(lambda match: f"{match['low']}{match['unit'] or ''} to ", text)
    text = _MINUS.sub("-", _DOWN.sub("down ", _UP.sub("up ", text)))
    text = _APOSTROPHES.sub(lambda match: match[0].replace("'", "").replace("\u2019", ""), text)
    text = _GLUED.sub(lambda match: f"{match['code']} ", text)
    if "(" in text:
        text = _BRACKETED.sub(lambda match: f"-{match['number']}", text)
        text = _AFTER_MONEY.sub(lambda match: f"{match['money']}-{match['number']}", text)
        text = _NEGATIVE.sub(_negative, text)
    text = _THOUSANDS.sub(lambda match: match[0].replace(",", ""), text)
    text = _CURRENCY.sub(_currency, text)
    text = scale.sub(lambda match: f"{match['number']} {_SCALES[(match['word'] or match['letter']).lower()]}", text)
    text = _BEHIND.sub(_behind, _RENMINBI.sub("CNY", text))
    text = _PERCENT.sub(lambda match: f"{match['number']} percent", text)
    text = _POINTS.sub(lambda match: f"{match['number']} basis points", text)
    if options.digits != "keep":
        text = _NUMBER.sub(lambda match: _digits(match, options.digits), text)
    return text


NUMBERS = text_step(
    "numbers",
    "Amounts",
    "Writes amounts one way: currency as its code, scale and percent as words, losses with a minus.",
    6,
    NumberOptions,
    normalise,
)
