"""Names in what pupils write: of teachers behind Miss, Herr or Frau, and behind mr or mrs in small letters."""

from __future__ import annotations

import re
from collections.abc import Callable

from domains.deidentify.findings import Scope, Search
from domains.deidentify.linear import Pattern, linear
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN
from domains.deidentify.vocabulary import is_homonym, is_listed_name, is_ordinary

_CAPITAL = r"(?P<value>[^\W\d_a-z][\w'\u2019-]{1,30}(?: [^\W\d_a-z][\w'\u2019-]{1,30})?)"
_OFFICE = (
    r"(?:(?:Doktor|Dr|Professor|Prof|Lehrer|Direktor|Rektor|Minister|Pr\u00e4sident|Kanzler|Bundeskanzler|Bundespr\u00e4sident|"
    r"Pfarrer|K\u00f6nig|Graf|Richter|B\u00fcrgermeister|Kollege|Nachbar|Schulleiter|Klassenlehrer|Inspektor|Kommissar)"
    r"(?:in)?\b\.?)"
)
_GERMAN = linear(
    rf"\b(?:[Hh]errn?|[Ff]rau|Fr\u00e4ulein|Fr\.|Hr\.) {{1,2}}(?:{_OFFICE} {{1,2}}){{0,2}}(?!{_OFFICE}){_CAPITAL}"
)
"""The title of an office stays: "die Frau Doktor"."""
_MISS = linear(rf"\b(?:Miss|Mister) {{1,2}}{_CAPITAL}")
_SMALL = linear(r"\b(?:[Mm]rs?\b\.?|miss\b) {1,2}(?P<value>[a-z]{2,30})\b")
_OWN = linear(rf"\b(?:[Ii]ch hei(?:\u00df|ss)e|[Mm]ein [Nn]ame ist) {{1,2}}{_CAPITAL}")
_MISSED = ("the", "out", "my", "a")
"""What is behind 'miss' where it is no title."""
_MISSING = re.compile(
    r"(?:\b(?:[Ii]|(?<!hank )[Yy]ou|[Ww]e|[Tt]hey|who|people|everyone|everybody|will|would|wo|do|does|did|can|could|"
    r"may|might|shall|should|must|cannot|never|(?:going|want|wants|wanted|gonna|have|has|used|began|start) to|gonna)|"
    r"n['\u2019]?t|['\u2019](?:ll|d))"
    r"(?: (?:not|really|all|also|always|still|often|just|so|both|only|even|already|sometimes|never|do|will|would|ever|"
    r"deeply|truly|dearly|mostly|sure)){0,3} \Z"
)
"""Who misses something: "I miss rose gardens", not "I like miss rose"."""
_LONGEST_MISSING = 60
_GREETING = frozenset(("willkommen", "sie", "euch", "dich", "alle", "herzlich", "ihn", "es"))
"""What is behind "ich hei\u00dfe" where somebody is welcomed."""


def find_school_names(search: Search) -> None:
    """Take them; nothing in other texts, where Herr and Frau are rare and the other titles have rules of their own."""
    if search.scope is not Scope.PUPIL:
        return
    _take(search, _GERMAN, lambda _name, _match: True)
    _take(search, _OWN, lambda name, _match: name.lower() not in _GREETING)
    _take(search, _MISS, lambda name, _match: is_listed_name(name) or not is_ordinary(name))
    _take(search, _SMALL, lambda name, match: _may_be_called(name) and not _is_missed(match))


def _is_missed(match: re.Match[str]) -> bool:
    """Whether "miss" is what somebody does: nobody does mr or mrs."""
    window = max(0, match.start() - _LONGEST_MISSING)
    return match.group(0).startswith("miss") and _MISSING.search(match.string, window, match.start()) is not None


def _may_be_called(name: str) -> bool:
    """Whether a word in small letters is a name somebody has (mrs brown), and not what one misses."""
    return name not in _MISSED and (is_listed_name(name.title()) or is_homonym(name.title()))


def _take(search: Search, pattern: Pattern, fits: Callable[[str, re.Match[str]], bool]) -> None:
    """Take the first word where it `fits`, with the second where that is no everyday word."""
    spans = []
    for match in pattern.finditer(search.text):
        words = list(TOKEN.finditer(search.text, match.start("value"), match.end("value")))
        if words and fits(words[0].group().rstrip("."), match):
            further = len(words) > 1 and not is_ordinary(words[1].group())
            end = words[1 if further else 0].end()
            text = search.text[match.start("value") : end]
            spans.append((match.start("value"), end - (2 if text.endswith(("'s", "\u2019s")) else 0), Kind.NAME))
    search.take_all(spans, "after a title")
