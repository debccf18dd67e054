"""Whose row of a gradebook it is, and which row is nobody's."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pandas as pd

from domains.deidentify.bare_names import is_a_name, without_names
from studio.core.column_keys import name_key
from studio.core.grades import reads_as_mark

_SURE_WHO = (
    ("pupilid", "studentid", "studentnumber", "studentno", "learnerid", "candidateid", "candidatenumber", "sisid"),
    ("sisuserid", "idnumber", "orgdefinedid", "matrikelnummer", "matrikelnr", "matrikel", "schuelernr", "schuelerid"),
    ("pupil", "student", "learner", "candidate", "schueler", "schuelerin", "teilnehmer", "studierende", "upn", "uln"),
    ("email", "emailaddress", "emailadresse", "mail", "username", "loginid", "login", "userid", "benutzername"),
    ("name", "fullname", "pupilname", "studentname", "studentsname", "yourname", "name2", "schuelername", "id"),
)
"""Columns that tell one pupil from another, the surest first."""
_GIVEN = ("firstname", "givenname", "vorname", "forename")
_FAMILY = ("lastname", "surname", "familyname", "nachname", "familienname")
_MAXIMA = frozenset(
    (
        *("max", "maximum", "maxpoints", "maxscore", "maxmarks", "maxmark", "pointspossible", "possiblepoints"),
        *("outof", "maximalpunkte", "maximalpunktzahl", "maxpunkte", "maximumpoints", "fullmarks", "highestscore"),
    )
)
_OPENINGS = frozenset(
    (
        *("explain", "describe", "name", "list", "state", "define", "compare", "give", "discuss", "sketch", "prove"),
        *("why", "how", "what", "when", "where", "which", "the", "two", "three"),
        *("erkläre", "erklären", "beschreibe", "beschreiben", "nenne", "nennen", "begründe", "begründen", "definiere"),
        *("vergleiche", "vergleichen", "erläutere", "erläutern", "zeichne", "skizziere", "bestimme", "berechne"),
        *("warum", "wie", "was", "wann", "welche", "welcher", "der", "die", "das", "ein", "eine", "zwei", "drei"),
    )
)
"""How tasks and topics begin, and no name of a person does."""
_WORD = re.compile(r"[^\W\d_]+")
_ROWS_LOOKED_AT = 3


def who_answers(table: pd.DataFrame, beside: Sequence[str]) -> tuple[str, ...]:
    """The columns among those `beside` the answers that tell together whose row it is."""
    keys = {name_key(name): name for name in reversed(beside)}
    filled = {key: name for key, name in keys.items() if bool((table[name].fillna("").str.strip() != "").any())}
    for known in _SURE_WHO:
        if found := next((filled[key] for key in known if key in filled), None):
            return (found,)
    both = (next((filled[key] for key in known if key in filled), None) for known in (_FAMILY, _GIVEN))
    return tuple(name for name in both if name is not None)


def reads_like_a_task(title: str) -> bool:
    """Whether a short title begins as a task or a topic does, and holds no listed name."""
    words = _WORD.findall(title)
    return bool(words) and words[0].casefold() in _OPENINGS and not any(map(is_a_name, words))


def reads_like_a_name(title: str) -> bool:
    """Whether a short title holds a name that is no word, or consists of capitalised words that no list has."""
    words = _WORD.findall(title)
    capitals = bool(words) and all(word[0].isupper() for word in words)
    return any(map(is_a_name, words)) or (capitals and without_names(title) != title)


def maxima_row(table: pd.DataFrame, who: Sequence[str], answers: Sequence[str]) -> int | None:
    """The place of the row that holds the highest marks in the place of a pupil's, its answers blank or figures."""
    if not who or len(table) <= _ROWS_LOOKED_AT:
        return None
    places: list[int] = [*range(_ROWS_LOOKED_AT), len(table) - 1]
    looked_at = table.iloc[places].fillna("").astype(str)
    for at, place in enumerate(places):
        cells = {name: looked_at[name].iloc[at].strip() for name in (*who, *answers)}
        called = any(name_key(cells[name]) in _MAXIMA for name in who)
        if called and all(cells[name] in ("", "-") or reads_as_mark(cells[name]) for name in answers):
            return place
    return None
