"""What is a name because it is no word: capitalised words that no list has, and names in any case of letters.

A chart names people and places that are on no list. But its other words are: of everyday English, of medicine. A
capitalised word that is neither, is no abbreviation, and does not name a disease, sign or tool, is taken for a name.
"""

from __future__ import annotations

import re
from itertools import pairwise

from domains.deidentify.findings import MASK, Search
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import (
    is_clinical,
    is_eponym,
    is_homonym,
    is_homonym_given,
    is_listed_name,
    is_odd,
    is_word,
)

_QUANTITY = re.compile(r"[ \t]{0,3}[-(]?\d{1,5}(?:\.\d{1,3})?[ -]?(?:mg|mcg|g|ml|units?|iu|meq|%)\b", re.IGNORECASE)
"""A drug that no list has is followed by its dose."""
_JOINED = r"[ \t](?:[^\W\d_]\.?|de|da|do|del|van|von|der|den|van de|van der|de la|la|ten|ter|bin|al|und|y|del|dos)[ \t]"
_LISTED = r",[ \t]{0,2}|,?[ \t](?:and|or|&)[ \t]"
_AFTER_GAP = re.compile(rf"(?P<joined>{_JOINED})|(?P<listed>{_LISTED})|(?P<space>[ \t\u00a0]{{1,2}}|-)")
_BEFORE_GAP = re.compile(
    rf"(?<![\w'-])(?P<token>[^\W\d_](?:[^\W\d_]|['-](?=[^\W\d_])){{0,25}}\.?)(?P<gap>{_JOINED}|"
    rf"{_LISTED}|[ \t\u00a0]{{1,2}}|-)\Z"
)
"""Between two parts of a name: a space, a comma or "and" (another name follows), or an initial or particle."""
_WINDOW = 48
_INSIDE = re.compile(r"(?<=[a-z] )(?P<value>[A-Z][a-z]{2,15})(?=(?:'s)?(?:[.,;:)!?]| [a-z(]|\s*$|\s*\n))")
_INITIALS_LABEL = re.compile(
    r"\b[Ii]nitials?(?: are| is)?[ \t]{0,2}[:=]?[ \t]{1,2}(?P<value>(?:[A-Z]\.?[ -]?){2,4})(?![\w])"
)
_SMALL_LABELLED = re.compile(
    r"(?:^|\n)[ \t]{0,4}(?:pt|patient|name|client|provider|attending|physician|dr|nurse)(?: name)?[ \t]{0,2}:[ \t]{0,3}"
    r"(?P<value>[^\W\d_][\w'-]{1,24}(?: [^\W\d_]\.?)?(?: [^\W\d_][\w'-]{1,24}){1,2})(?=[ \t\r]{0,3}(?:\n|$|[,;(]))",
    re.IGNORECASE,
)
_LAST_INITIAL = re.compile(r" (?P<value>[B-HJ-Z]\.?|[AI]\.?(?=[ \t]{0,2}(?:[,;)(\t\n\r]|$)|  ))(?![\w'-]|\.?D)")
_SHORT_BEFORE = re.compile(r"(?:\b(?:Dr|Mr|Mrs|Ms|[A-Z])\. |\b(?:pt|Pt|by|with|per|Per|from) |: |,)\Z")
_SUBJECT = re.compile(
    r"(?:^|[.!?\n][ \t\r\n]{0,3})(?P<value>[A-Z][a-z]{2,15})(?= (?:will return|will be seen|"
    r"understands|understood|denies|"
    r"denied|reports|reported|states|stated|says|said|agrees|agreed|tolerated|presents|presented|complains|returns|"
    r"returned|feels|felt|declined|declines|requests|requested|lives|works|drinks|smokes|was "
    r"seen|was admitted|was discharged)\b)"
)
_NO_NAME_INSIDE = frozenset(
    [
        "may",
        "will",
        "march",
        "april",
        "june",
        "july",
        "august",
        "summer",
        "case",
        "mark",
        "art",
        "day",
        "history",
        "green",
        "street",
        "road",
        "court",
        "park",
        "hall",
        "white",
        "black",
        "brown",
        "english",
        "french",
        "german",
        "spanish",
        "iris",
        "lens",
        "stone",
        "bacon",
        "rice",
        "berry",
        "cherry",
        "olive",
        "ginger",
        "rose",
        "can",
        "ace",
        "arch",
        "brace",
        "care",
        "chance",
        "change",
        "church",
        "city",
        "close",
        "college",
        "cross",
        "crisp",
        "fall",
        "ford",
        "gore",
        "head",
        "heart",
        "home",
        "hope",
        "house",
        "lung",
        "mills",
        "north",
        "south",
        "east",
        "west",
        "page",
        "pain",
        "power",
        "price",
        "ray",
        "sage",
        "spring",
        "star",
        "vest",
        "west",
        "winter",
        "worth",
        "wise",
        "workman",
        "king",
        "law",
        "long",
        "short",
        "small",
        "strong",
        "young",
        "best",
        "good",
        "moody",
        "swift",
        "noble",
        "biometric",
        "id",
        "hand",
        "hood",
        "horn",
        "land",
        "lane",
        "root",
        "shell",
        "singer",
        "story",
        "temple",
        "towns",
        "wells",
    ]
)
"""Words that charts write with a capital inside sentences without meaning a person."""
_LONGEST_GAP = 8
_DEGREES = frozenset(
    [
        "MD",
        "DO",
        "NP",
        "RN",
        "PA",
        "PT",
        "OT",
        "PHD",
        "LCSW",
        "DPM",
        "DDS",
        "DMD",
        "LPN",
        "CNA",
        "MBBS",
        "FNP",
        "BC",
        "FNP-BC",
        "APRN",
        "CRNP",
        "CNP",
        "AGNP-C",
        "RPH",
        "ESQ",
        "MSW",
        "JR",
        "SR",
        "FACS",
        "OD",
        "DC",
        "MPH",
    ]
)
_FUNCTION = frozenset(
    [
        "the",
        "a",
        "an",
        "is",
        "was",
        "and",
        "or",
        "of",
        "for",
        "with",
        "to",
        "in",
        "on",
        "at",
        "by",
        "she",
        "he",
        "they",
        "it",
        "her",
        "his",
        "their",
        "has",
        "had",
        "who",
        "dr",
        "mr",
        "mrs",
        "ms",
        "per",
        "via",
        "re",
        "cc",
        "from",
        "seen",
        "see",
        "continue",
        "start",
        "called",
        "call",
        "wife",
        "husband",
    ]
)
_ROMAN = frozenset({"II", "III", "IV"})
_ROUNDS = 3
_SHORTEST = 3
_SHORTEST_SHOUTED = 4
_SHORTEST_SMALL = 5
_MODAL = frozenset({"will", "may", "can", "mark", "case", "grant", "art", "hope", "chance", "change"})
"""Names that open a sentence as words: beside a name they are taken, by themselves never."""


def _is_unlisted(search: Search, match: re.Match[str]) -> bool:
    """Whether the word, not being one, is a name."""
    token = match.group(0).rstrip(".")
    if (
        (len(token.removesuffix("'s")) < _SHORTEST and not _is_short_name(search.text, match))
        or is_word(token)
        or is_odd(token)
    ):
        return False
    if is_eponym(search.text, match.start() + len(token)) or _QUANTITY.match(search.text, match.end()):
        return False
    if token.isupper():
        return len(token) >= _SHORTEST_SHOUTED and is_listed_name(token)
    if not starts_upper(token):
        return len(token) >= _SHORTEST_SMALL and is_listed_name(token) and not is_clinical(token)
    return not _touches_digit(search.text, match)


def _is_short_name(text: str, match: re.Match[str]) -> bool:
    """A name of two letters ("Le", "Ng") inside a sentence or behind an initial; "Na" and "Cl" stand beside numbers."""
    token = match.group(0)
    inside = bool(_SHORT_BEFORE.search(text, max(0, match.start() - 12), match.start()))
    return (
        token.istitle()
        and is_listed_name(token)
        and inside
        and not text[match.end() : match.end() + 3].strip()[:1].isdigit()
    )


def _touches_digit(text: str, match: re.Match[str]) -> bool:
    """Whether the word is a part of a code: "Nb2", "x3Rd"."""
    return text[max(0, match.start() - 1) : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit()


def find_unlisted(search: Search) -> None:
    """Take the words that are no words, then the words beside names that are names as well."""
    spans = []
    for match in TOKEN.finditer(search.text):
        if MASK not in match.group(0) and _is_unlisted(search, match):
            spans.append((match.start(), match.start() + len(match.group(0).rstrip(".")), Kind.NAME))
    search.take_all(spans, "capitalised word that is in no list of words")
    _take_small_labelled(search)
    search.take(_INITIALS_LABEL, Kind.NAME, "initials after their label", "value")
    _take_capital_homonyms(search)
    _take_homonym_pairs(search)
    for _ in range(_ROUNDS):
        _take_neighbours(search)


def _take_small_labelled(search: Search) -> None:
    """Two words in small letters that are all that stands behind "pt:" or "name:" on a line."""
    spans = []
    for match in _SMALL_LABELLED.finditer(search.text):
        words = match.group("value").split()
        if all(not is_word(word) or is_homonym(word) for word in words):
            spans.append((match.start("value"), match.end("value"), Kind.NAME))
    search.take_all(spans, "after a label")


def _take_capital_homonyms(search: Search) -> None:
    """A capital inside a sentence makes a word that may be a name one: "seen by Wood", "with wife Dawn"."""
    spans = []
    for match in _INSIDE.finditer(search.text):
        token = match.group("value")
        if is_homonym(token) and token.lower() not in _NO_NAME_INSIDE and not is_eponym(search.text, match.end()):
            spans.append((match.start("value"), match.end("value"), Kind.NAME))
    spans += [
        (match.start("value"), match.end("value"), Kind.NAME)
        for match in _SUBJECT.finditer(search.text)
        if is_homonym(match.group("value"))
    ]
    search.take_all(spans, "capital inside a sentence")


def _take_homonym_pairs(search: Search) -> None:
    """Two words that are names as well, side by side: "Grace Hill", "HILL, GRACE"."""
    spans = []
    matches = list(TOKEN.finditer(search.text))
    for left, right in pairwise(matches):
        between = search.text[left.end() : right.start()]
        words = left.group(0), right.group(0)
        if len(between) > _LONGEST_GAP or not re.fullmatch(r" (?:[^\W\d_]\.? )?|,[ \t]{1,2}", between):
            continue
        if not all(starts_upper(word) and is_homonym(word) and len(word) > 2 for word in words):
            continue
        first = words[1] if "," in between else words[0]
        if is_homonym_given(first) and not is_eponym(search.text, right.end()):
            spans.append((left.start(), right.end(), Kind.NAME))
    search.take_all(spans, "two words that are names")


def _take_neighbours(search: Search) -> None:
    """Words beside a name, an initial, a comma or "and" between: those that are names as well as words."""
    spans = []
    for found in [found for found in search.found if found.kind is Kind.NAME]:
        name = search.source[found.start : found.end]
        gap = _AFTER_GAP.match(search.text, found.end)
        after = TOKEN.match(search.text, gap.end()) if gap else None
        before = _BEFORE_GAP.search(search.text, max(0, found.start - _WINDOW), found.start)
        for match, kind in ((after, gap and gap.lastgroup), (before, before and _gap_kind(before.group("gap")))):
            if match is None or MASK in match.group(0):
                continue
            start = match.start("token") if match is before else match.start()
            token = (match.group("token") if match is before else match.group(0)).rstrip(".").removesuffix("'s")
            end = start + len(token)
            if len(token) > 1 and not is_eponym(search.text, end) and _fits_beside(token, str(kind), name):
                spans.append((start, end, Kind.NAME))
    search.take_all(spans, "beside a name")


def _gap_kind(gap: str) -> str:
    found = _AFTER_GAP.fullmatch(gap)
    return str(found.lastgroup) if found else ""


def _fits_beside(token: str, gap: str, name: str) -> bool:
    """Whether `token` goes on with `name`, `gap` being what lies between them."""
    if not starts_upper(token):
        known = not is_word(token) or is_homonym(token)
        return gap == "space" and name.islower() and len(token) > 1 and known and token not in _FUNCTION
    if token in _ROMAN or (gap == "joined" and token.lower() not in _FUNCTION):
        return True
    if token.upper() in _DEGREES and token.isupper():
        return False
    if not is_word(token):
        return (len(token) >= _SHORTEST or is_listed_name(token)) and (
            not token.isupper() or is_listed_name(token) or name.isupper()
        )
    if gap == "listed":
        return is_homonym(token) and (token.lower() not in _MODAL or is_homonym_given(token))
    return is_homonym(token)


def find_last_initials(search: Search) -> None:
    """An initial behind a name: "Mockford, Quentin R"."""
    spans = []
    for found in search.found:
        if found.kind is Kind.NAME:
            match = _LAST_INITIAL.match(search.text, found.end)
            if match:
                spans.append((match.start("value"), match.end("value"), Kind.NAME))
    search.take_all(spans, "initial behind a name")
