"""Names of companies that are known from a list, however a text writes them; in time linear in the text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from domains.finance_risk.legal_forms import COMMON, FORM, LONGEST, NO_NAME, Found, by_legal_form, forms
from domains.finance_risk.ordinary_words import is_headline, may_be_a_word

_TOKEN = re.compile(r"[A-Za-z0-9\u00c0-\u024f][\w&'\u2019.-]{0,40}")
_GENERIC_ENDS = frozenset(
    (
        "holdings", "holding", "group", "industries", "enterprises", "technologies", "technology", "companies",
        "international", "global", "worldwide", "platforms", "stores", "partners", "brands", "corporation", "bancorp",
        "bancshares", "trust", "systems", "solutions", "laboratories",
    )
)  # fmt: skip
"""Last words that people leave away: "Harrow Grain" of "Harrow Grain Holdings"."""
_TOO_LITTLE = frozenset(
    ("dollar", "market", "markets", "risk", "interest", "rate", "fund", "company", "family", "money")
)
"""First words that stand in any text of finance."""
_SHORTEST = 4
MOST_NAMES = 5_000


class CompanyNames:
    """Names looked for in texts, whatever their case; one of a single word where it is written with a capital.

    From version 2 a name is found as the first part of a word too: "Norvale-branded". From version 3 a name that is an
    ordinary word as well, or one of `small`, stays where any word has a capital, unless it acts.
    """

    def __init__(self, names: Iterable[str], *, version: int = 1, small: Collection[str] = ()) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._version = version
        self._small = frozenset(small)
        for words in sorted({_words(name) for name in names} - {()}, key=lambda each: (-len(each), each)):
            self._by_first.setdefault(words[0], []).append(words)

    def found(self, text: str) -> list[Found]:
        """Where names stand, the longest where several begin at one place; none overlaps another."""
        tokens = list(_TOKEN.finditer(text)) if self._by_first else []
        bare = [_bare(token[0]) for token in tokens]
        headline = self._version >= 3 and bool(tokens) and is_headline(text)
        spans, at = [], 0
        while at < len(tokens):
            length = self._length(bare, at, tokens)
            if length == 1 and self._version >= 3 and self._is_word(text, tokens, at, headline=headline):
                length = 0
            if length:
                last = tokens[at + length - 1]
                spans.append(Found(tokens[at].start(), last.start() + len(_without_genitive(last[0]))))
            elif self._version >= 2 and "-" in tokens[at][0]:
                spans += self._part(tokens[at])
            at += max(length, 1)
        return spans

    def _is_word(self, text: str, tokens: Sequence[re.Match[str]], at: int, *, headline: bool) -> bool:
        token = tokens[at][0]
        if _without_genitive(token) != token.rstrip("."):
            return False  # "Target's sales": whoever owns is somebody
        following = tokens[at + 1][0] if at + 1 < len(tokens) else ""
        return may_be_a_word(text, tokens[at].start(), token, following, headline=headline, known=self._small)

    def _part(self, token: re.Match[str]) -> list[Found]:
        first = token[0].partition("-")[0]
        known = (first.casefold(),) in self._by_first.get(first.casefold(), ())
        return [Found(token.start(), token.start() + len(first))] if known and first[:1].isupper() else []

    def _length(self, bare: Sequence[str], at: int, tokens: Sequence[re.Match[str]]) -> int:
        for words in self._by_first.get(bare[at], ()):
            if tuple(bare[at : at + len(words)]) == words and (len(words) > 1 or self._is_named(tokens[at][0])):
                return len(words)
        return 0

    def _is_named(self, token: str) -> bool:
        """Whether a single word may be a name: it has a capital, or from version 3 a figure ("3M")."""
        return token[0].isupper() or (self._version >= 3 and token[0].isdigit())


def aliases(name: str, *, version: int = 1) -> set[str]:
    """What a company may be called in a text: the name as written, without its legal form, and its first word alone.

    The first word only where it says enough: "Halden" of "Halden Leasing Co", but not "First" of "First Leasing Co".
    From version 3 also without "The" and without a last word that people leave away.
    """
    plain = " ".join(name.split()).strip(" .,")
    if version >= 3 and plain.casefold().startswith("the ") and plain.count(" "):
        plain = plain[len("the ") :]
    form = (FORM if version < 3 else forms(version)).search(plain, 1)
    base = plain[: form.start()].strip(" ,&" if version >= 3 else " ,") if form else plain
    words = base.split()
    if not 0 < len(words) <= LONGEST or not any(map(str.isalpha, base)) or base.casefold() in COMMON | NO_NAME:
        return set()
    first, dull = words[0].strip(",."), COMMON | NO_NAME | (_TOO_LITTLE if version >= 3 else frozenset())
    telling = len(words) > 1 and len(first) >= _SHORTEST and first.isalpha() and first.casefold() not in dull
    shorter = {" ".join(words[:-1])} if version >= 3 and _leaves_away(words) else set()
    return {plain, base} | shorter | ({first} if telling else set())


def _leaves_away(words: Sequence[str]) -> bool:
    """Whether a name is known without its last word."""
    return words[-1].casefold() in _GENERIC_ENDS and (len(words) > 2 or words[0].casefold() not in COMMON | NO_NAME)


def names_of(values: Iterable[object], texts: Iterable[str] = (), *, version: int = 1) -> list[str]:
    """What the companies of a column, and those that texts name by their legal form, may be called; sorted.

    A value counts as a name where it begins with a capital and has up to six words: an id or an opening line does not.
    """
    told: set[str] = set()
    for value in {str(each).strip() for each in values if isinstance(each, str)}:
        if _is_a_name(value, version=version):
            told |= aliases(value, version=version)
    for text in texts:
        for span in by_legal_form(text, version=version):
            told |= aliases(text[span.start : span.end], version=version)
    return sorted(told)[:MOST_NAMES]


def _is_a_name(value: str, *, version: int) -> bool:
    if version >= 3 and value[:1].isdigit() and forms(version).search(value, 1):
        return True  # "3M Company"
    return (value[:1].isupper() and any(map(str.islower, value))) or (value.isupper() and " " in value)


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
