"""Amounts in brackets that say another amount once more and are no loss, and figures as the continent writes them.

"$12.4 million (8.3%)" and "RMB 7.2 million (US$1.0 million)" are no losses: the bracket stands behind a gain and says
what share of something it is, or how much in another currency. They are written so that no later rule
takes them for one.
"""

from __future__ import annotations

import re

SYMBOLS = {"us$": "USD", "a$": "AUD", "c$": "CAD", "hk$": "HKD", "s$": "SGD", "$": "USD", "€": "EUR", "£": "GBP"}
SYMBOLS |= {"nt$": "TWD", "nz$": "NZD", "r$": "BRL", "¥": "JPY", "₹": "INR", "rs.": "INR", "rs": "INR", "₩": "KRW"}
CODES = "USD|EUR|GBP|JPY|INR|CHF|CNY|RMB|AUD|CAD|HKD|SGD|KRW|NZD|TWD|BRL|SEK|NOK|DKK"

_MARK = rf"(?:(?<![A-Za-z])(?:(?:US|NT|NZ|HK|[ACRS])\$|Rs\.?|{CODES})|[$€£¥₹₩])"
_NUMBER = r"\d{1,15}+(?:[.,]\d{1,15}+){0,6}+"
_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|crore|lakh|mln|bln|trn|mn|bn|tn|cr|mm|[kmb])(?![A-Za-z]))?"
_GAIN = rf"(?<!\d\s)(?<![-\u2212(])(?P<first>{_MARK})\s?{_NUMBER}{_SCALE}"
_SHARE_OF_MONEY = re.compile(rf"(?P<amount>{_GAIN})\s?\((?P<number>\d{{1,4}}(?:\.\d{{1,4}})?)\s?%\)", re.IGNORECASE)
_SHARE_OF = re.compile(r"\((?P<number>\d{1,3}(?:\.\d{1,4})?)\s?%\)(?=\s{1,2}of\s)", re.IGNORECASE)
_OTHER_MONEY = re.compile(
    rf"(?P<amount>{_GAIN})\s?\((?P<second>{_MARK})\s?(?P<rest>{_NUMBER}{_SCALE})\)", re.IGNORECASE
)
_CONTINENTAL = re.compile(
    r"(?<![\d.,])(?P<whole>\d{1,3}(?:\.\d{3}){1,4}),(?P<cents>\d{1,2})(?![\d,]|\.\d)"
    r"|(?<![\d.,])(?P<short>\d{1,6}),(?P<tenths>\d{1,2})(?=\s?(?:Mio|Mrd|%|€|EUR\b))"
)
"""A comma before the decimals: "1.234,5", "3,4 Mio.", "3,4 %"."""
_RANGE = re.compile(
    r"(?<=\d)(?P<scale>\s?(?:thousand|million|billion|trillion|mln|bln|mn|bn|tn|mm|[kmb]))\s?[-\u2013\u2014]\s?"
    r"(?=(?:US)?[$€£¥₹₩]\d)",
    re.IGNORECASE,
)
"""From one amount with its scale to another: in "$5bn-$7bn" nothing is negative."""
_GERMAN = re.compile(r"(?<=\d)\s?(?P<scale>Mio|Mrd)(?![A-Za-z])\.?")
_GERMAN_SCALES = {"Mio": "million", "Mrd": "billion"}


def write_asides(text: str) -> str:
    """`text` with amounts that are said once more in brackets written out, so that they are taken for no loss."""
    text = _CONTINENTAL.sub(_with_point, text)
    text = _GERMAN.sub(lambda match: f" {_GERMAN_SCALES[match['scale']]}", text)
    text = _RANGE.sub(lambda match: f"{match['scale']} to ", text)
    if "(" not in text:
        return text
    text = _OTHER_MONEY.sub(_other_money, text)
    text = _SHARE_OF_MONEY.sub(lambda match: f"{match['amount']} ({match['number']} percent)", text)
    return _SHARE_OF.sub(lambda match: f"({match['number']} percent)", text)


def _with_point(match: re.Match[str]) -> str:
    if match["whole"]:
        return f"{match['whole'].replace('.', '')}.{match['cents']}"
    return f"{match['short']}.{match['tenths']}"


def _other_money(match: re.Match[str]) -> str:
    """The same currency in brackets may as well be last year's loss: it stays as it is."""
    first, second = _code(match["first"]), _code(match["second"])
    return match[0] if first == second else f"{match['amount']} ({second} {match['rest']})"


def _code(mark: str) -> str:
    code = SYMBOLS.get(mark.lower(), mark.upper())
    return "CNY" if code == "RMB" else code
