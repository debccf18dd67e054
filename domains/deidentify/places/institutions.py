"""Hospitals, schools, homes and other facilities, and counties, by the word that they end in."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.places.proper_names import WORD, opens, place_like, take_names_behind
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper

_INSTITUTION = linear(
    rf"(?<!\w)(?P<value>(?:{WORD} ){{1,4}}(?:Hospital|Clinic|Infirmary|Medical Cent(?:er|re)|"
    rf"Health Cent(?:er|re)|Nursing Home|Care Home|Hospice|Health System|"
    rf"(?:Eye|Burns|Renal|Stroke|Dialysis|Birth|Day) (?:Unit|Cent(?:er|re)|Clinic)|Medical Practice|Public Library|"
    rf"Primary|Healthcare|Surgery Center|Cancer Center|"
    r"Community College|Retirement (?:Home|Village|Community)|Assisted Living|Senior Living|Dialysis Center|"
    r"Rehabilitation Cent(?:er|re)|High School|Primary School|Elementary School|Middle School|Grammar School|"
    r"Secondary School|School|College|"
    r"Academy|University|Gymnasium|Kindergarten|Church|Prison|Jail|Correctional Facility|Shelter|Pharmacy|"
    r"Country Club|Airport|[Dd]aycare|[Nn]ursery|[Pp]reschool))\b"
)
_OF = linear(
    r"\b(?:University|Hospital|College|City|Town|Village|County|Borough|Parish|Municipality|Diocese) of (?=[^\W\d_])"
)
_SHORTENED = frozenset(("st.", "mt.", "ft.", "dr.", "jr.", "sr.", "med."))
_COUNTY = linear(rf"(?<!\w)(?P<value>(?:{WORD} ){{0,2}}{WORD} (?:County|Borough|Township|Parish|Shire))\b")


def take_institutions(search: Search) -> None:
    """Take institutions and counties with the capitalised words before them, and what "University of" names."""
    spans = []
    for pattern in (_INSTITUTION, _COUNTY):
        for match in pattern.finditer(search.text):
            start = _name_start(list(TOKEN.finditer(search.text, match.start("value"), match.end("value"))))
            if start is not None:
                spans.append((start, match.end("value"), Kind.LOCATION))
    search.take_all(spans, "institution")
    take_names_behind(search, _OF, "institution")


def _name_start(tokens: list[re.Match[str]]) -> int | None:
    """Where the capitalised words that end in an institution begin; None where none of them is a proper name."""
    names = []
    for token in reversed(tokens[:-1]):
        word = token.group(0)
        if not starts_upper(word) or (word.endswith(".") and len(word) > 2 and word.lower() not in _SHORTENED):
            break
        names.append(token)
    while names and not (place_like(names[-1].group(0)) or opens(names[-1].group(0))):
        names.pop()
    proper = any(place_like(name.group(0)) for name in names) or len(names) > 1
    return names[-1].start() if names and proper else None
