"""Names of companies found by the legal form they end with: "Norvale Power, Inc."; in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

FORM = re.compile(
    r"(?<![\w.&-])(?:Inc|Incorporated|INC|Corp|CORP|Corporation|CORPORATION|Co|CO|plc|PLC|Plc|Ltd|LTD|Limited|LIMITED|LLC|L\.L\.C|LLP|"
    r"L\.P|LP|N\.V|NV|B\.V|BV|S\.A|S\.p\.A|SpA|S\.A\.S|S\.r\.l|AG|SE|GmbH|KGaA|ASA|A/S|AB|Oyj|Pty|Bhd|Bancorp|BANCORP|Bancshares)"
    r"(?![\w-])\.?"
)
"""Legal forms, written as companies write them: "co" and "ag" in small letters are none."""
_ONE_FORM = (
    r"(?:Inc|Incorporated|INC|Corp|CORP|Corporation|CORPORATION|Co|CO|Company|COMPANY|plc|PLC|Plc|Ltd|LTD|Limited|LIMITED|LLC|L\.L\.C|"
    r"LLP|L\.L\.P|L\.P|LP|N\.A|N\.V|NV|B\.V|BV|S\.A|S\.p\.A|SpA|S\.A\.S|SAS|S\.r\.l|S\.\u00e0\s?r\.l|SARL|AG|SE|GmbH|KGaA|KG|"
    r"ASA|A/S|ApS|AB|Oyj|Oy|K\.K|KK|Pty|Pte|Pvt|Bhd|Berhad|Bancorp|BANCORP|Bancshares)(?![\w-])\.?"
)
_FORMS = re.compile(rf"(?<![\w.&-]){_ONE_FORM}(?:,?\s(?:&\s)?{_ONE_FORM}){{0,3}}")
"""One form or several: "Co., Ltd.", "GmbH & Co. KG", "Pty Ltd"."""
_MORE = (
    r"(?:Limited\sPartnership|LIMITED\sPARTNERSHIP|S\.A\.B\.\sde\sC\.V|S\.A\.\sde\sC\.V|SAB\sde\sCV|SA\sde\sCV|"
    r"S\.\sde\sR\.L\.\sde\sC\.V|S\.\sde\sR\.L|S\.A\.U|S\.L|SA|Ltda|PJSC|OJSC|JSC|PBC|Sdn|BHD|SPRL|Sp\.\sz\so\.o|Lda)"
    r"(?![\w-])\.?"
)
_ALL_FORMS = re.compile(rf"(?<![\w.&-])(?:{_MORE}|{_ONE_FORM})(?:,?\s(?:&\s)?(?:{_MORE}|{_ONE_FORM})){{0,3}}")
"""With forms of Latin countries, of Russia, and partnerships."""
_COUNTRY = re.compile(r"\([A-Z][A-Za-z.]{1,14}\)\Z")
"""A country amid a name: "Larkmoor (UK) Limited"."""
_CAMEL = re.compile(r"[a-z]{1,2}[A-Z]\w{1,40}\Z")
_NAME_WORD = re.compile(r"(?:[A-Z0-9\u00c0-\u00de][\w&'\u2019.-]{0,40}|&)\Z")
_MARKED_WORD = re.compile(r"(?:[A-Z][\w&'\u2019.-]{0,20}[!*][\w&'\u2019.-]{0,20}|&)\Z")
"""A name with a mark of its own: "Yum! Brands", "E*TRADE"."""
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_JOINS = frozenset(("of", "and", "de", "du", "der", "for", "the"))
NO_NAME = frozenset(
    (
        "the", "our", "this", "that", "a", "an", "its", "their", "parent", "holding", "these", "such", "each",
        "any", "and", "of", "in", "at", "by", "for", "with", "to", "from", "company", "we", "as", "on", "all",
        "other", "former",
    )
)  # fmt: skip
_BEFORE_NAMES = frozenset(
    (
        "between",
        "among",
        "under",
        "before",
        "after",
        "since",
        "while",
        "when",
        "where",
        "if",
        "but",
        "however",
        "because",
        "although",
        "unlike",
        "like",
        "both",
        "either",
        "neither",
        "against",
        "through",
        "via",
        "upon",
        "until",
        "during",
        "within",
        "without",
        "who",
        "which",
        "because",
        "then",
        "also",
        "today",
        "yesterday",
    )
)
"""Words that may open a sentence right before a company."""
_PARTS_OF_COMPANIES = frozenset(
    (
        "board", "directors", "officers", "officer", "president", "chairman", "chair", "ceo", "cfo", "secretary",
        "treasurer", "shares", "stock", "notes", "bonds", "debt", "shareholders", "stockholders", "holders",
        "members",
        "subsidiary", "subsidiaries", "affiliate", "affiliates", "acquisition", "merger", "sale", "purchase",
        "employees",
        "division", "unit", "head", "founder", "owner", "parent", "customers", "suppliers", "counsel", "auditor",
        "auditors", "executive", "director", "bankruptcy", "default", "fraud", "court", "certificate", "bylaws",
    )
)  # fmt: skip
"""What stands before "of" and is not part of a name: "Board of Directors of Orme Peat Corp."."""
COMMON = frozenset(
    (
        "first", "american", "america", "national", "general", "united", "international", "global", "bank",
        "capital", "credit", "central", "new", "north", "south", "east", "west", "northern", "southern",
        "western", "eastern", "pacific", "atlantic", "standard", "federal", "state", "states", "city", "public",
        "consolidated", "financial", "insurance", "mutual", "energy", "power", "health", "home", "life",
        "union", "commercial", "security", "service", "services", "trust", "water", "steel", "data", "digital",
        "online", "great", "advanced", "applied", "royal", "imperial", "china", "india", "british", "deutsche",
        "hong", "san", "los", "saint", "department", "ministry", "university", "office", "government", "county",
        "world", "group", "holdings", "old", "green", "blue", "black", "white", "red", "gold", "silver", "news",
        "people", "best", "smart", "open", "free", "direct", "premier", "prime",
    )
)  # fmt: skip
"""First words of names that say too little to stand for a company."""
_PLACES = frozenset(("u.s", "us", "u.k", "uk", "u.s.a", "usa", "e.u", "eu", "limited", "operating", "trading"))
_BACK = 160
LONGEST = 6
"""Words of a name."""


@dataclass(frozen=True)
class Found:
    """A name in a text, [start, end) in characters."""

    start: int
    end: int


def forms(version: int) -> re.Pattern[str]:
    """The legal forms that a version of the step knows."""
    return FORM if version < 2 else _FORMS if version < 3 else _ALL_FORMS


def by_legal_form(text: str, *, version: int = 1) -> Iterator[Found]:
    """Where a legal form ends a name: "Norvale Power, Inc.", "Halden & Co"; "the Company Ltd" is none.

    Version 2 knows more forms, several behind each other, and countries amid a name; version 3 further forms, and
    where a name begins: "the Board of Directors of Orme Peat Corp.".
    """
    for form in forms(version).finditer(text):
        start = _start(text, form.start(), version=version)
        if start is not None:
            yield Found(start, form.end())


def _start(text: str, end: int, *, version: int) -> int | None:
    """Where the name begins whose legal form begins at `end`: capitalised words and what joins them, read backwards."""
    begin = max(0, end - _BACK)
    before = text[begin:end].rstrip(" ,\u00a0")
    start, words = None, 0
    while words < LONGEST and before:
        head, _, word = before.rpartition(" ")
        if word.endswith(",") and words == 0:
            word = word[:-1]
        if _in_name(word, version=version):
            if _ends_before(word, head, version=version):
                break
            start, words = begin + len(before) - len(word), words + 1
        elif word not in _JOINS or start is None or (version >= 3 and _parted(head)):
            break
        before = head
    name = text[start:end].strip(" ,&") if start is not None else ""
    if version >= 2 and not _telling(name, text[end : end + len("Company")]):
        return None
    return start if len(name) > 1 and any(map(str.isalpha, name)) else None


def _ends_before(word: str, head: str, *, version: int) -> bool:
    """Whether a capitalised word stands before a name rather than in it; `head` is what stands before the word."""
    if word.casefold() in NO_NAME:
        return True
    return version >= 3 and (word.casefold() in _BEFORE_NAMES or (bool(_YEAR.match(word)) and bool(head.strip())))


def _parted(head: str) -> bool:
    """Whether what stands before "of" is a part of a company or a paper of its: "Shares of Dorn AG"."""
    return head.rpartition(" ")[2].casefold().strip("(\"'\u201c") in _PARTS_OF_COMPANIES


def _in_name(word: str, *, version: int) -> bool:
    if version >= 2 and (_COUNTRY.match(word) or _CAMEL.match(word)):
        return True
    if version >= 3 and _MARKED_WORD.match(word):
        return True
    return bool(_NAME_WORD.match(word)) and not word.endswith((".\u201d", ":"))


def _telling(name: str, form: str) -> bool:
    """Whether a name says more than where a company is ("U.S. Corporation") or of what kind ("insurance Company")."""
    dull = COMMON | _PLACES if form.casefold() == "company" else _PLACES
    words = [word.strip(".,()&").casefold() for word in name.split()]
    return any(word and word not in dull for word in words)
