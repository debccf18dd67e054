"""Where somebody lives, comes from, works or was, by the verb before it."""

from __future__ import annotations

from domains.deidentify.findings import Scope, Search
from domains.deidentify.linear import linear
from domains.deidentify.places.addresses import take_labelled_addresses
from domains.deidentify.places.institutions import take_institutions
from domains.deidentify.places.proper_names import take_names_behind
from domains.deidentify.places.towns import take_listed_places, take_towns_before_states

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
_PREPOSITION = linear(r"(?<=\w )(?:in|from|near) (?=[^\W\d_a-z][^\W\d_]{3})")


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
