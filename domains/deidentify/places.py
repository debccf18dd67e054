"""Addresses, post codes, institutions and where somebody lives."""

from __future__ import annotations

import re

from domains.deidentify.findings import Scope, Search
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, run_of, starts_upper
from domains.deidentify.vocabulary import is_clinical, is_eponym, is_odd, is_ordinary, is_place, is_town_word, is_word

_WORD = r"[^\W\d_][\w'.-]{0,25}"
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
_NUMBERED = re.compile(
    rf"(?<![\w./-])\d{{1,6}}[A-Za-z]?(?:[-/]\d{{1,5}})?,? (?:\d{{1,5}} )?(?:{_WORD} "
    rf"){{1,4}}{_SUFFIX}s?\b\.?(?: {_CAP} {_CAP}\b)?(?! ?(?:mg|ml))",
    re.IGNORECASE,
)
_ORDINAL_STREET = re.compile(
    rf"(?<![\w./-])\d{{1,6}} (?:[NSEW]\.? |North |South |East |West )?\d{{1,3}}(?:st|nd|rd|th) {_SUFFIX}\b\.?",
    re.IGNORECASE,
)
_ON_STREET = re.compile(
    rf"\b(?:on|at|off|from|near|in) (?P<value>(?:{_WORD} ){{1,3}}(?:Street|Avenue|Road|Boulevard|Lane|"
    rf"Crescent|Terrace))\b"
)
_NUMBER_BOTH_ENDS = re.compile(
    rf"(?<![\w./-])\d{{2,6}} (?:\d{{1,5}} )?(?:{_WORD} ){{1,4}}\d{{1,5}}[A-Za-z]?\.?(?=[ \t]{{0,3}}(?:,|\n|$)|"
    rf" (?:Apt|Suite|Ste|Unit|Flat)\b)"
)
_EUROPEAN = re.compile(
    rf"(?:(?<![\w./-])\d{{1,6}} ){{0,2}}\b(?:(?:Rua|Rue|Calle|Via|Viale|Avenida|Av\.|Piazza|Plaza|Strada|"
    rf"Chemin|Praça|Place|Allée|Boulevard|ul\.|Ulica) (?:{_WORD} ){{0,3}}{_WORD}|"
    r"[^\W\d_]{2,25}(?:straße|strasse|str\.|gasse|weg|platz|allee|gatan|gatan|vägen|gade|vej|veien|gata|katu|"
    r"tie|laan|straat|plein|utca|út|u\.)),? \d{1,5}[a-zA-Z]?\b"
)
_BOX = re.compile(
    r"\b(?:P\.? ?O\.? ?Box|Post Office Box|Postfach|APO|PSC|GPO Box|"
    r"HC(?= )) {0,2}#?\d{1,7}(?:,? {1,2}Box \d{1,7})?|\bUnit \d{1,7} Box \d{1,7}|"
    r"\b(?:APO|FPO|DPO),? A[AEP] \d{5}(?:-\d{4})?",
    re.IGNORECASE,
)
_ROOM = re.compile(
    r"\b(?:Apt|Apartment|Suite|Ste|Flat)\b\.? {0,2}#?\d{1,5}[A-Za-z]?\b|(?<=[\x00,] )#\d{1,5}[A-Za-z]?\b|"
    r"\b(?:Apt|Apartment|Flat)\b\.? {0,2}[A-Z]\b",
    re.IGNORECASE,
)
_STATES = (
    "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND "
    "OH OK OR PA RI SC SD TN TX "
    "UT VT VA WA WV WI WY PR AA AE AP"
).replace(" ", "|")
_CITY_STATE = re.compile(
    rf"(?<!\w)(?P<city>(?:{_WORD} ){{0,2}}{_WORD})(?:,[ \n]{{1,3}}|"
    rf" )(?:{_STATES})(?:,?[ \n]{{1,3}}\d{{5}}(?:-\d{{4}})?)?(?!\w)"
)
_STATE_ZIP = re.compile(rf"\b(?:{_STATES}),?[ \n]{{1,3}}\d{{5}}(?:-\d{{4}})?(?!\w)")
_ZIP = re.compile(
    r"\b(?:zip|zip ?code|post ?code|postal code|plz)(?: is| of|"
    r":)?[ :#]{0,3}(?P<value>\d[\d -]{1,9}\d(?: [A-Z]{2}\b)?|[A-Za-z]{1,2}\d[A-Za-z\d]{0,2} ?\d?[A-Za-z]{0,2})\b",
    re.IGNORECASE,
)
_ZIP4 = re.compile(r"(?<![\w-])\d{5}-\d{4}(?![\w-])")
_POSTCODE = re.compile(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)\b")
_INSTITUTION = re.compile(
    rf"(?<!\w)(?P<value>(?:{_WORD} ){{1,4}}(?:Hospital|Clinic|Infirmary|Medical Cent(?:er|re)|"
    rf"Health Cent(?:er|re)|Nursing Home|Care Home|Hospice|Health System|Healthcare|Surgery Center|Cancer Center|"
    r"Community College|Retirement (?:Home|Village|Community)|Assisted Living|Senior Living|Dialysis Center|"
    r"Rehabilitation Cent(?:er|re)|High School|Primary School|Elementary School|Middle School|Grammar School|"
    r"Secondary School|School|College|"
    r"Academy|University|Gymnasium|Kindergarten|Church|Prison|Jail|Correctional Facility|Shelter|Pharmacy|"
    r"Country Club|Airport))\b"
)
_OF = re.compile(
    r"\b(?:University|Hospital|College|City|Town|Village|County|Borough|Parish|Municipality|Diocese) of (?=[^\W\d_])"
)
_COUNTY = re.compile(rf"(?<!\w)(?P<value>(?:{_WORD} ){{0,2}}{_WORD} (?:County|Borough|Township|Parish|Shire))\b")
_LIVES = re.compile(
    r"\b(?:(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|resident|mov(?:ed?|es|ing)|born|raised|grew up|grown up|"
    r"hails?|native|"
    r"relocated) (?:\w{1,12} )?(?:in|at|from|to|of|near|outside)|"
    r"(?:comes?|came|I am|I'm|is|was|originally|he's|she's) (?:originally )?from) (?:the )?(?=[^\W\d_])"
)
_PUPIL_LIVES = re.compile(
    r"\b(?:I|[Ww]e|[Mm]y \w{2,12}) (?:also )?(?:live|lives|lived|am living|reside|moved|come|came|am|was born|"
    r"were born|grew up|"
    r"stay|go to school) (?:in|at|from|to|near) (?:the )?(?=[^\W\d_])"
)
_STAYS = re.compile(
    r"\b(?:works?|working|worked|employed|employment|job|travel(?:s|l?ed|l?ing)?|trip|visit(?:ed|ing|s)?|"
    r"vacation(?:ed|ing)?|holiday|flew|returned|transferred|"
    r"referred|admitted|seen|based|located|stationed|deployed|imprisoned|incarcerated|office is|"
    r"clinic) (?:\w{1,12} )?(?:in|at|from|to|near|outside) (?:the )?(?=[^\W\d_])"
)
_ADDRESS_LABEL = re.compile(
    r"\b(?:(?:home|mailing|postal|billing|shipping|street|current|permanent|business|work)[ -])?(?:address|"
    r"residence|city|town|county|birthplace|place of birth|"
    r"hometown|location|where|state)(?: is| was)?[ \t]{0,2}:[ \t\n]{0,4}(?P<value>[^\n\x00]{3,80})",
    re.IGNORECASE,
)
_SEGMENT = re.compile(
    r"[ \t]{0,4}(?:,|\n)[\s,>*?]{0,12}(?P<value>[^\n,;:\x00]{2,40}?)(?=[ \t]{0,3}(?:[,\n;?]|\.(?:\s|$)|$))"
)
_ROOM_NEXT = re.compile(
    r"[\s,>*?]{0,12}(?:Apt|Apartment|Suite|Ste|Flat|Unit)\b\.? {0,2}#?\d{1,5}[A-Za-z]?\b", re.IGNORECASE
)
_TAIL = re.compile(r"[ ,.]{1,3}(?:#|No\.? ?)?\d{1,6}[A-Za-z]?(?!\w|[./]\d| ?(?:mg|ml|mcg))")
_PARTICLES = frozenset(("de", "of", "la", "del", "di", "da", "do", "dos", "nad", "am", "an", "nan", "the", "k"))
_PLACE_WORDS = frozenset(
    ("United", "States", "State", "New", "North", "South", "West", "East", "Beach", "Lake", "Port", "Center")
)
_PREPOSITION = re.compile(r"(?<=\w )(?:in|from|near) (?=[^\W\d_a-z][^\W\d_]{3})")
_TWO_WORDS = re.compile(
    r"\b(?:United (?:States|Kingdom|Arab Emirates)(?: of America)?|New (?:Zealand|York|Jersey|Mexico|"
    r"Hampshire|Delhi|Orleans)(?: City)?|South (?:Africa|Korea|Carolina|Dakota)|"
    r"North (?:Korea|Carolina|Dakota)|West Virginia|Rhode Island|Puerto Rico|Costa Rica|Sri Lanka|"
    r"Saudi Arabia|Hong Kong|Czech Republic|Dominican Republic|"
    r"El Salvador|Ivory Coast|Sierra Leone|Burkina Faso|Los Angeles|Las Vegas|San (?:Diego|Francisco|Jose|"
    r"Antonio)|Salt Lake City|Kansas City|St\.? (?:Louis|Paul)|"
    r"Northern Ireland|Cape Verde|Great Britain|Trinidad and Tobago|Bosnia and Herzegovina|Papua New Guinea)\b"
)
_BEFORE_PLACE = frozenset(
    [
        "good",
        "holy",
        "sacred",
        "saint",
        "st",
        "grand",
        "greater",
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "lower",
        "upper",
        "new",
        "old",
        "little",
        "big",
        "great",
        "port",
        "fort",
        "lake",
        "mount",
        "mt",
        "cape",
        "glen",
        "los",
        "las",
        "san",
        "santa",
        "el",
        "la",
        "le",
        "de",
        "den",
        "cedar",
        "oak",
        "pine",
        "beacon",
        "valley",
        "river",
        "spring",
        "silver",
        "golden",
        "green",
        "white",
        "black",
        "red",
        "blue",
        "rock",
        "stone",
        "high",
        "mercy",
        "hope",
        "grace",
        "community",
        "university",
        "veterans",
        "children",
        "women",
        "baptist",
        "methodist",
        "lutheran",
        "catholic",
        "jewish",
        "presbyterian",
        "providence",
        "lakeshore",
        "our",
        "lady",
        "royal",
        "queen",
        "king",
        "prince",
        "princess",
        "national",
        "central",
        "metropolitan",
        "tri-county",
        "cottage",
        "cross",
        "trinity",
        "christ",
        "calvary",
        "united",
        "federal",
        "county",
        "city",
        "state",
        "bay",
        "harbor",
        "sunset",
        "sunrise",
        "pleasant",
        "fair",
        "forest",
        "garden",
        "meadow",
        "maple",
        "elm",
        "willow",
        "birch",
        "ash",
        "walnut",
        "cherry",
        "palm",
        "magnolia",
        "eagle",
        "deer",
        "fox",
        "bear",
        "wolf",
        "fairview",
        "cite",
        "quinta",
        "barra",
    ]
)
_AFTER_PLACE = frozenset(
    [
        "heights",
        "falls",
        "hollow",
        "springs",
        "spring",
        "beach",
        "park",
        "city",
        "hill",
        "hills",
        "valley",
        "creek",
        "point",
        "bay",
        "harbor",
        "harbour",
        "island",
        "islands",
        "grove",
        "ridge",
        "lake",
        "lakes",
        "river",
        "rivers",
        "junction",
        "crossing",
        "village",
        "town",
        "township",
        "county",
        "memorial",
        "general",
        "regional",
        "hall",
        "house",
        "manor",
        "court",
        "gardens",
        "green",
        "fields",
        "forest",
        "woods",
        "mills",
        "mill",
        "bridge",
        "ford",
        "ferry",
        "landing",
        "shores",
        "view",
        "vista",
        "rapids",
        "bluff",
        "bluffs",
        "canyon",
        "mesa",
        "prairie",
        "plains",
        "rock",
        "stone",
        "square",
        "corner",
        "corners",
        "center",
        "centre",
        "heath",
        "moor",
        "end",
        "cross",
        "street",
        "road",
        "avenue",
        "lane",
        "drive",
        "way",
        "nord",
        "sud",
        "west",
        "east",
        "north",
        "south",
        "hospital",
        "clinic",
    ]
)
MAX_SEGMENTS = 8


def _place_like(token: str) -> bool:
    return starts_upper(token) and not (is_ordinary(token) or is_clinical(token))


def _has_name(text: str) -> bool:
    """Whether at least one word could be a proper name."""
    return any(_place_like(token) for token in TOKEN.findall(text))


def _is_segment(text: str, small: bool) -> bool:
    """Whether a line or clause could be a further part of an address: capitals and numbers only, few words."""
    words = text.strip(" ()").split()
    if not 1 <= len(words) <= 5:
        return False
    fits = [not word[0].isalpha() or starts_upper(word) or word.lower() in _PARTICLES or small for word in words]
    sensible = any(word[0].isdigit() or _place_like(word) or small for word in words) or (
        len(words) == 1 and len(words[0]) < 4
    )
    return (
        all(fits)
        and sensible
        and not any(is_ordinary(word) and len(word) > 3 and word not in _PLACE_WORDS for word in words)
    )


def _address_end(text: str, start: int, end: int) -> int:
    """Where the address [start, end) is really over: flat, town, state, post code, country follow."""
    small = text[start:end].islower()
    for _ in range(MAX_SEGMENTS):
        room = _ROOM_NEXT.match(text, end)
        if room:
            end = room.end()
            town = run_of(text, end + 1, _place_like, most=3) if text[end : end + 1] == " " else (end, [])
            end = town[0] if town[1] else end
            continue
        segment = _SEGMENT.match(text, end)
        if segment is None or not _is_segment(segment.group("value"), small):
            break
        end = segment.end()
    return end


def _is_street(match: re.Match[str]) -> bool:
    """Whether a number and words are an address: capitals before a sure word, or a proper name before any."""
    tokens = TOKEN.findall(match.group(0))
    named = [token for token in tokens[:-1] if token not in _PARTICLES]
    lower = [token for token in named if token[0].islower()]
    if "Dr." in named or any(is_ordinary(token) for token in lower) or 0 < len(lower) < len(named):
        return False
    if not _SURE.search(match.group(0)):
        return not lower and _has_name(match.group(0))
    return bool(named) and (not lower or (len(named) < 3 and not any(is_clinical(token) for token in named)))


def find_addresses(search: Search) -> None:
    """Take street addresses with all that belongs to them, boxes and post codes."""
    for pattern in (_NUMBERED, _ORDINAL_STREET, _NUMBER_BOTH_ENDS, _EUROPEAN, _BOX):
        streets = [
            m for m in pattern.finditer(search.text) if pattern in (_BOX, _ORDINAL_STREET, _EUROPEAN) or _is_street(m)
        ]
        search.take_all(
            [(m.start(), _address_end(search.text, m.start(), m.end()), Kind.LOCATION) for m in streets],
            "street address",
        )
    search.take(_ROOM, Kind.LOCATION, "flat or suite")
    search.take(_ON_STREET, Kind.LOCATION, "street", "value")
    search.take(_ZIP, Kind.LOCATION, "labelled post code", "value")
    search.take(_ZIP4, Kind.LOCATION, "post code")
    search.take(_POSTCODE, Kind.LOCATION, "post code")


def _take_cities(search: Search) -> None:
    spans = []
    for match in _CITY_STATE.finditer(search.text):
        tokens = list(TOKEN.finditer(search.text, match.start(), match.end("city")))
        start = match.end("city")
        for token in reversed(tokens):
            if not _place_like(token.group(0)):
                break
            start = token.start()
        joined = match.group(0)[match.end("city") - match.start() :]
        if start < match.end("city") and ("," in joined or any(character.isdigit() for character in joined)):
            spans.append((start, match.end(), Kind.LOCATION))
    search.take_all(spans, "town and state")
    search.take(_STATE_ZIP, Kind.LOCATION, "state and post code")


def _run_before(tokens: list[re.Match[str]]) -> int | None:
    """Where the capitalised words that end in an institution begin; None where none of them is a proper name."""
    names = []
    for token in reversed(tokens[:-1]):
        if not starts_upper(token.group(0)):
            break
        names.append(token)
    while names and not (_place_like(names[-1].group(0)) or _opens(names[-1].group(0))):
        names.pop()
    proper = any(_place_like(name.group(0)) for name in names) or len(names) > 1
    return names[-1].start() if names and proper else None


def _opens(token: str) -> bool:
    """Whether an everyday word often opens a place's name: "Good Samaritan", "North Quill"."""
    return starts_upper(token) and token.lower().strip(".") in _BEFORE_PLACE


def _take_beside_places(search: Search) -> None:
    """Everyday words that belong to a place found: those that open such names before it, those "
    "that close them behind."""
    ends = {found.end for found in search.found if found.kind in (Kind.NAME, Kind.LOCATION)}
    starts = {found.start for found in search.found if found.kind in (Kind.NAME, Kind.LOCATION)}
    spans = []
    for place in ends:
        match = TOKEN.match(search.text, place + 1) if search.source[place : place + 1] == " " else None
        if match and starts_upper(match.group(0)) and match.group(0).lower().strip(".") in _AFTER_PLACE:
            spans.append((place, match.start() + len(match.group(0).rstrip(".")), Kind.LOCATION))
    for place in starts:
        match = _LAST_WORD.search(search.text, max(0, place - _WINDOW), place)
        if match and _opens(match.group("value")):
            spans.append((match.start("value"), place, Kind.LOCATION))
    search.take_all(spans, "beside a place")
    spans = []
    for found in list(search.found):
        state = _STATE_BEHIND.match(search.text, found.end) if found.kind in (Kind.NAME, Kind.LOCATION) else None
        if state and _ONE_WORD.fullmatch(search.source[found.start : found.end]):
            place = (
                found.kind is Kind.LOCATION
                or found.reason == "beside a place"
                or state.group("value") not in ("MD", "PA", "DO", "OD")
            )
            if place or not _TWO_NAMES.search(search.source[found.start : found.end]):
                spans.append((state.start("value"), state.end("value"), Kind.LOCATION))
    search.take_all(spans, "beside a place")


def _take_compound_towns(search: Search) -> None:
    """Towns of two everyday words before their state: "Cedar Hollow, OH"."""
    spans = [
        (match.start(), match.end(), Kind.LOCATION)
        for match in _COMPOUND.finditer(search.text)
        if _opens(match.group("first"))
        and match.group("last") not in ("ID",)
        and (
            match.group("last").lower() in _AFTER_PLACE
            or match.group("state")
            or _IN.search(search.text, max(0, match.start() - 6), match.start())
        )
        and not is_eponym(search.text, match.end())
    ]
    spans += [
        (match.start("value"), match.end("value"), Kind.LOCATION)
        for match in _TOWN_WORD.finditer(search.text)
        if is_town_word(match.group("value")) or (match.group("state") and _place_like(match.group("value")))
    ]
    search.take_all(spans, "town of two words")


def _take_institutions(search: Search) -> None:
    spans = []
    for pattern in (_INSTITUTION, _COUNTY):
        for match in pattern.finditer(search.text):
            tokens = list(TOKEN.finditer(search.text, match.start("value"), match.end("value")))
            start = _run_before(tokens)
            if start is not None:
                spans.append((start, match.end("value"), Kind.LOCATION))
    search.take_all(spans, "institution")
    _take_runs(search, _OF, "institution")


def _take_runs(search: Search, pattern: re.Pattern[str], reason: str) -> None:
    spans = []
    for match in pattern.finditer(search.text):
        end, tokens = run_of(search.text, match.end(), _place_like, comma=True, most=4)
        if pattern is _PREPOSITION and any(token.isupper() or is_odd(token) for token in tokens):
            continue
        if tokens and len(tokens[0]) > 1 and not is_eponym(search.text, end):
            spans.append((match.end(), end, Kind.LOCATION))
    search.take_all(spans, reason)


def _take_labelled(search: Search) -> None:
    spans = [
        (
            match.start("value"),
            match.start("value") + len(re.split(r"[;.](?:\s|$)| {3,}", match.group("value"))[0]),
            Kind.LOCATION,
        )
        for match in _ADDRESS_LABEL.finditer(search.text)
        if match.group("value")[0].isdigit() or _has_name(match.group("value")[:30])
    ]
    search.take_all(spans, "labelled address")


def find_places(search: Search) -> None:
    """Take towns, institutions and what follows "lives in"; in clinical text also workplaces and trips."""
    _take_labelled(search)
    _take_cities(search)
    if search.scope is Scope.CLINICAL:
        _take_known(search)
    _take_institutions(search)
    _take_runs(search, _LIVES if search.scope is Scope.CLINICAL else _PUPIL_LIVES, "where somebody lives")
    if search.scope is Scope.CLINICAL:
        _take_runs(search, _STAYS, "where somebody was")
        _take_runs(search, _PREPOSITION, "after a preposition of place")


def _take_known(search: Search) -> None:
    """Countries, American states and large cities by name."""
    search.take(_TWO_WORDS, Kind.LOCATION, "word list of places")
    known = [
        (match.start(), match.end() - match.group(0).endswith("."), Kind.LOCATION)
        for match in TOKEN.finditer(search.text)
        if is_place(match.group(0)) and starts_upper(match.group(0)) and not is_eponym(search.text, match.end())
    ]
    search.take_all(known, "word list of places")


_SPOT = "\x01"
_HOUSE_BEFORE = re.compile(
    r"(?<![\w./:-])(?P<value>\d{1,6}[A-Za-z]?(?: \d{1,5}[A-Za-z]?)? (?:[^\W\d_]{1,12}\.? |[A-Za-z]/ ){0,3})\Z"
)
_HOUSE_AFTER = re.compile(
    r"(?P<value>(?: {1,2}[^\W\d_]{1,14}\.?){0,2} (?!(?:19|20)\d\d\b)\d{1,5}[A-Za-z]?\.?)"
    rf"(?=[ \t]{{0,3}}(?:[,.?\n]|$|(?:St|Apt|Suite|Unit|and|in|street|is)\b|{_SPOT}))"
)
_LAST_WORD = re.compile(r"(?<![\w'-])(?P<value>[^\W\d_]{2,14}\.?) \Z")
_COMPOUND = re.compile(
    r"\b(?P<first>[A-Z][a-z]{2,10}) (?P<last>[A-Z][a-z]{2,9})\b(?P<state>, (?:[A-Z]{2}|[A-Z][a-z]{3,12})\b)?"
)
_IN = re.compile(r"\b(?:in|to|from|near|at) \Z")
_STATE_NAMES = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|"
    r"Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|"
    r"Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|"
    r"Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|"
    r"West Virginia|Wisconsin|Wyoming"
)
_TOWN_WORD = re.compile(
    rf"(?:(?<=\bin )|(?<=from )|(?<=near )|(?<=\bto )|(?<=\bat )|(?<=\n)|(?<=, )|(?<=^))(?P<value>[A-Z][a-z]{{2,14}})"
    rf"(?P<state>,? (?:(?:{_STATES})\b|\x00|(?:{_STATE_NAMES})\b))?(?= [a-z(\d]|[.,;:)!?\n\r]|\s*$)"
)
_STATE_BEHIND = re.compile(rf",? {{1,2}}(?P<value>(?:{_STATES})(?![\w'-])|(?:{_STATE_NAMES})\b)")
_TWO_NAMES = re.compile(r"[ ,]")
_ONE_WORD = re.compile(r"[^\W\d_][\w'-]{2,25}(?: [^\W\d_][\w'-]{2,25})?")
_STREET_NEXT = re.compile(
    r"[ ,\n]{1,3}(?:Apt|Suite|Unit|Street|St|Str|Road|Rd|Drive|Dr|Lane|Way|Sq|Creek|Avenue|Ave|Court|Ct)\b",
    re.IGNORECASE,
)
_WINDOW = 60
_CORNER = re.compile(
    rf"(?:\bthe )?\bcorner of [^\n,;:]{{1,70}}? and [^\n,;:?]{{0,20}}{_SPOT}{{1,60}}(?: [A-Z][a-z]{{2,12}}\b"
    rf")?(?: St\b\.?)?"
)
_BESIDE_SPOT = re.compile(
    rf"{_SPOT}[ ,\n\t>?]{{1,8}}(?P<value>\d{{4,6}}(?:-\d{{3,4}})?|\d{{3}} \d{{2}})(?=[ \t]{{0,3}}(?:[,.?;\n]"
    rf"|$|{_SPOT}))"
    rf"|(?:^|\n|,)[ \t>?]{{0,4}}(?P<first>\d{{4,6}}(?:-\d{{3}})?|\d{{3}} \d{{2}}),? {{1,2}}{_SPOT}"
)


def _with_spots(search: Search) -> str:
    """The text with names and places found so far marked as spots, all else that was found as it was masked."""
    signs = list(search.text)
    for found in search.found:
        if found.kind in (Kind.NAME, Kind.LOCATION):
            signs[found.start : found.end] = _SPOT * (found.end - found.start)
    return "".join(signs)


def find_numbers_beside_places(search: Search) -> None:
    """Take house numbers, corners and post codes beside the names and places found: an address with unlisted words."""
    _take_compound_towns(search)
    _take_beside_places(search)
    text = _with_spots(search)
    corners = [(match.start(), match.end(), Kind.LOCATION) for match in _CORNER.finditer(text)]
    search.take_all(corners, "corner of two streets")
    _take_house_numbers(search)
    text = _with_spots(search)
    for group in ("value", "first"):
        spans = [(m.start(group), m.end(group), Kind.LOCATION) for m in _BESIDE_SPOT.finditer(text) if m.group(group)]
        search.take_all(spans, "post code beside a place")


def _take_house_numbers(search: Search) -> None:
    """A number before and behind a name, or on one side where the other side says that it is a street."""
    text = _with_spots(search)
    spans = []
    for found in [found for found in search.found if found.kind in (Kind.NAME, Kind.LOCATION)]:
        before = _HOUSE_BEFORE.search(text, max(0, found.start - _WINDOW), found.start)
        after = _HOUSE_AFTER.match(text, found.end)
        if after and _is_house(after.group("value"), before is not None):
            spans.append((found.end, after.end("value"), Kind.LOCATION))
        if before and (after or _STREET_NEXT.match(text, found.end)):
            spans.append((before.start("value"), found.start, Kind.LOCATION))
    search.take_all(spans, "house number beside a name")


def _is_house(value: str, numbered: bool) -> bool:
    """Whether what follows a name is the rest of a street: words between only where a number stands before."""
    words = value.split()[:-1]
    return not words or numbered or all(_place_like(word) for word in words)


_STREET = "\x02"
_ANY_SPOT = f"[{_SPOT}{_STREET}]"
_STREET_REASONS = frozenset(
    {
        "street address",
        "house number beside a name",
        "flat or suite",
        "street",
        "corner of two streets",
        "rest of an address",
    }
)
_PART = (
    r"(?:[^\W\d_a-z][^\W\d_]{0,14}\.?|de|du|la|le|des|del|do|da|e|u|v|z|i|nad|am|an|no|nan|the|"
    r"[A-Z]{2,3}|\d{1,6}|\(|\))"
)
_REST = (
    re.compile(rf"{_STREET}(?P<value>[ ,\t\n>|]{{1,5}}(?:{_PART}[ ,\t\n>|]{{1,5}}){{1,4}})(?={_ANY_SPOT})"),
    re.compile(rf"{_STREET}(?P<value>[ ,\t\n>|]{{1,6}}(?:(?:[A-Z]{{2}}|nan)[ ,\t\n>|]{{1,5}})?\d{{4,6}})(?!\w)"),
    re.compile(
        rf"{_STREET}(?P<value>[ ,\n]{{1,3}}(?:[^\W\d_a-z]{{2,15}}(?:['-][^\W\d_a-z]{{2,15}})?|nan)"
        rf"(?: [^\W\d_a-z]{{2,15}})?)(?![\w:])"
    ),
    re.compile(rf"{_ANY_SPOT}(?P<value> and )(?={_STREET})"),
    re.compile(
        rf"(?<![\w./:-])(?P<value>\d{{1,6}} (?:\d{{1,5}} )?(?:(?i:rue|avenue|av|via|rua|calle|ul|place|plaza|"
        rf"chemin)\b\.? )?"
        rf"(?:[^\W\d_]{{1,14}} ){{0,3}})(?={_STREET})"
    ),
    re.compile(
        rf"(?<![\w./:-])(?P<value>(?:\d{{1,6}} ){{0,2}}(?:[Rr]ue|[Aa]venue|[Vv]ia|[Rr]ua|[Cc]alle|ul\.|[Cc]hemin) "
        rf"(?:[^\W\d_]{{1,14}} ){{0,3}})(?={_ANY_SPOT})"
    ),
    re.compile(rf"(?:^|[\n ]|at )(?P<value>\d{{2,6}} )(?={_STREET})"),
    re.compile(rf"{_STREET}(?P<value> \d{{1,4}})(?=,|\n)"),
)
"""What is left of an address between and around the parts of it that were found; streets apart."""


def find_rests_of_addresses(search: Search) -> None:
    """Take region codes, post codes, numbers and short words that lie between the parts of one address."""
    for pattern in _REST:
        signs = list(search.text)
        for found in search.found:
            if found.kind in (Kind.NAME, Kind.LOCATION):
                sign = _STREET if found.reason in _STREET_REASONS else _SPOT
                signs[found.start : found.end] = sign * (found.end - found.start)
        text = "".join(signs)
        if _STREET not in text and pattern is not _REST[5]:
            continue
        spans = [
            (m.start("value"), m.end("value"), Kind.LOCATION)
            for m in pattern.finditer(text)
            if pattern is not _REST[2]
            or not any(is_word(word) or len(word) < 4 for word in m.group("value").split(" ") if word)
        ]
        search.take_all(spans, "rest of an address")
