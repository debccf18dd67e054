"""Towns, states and countries by name, and towns by the state behind them."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.places.proper_names import WORD, closes, opens, place_like
from domains.deidentify.places.states import STATE_NAMES, STATES
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import is_eponym, is_place, is_town_word, is_word, names_a_sign

_CITY_STATE = linear(
    rf"(?<!\w)(?P<city>(?:{WORD} ){{0,2}}{WORD})(?:,[ \n]{{1,3}}|"
    rf" )(?:{STATES})(?:,?[ \n]{{1,3}}\d{{5}}(?:-\d{{4}})?)?(?!\w)"
)
_STATE_ZIP = linear(rf"\b(?:{STATES}),?[ \n]{{1,3}}\d{{5}}(?:-\d{{4}})?(?!\w)")
_TWO_WORDS = linear(
    r"\b(?:United (?:States|Kingdom|Arab Emirates)(?: of America)?|New (?:Zealand|York|Jersey|Mexico|"
    r"Hampshire|Delhi|Orleans)(?: City)?|South (?:Africa|Korea|Carolina|Dakota)|"
    r"North (?:Korea|Carolina|Dakota)|West Virginia|Rhode Island|Puerto Rico|Costa Rica|Sri Lanka|"
    r"Saudi Arabia|Hong Kong|Czech Republic|Dominican Republic|"
    r"El Salvador|Ivory Coast|Sierra Leone|Burkina Faso|Los Angeles|Las Vegas|San (?:Diego|Francisco|Jose|"
    r"Antonio|Juan|Bernardino|Mateo|Angelo)|Santa (?:Ana|Fe|Rosa|Barbara|Cruz|Monica|Clara)|Des Moines|Baton Rouge|"
    r"El Paso|Fort (?:Worth|Wayne|Collins|Lauderdale|Myers|Smith)|Colorado Springs|Corpus Christi|"
    r"Sioux (?:Falls|City)|Terre Haute|Palo Alto|Eau Claire|Las Cruces|Boca Raton|Mexico City|Buenos Aires|Tel Aviv|"
    r"Cape Town|Kuala Lumpur|Da Nang|Milton Keynes|Salt Lake City|Kansas City|St\.? (?:Louis|Paul)|"
    r"Northern Ireland|Cape Verde|Great Britain|Trinidad and Tobago|Bosnia and Herzegovina|Papua New Guinea)\b",
    re.IGNORECASE,
)
_TWO_CAPITALS = linear(
    r"\b(?:Cedar Rapids|CEDAR RAPIDS|Grand (?:Rapids|Forks|Junction)|GRAND (?:RAPIDS|FORKS|JUNCTION)|"
    r"Little Rock|LITTLE ROCK|Green Bay|GREEN BAY|Chapel Hill|CHAPEL HILL|"
    r"(?:Virginia|Myrtle|Palm) Beach|(?:VIRGINIA|MYRTLE|PALM) BEACH)\b(?! [Ll]eaf)"
)
"""Towns whose names are other things in small letters: "a little rock broke off"."""
_COMPOUND = linear(
    r"\b(?P<first>[A-Z][a-z]{2,10}) (?P<last>[A-Z][a-z]{2,9})\b(?P<state>, (?:[A-Z]{2}|[A-Z][a-z]{3,12})\b)?"
)
_IN = re.compile(r"\b(?:in|to|from|near|at) \Z")
_QUARTERS = frozenset({"North", "South", "East", "West"})
_NO_TOWN = re.compile(
    r"Nile|Asian?|Americans?|Africans?|European|Indian|Indies|Pacific|Wing|Ward|Side|Unit|Tower|Pole|Wall|Entrance|"
    r"Campus|Lobby|Building|Block|Team|Floor|Haven|Syndrome"
)
"""What follows a quarter of the sky and is no town's name."""
_EDITION = re.compile(r" (?:II|III)\b")
"""Behind a town that has given its name to a test: "Denver II"."""
_LONGEST_PREPOSITION = 6
_TOWN_WORD = linear(
    rf"(?:(?<=\bin )|(?<=from )|(?<=near )|(?<=\bto )|(?<=\bat )|(?<=\n)|(?<=, )|(?<=^))(?P<value>[A-Z][a-z]{{2,14}})"
    rf"(?P<state>,? (?:(?:{STATES})\b(?!:)|\x00|(?:{STATE_NAMES})\b))?(?= [a-z(\d]|[.,;:)!?\n\r]|\s*$)"
)


def take_towns_before_states(search: Search) -> None:
    """Take "Quillford, OH 43210", then a state with its post code alone."""
    spans = []
    for match in _CITY_STATE.finditer(search.text):
        start, end = _town_start(search.text, match), match.end("city")
        joined = search.text[end : match.end()]
        coded = any(character.isdigit() for character in joined)
        if start < end and (coded or ("," in joined and not _is_shouted_word(search.text[start:end]))):
            spans.append((start, match.end(), Kind.LOCATION))
    search.take_all(spans, "town and state")
    search.take(_STATE_ZIP, Kind.LOCATION, "state and post code")


def _is_shouted_word(city: str) -> bool:
    """Whether a town in capitals is but words: "CHEST X-RAY, PA AND LATERAL"."""
    tokens = TOKEN.findall(city)
    towns = any(is_town_word(token) or is_place(token) or opens(token) or closes(token) for token in tokens)
    return city.isupper() and not towns and all(is_word(token) for token in tokens)


def _town_start(text: str, match: re.Match[str]) -> int:
    """Where the proper names begin that the town's words end in."""
    start = match.end("city")
    for token in reversed(list(TOKEN.finditer(text, match.start(), start))):
        if not place_like(token.group(0)):
            break
        start = token.start()
    return start


def take_listed_places(search: Search) -> None:
    """Take countries, American states and large cities by name."""
    search.take(_TWO_WORDS, Kind.LOCATION, "word list of places")
    search.take(_TWO_CAPITALS, Kind.LOCATION, "word list of places")
    small = search.source.islower()
    known = [
        (match.start(), match.end() - match.group(0).endswith("."), Kind.LOCATION)
        for match in TOKEN.finditer(search.text)
        if is_place(match.group(0))
        and (starts_upper(match.group(0)) or small)
        and not is_eponym(search.text, match.end())
        and not _EDITION.match(search.text, match.end())
    ]
    search.take_all(known, "word list of places")


def take_everyday_towns(search: Search) -> None:
    """Take towns of everyday words: "Cedar Hollow, OH", "in Reading"."""
    spans = [
        (match.start(), match.end(), Kind.LOCATION)
        for match in _COMPOUND.finditer(search.text)
        if _is_compound_town(search.text, match)
    ]
    spans += [
        (match.start("value"), match.end("value"), Kind.LOCATION)
        for match in _TOWN_WORD.finditer(search.text)
        if (is_town_word(match.group("value")) or (match.group("state") and place_like(match.group("value"))))
        and not names_a_sign(search.text, match.start("value"), match.end("value"))
    ]
    search.take_all(spans, "town of two words")


def _is_compound_town(text: str, match: re.Match[str]) -> bool:
    """Whether two capitalised words are a town: by the second, by the state behind, or by a preposition before."""
    if not opens(match.group("first")) or is_eponym(text, match.end()):
        return False
    if match.group("first") in _QUARTERS and not _NO_TOWN.fullmatch(match.group("last")):
        return place_like(match.group("last")) or not is_word(match.group("last"))
    before = max(0, match.start() - _LONGEST_PREPOSITION), match.start()
    return bool(closes(match.group("last")) or match.group("state") or _IN.search(text, *before))
