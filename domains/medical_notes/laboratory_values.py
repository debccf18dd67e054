"""Laboratory values in SI units, where the note names what was measured and its unit beside the number.

Factors are those of Young DS, "Implementation of SI units for clinical laboratory data", Ann Intern Med 1987;
106:114-129, and of the conversion table of the AMA Manual of Style; each is the molar mass of what is named, over ten
for mg/dL in a mmol/L. A number without its unit stays, and so does one of another unit. All quantifiers are bounded.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from domains.medical_notes.vital_signs import OF

_KIND = (
    r"(?:[ \t]?,?[ \t]{1,2}\(?(?:total|direct|indirect|conjugated|unconjugated|serum|plasma|blood|fasting|random|level|"
    r"levels|value|result)\)?)?"
)
"""What may stand behind a name: "bilirubin, total", "creatinine level"."""
_NUMBER = r"(?P<number>\d{1,4}(?:\.\d{1,3})?)"
_MILLIGRAMS, _GRAMS = r"mg[ \t]{0,2}/[ \t]{0,2}dL\b", r"g[ \t]{0,2}/[ \t]{0,2}dL\b"
_MICRO = "\u00b5mol/L"
_MICROMOLES = re.compile(r"(?:[u\u00b5\u03bc]|mc|micro)mol(?:es)?[ \t]{0,2}/[ \t]{0,2}l", re.IGNORECASE)


@dataclass(frozen=True)
class _Measured:
    """What is measured: its names, the unit that is left, what a number of that is multiplied by, how it is written."""

    names: str
    unit: str
    times: float
    shown: str

    def pattern(self) -> re.Pattern[str]:
        """Its name, a number and the unit that is left."""
        return _beside(self.names, self.unit)

    def written(self) -> Callable[[re.Match[str]], str]:
        """The name as it was, and the number in the unit that is kept."""
        return lambda match: f"{match['name']} {self.shown.format(float(match['number']) * self.times)}"


def _beside(names: str, unit: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<name>(?:{names})(?!\w){_KIND}){OF}{_NUMBER}[ \t]{{0,3}}(?:{unit})", re.IGNORECASE)


_CREATININE, _BILIRUBIN = r"creatinine|creat|s\.?cr|cr", r"bilirubin|t\.?[ ]?bili|d\.?[ ]?bili|bili"
_MEASURED = (
    _Measured(_CREATININE, _MILLIGRAMS, 88.42, f"{{:.0f}} {_MICRO}"),
    _Measured(_BILIRUBIN, _MILLIGRAMS, 17.1, f"{{:.0f}} {_MICRO}"),
    _Measured(r"ha?emoglobin|hgb|hb", _GRAMS, 10, "{:.0f} g/L"),
    _Measured(
        r"(?:non[- ])?[hl]dl(?:[- ]c|[- ]chol(?:esterol)?)?|vldl|(?:total[ ])?chol(?:esterol)?|tc",
        _MILLIGRAMS, 1 / 38.67, "{:.2f} mmol/L",
    ),
    _Measured(r"triglycerides?|trigs?|tgs?", _MILLIGRAMS, 1 / 88.57, "{:.2f} mmol/L"),
    _Measured(r"(?:blood[ ])?urea[ ]nitrogen(?:[ ]\(BUN\))?|BUN", _MILLIGRAMS, 1 / 2.801, "{:.1f} mmol/L"),
    _Measured(r"(?:blood[ ]|serum[ ])?urea", _MILLIGRAMS, 1 / 6.006, "{:.1f} mmol/L"),
    _Measured(r"calcium|(?-i:Ca(?:\+\+|2\+)?)", _MILLIGRAMS, 1 / 4.008, "{:.2f} mmol/L"),
)  # fmt: skip
"""Nitrogen (28.01 g in a mole of urea) and urea itself (60.06 g) are two: mg/dL of "BUN" and of "urea" differ."""
_CONVERSIONS = [(each.pattern(), each.written()) for each in _MEASURED]
_IN_MICROMOLES = _beside(f"{_CREATININE}|{_BILIRUBIN}", _MICROMOLES.pattern + r"\b")


def convert_laboratory(text: str) -> str:
    """`text` with creatinine and bilirubin in \u00b5mol/L, haemoglobin in g/L, fats, urea and calcium in mmol/L.

    Done twice it changes nothing.
    """
    for pattern, written in _CONVERSIONS:
        text = pattern.sub(written, text)
    return _IN_MICROMOLES.sub(_spelled, text)


def _spelled(match: re.Match[str]) -> str:
    """However the micro is written, one way."""
    return _MICROMOLES.sub(f" {_MICRO}", match[0]).replace("  ", " ")
