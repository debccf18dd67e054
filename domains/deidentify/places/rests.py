"""What is left of an address between and around the parts of it that were found."""

from __future__ import annotations

from domains.deidentify.findings import Found, Search
from domains.deidentify.linear import linear
from domains.deidentify.places.post import CODE
from domains.deidentify.places.spots import SPOT, STREET, with_spots
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import is_word

_ANY_SPOT = f"[{SPOT}{STREET}]"
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
_BETWEEN = linear(rf"{STREET}(?P<value>[ ,\t\n>|]{{1,5}}(?:{_PART}[ ,\t\n>|]{{1,5}}){{1,4}})(?={_ANY_SPOT})")
_CODE_BEHIND = linear(rf"{STREET}(?P<value>[ ,\t\n>|]{{1,6}}(?:(?:[A-Z]{{2}}|nan)[ ,\t\n>|]{{1,5}})?\d{{4,6}})(?!\w)")
_SHOUTED_BEHIND = linear(
    rf"{STREET}(?P<value>[ ,\n]{{1,3}}(?:[^\W\d_a-z]{{2,15}}(?:['-][^\W\d_a-z]{{2,15}})?|nan)"
    rf"(?: [^\W\d_a-z]{{2,15}})?)(?![\w:])"
)
_AND = linear(rf"{_ANY_SPOT}(?P<value> and )(?={STREET}|(?:{SPOT}{{1,60}}[ \x00]){{1,2}}{STREET})")
_NUMBER_BEFORE = linear(
    rf"(?<![\w./:-])(?P<value>\d{{1,6}} (?:\d{{1,5}} )?(?:(?i:rue|avenue|av|via|rua|calle|ul|place|plaza|"
    rf"chemin)\b\.? )?"
    rf"(?:[^\W\d_]{{1,14}} ){{0,3}})(?={STREET})"
)
_ROAD_BEFORE = linear(
    rf"(?<![\w./:-])(?P<value>(?:\d{{1,6}} ){{0,2}}(?:[Rr]ue|[Aa]venue|Via|[Rr]ua|[Cc]alle|ul\.|[Cc]hemin) "
    rf"(?:[^\W\d_]{{1,14}} ){{0,3}})(?={_ANY_SPOT})"
)
_BARE_NUMBER_BEFORE = linear(rf"(?:^|[\n ]|at )(?P<value>\d{{2,6}} )(?={STREET})")
_BARE_NUMBER_BEHIND = linear(rf"{STREET}(?P<value> \d{{1,4}})(?=,|\n)")
_CODE_LINE = linear(
    rf"{STREET}[^\n]{{0,40}}(?:\n[^\n:]{{0,40}}){{0,3}}\n[ \t>*?]{{0,12}}(?P<value>{CODE})[ \t]{{0,4}}(?=\n|$)"
)
"""A post code alone on a line, up to four lines below the street."""
_RESTS = (
    _CODE_LINE,
    _BETWEEN,
    _CODE_BEHIND,
    _SHOUTED_BEHIND,
    _AND,
    _NUMBER_BEFORE,
    _ROAD_BEFORE,
    _BARE_NUMBER_BEFORE,
    _BARE_NUMBER_BEHIND,
)
"""In the order in which they are taken."""


def find_rests_of_addresses(search: Search) -> None:
    """Take region codes, post codes, numbers and short words that lie between the parts of one address."""
    for rest in _RESTS:
        text = with_spots(search, street_sign)
        if STREET not in text and rest is not _ROAD_BEFORE:
            continue
        spans = [
            (match.start("value"), match.end("value"), Kind.LOCATION)
            for match in rest.finditer(text)
            if rest is not _SHOUTED_BEHIND or _are_names(match.group("value"))
        ]
        search.take_all(spans, "rest of an address")


def street_sign(found: Found) -> str:
    """The sign of a street, or of another place or name."""
    return STREET if found.reason in _STREET_REASONS else SPOT


def _are_names(value: str) -> bool:
    """Whether none of the shouted words is a word or too short for a town."""
    return not any(is_word(word) or len(word) < 4 for word in value.split(" ") if word)
