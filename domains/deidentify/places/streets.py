"""Streets with a house number: the number, the name, and what says that it is a street."""

from __future__ import annotations

import re

from domains.deidentify.linear import Pattern, linear
from domains.deidentify.places.proper_names import PARTICLES, WORD, has_name
from domains.deidentify.tokens import TOKEN
from domains.deidentify.vocabulary import is_borne, is_clinical, is_ordinary

_CAP = r"[A-Z][a-z]{2,20}"
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|"
    r"Way|Parkway|Pkwy|Highway|Hwy|"
    r"Circle|Cir|Crescent|Close|Trail|Trl|Row|Mews|Alley|Gardens|Grove|Walk|Plaza|Loop|Pike|Turnpike|Quay|"
    r"Wharf|Green|Hill|Park|Rise|View|Wynd|Brae|Vennel|Cres|Gdns)"
)
_SURE = re.compile(
    r"\b(?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|crescent|terrace|parkway|pkwy|highway|hwy)s?\b",
    re.IGNORECASE,
)
_NUMBERED = linear(
    rf"(?<![\w./-])\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,5}})?,? (?:\d{{1,5}} )?(?:{WORD} "
    rf"){{1,4}}{_SUFFIX}s?\b\.?(?-i: {_CAP} {_CAP}\b)?(?! ?(?:mg|ml))",
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
_ROAD = (
    r"(?:Rua|Rúa|Rue|Calle|C/|Via|Viale|Vicolo|Avenida|Avda\.?|Av\.?|Piazza|Piazzetta|Piazzale|Corso|Largo|Plaza|"
    r"Paseo|Carrer|Camino|Ronda|Strada|Chemin|Impasse|Quai|Route|Praça|Travessa|Estrada|Alameda|Place|Allée|Boulevard|"
    r"Bd|Cours|Passage|Square|ul\.|Ulica|al\.|os\.|Aleja|Trg|Cesta|Náměstí|Nábřeží|Ulice|Odos|Jalan|Str\.|Strasse)"
)
_LAST_PART = (
    r"(?:straße|strasse|str\.|gasse|weg|platz|allee|ufer|damm|gatan|vägen|gränd|stigen|gade|vej|stræde|vænget|"
    r"veien|vegen|gata|gate|stien|bakken|katu|kuja|polku|ranta|kaari|tie|laan|straat|plein|gracht|kade|dijk|singel|"
    r"götu|vegur|braut|stígur|sinersuaq|utca|út|u\.)"
)
_LAST_WORD = (
    r"(?:utca|út|útja|u\.|tér|krt\.|körút|põik|tee|tn|pst|puiestee|maantee|trg|ulica|cesta|náměstí|nábřeží|ulice|"
    r"gate|gata|vei|vej|allé|alle|katu|tie|str\.)"
)
_EUROPEAN = linear(
    rf"(?:(?<![\w./-])\d{{1,6}} ){{0,2}}(?<!\w)(?:{_ROAD} (?:{WORD} ){{0,4}}{WORD}|[^\W\d_]{{2,25}}{_LAST_PART}|"
    rf"(?:[^\W\d_a-z][^\W\d_]{{1,20}} ){{1,3}}{_LAST_WORD}),? \d{{1,5}}[a-zA-Z]?\b(?![-/:.]\w)"
    r"(?:\.(?=[ \t]{0,3}(?:,|\n|$| (?:Apt|Suite|Flat))))?"
)
_NUMBER_ROAD = linear(
    rf"(?<![\w./-])(?:\d{{1,6}} )?\d{{1,5}}[a-z]?,? (?:bis |ter )?{_ROAD} (?:(?i:de|des|du|la|le|les|l'|da|do|dos|del|"
    rf"della|dei|e|y|of) ?){{0,3}}[^\W\d_]{{2,25}}(?: [^\W\d_a-z][^\W\d_]{{2,20}}){{0,3}}(?: \d{{1,5}})?(?: St\b\.?)?"
)
_BEFORE_A_FLAT = linear(
    rf"(?<![\w./-])\d{{1,6}} (?:\d{{1,5}} )?(?:{WORD} ){{1,4}}(?:\d{{1,5}}[a-z]? )?(?:Apt|Suite|Flat)\b\.? \d{{1,5}}\b",
    re.IGNORECASE,
)
STREET_FORMS = (_NUMBERED, _ORDINAL_STREET, _BEFORE_A_FLAT, _EUROPEAN, _NUMBER_ROAD, _NUMBER_BOTH_ENDS)
"""The ways to write a house number and a street; on the text, one after the other."""
_CERTAIN = (_ORDINAL_STREET, _BEFORE_A_FLAT, _EUROPEAN, _NUMBER_ROAD)
_SHORTENED = frozenset(
    ("gen.", "pres.", "rev.", "sgt.", "col.", "capt.", "ave.", "blvd.", "apt.", "ste.", "wm.", "chas.")
)
STREET_ALONE = linear(
    rf"\b(?:on|at|off|from|near|in) (?P<value>(?:{WORD} ){{1,3}}(?:Street|Avenue|Road|Boulevard|Lane|"
    rf"Crescent|Terrace|Ave|Rd|Blvd|Ln|Mews|Highway|Hwy|Parkway|Pkwy))\b"
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
    if "Dr." in named or _over(named) or any(is_ordinary(token) for token in lower) or 0 < len(lower) < len(named):
        return False
    if not _SURE.search(match.group(0)):
        return not lower and (has_name(match.group(0)) or any(is_borne(token) for token in named))
    return bool(named) and (not lower or (len(named) < 3 and not any(is_clinical(token) for token in named)))


def _over(tokens: list[str]) -> bool:
    """Whether a sentence ends between the number and the street: "11/3 WNL. DR"."""
    return any(token.endswith(".") and len(token) > 3 and token.lower() not in _SHORTENED for token in tokens)
