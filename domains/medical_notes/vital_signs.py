"""Vital signs under one name each, with their unit: pressure, heart and respiratory rate, saturation, temperature.

Only a number that says what it is is touched: by the name before it (BP, HR, SpO2), or, for a bare letter (P 88), by
the readings beside it (`vital_runs`). A number that no living body has is none. What is written is never read as
another unit again, so doing it twice changes nothing. All quantifiers are bounded, so time is linear in the text.
"""

from __future__ import annotations

import re

OF = r"[ \t]{0,3}(?:[:=~]|[-\u2013\u2014](?=[ \t]{0,3}\d)|\b(?:is|was|of|at)\b)?[ \t]{0,3}"
"""What may stand between a name and its number."""
FEVERS_F, FEVERS_C = (86.0, 113.0), (30.0, 45.0)
"""What a living body's temperature can be; 86 F and 113 F are the same bounds."""
_ALONE = r"(?!\d|\.\d|['\u2019]?s\b|[ \t]?%|[ \t]?/[ \t]?\d|[-\u2013]\d|[ \t]{0,2}[(\[;,][ \t]{0,2}9[059][ \t]?%)"
"""Behind a rate: no share, no range (60-80), no score (4/5), no ratio with its interval (RR 12, 95% CI)."""
_MINUTE = r"/[ \t]?min(?:ute)?\b|per min(?:ute)?\b|/[ \t]?m\b"
_PRESSURE = re.compile(
    rf"\b(BP|blood pressure|B/P){OF}(\d{{2,3}})[ \t]{{0,3}}(?:/|over)[ \t]{{0,3}}(\d{{2,3}})"
    r"(?![\d/]|\.\d|['\u2019]?s\b|-\d)"
    r"(?:[ \t]{0,3}mm[ \t]{0,2}(?:of[ \t]{1,2})?hg\b)?",
    re.IGNORECASE,
)
_RATE = re.compile(
    rf"\b(HR|heart rate|pulse rate|pulse){OF}(\d{{2,3}}){_ALONE}"
    rf"(?:[ \t]{{0,3}}(?:bpm\b|beats[ \t]?(?:{_MINUTE})|{_MINUTE}))?",
    re.IGNORECASE,
)
_BREATHS = re.compile(
    rf"\b(RR|resp rate|respiratory rate|respiration rate|respirations?|resps?){OF}(\d{{1,2}}){_ALONE}"
    rf"(?:[ \t]{{0,3}}(?:bpm\b|breaths[ \t]?(?:{_MINUTE})|{_MINUTE}))?",
    re.IGNORECASE,
)
_SATURATION = re.compile(
    rf"\b(SpO2|SaO2|O2[ \t]{{0,2}}sats?|O2 saturations?|oxygen saturations?|pulse ox|satting|saturating|sats?|"
    rf"saturations?){OF}"
    r"(\d{2,3})(?:[ \t]{0,3}(?:%|percent\b|per cent\b)|(?=[ \t]on\b|[ \t]RA\b|[ \t]OA\b))",
    re.IGNORECASE,
)
_CELSIUS = re.compile(
    r"(?<![\w.])(\d{2}(?:\.\d{1,2})?)[ \t]{0,3}(?:\u00b0[ \t]?C\b|deg(?:rees)?[ \t]{1,3}C\b|(?:deg(?:rees)?[ \t]{1,3})?"
    r"(?:celsius|centigrade)\b|(?<=\d)C\b|(?<=[ \t])C\b)(?![-/]|\.[ \t]?[a-z])",
)
_TEMPERATURE = re.compile(
    rf"\b(Tmax|[Tt]emp(?:erature)?s?|TEMP(?:ERATURE)?|T(?={OF}\d{{2,3}}\.\d)|(?:[Aa]f|[Ff])ebrile|[Ff]ever)"
    rf"({OF}|[ \t](?:up )?to[ \t])(\d{{2,3}}(?:\.\d{{1,2}})?)(?!\d|\.\d|[ \t]?[/%]|-\d)"
    r"(?:[ \t]{0,3}(?:\u00b0|deg(?:rees)?\b\.?)(?![ \t]{0,3}(?:[CF]\b|fahrenheit|celsius|centigrade))"
    r"|(?<=\.\d)(?=[ \t]{1,3}[a-z])(?![ \t]{1,3}(?:deg|mm|cm|mg|ml|kg|we?e?ks?\b|years?|yrs?|days?|months?|"
    r"to\b|of\b|per|celsius|centigrade|fahrenheit))"
    r"|(?![ \t]{0,3}[\u00b0a-z]|[ \t]{0,3}[CF]\b))"
)
"""Before a word only a number with a decimal is a temperature: "fever 102.1 since Monday", not "fever 38 cases"."""
_DEGREES = re.compile(
    r"(?<![\w.-])(\d{2,3}\.\d)[ \t]{0,3}(?:\u00b0|deg(?:rees)?\b)"
    r"(?![ \t]{0,3}(?:[CF]\b|fahrenheit|celsius|centigrade|of\b))",
    re.IGNORECASE,
)
_ANGLE = re.compile(
    r"flex|exten|abduct|adduct|rotat|angle|cobb|range|rom\b|tilt|elevat|raise|scolio|axis|bend|motion|curv|varus|valgus|"
    r"north|south|lordosis|kyphosis|slope|arc\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.;!?][ \t]|\n")
_BEFORE = 200
"""Characters before "98.6 degrees" in which a word of joints and curves, in the same sentence, makes it an angle."""
_BARE_F = (94.0, 108.0)


def spell_vital_signs(text: str) -> str:
    """`text` with each vital sign under one name and with its unit, in the unit it has."""
    text = _PRESSURE.sub(_pressure, text)
    text = _RATE.sub(lambda match: _within(match, 20, 300, "HR {} bpm"), text)
    text = _BREATHS.sub(lambda match: _within(match, 4, 90, "RR {}/min"), text)
    text = _SATURATION.sub(lambda match: _within(match, 30, 100, "SpO2 {}%"), text)
    return _CELSIUS.sub(_celsius, _DEGREES.sub(_degrees, _TEMPERATURE.sub(_without_unit, text)))


def _within(match: re.Match[str], least: int, most: int, shown: str) -> str:
    return shown.format(match.group(2)) if least <= int(match.group(2)) <= most else match.group()


def _pressure(match: re.Match[str]) -> str:
    high, low = int(match.group(2)), int(match.group(3))
    living = 40 <= high <= 320 and 10 <= low < high
    return f"BP {match.group(2)}/{match.group(3)} mmHg" if living else match.group()


def _celsius(match: re.Match[str]) -> str:
    low, high = FEVERS_C
    return f"{match.group(1)} \u00b0C" if low <= float(match.group(1)) <= high else match.group()


def _without_unit(match: re.Match[str]) -> str:
    """A temperature without a unit tells it by its size."""
    value = float(match.group(3))
    for unit, (low, high) in (("\u00b0F", FEVERS_F), ("\u00b0C", FEVERS_C)):
        if low <= value <= high:
            link = " " if not match.group(2) or match.group(2).strip() in "-\u2013\u2014" else match.group(2)
            return f"{match.group(1)}{link}{match.group(3)} {unit}"
    return match.group()


def _degrees(match: re.Match[str]) -> str:
    """A bare "98.6 degrees" is Fahrenheit where it is a body's and nothing before it speaks of joints or curves."""
    low, high = _BARE_F
    sentence = _SENTENCE_END.split(match.string[max(0, match.start() - _BEFORE) : match.start()])[-1]
    angle = _ANGLE.search(sentence)
    return f"{match.group(1)} \u00b0F" if low <= float(match.group(1)) <= high and not angle else match.group()
