"""Doses and vital signs in one spelling and unit, so that '5mg' and '5 mg' are the same thing to a model."""

from __future__ import annotations

import re
from collections.abc import Callable

from pydantic import Field

from domains.contract import StepOptions
from domains.medical_notes.laboratory_values import convert_laboratory
from domains.medical_notes.spelled_units import join_decimals, join_weights
from domains.medical_notes.unit_conversion import convert_units
from domains.medical_notes.vital_runs import name_letters
from domains.medical_notes.vital_signs import spell_vital_signs
from domains.steps import text_step

_UNITS = "mcg|mg|ml|mmHg|mmol|mmol/L|mg/dl|kg|cm|mm|bpm|units|iu|g|l"
_DOSE = re.compile(rf"(?<![\w.])(\d{{1,6}}(?:\.\d{{1,4}})?)[ \t]{{0,3}}({_UNITS})(?![\w/])", re.IGNORECASE)
_PRESSURE = re.compile(r"(?<![\w/])(\d{2,3})[ \t]{0,3}/[ \t]{0,3}(\d{2,3})(?=[ \t]{0,3}mm[ \t]{0,2}hg)", re.IGNORECASE)
_MERCURY = re.compile(r"\bmm[ \t]{0,2}hg\b", re.IGNORECASE)
_PERCENT = re.compile(r"(?<=\d)[ \t]{1,3}%")
_MICRO = re.compile(r"(?<=\d)([ \t]{0,3})[\u00b5\u03bc]g\b")
_SPELLING = {"ml": "mL", "l": "L", "mmhg": "mmHg", "iu": "IU", "mmol/l": "mmol/L", "mg/dl": "mg/dL"}


class MeasureOptions(StepOptions):
    """Options of the measures step."""

    vital_signs: bool = Field(
        True, title="Vital signs", description="One name and unit for each: 'pulse: 88' becomes 'HR 88 bpm'."
    )
    convert: bool = Field(
        True,
        title="One unit",
        description="Fahrenheit to Celsius, pounds to kg, feet and inches to cm; glucose, fats, urea, calcium, "
        "creatinine, bilirubin and haemoglobin in mg/dL or g/dL to mmol/L, \u00b5mol/L or g/L.",
    )


def _dose(match: re.Match[str]) -> str:
    unit = match.group(2).lower()
    return f"{match.group(1)} {_SPELLING.get(unit, unit)}"


def in_one_unit(text: str) -> str:
    """`text` with body measures and laboratory values each in the unit that is kept."""
    return convert_laboratory(convert_units(text))


def tidy_measures(text: str, options: MeasureOptions, convert: Callable[[str], str] = in_one_unit) -> str:
    """`text` with a blank between number and unit, vital signs under one name, and all of it in one unit."""
    text = join_decimals(text)
    return tidy_readings(join_weights(text) if options.convert else text, options, convert)


def tidy_readings(text: str, options: MeasureOptions, convert: Callable[[str], str] = convert_units) -> str:
    """As `tidy_measures`, each number with a point and each weight with one unit."""
    text = tidy_quantities(text)
    convert = convert if options.convert else str
    if options.vital_signs:
        # Units first: a run's letters are told by what stands beside them, and converting moves it nearer.
        text = name_letters(convert(spell_vital_signs(text)))
    return convert(text)


def tidy_quantities(text: str) -> str:
    """`text` with a blank between number and unit, and pressures and percentages without one inside."""
    text = _MICRO.sub(r"\1mcg", text)
    text = _PRESSURE.sub(r"\1/\2", text)
    text = _MERCURY.sub("mmHg", text)
    return _PERCENT.sub("%", _DOSE.sub(_dose, text))


MEASURES = text_step(
    "measures",
    "Doses and vital signs",
    "One spelling and unit for quantities: '5mg' becomes '5 mg', 'T 98.6 F' becomes 'T 37.0 \u00b0C'.",
    5,
    MeasureOptions,
    tidy_measures,
)
