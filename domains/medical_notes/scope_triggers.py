"""Words that negate, doubt, place in the past or ascribe to kin what stands beside them, and words that end that.

After NegEx (Chapman et al. 2001, J Biomed Inform 34:301) and ConText (Chapman et al. 2009, BioNLP; Harkema et al. 2009,
J Biomed Inform 42:839): the kinds and directions are theirs, the lists are written anew for this project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domains.medical_notes.scope_lists import (
    END,
    FAMILY_BEFORE,
    HISTORICAL_AFTER,
    HISTORICAL_BEFORE,
    NEGATED_AFTER,
    NEGATED_BEFORE,
    PSEUDO,
    RELATIVES,
    UNCERTAIN_AFTER,
    UNCERTAIN_BEFORE,
)


class Kind(StrEnum):
    """What is said of a finding besides its name. What may yet happen ("return if ...") counts as uncertain."""

    NEGATED = "negated"
    UNCERTAIN = "uncertain"
    FAMILY = "family"
    HISTORICAL = "historical"


class Direction(StrEnum):
    """Which side of a trigger it speaks of. A PSEUDO trigger speaks of none and hides those inside it."""

    AFTER = "after"
    BEFORE = "before"
    PSEUDO = "pseudo"
    END = "end"


@dataclass(frozen=True)
class Trigger:
    """What a phrase does."""

    kind: Kind | None
    direction: Direction


_ADDED = (
    ("nil", Kind.NEGATED, Direction.AFTER),
    ("unlikely to be|unlikely to have|unlikely to represent", Kind.UNCERTAIN, Direction.AFTER),
    (
        "return to ed for|return to er for|return to the ed for|return to clinic for|come back for|seek care for",
        Kind.UNCERTAIN,
        Direction.AFTER,
    ),
    ("family history|family hx|fam hx", Kind.FAMILY, Direction.AFTER),
)
"""Phrases that came with version 2 of the step."""
_ADDED_4 = (
    (
        "(+)|+|, w|, with|and takes|and uses|and smokes|and drinks|and lives|and works|and complains",
        None,
        Direction.END,
    ),
    ("unable to exclude|unable to rule out", Kind.UNCERTAIN, Direction.AFTER),
    (
        "denied that he|denied that she|denies that he|denies that she|denies he|denies she",
        Kind.NEGATED,
        Direction.AFTER,
    ),
)
"""Phrases that came with version 4."""

_ADDED_5 = (
    ("doubt|doubtful for|query for|low threshold for|not convincing for", Kind.UNCERTAIN, Direction.AFTER),
    (
        "came back negative|comes back negative|returned negative|is doubtful|seems unlikely|looks unlikely|"
        "has settled|have settled|has subsided|have subsided|has cleared|have cleared",
        Kind.NEGATED,
        Direction.BEFORE,
    ),
    (
        "no longer has|no longer have|no longer any|no longer reports|no further episodes of|not had any|denying any",
        Kind.NEGATED,
        Direction.AFTER,
    ),
)
"""Phrases that came with version 5."""
_ADDED_6 = (
    (
        "|".join(
            f"{who} brought {whom}"
            for who in ("mother", "father", "mom", "dad", "son", "daughter", "sister", "brother")
            for whom in ("him", "her", "the patient", "pt", "patient", "them")
        ),
        None,
        Direction.PSEUDO,
    ),
    (", just|, only|, rather|, instead|pos for|positive for|, positive|, pos", None, Direction.END),
    (
        "negative bilaterally|absent bilaterally|negative on both sides|has gone|have gone|gone away|has gone away|"
        "have gone away|no longer present",
        Kind.NEGATED,
        Direction.BEFORE,
    ),
    ("absent|nothing to suggest|nothing suggesting|cannot recall any|not aware of any", Kind.NEGATED, Direction.AFTER),
    (
        "working diagnosis|working dx|provisional diagnosis|provisional dx|tentative diagnosis|tentative diagnosis of|"
        "working diagnosis of|provisional diagnosis of|ddx|dd|equivocal for|looks like|in the differential|"
        "index of suspicion for|"
        + "|".join(
            f"{doubt} {whether} {who}"
            for doubt in (
                "unclear",
                "not clear",
                "is not clear",
                "is not sure",
                "is not certain",
                "is unclear",
                "uncertain",
                "unsure",
                "not sure",
                "not certain",
                "wonder",
                "wonders",
            )
            for whether in ("if", "whether")
            for who in ("he", "she", "they", "patient", "pt", "the patient", "this")
        ),
        Kind.UNCERTAIN,
        Direction.AFTER,
    ),
    (
        "unlikely but possible|is unlikely but possible|remains a concern|remains possible|remains likely|"
        "still possible",
        Kind.UNCERTAIN,
        Direction.BEFORE,
    ),
    (
        "years ago he had|years ago she had|years ago had|as a child he had|as a child she had|"
        "as a teenager he had|as a teenager she had|years ago he was treated for|years ago she was treated for",
        Kind.HISTORICAL,
        Direction.AFTER,
    ),
    (
        "last year|last winter|last spring|last summer|last autumn|last fall|years earlier|decades ago|at age|"
        "at the age of|as a teenager|as an infant|as a baby|in infancy|in adolescence|during childhood|in college|"
        "as a young adult|in his teens|in her teens|in his twenties|in her twenties",
        Kind.HISTORICAL,
        Direction.BEFORE,
    ),
)
"""Phrases that came with version 6."""


@dataclass(frozen=True)
class Phrases:
    """What each phrase does, in small letters with single blanks (some speak of both sides), and how long they are.

    `sizes` says by the first word of a phrase how many words phrases have that begin with it, the longest first.
    `colon_ends` says that what stands behind a colon (": no") speaks of what is before it only where nothing follows.
    `years` says that a year ("in 2015", "(2015)") puts what is before it into the past; `tags_stay` that the tag of an
    identifier ("mother [NAME]") is no word; `plus` that a plus sign, "(+) cough", is a word. `shorthand` says that
    "VS 120/80" is vital signs and no doubt, "? UTI" a doubt and no question, and "P: 88" no plan.
    `genera` says that a letter before a small word ("no E. coli") ends no sentence.
    """

    triggers: Mapping[str, tuple[Trigger, ...]]
    sizes: Mapping[str, tuple[int, ...]]
    colon_ends: bool
    years: bool
    tags_stay: bool
    plus: bool
    shorthand: bool
    genera: bool
    dotted: bool


def _listed(phrases: str) -> list[str]:
    return [" ".join(each.split()) for each in phrases.split("|")]


_LISTS = (
    (PSEUDO, None, Direction.PSEUDO),
    (NEGATED_AFTER, Kind.NEGATED, Direction.AFTER),
    (NEGATED_BEFORE, Kind.NEGATED, Direction.BEFORE),
    (UNCERTAIN_AFTER, Kind.UNCERTAIN, Direction.AFTER),
    (UNCERTAIN_BEFORE, Kind.UNCERTAIN, Direction.BEFORE),
    (RELATIVES, Kind.FAMILY, Direction.AFTER),
    (FAMILY_BEFORE, Kind.FAMILY, Direction.BEFORE),
    (HISTORICAL_AFTER, Kind.HISTORICAL, Direction.AFTER),
    (HISTORICAL_BEFORE, Kind.HISTORICAL, Direction.BEFORE),
    (END, None, Direction.END),
)


def _made(
    lists: Sequence[tuple[str, Kind | None, Direction]],
    *,
    colon_ends: bool,
    years: bool,
    plus: bool = False,
    shorthand: bool = False,
    genera: bool = False,
    dotted: bool = False,
) -> Phrases:
    made: dict[str, tuple[Trigger, ...]] = {}
    sizes: dict[str, set[int]] = {}
    for phrases, kind, direction in lists:
        for phrase in _listed(phrases):
            made[phrase] = (*made.get(phrase, ()), Trigger(kind, direction))
            words = phrase.split()
            sizes.setdefault(words[0], set()).add(len(words))
    longest = {first: tuple(sorted(each, reverse=True)) for first, each in sizes.items()}
    # version 3 of the step brought both years and tags
    return Phrases(
        made, longest, colon_ends, years, tags_stay=years, plus=plus, shorthand=shorthand, genera=genera, dotted=dotted
    )


_EVER_5 = (*_LISTS, *_ADDED, *_ADDED_4, *_ADDED_5)
_EVER_6 = (*_EVER_5, *_ADDED_6)
TODAY = _made(_EVER_6, colon_ends=True, years=True, plus=True, shorthand=True, genera=True, dotted=True)
FORMER_6 = _made(_EVER_6, colon_ends=True, years=True, plus=True, shorthand=True, genera=True)
"""As version 6 of the step had them, for models that learned under it."""
FORMER_5 = _made(_EVER_5, colon_ends=True, years=True, plus=True, shorthand=True)
"""As version 5 of the step had them, for models that learned under it."""
FORMER_4 = _made((*_LISTS, *_ADDED, *_ADDED_4), colon_ends=True, years=True, plus=True)
"""As version 4 of the step had them, for models that learned under it."""
FORMER_3 = _made((*_LISTS, *_ADDED), colon_ends=True, years=True)
"""As version 3 of the step had them, for models that learned under it."""
FORMER_2 = _made((*_LISTS, *_ADDED), colon_ends=True, years=False)
"""As version 2 of the step had them, for models that learned under it."""
FORMER = _made(_LISTS, colon_ends=False, years=False)
"""As version 1 of the step had them, for models that learned under it."""

EMPTY_WORDS = frozenset(
    _listed(
        """a|an|the|of|or|and|nor|to|in|on|at|by|for|with|any|his|her|their|its|this|that|
    these|those|is|are|was|were|be|been|he|she|it|they|has|have|had|do|does|did|as|
    from|into|also|other|either|some|all|there|new|acute|significant"""
    )
)
"""Words that say nothing by themselves: they bear no mark."""
ONLY_LAST = frozenset(_listed("has gone|have gone"))
"""Phrases that speak of what is before them only at the end of what is said: "Fever has gone up" denies none."""
LAST_BEFORE = frozenset(_listed(",|:|)|(|and|but"))
"""What may stand behind one of `ONLY_LAST`."""
BOUNDS = frozenset(
    _listed(
        """,|:|)|(|and|or|by|on|at|in|after|given|with|from|as|per|but|for|during|of|since|
    until|however|which|though"""
    )
)
"""What follows a phrase that could speak of either side ("PE ruled out by CT") where it speaks of what is before it."""
NO_END_FOR_KIN = frozenset(
    _listed(
        "pos for|positive for|, pos|, positive|who|whose|which|was found|is found|found to have|presented|now|and had|"
        "and has|and was|and is"
    )
)
"""Termination phrases that go on about the same relative ("his mother, who had asthma")."""
VERBS = frozenset(
    _listed(
        """is|are|was|were|has|had|have|reports|denies|shows|showed|demonstrates|presents|
    complains|appears|remains|continues|looks|feels|seems|started|developed|improved|worsened|
    reveals|noted|suggests|required"""
    )
)
"""A part of a sentence between commas that holds one of these is a statement of its own."""


def trigger_words() -> frozenset[str]:
    """Every word of today's triggers, in small letters: one letter more or less may turn what a sentence says."""
    return frozenset(word for phrase in TODAY.triggers for word in phrase.split())
