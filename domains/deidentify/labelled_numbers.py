"""What stands before a number that identifies, and what the number is then: "MRN", "policy no.", "plate"."""

from __future__ import annotations

import re

from domains.deidentify.linear import Pattern, linear
from domains.deidentify.tags import Kind

GAP = r"[ \t]{0,3}"
NUMBER_WORD = r"(?:(?:numbers?|num|nos?|nr|ids?|identifier|code)(?![A-Za-z0-9])\.?|#)"
_JOIN = rf"{GAP}[.:#=)|-]{{0,3}}{GAP}(?:is|was|are|ending in|ends in)?{GAP}[:#]?{GAP}"
VALUE = r"(?P<value>[A-Za-z0-9*][A-Za-z0-9*/._-]{1,34})"
_SPACED = r"(?P<value>[A-Za-z0-9*]{1,34}(?:[ -][A-Za-z0-9*]{0,4}\d[A-Za-z0-9*]{0,8}){0,6})"
_CHUNKS = r"(?P<value>[A-Za-z]{0,4}\d{0,6}(?:[ -][A-Za-z0-9]{0,3}\d{1,10}[A-Za-z]?){1,5})"
"""Letters first, the digits in groups behind them: "KD 4471902", "W0382 22 114785"."""

_PLATE = (
    r"(?P<value>[A-Za-z]{1,4}\d{1,4}[ -][A-Za-z]{2,4}\b|[A-Za-z]{1,3}-[A-Za-z]{1,2} ?\d{1,4}\b|"
    r"[A-Za-z0-9]{1,17}(?:[ -][A-Za-z0-9]{0,4}\d[A-Za-z0-9]{0,4}){0,2})"
)


def _labelled(labels: str, *, word: bool, value: str = VALUE) -> Pattern:
    """A label, then "number", "no.", "#" (obligatory with `word`), then the value."""
    need = "" if word else "?"
    return linear(
        rf"(?<![A-Za-z])(?:{labels})(?:'s)?(?![A-Za-z]){GAP}(?:{NUMBER_WORD}){need}{_JOIN}{value}", re.IGNORECASE
    )


_REFERENCE = _labelled(r"ref|cat(?:alog(?:ue)?)?|part|asset(?: tag)?|tag", word=False)
_CASE = _labelled(r"claim|case|docket|file|warrant|ticket|order|confirmation|tracking|id", word=False, value=_CHUNKS)
_GROUP = _labelled(r"group|grp|payer id|plan id|rxbin|rxgrp|rx ?bin|rx ?grp|rx ?pcn|medicare|medicaid", word=False)
_NAMED_ID = linear(rf"(?<![A-Za-z])(?:ID|Id|identifier|reference)\b{GAP}[.:#=]{{0,2}}{GAP}#?{VALUE}")
BEFORE_RANGES = (_REFERENCE, _CASE, _GROUP, _NAMED_ID)
"""Labels that stand before ranges as well: "ref 135-145", "diet order 1800-2000"."""
LABELLED: tuple[tuple[Pattern, Kind, int], ...] = (
    (_labelled(r"ssn|ss#|social security|social sec\.?", word=False, value=_SPACED), Kind.SSN, 3),
    (_labelled(r"nhs|chi|hicn|mbi|medicare|medicaid", word=False, value=_SPACED), Kind.PLAN, 6),
    (
        _labelled(r"mrn|m\.r\.n\.?|mr ?#|med(?:ical)? rec(?:ord)?\.?|health record|urn|accession|hosp(?:ital)?\.? no|"
        r"chart no|emrn?|mpi|empi|pt ?#|patient ?#|hosp ?#|unit ?#|chart ?#|csn|fin", word=False),
        Kind.RECORD,
        3,
    ),
    (
        _labelled(
            r"record|chart|hospital|unit|patient|pt\.?|case|specimen|encounter|visit|episode|pathology|lab|"
            r"order|report|study|admission|"
            r"file|folder|dossier|referral",
            word=True,
        ),
        Kind.RECORD,
        3,
    ),
    (
        _labelled(
            r"(?:health )?plan|policy|insurance|insured|member(?:ship)?|beneficiary|subscriber|group|payer|"
            r"claim|enrollee", word=True
        ),
        Kind.PLAN,
        3,
    ),
    (_labelled(r"mrn|urn|hosp(?:ital)?\.?|(?:medical |health )?record|chart|patient|pt", word=True, value=_CHUNKS),
     Kind.RECORD, 5),
    (_labelled(r"mrn|urn", word=False, value=_CHUNKS), Kind.RECORD, 5),
    (_labelled(r"(?:blood |donor |prbc |donation )?unit|donation|bag|din", word=False, value=_CHUNKS), Kind.ID, 9),
    (_labelled(r"member(?:ship)?|subscriber|policy|certificate", word=False, value=_CHUNKS), Kind.PLAN, 6),
    (_CASE, Kind.ID, 6),
    (linear(r"\b(?:visa|mastercard|amex|discover|card|acct\.?|account|checking|savings|debit|credit) (?:card )?"
            r"(?:number )?(?:ending|ends|ended) (?:in |with |on |# ?)?(?P<value>\d{3,6})(?!\d)", re.IGNORECASE),
     Kind.ACCOUNT, 3),
    (_labelled(r"nhi|ohip|phn|health card", word=False, value=_SPACED), Kind.PLAN, 4),
    (_labelled(r"insurance|ins|insurer", word=False, value=_SPACED), Kind.PLAN, 6),
    (_labelled(r"member(?:ship)?|subscriber|policy", word=True, value=_SPACED), Kind.PLAN, 6),
    (_labelled(r"policy|member(?:ship)? id|subscriber id|beneficiary", word=False), Kind.PLAN, 5),
    (_GROUP, Kind.PLAN, 4),
    (_labelled(r"account|acct\.?|a/c|iban|(?:credit |debit |bank )?card|routing|sort|"
    r"invoice", word=False, value=_SPACED), Kind.ACCOUNT, 4),
    (_labelled(r"(?:licen[cs]e|number|registration|car|tag|vanity) plates?|vin|vehicle(?: identification)?|"
    r"(?:car|veh\.?|vehicle) reg(?:istration)?(?: mark)?|licen[cs]e tag|vehicle tag|car tag", word=False, value=_PLATE),
     Kind.VEHICLE, 1),
    (_labelled(r"plates?", word=False, value=_PLATE), Kind.VEHICLE, 2),
    (_labelled(r"tag|reg\.?|(?:car|truck|van|bus|trailer|taxi|cab|motorcycle|hull|tail)", word=True, value=_PLATE),
     Kind.VEHICLE, 2),
    (
        _labelled(r"dea|npi|gmc|nmc|passport|(?:driver'?s?|driving|drivers) licen[cs]e|dl(?![-\d])", word=False),
        Kind.LICENCE,
        4,
    ),
    (_labelled(r"passport|(?:driver'?s?|driving|drivers) (?:licen[cs]e|lic\.?)|dl(?![-\d])|licen[cs]e", word=False,
               value=_CHUNKS), Kind.LICENCE, 5),
    (_labelled(r"licen[cs]e|certificate|certification|permit|registration|lic\.?", word=False), Kind.LICENCE, 4),
    (
        _labelled(r"serial|s/n|sn|udi|imei|lot|device|implant|pacemaker|pump|sensor|model|ref", word=True),
        Kind.DEVICE,
        3,
    ),
    (_labelled(r"serial|s/n|udi|imei|device id|device serial|lot", word=False), Kind.DEVICE, 3),
    (_REFERENCE, Kind.DEVICE, 6),
    (_labelled(r"lot", word=False, value=r"(?P<value>(?=[A-Z0-9-]{0,12}[A-Z])[A-Z0-9-]{4,16})"), Kind.DEVICE, 2),
    (linear(rf"\b(?:UDI|serial|S/N)\b[^\n\d(\x00]{{0,30}}?{GAP}(?:: ?|# ?| ){VALUE}", re.IGNORECASE),
     Kind.DEVICE, 4),
    (_labelled(r"(?:employee|staff|visitor|id) badge|badge|subject id|subject|participant|study id|trial id|screening",
               word=False), Kind.ID, 3),
    (
        _labelled(
            r"student|pupil|candidate|employee|staff|badge|user|matriculation|enrol?lment|national|tax|ein|"
            r"tin|ticket|exam|roll|personal|"
            r"identification|identity|reference|ref\.?|insurance",
            word=True,
        ),
        Kind.ID,
        2,
    ),
    (_NAMED_ID, Kind.ID, 3),
    (linear(r"\b(?:[Uu]ser|[Ll]ogin) (?P<value>[a-z]{2,12}\d{1,5})(?!\w)"), Kind.ID, 1),
    (linear(rf"\b(?:user ?name|user ?id|login|handle|screen name|account name)\b{GAP}(?:[:=]|"
    rf"is){GAP}{VALUE}", re.IGNORECASE), Kind.ID, 0),
)  # fmt: skip
