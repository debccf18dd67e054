"""Words that negate, doubt, place in the past or ascribe to kin what stands beside them, and words that end that.

After NegEx (Chapman et al. 2001, J Biomed Inform 34:301) and ConText (Chapman et al. 2009, BioNLP; Harkema et al. 2009,
J Biomed Inform 42:839): the kinds and directions are theirs, the lists are written anew for this project.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


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


_PSEUDO = """no increase|no further increase|no significant change|no change|no interval change|
no suspicious change|no significant interval change|not only|not necessarily|gram negative|not certain if|
not certain whether|without difficulty|no further|not drain|without further|not extend|not cause|
no longer requiring|no need for|not been able|not able to|could not be assessed|not known to|not sure|
unable to assess|no doubt|no matter|without incident|without complication|without complications|negative pressure|
history taking|history and physical|history of present illness|past due|if not|no time|not a candidate for|
father to|mother to|grandmother to|prior to|over the past|for the past|during the past|in the past few|
in the past two|in the past three|in the past week|in the past month|in the past day|in the past 24|
in the past several|in the past 2|in the past 3|in the past couple|lives with her mother|lives with his mother|
lives with mother|lives with her|lives with his|brought in by his mother|brought in by her mother|
brought in by mother|accompanied by her mother|accompanied by his mother|accompanied by mother|per mother|
per family|family meeting|family doctor|family physician|family practice|not on|not taking|not yet started|
no more than|possible to|where possible|if possible|as possible|no better|not improved|not improving|not resolved|
not gone|no improvement|no relief|without relief|without improvement|as likely as|likely to be discharged"""

_NEGATED_AFTER = """no|denies|denied|denying|deny|not|without|no evidence of|no signs of|no sign of|no history of|
no complaints of|was negative for|were negative for|is negative for|are negative for|no complaint of|absence of|
negative for|never|never had|free of|rules out|ruled out for|rule him out for|no evidence for|fails to reveal|
failed to reveal|failed to show|fails to show|does not have|did not have|has not had|has no|had no|with no|no new|
no known|no acute|no obvious|no definite|no apparent|no palpable|non|not demonstrate|not have|not show|not reveal|
not appreciate|not feel|not see|nor|neither|unremarkable for|w/o|not associated with|lack of|lacks|lacked|
cannot see|no suggestion of|no findings of|no indication of|no symptoms of|does not complain of|
not complaining of|no radiographic evidence of|no mammographic evidence of|to exclude any|declines any|free from|
resolution of|cleared of|excluded|ruled out|is not|are not|was not|were not|isn't|wasn't|doesn't have|didn't have|
hasn't had|neg for|neg|(-)"""
_NEGATED_BEFORE = """was ruled out|were ruled out|is ruled out|are ruled out|has been ruled out|
have been ruled out|ruled out|was excluded|were excluded|is excluded|has been excluded|have been excluded|
unlikely|is unlikely|was unlikely|are unlikely|was negative|were negative|is negative|are negative|negative|
was absent|were absent|is absent|are absent|absent|not seen|was not seen|were not seen|is not seen|are not seen|
not present|is not present|was not present|are not present|not identified|not found|was not found|not appreciated|
was not appreciated|was not identified|was not detected|was not noted|was not palpable|is not palpable|
were not appreciated|were not identified|are not identified|is not identified|not noted|not detected|
not demonstrated|not visualized|not visualised|not evident|not observed|not palpable|none|denied|is denied|
are denied|was denied|were denied|resolved|has resolved|have resolved|free|neg|nil|non-existent|: no|: none|
: negative|: denies|: absent|: nil"""
_UNCERTAIN_AFTER = """possible|possibly|probable|probably|likely|suspected|suspect|suspicious for|suspicion of|
suspicion for|concern for|concerning for|question of|questionable|may have|might have|may be|might be|could be|
could have|could represent|may represent|might represent|rule out|r/o|to rule out|evaluate for|to evaluate for|
evaluated for|cannot exclude|can not exclude|cannot rule out|can not rule out|not excluded|
consistent with possible|suggestive of|suggesting|suggests|appears to be|appears to have|presumed|presumably|
presumptive|differential includes|differential diagnosis includes|versus|vs|vs.|worrisome for|perhaps|maybe|query|
?|unclear if|unclear whether|uncertain if|concerned about|worried about|not certain if|not certain whether|
not sure if|unsure if|thought to be|compatible with|rather than|return if|return for|if|should|in case of|
be ruled out for|ought to be ruled out for|workup for|work-up for|work up for|risk of|at risk for|risk for|
precautions|watch for|monitor for|call for|seems to be"""
_UNCERTAIN_BEFORE = """is possible|was possible|are possible|possible|is suspected|was suspected|are suspected|
suspected|is likely|was likely|likely|probable|is probable|cannot be excluded|can not be excluded|
could not be excluded|cannot be ruled out|can not be ruled out|could not be ruled out|is not excluded|
not ruled out|has not been ruled out|is questionable|questionable|was questionable|is in the differential|
remains in the differential|is considered|was considered|being considered|is uncertain|remains uncertain|
to be ruled out|must be ruled out|should be ruled out|will be ruled out|is a possibility|is a concern|
is of concern"""
_RELATIVES = """mother|father|sister|brother|sisters|brothers|parents|parent|siblings|sibling|grandmother|
grandfather|grandparents|aunt|uncle|aunts|uncles|cousin|cousins|son|daughter|niece|nephew|mom|dad|mum|paternal|
maternal|mother's|father's|sister's|brother's|relatives|first-degree relative|first-degree relatives|
family history of|family history is positive for|family history significant for|family hx of|fh of|fhx of|fh|fhx|
famhx|runs in the family|twin"""
_FAMILY_BEFORE = """in her mother|in his mother|in the mother|in her father|in his father|in the father|
in her sister|in his sister|in her brother|in his brother|in the family|in a sister|in a brother|in an aunt|
in an uncle|in a cousin|in a grandparent|in a first-degree relative|in first-degree relatives|in both parents|
in her family|in his family|runs in the family|in her parents|in his parents|on the maternal side|
on the paternal side|in her grandmother|in his grandmother|in her grandfather|in his grandfather|in a daughter|
in a son|in her son|in her daughter|in his son|in his daughter|in siblings"""
_HISTORICAL_AFTER = """history of|history significant for|history is significant for|history notable for|
past history of|h/o|hx of|hx|prior|previous|previously|remote|status post|s/p|past medical history of|
past medical history significant for|past medical history includes|medical history includes|known history of|
pmh of|pmhx of|pmh|pmhx|former|formerly|childhood"""
_HISTORICAL_BEFORE = """in the past|years ago|year ago|as a child|in childhood|in his youth|in her youth|
months ago|when younger|previously|in remission"""
_END = """but|however|nevertheless|yet|though|although|still|except|except for|aside from|apart from|other than|
besides|because|since|cause of|cause for|causes of|reason for|reasons for|secondary to|due to|owing to|presents|
presenting|presented|reports|complains|endorses|admits|states|stated|said|notes|which|who|whose|where|that has|
that have|source of|etiology of|origin of|as a cause of|as the cause of|as a source of|on exam|today|now|
currently|at present|is here|was admitted|is admitted|comes in|came in|remains|continues to|improved with|
who presents|shows|showed|demonstrates|demonstrated|reveals|revealed|found to have|was found|is found|and has|
and had|and reports|and is|and was|and now|he|she|patient|pt"""

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


@dataclass(frozen=True)
class Phrases:
    """What each phrase does, in small letters with single blanks (some speak of both sides), and how long they are.

    `sizes` says by the first word of a phrase how many words phrases have that begin with it, the longest first.
    `colon_ends` says that what stands behind a colon (": no") speaks of what is before it only where nothing follows.
    `years` says that a year ("in 2015", "(2015)") puts what is before it into the past; `tags_stay` that the tag of an
    identifier ("mother [NAME]") is no word; `plus` that a plus sign, "(+) cough", is a word.
    """

    triggers: Mapping[str, tuple[Trigger, ...]]
    sizes: Mapping[str, tuple[int, ...]]
    colon_ends: bool
    years: bool
    tags_stay: bool
    plus: bool


def _listed(phrases: str) -> list[str]:
    return [" ".join(each.split()) for each in phrases.split("|")]


_LISTS = (
    (_PSEUDO, None, Direction.PSEUDO),
    (_NEGATED_AFTER, Kind.NEGATED, Direction.AFTER),
    (_NEGATED_BEFORE, Kind.NEGATED, Direction.BEFORE),
    (_UNCERTAIN_AFTER, Kind.UNCERTAIN, Direction.AFTER),
    (_UNCERTAIN_BEFORE, Kind.UNCERTAIN, Direction.BEFORE),
    (_RELATIVES, Kind.FAMILY, Direction.AFTER),
    (_FAMILY_BEFORE, Kind.FAMILY, Direction.BEFORE),
    (_HISTORICAL_AFTER, Kind.HISTORICAL, Direction.AFTER),
    (_HISTORICAL_BEFORE, Kind.HISTORICAL, Direction.BEFORE),
    (_END, None, Direction.END),
)


def _made(
    lists: Sequence[tuple[str, Kind | None, Direction]], *, colon_ends: bool, years: bool, plus: bool = False
) -> Phrases:
    made: dict[str, tuple[Trigger, ...]] = {}
    sizes: dict[str, set[int]] = {}
    for phrases, kind, direction in lists:
        for phrase in _listed(phrases):
            made[phrase] = (*made.get(phrase, ()), Trigger(kind, direction))
            words = phrase.split()
            sizes.setdefault(words[0], set()).add(len(words))
    longest = {first: tuple(sorted(each, reverse=True)) for first, each in sizes.items()}
    return Phrases(made, longest, colon_ends, years, tags_stay=years, plus=plus)  # version 3 of the step brought both


TODAY = _made((*_LISTS, *_ADDED, *_ADDED_4), colon_ends=True, years=True, plus=True)
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
BOUNDS = frozenset(
    _listed(
        """,|:|)|(|and|or|by|on|at|in|after|given|with|from|as|per|but|for|during|of|since|
    until|however|which|though"""
    )
)
"""What follows a phrase that could speak of either side ("PE ruled out by CT") where it speaks of what is before it."""
NO_END_FOR_KIN = frozenset(
    _listed("who|whose|which|was found|is found|found to have|presented|now|and had|and has|and was|and is")
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
