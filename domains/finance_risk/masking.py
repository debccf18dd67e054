"""Addresses and ticker symbols: what a model could learn by heart without learning anything."""

from __future__ import annotations

import re

from pydantic import Field

from domains.contract import StepOptions
from domains.steps import text_step

_URL = re.compile(r"\b(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_EMAIL = re.compile(r"\b[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}\b")
_EXCHANGES = "NYSE|NASDAQ|AMEX|LSE|TSX|ASX|NSE|BSE|HKEX|SGX|OTC|OTCQB|OTCQX|EPA|ETR|XETRA|SIX"
_LISTED = re.compile(rf"\((?:{_EXCHANGES})\s*:\s*[A-Z0-9.\-]{{1,8}}\)|\b(?:{_EXCHANGES})\s*:\s*[A-Z][A-Z0-9.]{{0,7}}\b")
_MARKETS = (
    rf"(?:{_EXCHANGES}|New York Stock Exchange|London Stock Exchange|Nasdaq Stock Market|Euronext|"
    r"Toronto Stock Exchange|Frankfurt|B3|JSE|KRX|TSE|TYO|HKG|CBOE)"
    r"(?:\s(?:American|Arca|GS|GM|CM|Global(?:\s(?:Select|Market)){0,2}|"
    r"Capital\sMarket|Paris|Amsterdam|Venture|AIM|Pink|Markets?|Exchange)){0,2}"
)
_SYMBOL = r"[A-Z0-9][A-Z0-9.\-]{0,9}"
_LISTED_ANYWHERE = re.compile(
    rf"\((?i:{_MARKETS})\s?:\s?{_SYMBOL}(?:\s?[;,/]\s?(?:(?i:{_MARKETS})\s?:\s?)?{_SYMBOL}){{0,4}}\)"
    rf"|\b(?i:{_MARKETS})\s?:\s?[A-Z][A-Z0-9.]{{0,7}}\b"
)
"""A listing whose market is written out or several listings in one bracket: "(NYSE American: ABC; TSX: ABC.B)"."""
_CLASS = re.compile(r"(?<![^\s(\[,;:'▲△↑⬆▼▽↓⬇])\$[A-Z]{1,5}\.[A-Z]{1,2}(?![A-Za-z0-9])")
_NAMED_SYMBOL = re.compile(
    r"(?P<before>\b(?:(?:ticker|trading|stock)\s(?:symbols?|code)|symbols?|tickers?)\s(?:is\s|of\s)?)"
    r"(?P<open>[\"'\u201c\u2018]?)(?:(?<=[\"'\u201c\u2018])[A-Z]|[A-Z]{2,5})(?:[.-][A-Z]{1,2})?(?![A-Za-z0-9])(?:[,.]?(?=[\"'\u201d\u2019]))?"
)
"""A symbol that is called one: "under the symbol \u201cABC\u201d"."""
_MORE_MARKETS = "LON|AMS|FRA|STO|CPH|HEL|OSL|BIT|BME|SWX|VTX|TSXV|CVE|SHA|SHE|SZSE|SSE|KOSDAQ|NYSEARCA|BATS|WSE|MOEX"
_LISTED_ABROAD = re.compile(
    rf"\((?:{_MORE_MARKETS})\s?:\s?{_SYMBOL}\)|\b(?:{_MORE_MARKETS})\s?:\s?[A-Z][A-Z0-9.]{{0,7}}\b"
)
_CALLED = re.compile(r"(?P<before>\b(?i:tickers?|symbols?|RIC)\s?:\s{0,2})[A-Z]{1,5}(?:\.[A-Z]{1,2})?(?![A-Za-z0-9])")
"""A symbol behind a colon: "Ticker: ABC"."""
_REUTERS = re.compile(r"(?<![\w.$-])[A-Z]{2,5}\.(?:L|N|O|OQ|PA|DE|HK|TO|NS|BO|AX|KS|SS|SZ|AS|MI|SW|ST)(?![\w.]\w|\w)")
"""A symbol with its exchange behind a point, as agencies write it: "ABCD.L"."""
_CASHTAG = re.compile(r"(?<![^\s(\[,;:'▲△↑⬆▼▽↓⬇])\$[A-Z]{1,5}(?![A-Za-z0-9])")


class MaskingOptions(StepOptions):
    """Options of the masking step."""

    urls: bool = Field(True, title="Web addresses", description="Replace a web address by <URL>.")
    emails: bool = Field(True, title="E-mail addresses", description="Replace an e-mail address by <EMAIL>.")
    tickers: bool = Field(
        True, title="Ticker symbols", description="Replace '(NYSE: ABC)' and '$ABC' by <TICKER>; names stay."
    )


def mask(text: str, options: MaskingOptions) -> str:
    """`text` with addresses and ticker symbols replaced by their kind."""
    if options.tickers:
        text = _REUTERS.sub("<TICKER>", text)
    if options.tickers and ":" in text:
        text = _LISTED_ABROAD.sub("<TICKER>", text)
        text = _CALLED.sub(lambda match: f"{match['before']}<TICKER>", text)
    return mask_2(text, options)


def mask_2(text: str, options: MaskingOptions) -> str:
    """As version 2 of the step had it: without exchanges of other continents and agencies' symbols."""
    if options.tickers:
        text = _CLASS.sub("<TICKER>", text) if "$" in text else text
        text = _LISTED_ANYWHERE.sub("<TICKER>", text) if ":" in text else text
        text = _NAMED_SYMBOL.sub(lambda match: f"{match['before']}{match['open']}<TICKER>", text)
    return mask_1(text, options)


def mask_1(text: str, options: MaskingOptions) -> str:
    """As version 1 of the step had it: listings of one market by its short name, and symbols behind a dollar sign."""
    if options.urls:
        text = _URL.sub("<URL>", text)
    if options.emails and "@" in text:
        text = _EMAIL.sub("<EMAIL>", text)
    if options.tickers and ":" in text:
        text = _LISTED.sub("<TICKER>", text)
    if options.tickers and "$" in text:
        text = _CASHTAG.sub("<TICKER>", text)
    return text


MASKING = text_step(
    "masking",
    "Addresses and tickers",
    "Replaces web and e-mail addresses and ticker symbols by their kind.",
    3,
    MaskingOptions,
    mask,
)
