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
    if options.urls:
        text = _URL.sub("<URL>", text)
    if options.emails:
        text = _EMAIL.sub("<EMAIL>", text)
    if options.tickers:
        text = _CASHTAG.sub("<TICKER>", _LISTED.sub("<TICKER>", text))
    return text


MASKING = text_step(
    "masking",
    "Addresses and tickers",
    "Replaces web and e-mail addresses and ticker symbols by their kind.",
    1,
    MaskingOptions,
    mask,
)
