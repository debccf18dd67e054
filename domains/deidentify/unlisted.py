"""What is a name because it is no word: capitalised words that no list has, and names in any case of letters.

A chart names people and places that are on no list. But its other words are: of everyday English, of medicine. A
capitalised word that is neither, is no abbreviation, and does not name a disease, sign or tool, is taken for a name.
"""

from __future__ import annotations

import re
import unicodedata

from domains.deidentify.findings import MASK, Search
from domains.deidentify.homonyms import take_homonyms
from domains.deidentify.linear import linear
from domains.deidentify.name_neighbours import take_name_neighbours
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import (
    is_clinical,
    is_eponym,
    is_homonym,
    is_listed_name,
    is_odd,
    is_word,
    names_a_part,
    names_a_sign,
)

_QUANTITY = re.compile(r"[ \t]{0,3}[-(]?\d{1,5}(?:\.\d{1,3})?[ -]?(?:mg|mcg|g|ml|units?|iu|meq|%)\b", re.IGNORECASE)
"""A drug that no list has is followed by its dose."""
_INITIALS_LABEL = linear(
    r"\b[Ii]nitials?(?: are| is)?[ \t]{0,2}[:=]?[ \t]{1,2}(?P<value>(?:[A-Z]\.?[ -]?){2,4})(?![\w])"
)
_SMALL_LABELLED = linear(
    r"(?:^|\n)[ \t]{0,4}(?:pt|patient|name|client|provider|attending|physician|dr|nurse)(?: name)?[ \t]{0,2}:[ \t]{0,3}"
    r"(?P<value>[^\W\d_][\w'-]{1,24}(?: [^\W\d_]\.?)?(?: [^\W\d_][\w'-]{1,24}){1,2})(?=[ \t\r]{0,3}(?:\n|$|[,;(]))",
    re.IGNORECASE,
)
_SHORT_BEFORE = re.compile(
    r"(?:\b(?:Dr|Mr|Mrs|Ms|[A-Z])\. |\b(?:pt|Pt|by|with|per|Per|from) |"
    r"\b(?:[Aa]ttending|[Ff]ellow|[Rr]esident|[Nn]urse) |: |,)\Z"
)
_TITLES_BEHIND = frozenset(
    ("MBBS", "LCSW", "MBChB", "MRCP", "FRCS", "FRCP", "PharmD", "FNP", "CRNA", "DPT", "PsyD", "Birthdate")
)
"""Degrees and labels that no list of words has."""
_CODE_BEHIND = re.compile(r"-\d")
_SHORTEST = 3
_SHORTEST_SHOUTED = 4
_SHORTEST_SMALL = 5
_SHORTEST_FOREIGN = 4


_SMALL_PATIENT = linear(
    r"\b(?:pt|patient|dr|mr|mrs|ms)\.? (?P<value>(?P<first>[a-z][a-z'-]{3,20}) (?P<last>[a-z][a-z'-]{3,20}))(?![\w-])"
)
_SMALL_DOCTOR = linear(r"\bdoctor (?P<value>[a-z][a-z'-]{4,20})(?![\w-])")
"""As a recogniser of speech writes it: "doctor venkataraman follow up in three months"."""
_SMALL_AGED = linear(r"\b(?:pt|patient) (?P<value>[a-z][a-z'-]{4,20})(?=,? \d{1,3} ?(?:[mf]\b|y/?o\b|yrs?\b))")
_SMALL_INITIAL = linear(
    r"(?<![\w.])(?P<initial>[a-z]\. )(?P<value>[a-z][a-z'-]{4,20})(?=,? (?:md|np|rn|do|pa|lpn|pt|ot)\b|[ ]?(?:\n|$))"
)


def find_unlisted(search: Search) -> None:
    """Take the words that are no words, then the words beside names that are names as well."""
    _take_no_words(search)
    _take_small_labelled(search)
    pairs = [match for match in _SMALL_PATIENT.finditer(search.text) if _are_unknown(match["first"], match["last"])]
    search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in pairs], "two words that are none")
    aged = [match for match in _SMALL_AGED.finditer(search.text) if _are_unknown(match["value"])]
    signed = [match for match in _SMALL_INITIAL.finditer(search.text) if _are_unknown(match["value"])]
    search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in aged], "before an age")
    search.take_all([(m.start(), m.end("value"), Kind.NAME) for m in signed], "initial and a word that is none")
    dictated = [match for match in _SMALL_DOCTOR.finditer(search.text) if _are_unknown(match["value"])]
    search.take_all([(m.start("value"), m.end("value"), Kind.NAME) for m in dictated], "after a title")
    search.take(_INITIALS_LABEL, Kind.NAME, "initials after their label", "value")
    take_homonyms(search)
    take_name_neighbours(search)


def _take_no_words(search: Search) -> None:
    spans = [
        (match.start(), match.start() + len(match.group(0).rstrip(".")), Kind.NAME)
        for match in TOKEN.finditer(search.text)
        if MASK not in match.group(0) and _is_unlisted(search, match)
    ]
    search.take_all(spans, "capitalised word that is in no list of words")


def _is_unlisted(search: Search, match: re.Match[str]) -> bool:
    """Whether the word, not being one, is a name."""
    token = match.group(0).rstrip(".")
    if len(token.removesuffix("'s")) < _SHORTEST and not _is_short_name(search.text, match):
        return False
    if is_word(token) or is_odd(token) or token in _TITLES_BEHIND:
        return False
    if (
        names_a_part(search.text, match.start())
        or names_a_sign(search.text, match.start(), match.start() + len(token))
        or is_eponym(search.text, match.start() + len(token))
        or _QUANTITY.match(search.text, match.end())
    ):
        return False
    if token.isupper():
        return len(token) >= _SHORTEST_SHOUTED and is_listed_name(token)
    if not starts_upper(token):
        known = len(token) >= _SHORTEST_SMALL and is_listed_name(token)
        return (known or _is_foreign(token)) and not is_clinical(token)
    return not _touches_digit(search.text, match)


def _is_foreign(token: str) -> bool:
    """Whether a word in small letters has letters that English has not, and is none without their accents."""
    if token.isascii() or len(token) < _SHORTEST_FOREIGN:
        return False
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", token) if not unicodedata.combining(sign))
    return not is_word(plain)


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
    """Whether the word is a part of a code: "Nb2", "x3Rd", "Ki-67"."""
    if len(match.group(0)) <= _SHORTEST and _CODE_BEHIND.match(text, match.end()):
        return True
    return text[max(0, match.start() - 1) : match.start()].isdigit() or text[match.end() : match.end() + 1].isdigit()


def _are_unknown(*tokens: str) -> bool:
    return not any(is_word(token) or is_clinical(token) for token in tokens)


def _take_small_labelled(search: Search) -> None:
    """Two words in small letters that are all that stands behind "pt:" or "name:" on a line."""
    spans = []
    for match in _SMALL_LABELLED.finditer(search.text):
        words = match.group("value").split()
        if all(not is_word(word) or is_homonym(word) for word in words):
            spans.append((match.start("value"), match.end("value"), Kind.NAME))
    search.take_all(spans, "after a label")
