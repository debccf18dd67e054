"""Where somebody lives, comes from, works or was, by the verb before it."""

from __future__ import annotations

from domains.deidentify.findings import Scope, Search
from domains.deidentify.linear import linear
from domains.deidentify.places.addresses import take_labelled_addresses
from domains.deidentify.places.institutions import take_institutions
from domains.deidentify.places.proper_names import closes, take_names_behind
from domains.deidentify.places.towns import take_listed_places, take_towns_before_states
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import (
    bare,
    is_clinical,
    is_homonym,
    is_ordinary,
    is_place,
    is_town_word,
    is_word,
    words,
)

_LIVES = linear(
    r"\b(?:(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|resident|mov(?:ed?|es|ing)|born|raised|grew up|grown up|"
    r"hails?|native|"
    r"relocated) (?:\w{1,12} )?(?:in|at|from|to|of|near|outside)|"
    r"(?:comes?|came|I am|I'm|is|was|originally|he's|she's) (?:originally )?from) (?:the )?(?=[^\W\d_])"
)
_PUPIL_LIVES = linear(
    r"\b(?:I|[Ww]e|[Mm]y \w{2,12}) (?:also )?(?:live|lives|lived|am living|reside|moved|come|came|am|was born|"
    r"were born|grew up|"
    r"stay|go to school) (?:in|at|from|to|near) (?:the )?(?=[^\W\d_])"
)
_STAYS = linear(
    r"\b(?:works?|working|worked|employed|employment|job|travel(?:s|l?ed|l?ing)?|trip|visit(?:ed|ing|s)?|"
    r"vacation(?:ed|ing)?|holiday|flew|returned|transferred|"
    r"referred|admitted|seen|based|located|stationed|deployed|imprisoned|incarcerated|office is|"
    r"clinic) (?:\w{1,12} )?(?:in|at|from|to|near|outside) (?:the )?(?=[^\W\d_])"
)
_FAR = linear(
    r"\b(?:originally from|native of|flew to|fly to|moved (?:here )?(?:from|to)|(?:arrived|landed) (?:at|in)|"
    r"returned to|travel(?:s|l?ed|l?ing)? to|trip to|came from|comes from|born in|raised in|grew up in|"
    r"liv(?:es?|ing|ed) in|based in|resid(?:es?|ing) in|settled in|hails from|is from|home (?:city|town)(?: of)?) "
    r"(?P<value>[^\W\d_][\w'-]{2,30})(?!\w)"
)
_SHOUTED = linear(r"(?<=[a-z] )(?:in|from|to|at|near) (?P<value>[^\W\d_a-z]{6,25})(?![\w-])")
_SHOUTED_TOWN = linear(
    r"\b(?:FROM|(?:LIVES|LIVING|RESIDES|BORN|RAISED) IN|MOVED TO) (?P<value>[A-Z]{3,15} [A-Z]{3,12})(?![\w-])"
)
_PREPOSITION = linear(r"(?<=\w )(?:in|from|near) (?=[^\W\d_a-z][^\W\d_]{3})")

_ABBREVIATION = 3
"""Capitals up to this number may be an abbreviation."""


def find_places(search: Search) -> None:
    """Take towns, institutions and what follows "lives in"; in clinical text also workplaces and trips."""
    clinical = search.scope is Scope.CLINICAL
    take_labelled_addresses(search)
    take_towns_before_states(search)
    if clinical:
        take_listed_places(search)
    take_institutions(search)
    take_names_behind(search, _LIVES if clinical else _PUPIL_LIVES, "where somebody lives")
    if clinical:
        take_names_behind(search, _STAYS, "where somebody was")
        take_names_behind(search, _PREPOSITION, "after a preposition of place", odd=False)
        _take_any_case(search)


def _take_any_case(search: Search) -> None:
    """Take towns in small letters or capitals where nothing but a place can stand, and unknown words in capitals."""
    far = [match for match in _FAR.finditer(search.text) if _is_far(match["value"])]
    far += [match for match in _SHOUTED_TOWN.finditer(search.text) if _is_town_of_two(*match["value"].split())]
    far += [match for match in _SHOUTED.finditer(search.text) if _is_shouted(match["value"])]
    search.take_all([(m.start("value"), m.end("value"), Kind.LOCATION) for m in far], "where somebody was")


def _is_town_of_two(first: str, last: str) -> bool:
    return closes(last) and not (is_clinical(first) or is_ordinary(first))


def _is_shouted(word: str) -> bool:
    return word.isupper() and not is_word(word)


def _is_far(word: str) -> bool:
    """Whether a word behind "flew to" is a place: known as one, foreign, or in capitals and no abbreviation."""
    if is_clinical(word) or is_ordinary(word):
        return False
    if not word.isascii() or is_place(word) or bare(word) in words("towns") or is_town_word(word):
        return True
    return len(word) > _ABBREVIATION and (not is_word(word) or (word.isupper() and is_homonym(word)))
