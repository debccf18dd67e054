"""Streets with a house number: the number, the name, and what says that it is a street."""

from __future__ import annotations

import re

from domains.deidentify.linear import Pattern, linear
from domains.deidentify.places.proper_names import PARTICLES, WORD, has_name
from domains.deidentify.tokens import TOKEN
from domains.deidentify.vocabulary import is_clinical, is_ordinary

_CAP = r"[A-Z][a-z]{2,20}"
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|"
    r"Way|Parkway|Pkwy|Highway|Hwy|"
    r"Circle|Cir|Crescent|Close|Trail|Trl|Row|Mews|Alley|Gardens|Grove|Walk|Plaza|Loop|Pike|Turnpike|Quay|"
    r"Wharf|Green|Hill|Park|Rise|View)"
)
_SURE = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|crescent|terrace|parkway|pkwy|highway|hwy)s?\b",
    re.IGNORECASE,
)
_NUMBERED = linear(
    rf"(?<![\w./-])\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,5}})?,? (?:\d{{1,5}} )?(?:{WORD} "
    rf"){{1,4}}{_SUFFIX}s?\b\.?(?: {_CAP} {_CAP}\b)?(?! ?(?:mg|ml))",
    re.IGNORECASE,
)
_ORDINAL_STREET = linear(
    rf"(?<![\w./-])\d{{1,6}} (?:[NSEW]\.? |North |South |East |West )?\d{{1,3}}(?:st|nd|rd|th) {_SUFFIX}\b\.?",
    re.IGNORECASE,
)
_NUMBER_BOTH_ENDS = linear(
    rf"(?<![\w./-])\d{{2,6}} (?:\d{{1,5}} )?(?:{WORD} ){{1,4}}\d{{1,5}}[A-Za-z]?\.?(?=[ \t]{{0,3}}(?:,|\n|$)|"
    rf" (?:Apt|Suite|Ste|Unit|Flat)\b)"
)
_EUROPEAN = linear(
    rf"(?:(?<![\w./-])\d{{1,6}} ){{0,2}}\b(?:(?:Rua|Rue|Calle|Via|Viale|Avenida|Av\.|Piazza|Plaza|Strada|"
    rf"Chemin|Praça|Place|Allée|Boulevard|ul\.|Ulica) (?:{WORD} ){{0,3}}{WORD}|"
    r"[^\W\d_]{2,25}(?:straße|strasse|str\.|gasse|weg|platz|allee|gatan|gatan|vägen|gade|vej|veien|gata|katu|"
    r"tie|laan|straat|plein|utca|út|u\.)),? \d{1,5}[a-zA-Z]?\b"
)
STREET_FORMS = (_NUMBERED, _ORDINAL_STREET, _NUMBER_BOTH_ENDS, _EUROPEAN)
"""The ways to write a house number and a street; on the text, one after the other."""
_CERTAIN = (_ORDINAL_STREET, _EUROPEAN)
STREET_ALONE = linear(
    rf"\b(?:on|at|off|from|near|in) (?P<value>(?:{WORD} ){{1,3}}(?:Street|Avenue|Road|Boulevard|Lane|"
    rf"Crescent|Terrace))\b"
)
"""A street without a number behind "on", "at" or the like."""


def streets(form: Pattern, text: str) -> list[re.Match[str]]:
    """The matches of one of `STREET_FORMS` that are streets."""
    return [match for match in form.finditer(text) if form in _CERTAIN or _is_street(match)]


def _is_street(match: re.Match[str]) -> bool:
    """Whether a number and words are an address: capitals before a sure word, or a proper name before any."""
    tokens = TOKEN.findall(match.group(0))
    named = [token for token in tokens[:-1] if token not in PARTICLES]
    lower = [token for token in named if token[0].islower()]
    if "Dr." in named or any(is_ordinary(token) for token in lower) or 0 < len(lower) < len(named):
        return False
    if not _SURE.search(match.group(0)):
        return not lower and has_name(match.group(0))
    return bool(named) and (not lower or (len(named) < 3 and not any(is_clinical(token) for token in named)))
