"""Streets with a house number: the number, the name, and what says that it is a street."""

from __future__ import annotations

import re

from domains.deidentify.linear import Pattern, linear
from domains.deidentify.places.proper_names import PARTICLES, WORD, has_name
from domains.deidentify.tokens import TOKEN
from domains.deidentify.vocabulary import is_borne, is_clinical, is_medical, is_ordinary

_CAP = r"[A-Z][a-z]{2,20}"
_SUFFIX = (
    r"(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Place|Pl|Square|Sq|Terrace|Ter|"
    r"Way|Parkway|Pkwy|Highway|Hwy|"
    r"Circle|Cir|Crescent|Close|Trail|Trl|Row|Mews|Alley|Gardens|Grove|Walk|Plaza|Loop|Pike|Turnpike|Quay|"
    r"Wharf|Green|Hill|Park|Rise|View|Wynd|Brae|Vennel|Cres|Gdns|Gate|Croft)"
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
    rf"(?<![\w./-])\d{{1,6}} (?:[NS]\.?[EW]\.? |[NSEW]\.? |North |South |East |West )?"
    rf"\d{{1,3}}(?:st|nd|rd|th) {_SUFFIX}\b\.?",
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
_NUMBERED_CALLE = linear(
    r"(?<!\w)(?:Calle|Carrera|Cra|Cl|Avenida|Avda|Av|Transversal|Diagonal)\.? \d{1,4}[A-Za-z]?,? {0,1}"
    r"(?:#|No\.? {0,1}|n[\u00ba\u00b0] {0,1})\d{1,5}[A-Za-z]?(?:-\d{1,5})?(?!\w)",
    re.IGNORECASE,
)
"""A street that is a number, as in much of Latin America: "Calle 8 #114"."""
_NUMBERED_ROAD = linear(
    r"\b(?:County|State|Township|Forest|Farm|Rural|Ranch)(?: to Market)? "
    r"(?:Road|Rd\.?|Route|Rte\.?|Highway|Hwy\.?) \d{1,5}[A-Z]?\b"
    r"(?: (?:near|outside|by|in) (?:[A-Z][\w'-]{2,20} ){0,2}[A-Z][\w'-]{2,20})?"
)
"""A road that is a number: "County Road 14 near Quillford"."""
_INTERSTATE = linear(
    r"\b(?:I|US|SR|CR|FM|Rte|Route|Hwy|Highway)[- ]\d{1,4} (?:[NSEW]B?\b|"
    r"(?:north|south|east|west)(?:bound)?\b|(?=mm |mile|exit ))"
    r"(?: ?(?:near |at )?(?:mm|mile(?: marker| post)?|exit) \d{1,4})?",
    re.IGNORECASE,
)
_DAY_OF_A_YEAR = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01]) (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? (?:(?:19|20)?\d\d|1[5-8]\d\d)\.?",
    re.IGNORECASE,
)
"""A number, a word and a number that are a date: "24 Mar 2019"."""
_BEFORE_A_ROOM = linear(r"(?<![\w./-])\d{3,6} (?:[NSEW]{1,2}\.? )?(?:[A-Z][\w'-]{2,20} ){1,3}#\d{1,5}[A-Za-z]?(?!\w)")
_DISPENSED = re.compile(
    r"\b(?:tab(?:let)?|cap(?:sule|let)?|pill|softgel|lozenge|troche|vial|amp(?:oule|ule)?|patch|patche|puff|spray|drop|"
    r"inhaler|syringe|pen|sachet|packet|strip|lancet|needle|suppositor(?:y|ie)|film|gummie|chew(?:able)?|tube|box|boxe|"
    r"bottle|dose|unit|refill|count|day|oral|disp(?:ense|ensed)?|qty|quantity|take|sig|supply)s?\b",
    re.IGNORECASE,
)
"""What is counted out behind a strength: "800 Tabs #30"."""
_WORD_BEFORE = re.compile(r"(?P<word>[^\W\d_][\w-]{2,20})[ ]\Z")
_LOT = linear(
    rf"\b(?:Lot|Space|Spc\.?|Trailer|Site) #?\d{{1,4}}[A-Za-z]?,? (?:{WORD} ){{1,3}}"
    r"(?:MHP|MHC|Mobile Home (?:Park|Estates)|Trailer (?:Park|Court)|RV Park|Campground)(?!\w)"
)
"""A place in a park of mobile homes."""
_BEFORE_A_FLAT = linear(
    rf"(?<![\w./-])\d{{1,6}} (?:\d{{1,5}} )?(?:{WORD} ){{1,4}}(?:\d{{1,5}}[a-z]? )?(?:Apt|Suite|Flat)\b\.? \d{{1,5}}\b",
    re.IGNORECASE,
)
STREET_FORMS = (
    _NUMBERED,
    _ORDINAL_STREET,
    _NUMBERED_ROAD,
    _INTERSTATE,
    _BEFORE_A_ROOM,
    _LOT,
    _NUMBERED_CALLE,
    _BEFORE_A_FLAT,
    _EUROPEAN,
    _NUMBER_ROAD,
    _NUMBER_BOTH_ENDS,
)
"""The ways to write a house number and a street; on the text, one after the other."""
_CERTAIN = (
    _ORDINAL_STREET,
    _NUMBERED_ROAD,
    _INTERSTATE,
    _LOT,
    _NUMBERED_CALLE,
    _BEFORE_A_FLAT,
    _EUROPEAN,
    _NUMBER_ROAD,
)
_LONGEST_WORD = 24
_SHORTENED = frozenset(
    ("gen.", "pres.", "rev.", "sgt.", "col.", "capt.", "ave.", "blvd.", "apt.", "ste.", "wm.", "chas.")
)
STREET_ALONE = linear(
    rf"\b(?:on|at|off|from|near|in) (?P<value>(?:{WORD} |\d{{1,3}}(?:st|nd|rd|th) ){{1,3}}"
    rf"(?:Street|Avenue|Road|Boulevard|Lane|"
    rf"Crescent|Terrace|Ave|Rd|Blvd|Ln|Mews|Highway|Hwy|Parkway|Pkwy)|"
    rf"(?:[A-Z][a-z'-]{{2,20}} ){{1,2}}(?:St|Dr|Ct|Pl)(?=[.,;)\n]|\Z| (?:and|near|in|by|at)\b))"
)
"""A street without a number behind "on", "at" or the like."""


def streets(form: Pattern, text: str) -> list[re.Match[str]]:
    """The matches of one of `STREET_FORMS` that are streets."""
    found = [match for match in form.finditer(text) if form in _CERTAIN or _is_street(match)]
    return found if form is not _BEFORE_A_ROOM else [match for match in found if not _is_dispensed(match)]


def _is_dispensed(match: re.Match[str]) -> bool:
    """Whether the number is a drug's strength and the room how many: "Norvexil 500 Caps #28"."""
    if _DISPENSED.search(match.group(0)) or any(_is_drug(token) for token in TOKEN.findall(match.group(0))):
        return True
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - _LONGEST_WORD), match.start())
    return before is not None and _is_drug(before["word"])


def _is_drug(token: str) -> bool:
    """Whether medicine has the word, and nobody bears it: people live in Foley Vista."""
    return len(token) > len("Rd.") and is_medical(token) and not (is_borne(token) or is_ordinary(token))


def _is_street(match: re.Match[str]) -> bool:
    """Whether a number and words are an address: capitals before a sure word, or a proper name before any."""
    tokens = TOKEN.findall(match.group(0))
    named = [token for token in tokens[:-1] if token not in PARTICLES]
    lower = [token for token in named if token[0].islower()]
    if (
        _DAY_OF_A_YEAR.fullmatch(match.group(0))
        or "Dr." in named
        or _over(named)
        or any(is_ordinary(token) for token in lower)
        or 0 < len(lower) < len(named)
    ):
        return False
    if not _SURE.search(match.group(0)):
        return not lower and (has_name(match.group(0)) or any(is_borne(token) for token in named))
    return bool(named) and (not lower or (len(named) < 3 and not any(is_clinical(token) for token in named)))


def _over(tokens: list[str]) -> bool:
    """Whether a sentence ends between the number and the street: "11/3 WNL. DR"."""
    return any(token.endswith(".") and len(token) > 3 and token.lower() not in _SHORTENED for token in tokens)
