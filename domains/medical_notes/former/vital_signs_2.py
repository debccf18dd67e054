"""Vital signs as the step "measures" read them at version 2, for models that were trained under it.

Only a number that says what it is is touched: by its unit where that is enough (98.6 F, 6 ft 2 in), else by the name
before it (BP, HR, weight). What is written is never read as another unit again, so doing it twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

_OF = r"[ \t]{0,3}(?:[:=]|\bis\b|\bwas\b|\bof\b|\bat\b)?[ \t]{0,3}"
_NUMBER = r"(\d{1,4}(?:\.\d{1,3})?)"
_PRESSURE = re.compile(
    rf"\b(BP|blood pressure|B/P)\b{_OF}(\d{{2,3}})[ \t]{{0,3}}(?:/|over)[ \t]{{0,3}}(\d{{2,3}})(?![\d/.])"
    r"(?:[ \t]{0,3}mm[ \t]{0,2}hg\b)?",
    re.IGNORECASE,
)
_RATE = re.compile(
    rf"\b(HR|heart rate|pulse rate|pulse)\b{_OF}(\d{{2,3}})(?![\d.%]|/[ \t]?\d)"
    r"(?:[ \t]{0,3}(?:bpm|beats per minute|beats/min|/[ \t]?min)\b)?",
    re.IGNORECASE,
)
_BREATHS = re.compile(
    rf"\b(RR|resp rate|respiratory rate|respirations|resps?)\b{_OF}(\d{{1,2}})(?![\d.%]|/[ \t]?\d)"
    r"(?:[ \t]{0,3}(?:breaths per minute|breaths/min|bpm|/[ \t]?min)\b)?",
    re.IGNORECASE,
)
_SATURATION = re.compile(
    rf"\b(SpO2|SaO2|O2[ \t]{{0,2}}sats?|O2 saturation|oxygen saturation|pulse ox|satting|saturating|sats?|"
    rf"saturation)\b{_OF}"
    r"(\d{2,3})[ \t]{0,3}(?:%|percent\b|(?=[ \t]on\b|[ \t]RA\b))",
    re.IGNORECASE,
)
_FAHRENHEIT = re.compile(
    r"(?<![\w.])(\d{2,3}(?:\.\d{1,2})?)[ \t]{0,3}(?:\u00b0[ \t]?|deg(?:rees)?[ \t]{1,3})?(?:F|fahrenheit)\b(?![-/])",
    re.IGNORECASE,
)
_CELSIUS = re.compile(
    r"(?<![\w.])(\d{2}(?:\.\d{1,2})?)[ \t]{0,3}(?:\u00b0[ \t]?C\b|deg(?:rees)?[ \t]{1,3}C\b|(?:deg(?:rees)?[ \t]{1,3})?"
    r"(?:celsius|centigrade)\b|(?<=\d)C\b|(?<=[ \t])C\b)(?![-/]|\.[ \t]?[a-z])",
)
_TEMPERATURE = re.compile(
    rf"\b(T|Tmax|[Tt]emp(?:erature)?){_OF}(\d{{2,3}}(?:\.\d{{1,2}})?)(?![\d/%]|\.\d|[ \t]{{0,3}}[\u00b0a-zA-Z])"
)
_POUNDS = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d{1,2})?)[ \t]{0,3}(?:lbs?|pounds?)\b\.?(?![ \t]{0,2}\d)", re.IGNORECASE)
_FEET = re.compile(
    r"(?<![\w.])([3-8])[ \t]{0,3}(?:'|\u2032|\u2019|ft\b\.?|feet\b|foot\b)[ \t]{0,3}(\d{1,2})[ \t]{0,3}"
    r"(?:''|\"|\u2033|\u201d|in(?:ch(?:es)?)?\b\.?)",
    re.IGNORECASE,
)
_INCHES = re.compile(rf"\b(height|ht)\b{_OF}(\d{{2}}(?:\.\d)?)[ \t]{{0,3}}(?:in(?:ch(?:es)?)?\b\.?|\")", re.IGNORECASE)
_GLUCOSE = re.compile(
    rf"\b(glucose|blood sugar|FBS|fingerstick|FSBG|BG)\b{_OF}{_NUMBER}[ \t]{{0,3}}mg[ \t]{{0,2}}/[ \t]{{0,2}}dL\b",
    re.IGNORECASE,
)

_KILOGRAMS, _CENTIMETRES, _MILLIMOLES = 0.45359237, 2.54, 18.016
"""A pound in kilograms, an inch in centimetres (both exact); mg/dL of glucose a mmol/L (its molar mass / 10)."""
_FEVERS_F, _FEVERS_C = (86.0, 113.0), (30.0, 45.0)
"""What a living body's temperature can be; 86 F and 113 F are the same bounds."""


def spell_vital_signs(text: str) -> str:
    """`text` with each vital sign under one name and with its unit, in the unit it has."""
    text = _PRESSURE.sub(lambda match: f"BP {match.group(2)}/{match.group(3)} mmHg", text)
    text = _RATE.sub(lambda match: f"HR {match.group(2)} bpm", text)
    text = _BREATHS.sub(lambda match: f"RR {match.group(2)}/min", text)
    text = _SATURATION.sub(_saturation, text)
    return _CELSIUS.sub(_celsius, _TEMPERATURE.sub(_without_unit, text))


def convert_units(text: str) -> str:
    """`text` in Celsius, kilograms, centimetres and mmol/L of glucose."""
    text = _FAHRENHEIT.sub(_from_fahrenheit, text)
    text = _FEET.sub(lambda match: _length(12 * int(match.group(1)) + int(match.group(2))), text)
    text = _INCHES.sub(lambda match: f"{match.group(1)} {_length(float(match.group(2)))}", text)
    text = _POUNDS.sub(_scaled(lambda pounds: f"{pounds * _KILOGRAMS:.1f} kg"), text)
    return _GLUCOSE.sub(_glucose, text)


def _scaled(write: Callable[[float], str]) -> Callable[[re.Match[str]], str]:
    return lambda match: write(float(match.group(1)))


def _saturation(match: re.Match[str]) -> str:
    return f"SpO2 {match.group(2)}%" if int(match.group(2)) <= 100 else match.group()


def _celsius(match: re.Match[str]) -> str:
    low, high = _FEVERS_C
    return f"{match.group(1)} \u00b0C" if low <= float(match.group(1)) <= high else match.group()


def _without_unit(match: re.Match[str]) -> str:
    """A temperature without a unit tells it by its size."""
    value = float(match.group(2))
    for unit, (low, high) in (("\u00b0F", _FEVERS_F), ("\u00b0C", _FEVERS_C)):
        if low <= value <= high:
            return f"{match.group(1)} {match.group(2)} {unit}"
    return match.group()


def _from_fahrenheit(match: re.Match[str]) -> str:
    value, (low, high) = float(match.group(1)), _FEVERS_F
    return f"{(value - 32) / 1.8:.1f} \u00b0C" if low <= value <= high else match.group()


def _length(inches: float) -> str:
    return f"{inches * _CENTIMETRES:.0f} cm"


def _glucose(match: re.Match[str]) -> str:
    return f"{match.group(1)} {float(match.group(2)) / _MILLIMOLES:.1f} mmol/L"
