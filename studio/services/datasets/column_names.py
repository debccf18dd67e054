"""What the name of a column says of what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from domains.contract import Domain
from domains.deidentify import identifier_kind
from studio.core.column_keys import fold, plain, without_aside
from studio.core.columns import Role

_LAST_DIGITS = re.compile(r"\d+$")
_NUMBERING = (
    *("id", "ids", "uuid", "guid", "number", "no", "nr", "num", "index", "row", "key", "url", "#", "nummer", "kennung"),
)
_DATING = (
    *("date", "time", "timestamp", "datetime", "day", "week", "month", "year", "hour", "created", "updated"),
    *("datum", "zeit", "uhrzeit", "zeitstempel", "tag", "woche", "monat", "jahr"),
)
_SIGNING = (
    *("technician", "operator", "engineer", "inspector", "annotator", "marker", "assignee", "owner", "analyst"),
    *("tech", "fitter", "mechanic", "electrician", "planner", "requester", "requestor", "reporter", "initials", "by"),
    *("techniker", "monteur", "mechaniker", "elektriker", "bearbeiter", "melder", "bediener", "schlosser", "meister"),
    *("von", "durch"),
)
_GRADING = (
    *("rater", "grader", "examiner", "teacher", "assessor", "scorer", "judge", "evaluator", "reviewer", "corrector"),
    *("moderator", "human", "erstkorrektor", "zweitkorrektor", "zweitprüfer"),
)
_REMEDYING = frozenset(
    (
        *("done", "action", "actions", "correction", "corrective", "resolution", "remedy", "feedback", "followup"),
        *("massnahme", "massnahmen", "abhilfe", "behebung", "taetigkeit", "taetigkeiten", "rueckmeldung"),
    )
)
"""What is written once a text has been read: about it, but not it."""
_PLACING = frozenset({"", "a", "b", "one", "two", "first", "second"})
_MEASURING = (
    *("count", "length", "words", "characters", "n", "hours", "hrs", "minutes", "mins", "min", "qty", "quantity"),
    *("amount", "duration", "dauer", "stunden", "std", "minuten", "anzahl", "menge", "betrag"),
)
_NOT_CLASSES = frozenset((*_NUMBERING, *_DATING, *_SIGNING, *_MEASURING))
"""What stands at the head of names of columns that number, date, sign or measure a row."""
_NEVER_LEARNED = (Role.GROUP, Role.TIME, Role.SPLIT, Role.RATER, Role.COMPETITOR, Role.SUBGROUP, Role.LEVEL)


def names_of(domain: Domain, role: Role) -> list[str]:
    """The role's own name and the aliases the domain knows for it, its own name first."""
    return [name for column in domain.columns if column.role is role for name in (role.value, *column.aliases)]


def named_by_pattern(domain: Domain, role: Role, names: Sequence[str]) -> list[list[str]]:
    """For each pattern of the role, the surest first, those of `names` it finds.

    Asides are no part of a name, but of what is measured: 'Total ($)' is a cost. `DaZ` is read as one word too.
    """
    patterns = [pattern for column in domain.columns if column.role is role for pattern in column.patterns]
    bare = {name: name if role is Role.EXTRA else without_aside(name) for name in names}
    known = {name: {plain(said), plain(said.lower())} for name, said in bare.items()}
    return [[name for name in names if any(re.search(pattern, said) for said in known[name])] for pattern in patterns]


def is_named(domain: Domain, role: Role, name: str) -> bool:
    """Whether a pattern of the role finds `name`."""
    return any(named_by_pattern(domain, role, [name]))


def head_word(name: str) -> str:
    """The word that says what a column holds: `type` of 'Failure type 2' and of 'type of failure'."""
    words = [_LAST_DIGITS.sub("", word) for word in fold(without_aside(name)).split("_")]
    words = [word for word in words if word]
    if "of" in words[1:]:
        words = words[: words.index("of", 1)]
    return words[-1] if words else ""


def single_words(names: Iterable[str]) -> frozenset[str]:
    """Those names that are one word."""
    return frozenset(name for name in names if fold(name).isalpha())


def names_person(name: str) -> bool:
    """Whether a column is called like a person who marks and nothing else: it may hold who it was (`Grader 2`)."""
    words = {_LAST_DIGITS.sub("", word) for word in fold(without_aside(name)).split("_")} - _PLACING
    return bool(words) and words <= {*_SIGNING, *_GRADING}


def names_remedy(name: str) -> bool:
    """Whether a column is called like what was done or said about a text."""
    return not _REMEDYING.isdisjoint(plain(without_aside(name)).split("_"))


def names_no_class(domain: Domain, name: str) -> bool:
    """Whether a column is called like an id, a date, a person, a measure, or another role: nothing to learn."""
    if is_named(domain, Role.LABEL, name):
        return False
    others = single_words(alias for role in _NEVER_LEARNED for alias in names_of(domain, role))
    if any(is_named(domain, role, name) for role in (*_NEVER_LEARNED, Role.EXTRA)):
        return True
    return head_word(name) in _NOT_CLASSES | others or identifier_kind(name) is not None
