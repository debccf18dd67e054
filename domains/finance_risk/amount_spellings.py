"""Spellings of amounts that few writers use: fractions, cents, letters set apart, words of other tongues."""

from __future__ import annotations

import re

_PERCENT_AHEAD = r"(?=\s?(?:%|per\s?cent|pct))"
_SIGNS = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
_EITHER = f"[{''.join(_SIGNS)}]"
_SIGN = re.compile(rf"(?<![\d.,/])(?:(?P<whole>\d{{1,3}})[\s-]?(?={_EITHER}))?(?P<sign>{_EITHER}){_PERCENT_AHEAD}")
_SLASHED = re.compile(
    rf"(?<![\d.,/])(?:(?P<whole>\d{{1,3}})[\s-])?(?P<part>\d{{1,2}})[/\u2044](?P<of>2|4|8|16|32){_PERCENT_AHEAD}"
)
"""Rates of interest as bonds bear them: "5 1/2%", "6-3/4% notes"."""
_PROZENT = re.compile(r"(?<=\d)\s?(?:Prozent|v\.H\.)(?![A-Za-z])")
_PC = re.compile(r"(?<=\d)pc\b")
_POINTS = re.compile(r"(?<=\d)\s?b\.p\.s\b\.?")
_CENTS = re.compile(r"(?<=\d)\s?¢")
_US = re.compile(r"(?<![A-Za-z])US-\$(?=\s?[\d(-])")
_LETTER_APART = re.compile(
    r"(?P<amount>[$€£¥₹]\s?[(-]?\d[\d,]{0,15}(?:\.\d{1,4})?)\s(?P<letter>mm|m|k|b)(?![A-Za-z0-9'\u2019])", re.IGNORECASE
)
"""Behind a currency a single letter is the scale: "$4.1 mm"; elsewhere it may be metres."""
_TIMES = re.compile(r"(?<![\w.,-])(?P<low>\d{1,4}(?:\.\d{1,3})?x)\s?[-\u2013\u2014]\s?(?=\d{1,4}(?:\.\d{1,3})?x(?!\w))")


def write_spellings(text: str) -> str:
    """`text` with such amounts spelt as most others are."""
    text = _SIGN.sub(lambda match: _added(match["whole"], _SIGNS[match["sign"]]), text)
    text = _SLASHED.sub(lambda match: _added(match["whole"], int(match["part"]) / int(match["of"])), text)
    text = _POINTS.sub(" bps", _PC.sub("%", _PROZENT.sub("%", text)))
    text = _US.sub("US$", _CENTS.sub(" cents", text))
    text = _LETTER_APART.sub(lambda match: f"{match['amount']}{match['letter']}", text)
    return _TIMES.sub(lambda match: f"{match['low']} to ", text)


def _added(whole: str | None, part: float) -> str:
    return f"{int(whole or 0) + part:g}"
