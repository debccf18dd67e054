"""Columns that hold nothing but one kind of identifier, known by their names.

A surname, a five-digit ZIP code or an age of 93 by itself looks like any other word or number: what the recognisers
need around it stands in the column's name. The whole name must be known: `patient_name` is a person's, `drug_name`,
`file_name` and `student_answer` are not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from domains.deidentify.tags import Kind

LONGEST_NAME = 80


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PEOPLE = _set(
    "patient student pupil learner candidate participant applicant person teacher tutor doctor dr physician clinician "
    "nurse surgeon consultant therapist radiologist attending pcp gp provider parent guardian carer caregiver mother "
    "father husband wife spouse relative nok client customer employee employer staff author examiner grader user"
)
_WHOSE = _PEOPLE | _set(
    "pt child children primary referring treating responsible admitting ordering operating maternal paternal family "
    "home work office private personal business mobile daytime evening emergency contact member subscriber resident "
    "reviewer rater billing mailing postal shipping permanent current legal medical health driver driving bank first "
    "last middle given full maiden birth preferred display nick"
)
"""Before or after what a column holds these say whose it is, or which: `home_phone`, `name_first`."""
_NUMBER = _set("number num no nr id")
_UNITS = _set("gestational day days week weeks month months hour hours minute minutes")
_SIGNED = _set("signed seen referred written dictated transcribed entered created reviewed marked graded")
_SHARED = _set(
    "question item prompt task exam set topic rubric assignment course module unit lesson chapter quiz test section "
    "label category class model template drug product medication source specialty department diagnosis disease "
    "condition symptom procedure concept language row"
)
"""What many rows share, or what only counts them: an `id` of it identifies nobody."""

_ALONE: Mapping[Kind, str] = {
    Kind.NAME: "name surname forename initial initials signature first last nextofkin contact contactperson "
    "emergencycontact classteacher",
    Kind.LOCATION: "zip zipcode plz postcode postalcode address streetaddress addressline street streetname city "
    "cityname town village suburb county precinct residence placeofresidence birthplace placeofbirth cityofbirth "
    "hometown apartment apt room bed geocode latitude longitude coordinates hospital school hospitalname clinicname "
    "schoolname facilityname practicename",
    Kind.DATE: "date datetime dob birthdate birthday birthyear yearofbirth yob born dod deathdate dos doa "
    "admissiondate dischargedate visitdate",
    Kind.AGE: "age agegroup ageyears yearsold",
    Kind.FAX: "fax telefax",
    Kind.PHONE: "phone telephone tel mobile cellphone pager",
    Kind.EMAIL: "email emailaddress emailid",
    Kind.SSN: "ssn socialsecurity nino nationalinsurance",
    Kind.RECORD: "mrn urn medicalrecord accession",
    Kind.PLAN: "nhs",
    Kind.ACCOUNT: "account acct iban creditcard debitcard",
    Kind.VEHICLE: "vin licenseplate licenceplate numberplate registrationplate carplate",
    Kind.LICENCE: "license licence driverslicense driverslicence npi dea gmc passport",
    Kind.DEVICE: "serial imei udi macaddress",
    Kind.URL: "url website homepage webpage webaddress",
    Kind.IP: "ip ipaddress",
    Kind.ID: "id uid uuid guid identifier user username login handle ptno ptnumber",
}
_NUMBERED: Mapping[Kind, str] = {
    Kind.LOCATION: "zip post postal house room bed apartment apt",
    Kind.FAX: "fax",
    Kind.PHONE: "phone telephone tel mobile cell cellphone contact",
    Kind.SSN: "ssn ss socialsecurity nationalinsurance",
    Kind.RECORD: "record mr chart hospital accession case order report encounter admission specimen",
    Kind.PLAN: "nhs plan policy insurance member membership subscriber beneficiary medicare medicaid claim",
    Kind.ACCOUNT: "account acct card creditcard debitcard routing invoice",
    Kind.VEHICLE: "vehicle",
    Kind.LICENCE: "license licence passport certificate",
    Kind.DEVICE: "serial device implant",
    Kind.ID: "badge roll enrolment enrollment matriculation tax national reference",
}
"""What identifies where a word for a number follows."""
_KINDS = {key: kind for kind, keys in _ALONE.items() for key in keys.split()} | {
    f"{noun}{number}": kind for kind, nouns in _NUMBERED.items() for noun in nouns.split() for number in _NUMBER
}

_WORD_START = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_ASIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_APOSTROPHES = str.maketrans("", "", "'\u2019")


def name_words(name: str) -> list[str]:
    """A column's name as small words without numbers: `PatientName2` and `Patient name (full):` are one."""
    plain = name[:LONGEST_NAME].translate(_APOSTROPHES)
    plain = _WORD_START.sub(" ", _ASIDE.sub(" ", plain)).lower()
    return re.findall(r"[^\W\d_]+", plain)


def identifier_kind(name: str) -> Kind | None:
    """The kind of identifier a column called `name` holds in every cell; None where the cells must be searched."""
    words = name_words(name)
    return _known("".join(words)) or _by_ending(words) or _whose(words)


def _by_ending(words: list[str]) -> Kind | None:
    """What one word at an end of the name decides: `visit_date`, `age_at_admission`, `signed_by`, `essay_id`."""
    if not words:
        return None
    if words[-1] == "date" or words[0] == "date":
        return Kind.DATE
    if "age" in (words[0], words[-1]) and not _UNITS & set(words):
        return Kind.AGE
    if words[-1] == "by" and _SIGNED & set(words):
        return Kind.NAME
    numbers_a_row = words[-1] in ("id", "ids", "uuid", "guid") and words[-2:-1] and words[-2] not in _SHARED
    return Kind.ID if numbers_a_row else None


def _whose(words: list[str]) -> Kind | None:
    """The kind of what is left without the words that say whose it is; a person by itself is its name."""
    people = [word for word in words if _singular(word) in _PEOPLE]
    left = list(words)
    while left and _singular(left[0]) in _WHOSE:
        left = left[1:]
    while left and _singular(left[-1]) in _WHOSE | {"of", "the"}:
        left = left[:-1]
    if people and not left:
        return Kind.NAME
    if people and "".join(left) in _NUMBER | {"code"}:
        return Kind.ID
    return _known("".join(left)) or _run_together("".join(words))


def _run_together(key: str) -> Kind | None:
    """`patientname`, `firstname`, `studentno`: one word that says whose, then what it is."""
    for owner in sorted(_WHOSE):
        if key.startswith(owner):
            left = key.removeprefix(owner)
            kind = Kind.ID if owner in _PEOPLE and left in _NUMBER else _known(left)
            if kind is not None:
                return kind
    return None


def _known(key: str) -> Kind | None:
    return _KINDS.get(key) or _KINDS.get(_singular(key))


def _singular(word: str) -> str:
    return word.removesuffix("s")
