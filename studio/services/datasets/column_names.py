"""What the name of a column says of what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from domains.contract import Domain
from domains.deidentify import identifier_kind
from studio.core.column_keys import fold, without_aside
from studio.core.columns import Role

_LAST_DIGITS = re.compile(r"\d+$")
_NUMBERING = ("id", "ids", "uuid", "guid", "number", "no", "nr", "num", "index", "row", "key", "url")
_DATING = ("date", "time", "timestamp", "datetime", "day", "week", "month", "year", "hour", "created", "updated")
_SIGNING = ("technician", "operator", "engineer", "inspector", "annotator", "marker", "assignee", "owner", "analyst")
_GRADING = (
    *("rater", "grader", "examiner", "teacher", "assessor", "scorer", "judge", "evaluator", "reviewer", "corrector"),
    *("moderator", "human", "erstkorrektor", "zweitkorrektor", "zweitprüfer"),
)
_PLACING = frozenset({"", "a", "b", "one", "two", "first", "second"})
_MEASURING = ("count", "length", "words", "characters", "n")
_NOT_CLASSES = frozenset((*_NUMBERING, *_DATING, *_SIGNING, *_MEASURING))
"""What stands at the head of names of columns that number, date, sign or measure a row."""
_NEVER_LEARNED = (Role.GROUP, Role.TIME, Role.SPLIT, Role.RATER, Role.COMPETITOR, Role.SUBGROUP, Role.LEVEL)


def names_of(domain: Domain, role: Role) -> list[str]:
    """The role's own name and the aliases the domain knows for it, its own name first."""
    return [name for column in domain.columns if column.role is role for name in (role.value, *column.aliases)]


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


def names_no_class(domain: Domain, name: str) -> bool:
    """Whether a column is called like an id, a date, a person, a measure, or another role: nothing to learn."""
    others = single_words(alias for role in _NEVER_LEARNED for alias in names_of(domain, role))
    return head_word(name) in _NOT_CLASSES | others or identifier_kind(name) is not None
