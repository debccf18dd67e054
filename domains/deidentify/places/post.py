"""Post codes and boxes."""

from __future__ import annotations

import re

from domains.deidentify.findings import Search
from domains.deidentify.linear import linear
from domains.deidentify.tags import Kind
from domains.deidentify.vocabulary import is_medical, is_ordinary

BOX = linear(
    r"\b(?:P\.? ?O\.? ?Box|Post Office Box|Postfach|APO|PSC|GPO Box) "
    r"{0,2}#?\d{1,7}(?:,? {1,2}Box \d{1,7})?|\bHC {1,2}#?\d{1,7},? {1,2}Box \d{1,7}|"
    r"\b(?:USS|USNS|USNV|USCGC|HMS|HMCS) [\w'-]{2,20}(?: [\w'-]{2,20})?,?[ \n]{1,3}(?:APO|FPO|DPO),? A[AEP] \d{5}|"
    r"\b(?:Rural Route|RR|R\.R\.|RD|R\.D\.|Rte?\.?|Star Route) {0,2}#?\d{1,4},? {1,2}Box \d{1,7}|"
    r"\bUnit \d{1,7} Box \d{1,7}|"
    r"\b(?:APO|FPO|DPO),? A[AEP] \d{5}(?:-\d{4})?",
    re.IGNORECASE,
)
"""A box at a post office, on a rural route or with the forces."""
CODE = (
    r"(?:(?:[A-Z]{1,2}-)?\d{4,6}(?:-\d{3,4})?|\d{3} \d{2}|\d{4} ?[A-Z]{2}|\d{2}-\d{3}|"
    r"[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)"
)
"""A post code of most countries, to be trusted beside a place only: five or six digits, 340 12, 7412 SL, 00-950, ..."""
_PART = r"[^\W\d_a-z][\w'.-]{0,20}"
_BEFORE_A_CODE = linear(
    rf"(?<!\w)(?:{_PART}(?: {_PART}){{0,3}}, ){{1,4}}{_PART}(?: {_PART}){{0,2}},? [A-Z]{{1,2}}\d[A-Z\d]? \d[A-Z]{{2}}\b"
)
"""A British address without a number: the house, the street and the town stand between commas before the code."""
_ZIP = linear(
    r"\b(?:zip-?3(?!\d)|zip|zip ?code|post ?code|postal code|plz)(?: is| of|"
    r":)?[ :#]{0,3}(?P<value>\d[\d -]{1,9}\d(?: [A-Z]{2}\b)?|[A-Za-z]{1,2}\d[A-Za-z\d]{0,2} ?\d?[A-Za-z]{0,2})\b",
    re.IGNORECASE,
)
_ZIP4 = linear(r"(?<![\w-])\d{5}-\d{4}(?![\w-])")
_POSTCODE = linear(r"\b(?:[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}|[A-Z]\d[A-Z] \d[A-Z]\d)\b")
_TOWN_CODE = linear(
    r"\b(?:in|from|to|near|of|at) (?P<value>(?:[^\W\d_][^\W\d_'-]{1,25} ){1,4}(?:\d{1,2} )?"
    r"(?!(?:19|20)\d\d\b)"
    + CODE
    + r")(?![\w%/-]|[.,:]\d| \d| ?(?:units?|cells?|copies|per|x|mg|ml|mcg|iu|steps|feet|people|"
    r"days?|hours?|years?|am|pm|a\.m|p\.m)\b)"
)


def take_post_codes(search: Search) -> None:
    """Take what is labelled a post code, and what has the form of an American, British or Canadian one."""
    search.take(_BEFORE_A_CODE, Kind.LOCATION, "street address")
    search.take(_ZIP, Kind.LOCATION, "labelled post code", "value")
    search.take(_ZIP4, Kind.LOCATION, "post code")
    search.take(_POSTCODE, Kind.LOCATION, "post code")
    spans = [(_town(match), match.end("value"), Kind.LOCATION) for match in _TOWN_CODE.finditer(search.text)]
    search.take_all([span for span in spans if span[0] < span[1]], "town and post code")


def _town(match: re.Match[str]) -> int:
    """Where the words before a post code begin that could be a town; its end where the last of them could not."""
    begin, words = match.end("value"), match["value"].split()
    names = [word for word in words if not word.isdigit()]
    place = match.start("value") + match["value"].index(names[-1], max(0, len(" ".join(names)) - len(names[-1])))
    for word in reversed(names):
        if is_ordinary(word) or is_medical(word):
            break
        begin = place
        place = match.string.rfind(" ", 0, place - 1) + 1
    return begin
