"""Readings written in full or with a decimal comma, put so that the rules for vital signs read them whole.

"38,5 °C" is one number, "102 degrees Fahrenheit" one unit, "12 st 4 lb" and "6 lb 6 oz" one weight.
"""

from __future__ import annotations

import re

_COMMA = re.compile(
    r"(?<![\d.,])(\d{1,3}),(\d{1,2})(?=[ \t]{0,3}(?:\u00b0|deg(?:rees)?\b|C\b|mg\b|mcg\b|g\b|ml\b|kg\b|mmol\b|cm\b))"
    r"|(?<=\bT )(\d{2}),(\d)(?!\d)|(?<=\b[Tt]emp )(\d{2}),(\d)(?!\d)",
    re.IGNORECASE,
)
_IN_FULL = re.compile(
    r"(?<=\d)[ \t]{0,3}(?:\u00b0[ \t]{0,3}|deg(?:rees)?\.?[ \t]{1,3})?(?P<unit>fahrenheit|celsius|centigrade)\b",
    re.IGNORECASE,
)
_STONES = re.compile(
    r"(?<![\w.])(\d{1,2})[ \t]{0,3}(?:st|stones?)\b\.?,?[ \t]{0,3}(\d{1,2})[ \t]{0,3}(?:lbs?|pounds?)\b\.?",
    re.IGNORECASE,
)
_OUNCES = re.compile(
    r"(?<![\w.])(\d{1,3})[ \t]{0,3}(?:lbs?|pounds?)\b\.?,?[ \t]{0,3}(\d{1,2}(?:\.\d)?)[ \t]{0,3}(?:oz|ounces?)\b\.?",
    re.IGNORECASE,
)
_POUND = 0.45359237
_POUNDS_A_STONE, _OUNCES_A_POUND = 14, 16


def join_decimals(text: str) -> str:
    """`text` with a point for the decimal comma of a reading, and units of temperature as a letter."""
    text = _COMMA.sub(lambda match: ".".join(part for part in match.groups() if part is not None), text)
    return _IN_FULL.sub(lambda match: f" \u00b0{match['unit'][0].upper()}", text)


def join_weights(text: str) -> str:
    """`text` with stones and pounds, and pounds and ounces, as one weight in kilograms."""
    text = _STONES.sub(lambda match: _kilograms(_POUNDS_A_STONE * int(match[1]) + int(match[2])), text)
    return _OUNCES.sub(lambda match: _kilograms(int(match[1]) + float(match[2]) / _OUNCES_A_POUND), text)


def _kilograms(pounds: float) -> str:
    return f"{pounds * _POUND:.1f} kg"
