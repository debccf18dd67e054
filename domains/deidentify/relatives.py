"""Names of relatives and friends, and what people are called: "her son Piers", goes by "Skip"."""

from __future__ import annotations

import re

from domains.deidentify.findings import Scope, Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import (
    is_clinical,
    is_eponym,
    is_homonym,
    is_medical,
    is_ordinary,
    is_shared,
    is_word,
    words,
)

_RELATION = (
    r"(?:husband|wife|spouse|son|daughter|brother|sister|mother|father|mom|mum|mam|dad|aunt|auntie|uncle|cousin|niece|"
    r"nephew|grand(?:mother|father|son|daughter|ma|pa|child)|(?:step|half-)(?:son|daughter|mother|father|brother|sister|"
    r"mom|dad)|partner|fianc[e\u00e9]e?|boyfriend|girlfriend|friend|neighbou?r|roommate|housemate|flatmate|boss|"
    r"supervisor|coworker|colleague|landlord|landlady|caregiver|carer|twin|husb|dtr|hubby|bro|sis|(?:mother|father|"
    r"brother|sister|son|daughter)-in-law)"
)
_WHOSE = (
    r"(?:\b(?:[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Oo]ur|[Yy]our)|[a-z]'s|\x00's|[a-z]s'|\x00') "
    r"(?:(?:own|older|younger|elder|eldest|oldest|youngest|little|big|late|twin|adult|best|close|next-door|maternal|"
    r"paternal|first|second|new|former|great|ex|school|family)[ -]){0,2}(?:ex-)?"
)
_BEING = (
    r"[\"\u201d'\u2019]?[, (]{1,2}(?:(?:is|was|am|also|often|usually|sometimes|always|mostly|better|best|has been|"
    r"being|likes|be) ){0,3}"
)
_CALLED = linear(_WHOSE + _RELATION + r",? \(?(?P<value>[A-Z][a-z'-]{1,20})(?![\w-])")
_RELATED = linear(
    r"(?<![\w-])(?:(?:Ex-|ex-)?" + _RELATION + r"|Wife|Husband|Spouse|Son|Daughter|Brother|Sister|Mom|Mum|Dad|"
    r"Aunt|Uncle|Cousin|"
    r"Niece|Nephew|Partner|Sib|Sibling|Twin|Child|Grandson|Granddaughter|Grandmother|Grandfather|Boyfriend|Girlfriend|"
    r"Friend|Neighbou?r|Roommate|Mother|Father|sib|child|[Ss]ervice dog) (?P<value>[A-Z][a-z'-]{2,20})(?![\w-])"
)
_SMALL_CALLED = linear(
    r"(?:"
    + _WHOSE
    + _RELATION
    + r"|\b(?:[Uu]ncle|[Aa]unt|[Aa]untie|[Cc]ousin|[Gg]rand(?:ma|pa))) (?P<value>[a-z]{4,20})(?![\w'-])"
)
_QUOTED = r"[ :,]{1,3}[\"\u201c'\u2018](?P<value>[^\W\d_][^\n\"\u201d'\u2019\x00]{1,24})[\"\u201d'\u2019]"
_NICKNAME = linear(
    r"\b(?:goes by|go by|prefers(?: to be called)?|likes to be called|preferred name|prefers the name|answers to)"
    + _QUOTED,
    re.IGNORECASE,
)
"""What only people do."""
_CALLED_SO = linear(r"\b(?:called|nicknamed?|known as|a\.?k\.?a\.?)" + _QUOTED, re.IGNORECASE)
"""Things are called so as well: a person stands before it."""
_SOMEBODY = re.compile(
    rf"(?:\b(?:he|she|pt|patient|who|him|her|man|woman|boy|girl|lady|gentleman|teacher|classmate|student|pupil|"
    rf"{_RELATION})|\x00|\b(?:I|i)(?: am|'m)?){_BEING}\Z",
    re.IGNORECASE,
)
_SOMEBODY_OF_MINE = re.compile(
    rf"(?:\b(?:I(?: am|'m)?|my (?:\w{{1,12}} ){{0,2}}(?:{_RELATION}|teacher|classmate|name|nickname))|\x00){_BEING}\Z",
    re.IGNORECASE,
)
"""In a pupil's text "he" may be anybody of history."""
_LONGEST_SUBJECT = 60
_NICKNAME_INSIDE = linear(
    r"(?<![\w'])[A-Z][a-z]{1,20} [\"\u201c](?P<value>[A-Z][a-z]{1,15})[\"\u201d] (?=[A-Z][a-z]{1,20}(?![\w]))"
)
"""Between a first name and a surname: Robert "Chip" Mockford."""
_MONTHS = ("April", "May", "June", "August")
_ACTS = re.compile(
    r"(?:,? \(?(?:who|whom|whose)| (?:came|comes|called|calls|phoned|says|said|states|stated|drives|drove|brought|"
    r"brings|helps|lives|visits|visited|translates|translated|interpreted)| (?:is|was) (?:here|coming)|"
    r" (?:will|to) (?:bring|drive|call|visit|pick|stay|come)|(?:,? is| was)? at (?:the )?bedside|"
    r"'s (?:phone|number|house|address|car))\b| (?:\+|&) "
)
"""What people do and diseases do not: "her son Colt, who drives"."""
_COMPANION = re.compile(r"\b(?:[Ww]ith|by|from|via|per)(?: the)? \Z")
"""Nobody comes with a disease of kin: "lives with partner Kit"."""
_LONGEST_COMPANION = 10


def find_relatives(search: Search) -> None:
    """Take the name behind a relation that belongs to somebody, and nicknames in quotation marks."""
    called = [match for match in _NICKNAME.finditer(search.text) if _are_nickname(match["value"])]
    called += [match for match in _CALLED_SO.finditer(search.text) if _calls_somebody(search, match)]
    search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in called], "what somebody is called")
    inside = [match for match in _NICKNAME_INSIDE.finditer(search.text) if _is_nickname(match["value"])]
    search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in inside], "what somebody is called")
    if search.scope is Scope.CLINICAL:
        found = [match for match in _CALLED.finditer(search.text) if _is_called(search.text, match)]
        found += [match for match in _RELATED.finditer(search.text) if _is_unusual(search.text, match)]
        found += [match for match in _SMALL_CALLED.finditer(search.text) if _is_unknown(match["value"])]
        search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in found], "after a relation")


def _calls_somebody(search: Search, match: re.Match[str]) -> bool:
    somebody = _SOMEBODY if search.scope is Scope.CLINICAL else _SOMEBODY_OF_MINE
    before = max(0, match.start() - _LONGEST_SUBJECT)
    return somebody.search(search.text, before, match.start()) is not None and _are_nickname(match["value"])


def _are_nickname(quoted: str) -> bool:
    """Whether words in quotation marks may name somebody: none of medicine, one with a capital or that is no word."""
    parts = quoted.split()
    if any(is_medical(part) or is_clinical(part) for part in parts if not is_homonym(part)):
        return False
    return any(_is_nickname(part) and (part[0].isupper() or not is_word(part)) for part in parts)


def _is_nickname(word: str) -> bool:
    return not (is_medical(word) or is_clinical(word)) and not (is_ordinary(word) and not is_homonym(word))


def _is_called(text: str, match: re.Match[str]) -> bool:
    """Whether a capital behind "her son" is a name: no word that is none, no disease, nothing charts shout."""
    word = match["value"].removesuffix("'s")
    known = word in _MONTHS or is_homonym(word) or is_shared(word)
    if not known and (is_clinical(word) or word.lower() in words("capital_inside") or _is_thing(text, match, word)):
        return False
    return not is_eponym(text, match.end("value"))


def _is_unusual(text: str, match: re.Match[str]) -> bool:
    """Whether a capital behind a relation that is nobody's is a name: "Wife Clover", not "Mother Epilepsy"."""
    word = match["value"].removesuffix("'s")
    if is_ordinary(word) or is_medical(word) or is_clinical(word) or word.lower() in words("capital_inside"):
        return False
    return not (_is_thing(text, match, word) or is_eponym(text, match.end("value")))


def _is_thing(text: str, match: re.Match[str], word: str) -> bool:
    """Whether a word that nobody is called by the lists does nothing that only a person does."""
    if is_homonym(word) or is_shared(word) or not is_word(word):
        return False
    if not is_ordinary(word) and _COMPANION.search(text, max(0, match.start() - _LONGEST_COMPANION), match.start()):
        return False
    return is_ordinary(word) or _ACTS.match(text, match.end("value")) is None


def _is_unknown(word: str) -> bool:
    return not (is_word(word) or is_medical(word))
