"""Hospitals, schools, homes and other facilities, and counties, by the word that they end in."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.places.proper_names import WORD, opens, place_like, take_names_behind
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import (
    is_homonym,
    is_listed_sign,
    is_medical,
    is_ordinary,
    is_place,
    is_town_word,
    is_word,
)

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
    r"\b(?:University|Univ\.?|Hospital|College|City|Town|Village|County|Borough|Parish|Municipality|"
    r"Diocese) of (?=[^\W\d_])"
)
_SHOUTED = linear(
    r"\b(?:FROM|AT|TO) (?P<value>(?:[A-Z][A-Z'.-]{2,20} ){1,3}(?:SNF|ALF|LTAC|LTC|NURSING HOME|CARE HOME|REHAB|MANOR|"
    r"NURSING (?:AND|&) REHAB|ASSISTED LIVING|GROUP HOME|HOSPICE|HOSPITAL|MEDICAL CENTER|CLINIC|SCHOOL))(?!\w)"
)
_KIND_FIRST = linear(
    r"\b(?:SNF|ALF|LTACH?|LTC|OSH|SAR|IRF|ILF|[Nn]ursing home|[Gg]roup home|[Cc]are home|[Hh]ospice|[Ss]helter|"
    r"[Pp]harmacy|"
    r"[Ff]acility|[Rr]ehab|[Dd]ialysis(?: unit)?):? (?:at |to |is )?"
    r"(?P<value>[A-Z][a-z'-]{2,20}(?: [A-Z][a-z'-]{2,20}){1,3})(?![\w-])"
)
"""What kind of house it is, then what it is called: "SNF Cedar Hollow"."""
_OFFICE = linear(
    rf"(?<!\w)(?P<value>(?P<first>{WORD}) (?:(?:Women|Children|Men)'s |{WORD} ){{0,2}}(?:Surgery|Imaging|Radiology|"
    r"Pediatrics|"
    r"Paediatrics|Orthop(?:a?e)dics|Cardiology|Dermatology|Family Medicine|Urgent Care|Physical Therapy|"
    r"Dental|Associates|Care Cent(?:er|re)|Home Health(?: ?[Cc]are)?|Home ?[Cc]are))\b"
)
"""A practice by its branch, where a proper name stands first: "Quillford Women's Imaging"."""
_HOUSE = linear(
    r"\b(?:at|from|to|attends?|in|into|of|via) (?:the )?"
    r"(?P<value>(?P<first>[A-Z][a-z'-]{2,20}) (?:[A-Z][a-z'-]{2,20} ){0,2}"
    r"(?:House|Manor|Lodge|"
    r"Villas?|Village|Commons|Estates|Apartments|Towers|Gardens|Hall|Inn|Hotel|Motel|Ranch|Elementary|Middle|High|Montessori|"
    r"Rehab|Regional|General|Memorial|Presbyterian|Methodist|Baptist|Place|Landing|Haven|Terrace|Living))(?![\w-])"
)
"""Behind a preposition, a house by what it is: "placed at Quill House"."""
_CARE = linear(
    r"\b(?:at|from|to|with|via|by|into|of):? (?:the )?"
    r"(?P<value>(?P<first>[A-Z][a-z'-]{2,20}) (?:[A-Z][a-z'-]{2,20} ){0,2}"
    r"(?:Care Cent(?:er|re)|Home Health(?: ?[Cc]are)?|Home ?[Cc]are))(?![\w-])"
)
"""Behind a preposition, care by the name of who gives it: "home with Evergreen Home Health"."""
_KINDS_OF_CARE = re.compile(
    r"(?:Adult|Child|Continu(?:ed|ing)|Day|Extended|Hospice|Intermediate|Local|Long|Managed|Needs|Outpatient|Palliative|Personal|"
    r"Primary|Private|Respite|Short|Skilled|Spiritual|Tertiary|Urgent|Visiting)\Z"
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
    shouted = [match for match in _SHOUTED.finditer(search.text) if _has_proper_name(match["value"].split()[:-1])]
    spans += [(match.start("value"), match.end("value"), Kind.LOCATION) for match in shouted]
    named = [match for match in _KIND_FIRST.finditer(search.text) if _is_called(match["value"].split())]
    spans += [(match.start("value"), match.end("value"), Kind.LOCATION) for match in named]
    offices = [match for match in _OFFICE.finditer(search.text) if _is_proper(match["first"])]
    spans += [(match.start("value"), match.end("value"), Kind.LOCATION) for match in offices]
    houses = [match for match in _HOUSE.finditer(search.text) if _may_name_a_house(match["first"])]
    spans += [(match.start("value"), match.end("value"), Kind.LOCATION) for match in houses]
    care = [match for match in _CARE.finditer(search.text) if _gives_care(match["first"])]
    spans += [(match.start("value"), match.end("value"), Kind.LOCATION) for match in care]
    search.take_all(spans, "institution")
    take_names_behind(search, _OF, "institution")


def _has_proper_name(tokens: list[str]) -> bool:
    """Whether one of the words before an institution in capitals is no word of charts: "FROM LAKEVIEW SNF"."""
    return any(not is_word(token) or is_town_word(token) or is_homonym(token) or opens(token) for token in tokens)


def _is_called(name: list[str]) -> bool:
    """Whether words behind what kind of house it is are its name, and none of charts: "Rehab Potential Good"."""
    return not (is_ordinary(name[-1]) or any(is_medical(word) for word in name))


def _gives_care(word: str) -> bool:
    return _may_name_a_house(word) and _KINDS_OF_CARE.match(word) is None


def _may_name_a_house(word: str) -> bool:
    return not (is_medical(word) or is_ordinary(word)) or opens(word)


def _is_proper(word: str) -> bool:
    """Whether the first word of a practice's name is a town's or family's, and no branch of medicine."""
    if not starts_upper(word) or is_medical(word) or is_listed_sign(word):
        return False
    return is_place(word) or is_town_word(word) or not is_word(word)


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
