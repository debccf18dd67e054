"""Persons in the fields of an HL7 message, whose parts carets hold apart: "1234^MBEKI^THANDI^L"."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import is_first_name, is_listed_name, is_medical, is_word

_PART = r"[^\W\d_](?:[^\W\d_]|['-]){1,24}"
_PERSON = linear(
    rf"(?<![\w^])(?:(?P<number>\d{{3,12}})\^)?"
    rf"(?P<name>(?P<family>{_PART}(?: {_PART})?)\^(?P<given>{_PART}(?: {_PART})?)"
    rf"(?:\^[^\W\d_](?:[^\W\d_]|['-]){{0,24}}\.?)?)(?![\w'-])"
)
"""Family, given and further name, perhaps behind a number (data types XPN and XCN of HL7 2.x)."""
_CARET = re.compile(r"(?<=[A-Za-z^])\^|\^(?=[A-Za-z^])")
"""What holds parts of a field apart; a power ("10^9/L") is none."""


def without_carets(text: str) -> str:
    """`text` with a blank for each caret between parts of a field, so that its words are found as elsewhere."""
    return _CARET.sub(" ", text) if "^" in text else text


def find_persons_of_messages(search: Search) -> None:
    """Take persons told by the carets between their names, with their numbers; carets that are left become blanks."""
    if "^" not in search.text:
        return
    persons = [match for match in _PERSON.finditer(search.text) if _is_person(match["family"], match["given"])]
    numbers = ((m.start("number"), m.end("number"), Kind.ID) for m in persons if m["number"])
    names = [(m.start("name"), m.end("name"), Kind.NAME) for m in persons]
    search.take_all([*numbers, *names], "person in a message")
    search.text = without_carets(search.text)


def _is_person(family: str, given: str) -> bool:
    """Whether they are names and no code with its meaning: "GLU^Glucose"."""
    parts = [*family.split(), *given.split()]
    if any(is_medical(part) for part in parts):
        return any(is_first_name(part) for part in given.split()) and not is_medical(family)
    return any(is_listed_name(part) for part in parts) or not any(is_word(part) for part in parts)
