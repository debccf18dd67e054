"""Names of companies: found by their legal form, and known from a list; in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(r"[A-Za-z0-9\u00c0-\u024f][\w&'\u2019.-]{0,40}")
_FORM = re.compile(
    r"(?<![\w.&-])(?:Inc|Incorporated|INC|Corp|CORP|Corporation|CORPORATION|Co|CO|plc|PLC|Plc|Ltd|LTD|Limited|LIMITED|LLC|L\.L\.C|LLP|"
    r"L\.P|LP|N\.V|NV|B\.V|BV|S\.A|S\.p\.A|SpA|S\.A\.S|S\.r\.l|AG|SE|GmbH|KGaA|ASA|A/S|AB|Oyj|Pty|Bhd|Bancorp|BANCORP|Bancshares)"
    r"(?![\w-])\.?"
)
"""Legal forms, written as companies write them: "co" and "ag" in small letters are none."""
_NAME_WORD = re.compile(r"(?:[A-Z0-9\u00c0-\u00de][\w&'\u2019.-]{0,40}|&)\Z")
_JOINS = frozenset(("of", "and", "de", "du", "der", "for", "the"))
_NO_NAME = frozenset(
    (
        "the", "our", "this", "that", "a", "an", "its", "their", "parent", "holding", "these", "such", "each",
        "any", "and", "of", "in", "at", "by", "for", "with", "to", "from", "company", "we", "as", "on", "all",
        "other", "former",
    )
)  # fmt: skip
_COMMON = frozenset(
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
_BACK = 160
_LONGEST = 6
_SHORTEST = 4
MOST_NAMES = 5_000


@dataclass(frozen=True)
class Found:
    """A name in a text, [start, end) in characters."""

    start: int
    end: int


class CompanyNames:
    """Names looked for in texts, whatever their case; one of a single word where it is written with a capital."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in sorted({_words(name) for name in names} - {()}, key=lambda each: (-len(each), each)):
            self._by_first.setdefault(words[0], []).append(words)

    def found(self, text: str) -> list[Found]:
        """Where names stand, the longest where several begin at one place; none overlaps another."""
        tokens = list(_TOKEN.finditer(text)) if self._by_first else []
        bare = [_bare(token[0]) for token in tokens]
        spans, at = [], 0
        while at < len(tokens):
            length = self._length(bare, at, tokens)
            if length:
                last = tokens[at + length - 1]
                spans.append(Found(tokens[at].start(), last.start() + len(_without_genitive(last[0]))))
            at += max(length, 1)
        return spans

    def _length(self, bare: Sequence[str], at: int, tokens: Sequence[re.Match[str]]) -> int:
        for words in self._by_first.get(bare[at], ()):
            if tuple(bare[at : at + len(words)]) == words and (len(words) > 1 or tokens[at][0][0].isupper()):
                return len(words)
        return 0


def by_legal_form(text: str) -> Iterator[Found]:
    """Where a legal form ends a name: "Norvale Power, Inc.", "Halden & Co"; "the Company Ltd" is none."""
    for form in _FORM.finditer(text):
        start = _start(text, form.start())
        if start is not None:
            yield Found(start, form.end())


def _start(text: str, end: int) -> int | None:
    """Where the name begins whose legal form begins at `end`: capitalised words and what joins them, read backwards."""
    begin = max(0, end - _BACK)
    before = text[begin:end].rstrip(" ,\u00a0")
    start, words = None, 0
    while words < _LONGEST and before:
        head, _, word = before.rpartition(" ")
        if word.endswith(",") and words == 0:
            word = word[:-1]
        if _NAME_WORD.match(word) and not word.endswith((".\u201d", ":")):
            if word.casefold() in _NO_NAME:
                break
            start, words = begin + len(before) - len(word), words + 1
        elif word not in _JOINS or start is None:
            break
        before = head
    name = text[start:end].strip(" ,&") if start is not None else ""
    return start if len(name) > 1 and any(map(str.isalpha, name)) else None


def aliases(name: str) -> set[str]:
    """What a company may be called in a text: the name as written, without its legal form, and its first word alone.

    The first word only where it says enough: "Halden" of "Halden Leasing Co", but not "First" of "First Leasing Co".
    """
    plain = " ".join(name.split()).strip(" .,")
    form = _FORM.search(plain, 1)
    base = plain[: form.start()].strip(" ,") if form else plain
    words = base.split()
    if not 0 < len(words) <= _LONGEST or not any(map(str.isalpha, base)) or base.casefold() in _COMMON | _NO_NAME:
        return set()
    first = words[0].strip(",.")
    telling = (
        len(words) > 1 and len(first) >= _SHORTEST and first.isalpha() and first.casefold() not in _COMMON | _NO_NAME
    )
    return {plain, base} | ({first} if telling else set())


def names_of(values: Iterable[object], texts: Iterable[str] = ()) -> list[str]:
    """What the companies of a column, and those that texts name by their legal form, may be called; sorted.

    A value counts as a name where it begins with a capital and has up to six words: an id or an opening line does not.
    """
    told: set[str] = set()
    for value in {str(each).strip() for each in values if isinstance(each, str)}:
        if (value[:1].isupper() and any(map(str.islower, value))) or (value.isupper() and " " in value):
            told |= aliases(value)
    for text in texts:
        for span in by_legal_form(text):
            told |= aliases(text[span.start : span.end])
    return sorted(told)[:MOST_NAMES]


def _words(name: str) -> tuple[str, ...]:
    return tuple(_bare(match[0]) for match in _TOKEN.finditer(name))


def _bare(token: str) -> str:
    return _without_genitive(token).strip(".'\u2019-").casefold()


def _without_genitive(token: str) -> str:
    plain = token.rstrip(".")
    for ending in ("'s", "\u2019s", "'S", "'", "\u2019"):
        if plain.endswith(ending):
            return plain[: -len(ending)]
    return plain


NAMES: str = "companies"
"""Where a state keeps the names."""


def state_of(names: Iterable[str]) -> Mapping[str, list[str]]:
    """The names as a state of the domain."""
    return {NAMES: sorted(set(names))[:MOST_NAMES]}
