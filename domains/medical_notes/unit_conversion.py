"""Body measures in one unit: Celsius, kilogram, centimetre, mmol/L of glucose."""

from __future__ import annotations

import re
from collections.abc import Callable

_OF = r"[ \t]{0,3}(?:[:=]|[-\u2013\u2014](?=[ \t]{0,3}\d)|\b(?:is|was|of|at)\b)?[ \t]{0,3}"
_NUMBER = r"(\d{1,4}(?:\.\d{1,3})?)"
_FAHRENHEIT = re.compile(
    r"(?<![\w.])(\d{2,3}(?:\.\d{1,2})?)[ \t]{0,3}(?:\u00b0[ \t]?|deg(?:rees)?[ \t]{1,3})?(?:F|fahrenheit)\b(?![-/])",
    re.IGNORECASE,
)
_POUNDS = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d{1,2})?)[ \t]{0,3}(?:lbs?|pounds?)\b\.?(?![ \t]{0,2}\d)", re.IGNORECASE)
_FEET = re.compile(
    r"(?<![\w.])([3-8])[ \t]{0,3}(?:'|\u2032|\u2019|ft\b\.?|feet\b|foot\b)[ \t]{0,3}(\d{1,2})[ \t]{0,3}"
    r"(?:''|\"|\u2033|\u201d|in(?:ch(?:es)?)?\b\.?)",
    re.IGNORECASE,
)
_NAMED_FEET = re.compile(
    rf"\b(height|ht)\b{_OF}([3-8])[ \t]{{0,3}}(?:'|\u2032|\u2019|ft\b\.?|feet\b|foot\b)[ \t]{{0,3}}(\d{{1,2}})"
    r"(?![\d.]|[ \t]{0,3}(?:''|\"|\u2033|\u201d|in))",
    re.IGNORECASE,
)
"""With its name the inches need no sign: "Ht 5'8"."""
_INCHES = re.compile(rf"\b(height|ht)\b{_OF}(\d{{2}}(?:\.\d)?)[ \t]{{0,3}}(?:in(?:ch(?:es)?)?\b\.?|\")", re.IGNORECASE)
_GLUCOSE = re.compile(
    rf"\b(glucose|blood sugar|FBS|RBS|fingerstick|FSBG|BG)\b{_OF}{_NUMBER}[ \t]{{0,3}}mg[ \t]{{0,2}}/[ \t]{{0,2}}dL\b",
    re.IGNORECASE,
)
_KILOGRAMS, _CENTIMETRES, _MILLIMOLES = 0.45359237, 2.54, 18.016
"""A pound in kilograms, an inch in centimetres (both exact); mg/dL of glucose a mmol/L (its molar mass / 10)."""
_LIVING_F = (86.0, 113.0)


def convert_units(text: str) -> str:
    """`text` in Celsius, kilograms, centimetres and mmol/L of glucose; done twice it changes nothing."""
    text = _FAHRENHEIT.sub(_from_fahrenheit, text)
    text = _FEET.sub(lambda match: _length(12 * int(match.group(1)) + int(match.group(2))), text)
    text = _NAMED_FEET.sub(
        lambda match: f"{match.group(1)} {_length(12 * int(match.group(2)) + int(match.group(3)))}", text
    )
    text = _INCHES.sub(lambda match: f"{match.group(1)} {_length(float(match.group(2)))}", text)
    text = _POUNDS.sub(_scaled(lambda pounds: f"{pounds * _KILOGRAMS:.1f} kg"), text)
    return _GLUCOSE.sub(_glucose, text)


def _scaled(write: Callable[[float], str]) -> Callable[[re.Match[str]], str]:
    return lambda match: write(float(match.group(1)))


def _from_fahrenheit(match: re.Match[str]) -> str:
    value, (low, high) = float(match.group(1)), _LIVING_F
    return f"{(value - 32) / 1.8:.1f} \u00b0C" if low <= value <= high else match.group()


def _length(inches: float) -> str:
    return f"{inches * _CENTIMETRES:.0f} cm"


def _glucose(match: re.Match[str]) -> str:
    return f"{match.group(1)} {float(match.group(2)) / _MILLIMOLES:.1f} mmol/L"
