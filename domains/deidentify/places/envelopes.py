"""An address from end to end: from the parts that were found outwards, as far as its words and numbers go."""

from __future__ import annotations

import re

from domains.deidentify.findings import MASK, Search
from domains.deidentify.linear import linear
from domains.deidentify.places.post import CODE
from domains.deidentify.places.proper_names import PARTICLES
from domains.deidentify.places.rests import street_sign
from domains.deidentify.places.spots import SPOT, STREET, with_spots
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import starts_upper
from domains.deidentify.vocabulary import is_clinical, is_ordinary, is_shared, is_word

_SPOTS = f"[{SPOT}{STREET}]"
_RUN = linear(f"{STREET}{{1,1000}}")
_AHEAD = re.compile(
    rf"(?P<gap>[ ,\t\n>|?()*]{{1,24}})(?:(?P<spot>{_SPOTS}{{1,1000}})|"
    rf"(?P<number>#?{CODE}|#?\d{{1,6}}[A-Za-z]?)(?![\w])"
    r"|(?P<word>[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){0,24}\.?))"
)
_BEHIND = re.compile(
    rf"(?:(?P<spot>{_SPOTS}{{1,200}})|(?<![\w./:-])(?P<number>\d{{1,6}}[A-Za-z]?)|"
    r"(?<![\w'-])(?P<word>[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){0,24}[./]?))(?P<gap>[ ,\t]{1,3})\Z"
)
_NUMBER_GOES_ON = re.compile(
    rf"[ \t]{{0,3}}(?:[,.?;)\n|]|\Z)(?!\d)|[ \t]{{1,3}}(?:[A-Z#({SPOT}{STREET}]|(?:apt|suite)\b)"
)
_QUANTITY = re.compile(
    r"[ ]?(?:mg|mcg|g|kg|ml|l|cm|mm|units?|times|years?|yrs?|days?|weeks?|months?|hours?|h|yo|y/o|%|x)\b", re.IGNORECASE
)
_FLATS = frozenset(("apt", "apartment", "suite", "ste", "unit", "flat", "floor", "fl", "no", "nr", "building", "box"))
_ROADS = frozenset(
    (
        *("rue", "av", "ave", "avenue", "via", "viale", "vicolo", "piazza", "piazzetta", "piazzale", "corso", "largo"),
        *("strada", "calle", "c/", "avda", "avenida", "plaza", "paseo", "carrer", "camino", "rúa", "rua", "travessa"),
        *("praça", "estrada", "alameda", "ul", "ulica", "al", "os", "chemin", "impasse", "quai", "route", "allée"),
        *("place", "cours", "trg", "cesta", "náměstí", "nábřeží", "ulice", "str", "street", "st", "road"),
    )
)
_BEHIND_A_NAME = frozenset(("str", "st", "street", "road", "rd", "ave", "trg", "ulica", "cesta", "utca", "út", "tér"))
_STATION = frozenset(["at", "on", "in", "to", "is", "near", "from", "off", "of", "address", "are"])
_WINDOW = 60
_MOST = 12
_LONGEST_CODE = 4
_LONGEST_NUMBER = 6
_REASON = "rest of an address"


def take_envelopes(search: Search) -> None:
    """Take what lies around the streets found, and between them and other names and places of the same address."""
    text = _with_gaps(with_spots(search, street_sign), search.source)
    if STREET in text:
        spans = [_envelope(text, search.source, run) for run in _RUN.finditer(text)]
        search.take_all(spans, _REASON)


def _with_gaps(text: str, source: str) -> str:
    """The text with its white space back where it was taken along with what stood beside it."""
    return "".join(real if sign == MASK and real.isspace() else sign for sign, real in zip(text, source, strict=True))


def _envelope(text: str, source: str, run: re.Match[str]) -> tuple[int, int, Kind]:
    return _begin(text, source, run.start()), _end(text, run.end()), Kind.LOCATION


def _end(text: str, end: int) -> int:
    """Where the address goes on to: over numbers and places; over words only where a place follows them."""
    place = end
    for _ in range(_MOST):
        ahead = _AHEAD.match(text, place)
        if (
            ahead is None
            or (text[place - 1] == "." and ahead["gap"] == " ")
            or ahead["gap"].count("\n") > 1
            or not _may_follow(text, ahead)
        ):
            break
        place = ahead.end()
        if (
            not ahead["word"]
            or ahead["word"] == "nan"
            or (ahead["word"].isupper() and len(ahead["word"]) > _LONGEST_CODE and not is_word(ahead["word"]))
            or (ahead["word"].rstrip(".").lower() in _BEHIND_A_NAME and text[ahead.start() - 1] in (SPOT, STREET))
            or (ahead["word"].isupper() and len(ahead["word"].rstrip(".")) == 2 and _closes(text, place))
        ):
            end = place
    return end


def _closes(text: str, place: int) -> bool:
    """Whether two capitals could be a region: nothing but a sign, a line's end or a number follows."""
    return text[place - 1] == "." or bool(re.match(r"[ \t]{0,3}(?:[,.?;)\n]|\Z| \d{4,6}\b)", text[place : place + 12]))


def _may_follow(text: str, ahead: re.Match[str]) -> bool:
    if ahead["spot"]:
        return True
    if ahead["number"]:
        return _is_number(text, ahead)
    word = ahead["word"]
    return text[ahead.end() : ahead.end() + 1] != ":" and _may_bridge(word)


def _is_number(text: str, ahead: re.Match[str]) -> bool:
    if _QUANTITY.match(text, ahead.end()):
        return False
    digits = sum(sign.isdigit() for sign in ahead["number"])
    return digits > _LONGEST_CODE or bool(_NUMBER_GOES_ON.match(text, ahead.end()))


def _may_bridge(word: str) -> bool:
    """Whether a word may stand between two parts: a particle, or one with a capital that no sentence begins with."""
    bare = word.rstrip(".").lower()
    if bare in PARTICLES or bare in _FLATS or bare in _ROADS or bare == "nan":
        return True
    return starts_upper(word) and (is_shared(word) or not (is_ordinary(word) or is_clinical(word)))


def _begin(text: str, source: str, start: int) -> int:
    """Where the address begins: numbers, flats and what streets are called stand before it."""
    digit = source[start : start + 1].isdigit()
    for _ in range(_MOST):
        behind = _BEHIND.search(text, max(0, start - _WINDOW), start)
        if behind is None or not _may_precede(text, behind, digit=digit):
            break
        start = behind.start()
    return start


def _may_precede(text: str, behind: re.Match[str], *, digit: bool) -> bool:
    if behind["spot"]:
        return digit and behind["gap"] == " " and STREET not in behind["spot"]
    if behind["number"]:
        return len(behind["number"]) <= _LONGEST_NUMBER
    bare = behind["word"].rstrip(".").lower()
    if bare in _FLATS or bare in _ROADS:
        return True
    before = text[max(0, behind.start() - 10) : behind.start()]
    opened = bool(before.split()) and before.split()[-1].lower() in _STATION
    initial = len(behind["word"]) == 2 and behind["word"].endswith(".")
    if initial:
        return opened or not before or before.endswith("\n")
    return starts_upper(behind["word"]) and opened and _may_bridge(behind["word"])
