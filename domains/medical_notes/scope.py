"""What in a note is negated, uncertain, about kin, or past: stretches of text with what makes them so.

The algorithm is that of ConText (Harkema et al. 2009): a trigger phrase speaks of what follows it (or stands before it)
up to the end of the sentence, unless a termination phrase or a statement of its own comes first; a longer phrase wins
over a shorter one, and a pseudo-trigger ("no increase") speaks of nothing. Time is linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from domains.deidentify.tags import TAG
from domains.medical_notes.scope_triggers import (
    BOUNDS,
    EMPTY_WORDS,
    LAST_BEFORE,
    NO_END_FOR_KIN,
    ONLY_LAST,
    TODAY,
    VERBS,
    Direction,
    Kind,
    Phrases,
    Trigger,
)
from domains.medical_notes.scope_years import YEAR_OPENERS, year_phrase
from domains.medical_notes.sections import FORMER as FORMER_SECTIONS
from domains.medical_notes.sections import FORMER_3 as SECTIONS_3
from domains.medical_notes.sections import FORMER_4 as SECTIONS_4
from domains.medical_notes.sections import TODAY as SECTIONS_TODAY
from domains.medical_notes.sections import Reading, sections

_WORDS = r"[A-Za-z0-9]+(?:['\u2019/&.+-][A-Za-z0-9]+)*\.?|[?,;:()\n]|[.!]"
_TOKEN = re.compile(rf"\(-\)|{_WORDS}", re.ASCII)
_TOKEN_OR_PLUS = re.compile(rf"\([-+]\)|(?<![^\s,;(])\+(?=[ \t]?[A-Za-z])|{_WORDS}", re.ASCII)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_WORD = re.compile(r"[A-Za-z][A-Za-z0-9'\u2019-]*")
_WORD_OR_TAG = re.compile(rf"{TAG.pattern}|{_WORD.pattern}")
_ENDS = frozenset({".", "!", ";", "\n"})
_ABBREVIATED = frozenset({"dr.", "mr.", "mrs.", "ms.", "vs.", "st.", "approx.", "e.g.", "i.e.", "pt."})
_WIDE = frozenset({"were", "are", "have", "all", "both"})
"""A trigger of several findings ("... were ruled out") speaks across the commas before it, as does "in the family"."""
_JOINING = frozenset({",", "and", "with"})
_SMALL_NEXT = re.compile(r" [a-z]{3}")
_WORD_NEXT = re.compile(r" [A-Za-z]{2}")
_ASKING = frozenset(
    [
        "any",
        "are",
        "can",
        "could",
        "did",
        "do",
        "does",
        "has",
        "have",
        "how",
        "is",
        "should",
        "was",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "would",
    ]
)
"""Words that open a question."""
_PAST = (Trigger(Kind.HISTORICAL, Direction.BEFORE),)
_INDENT = 16
_KIN_SECTIONS = frozenset({"Family history"})
_PAST_SECTIONS = frozenset({"Past medical history", "Past surgical history"})


@dataclass(frozen=True)
class Scope:
    """[start, end) in characters that are of one kind, and the phrase that makes them so."""

    start: int
    end: int
    kind: Kind
    trigger: str


@dataclass(frozen=True)
class _Token:
    word: str
    start: int
    end: int


@dataclass(frozen=True)
class _Found:
    """A trigger phrase over the tokens [first, after)."""

    first: int
    after: int
    phrase: str
    triggers: tuple[Trigger, ...]


def scopes(text: str, phrases: Phrases = TODAY) -> list[Scope]:
    """Every stretch of `text` that is negated, uncertain, about kin or past, in order of their beginning."""
    found = [scope for sentence in _sentences(text, phrases) for scope in _in_sentence(sentence, phrases)]
    found += _by_section(text, _sections_of(phrases))
    return sorted(found, key=lambda each: (each.start, each.end, each.kind))


def _sections_of(phrases: Phrases) -> Reading:
    """The headings as they were known beside the phrases."""
    if phrases.dotted:
        return SECTIONS_TODAY
    return SECTIONS_4 if phrases.genera else SECTIONS_3 if phrases.shorthand else FORMER_SECTIONS


def marked_words(text: str, phrases: Phrases = TODAY) -> list[tuple[int, int, frozenset[Kind]]]:
    """Each word of `text` that stands in a scope and says something: where it stands, and all that is said of it."""
    edges = sorted(
        edge for each in scopes(text, phrases) for edge in ((each.start, 1, each.kind), (each.end, -1, each.kind))
    )
    if not edges:
        return []
    depth, place, found = dict.fromkeys(Kind, 0), 0, []
    about: frozenset[Kind] = frozenset()
    for match in (_WORD_OR_TAG if phrases.tags_stay else _WORD).finditer(text):
        moved = place
        while place < len(edges) and edges[place][0] <= match.start():
            depth[edges[place][2]] += edges[place][1]
            place += 1
        about = about if moved == place else frozenset(kind for kind, count in depth.items() if count > 0)
        if about and match.group()[0] != "[" and match.group().lower() not in EMPTY_WORDS:
            found.append((match.start(), match.end(), about))
    return found


def _sentences(text: str, phrases: Phrases) -> Iterator[list[_Token]]:
    """The tokens of each sentence. A full stop after an abbreviation or inside a number ends none."""
    sentence: list[_Token] = []
    for match in (_TOKEN_OR_PLUS if phrases.plus else _TOKEN).finditer(text):
        word = match.group().lower().replace("\u2019", "'")
        ends = word in _ENDS
        if word == "?" and not text[match.end() : match.end() + 1].isalnum():
            # "?pneumonia" is a doubt, "Any pain?" a question
            ends = not (phrases.shorthand and _opens_doubt(text, match, sentence))
        numbered = word == "no." and text[match.end() : match.end() + 2].strip()[:1].isdigit()
        genus = phrases.genera and len(word) == len("e.") and _SMALL_NEXT.match(text, match.end()) is not None
        if len(word) > 1 and word.endswith(".") and word not in _ABBREVIATED and not (numbered or genus):
            word, ends = word[:-1], True
        if word not in _ENDS:
            sentence.append(_Token(word, match.start(), match.start() + len(word)))
        if ends and sentence:
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _opens_doubt(text: str, mark: re.Match[str], before: Sequence[_Token]) -> bool:
    """Whether a question mark with blanks on both sides doubts what follows: "fever, ? UTI", not "Any pain ? No"."""
    if text[max(0, mark.start() - 1) : mark.start()].strip() or (before and before[0].word in _ASKING):
        return False
    return _WORD_NEXT.match(text, mark.end()) is not None


def _in_sentence(tokens: Sequence[_Token], phrases: Phrases) -> Iterator[Scope]:
    found = _triggers(tokens, phrases)
    limits = _Limits(tokens, found)
    for each in found:
        for trigger in _speaking(tokens, each):
            first, after = limits.reach(each, trigger)
            if trigger.kind is not None and first < after:
                yield Scope(tokens[first].start, tokens[after - 1].end, trigger.kind, each.phrase)


def _triggers(tokens: Sequence[_Token], phrases: Phrases) -> list[_Found]:
    """The longest phrase at each place, none inside another."""
    found: list[_Found] = []
    place = 0
    while place < len(tokens):
        each = _phrase_at(tokens, place, phrases)
        found += [each] if each is not None else []
        place = each.after if each is not None else place + 1
    return found


def _phrase_at(tokens: Sequence[_Token], place: int, phrases: Phrases) -> _Found | None:
    if phrases.years and tokens[place].word in YEAR_OPENERS and (year := _year_at(tokens, place)):
        return year
    if phrases.shorthand and tokens[place].word == "vs" and _heads_readings(tokens, place):
        return None
    for size in phrases.sizes.get(tokens[place].word, ()):
        phrase = " ".join(token.word for token in tokens[place : place + size])
        triggers = phrases.triggers.get(phrase)
        if triggers and not (phrases.colon_ends and phrase[0] == ":" and _goes_on(tokens, place + size)):
            return _Found(place, place + size, phrase, triggers)
    return None


def _heads_readings(tokens: Sequence[_Token], place: int) -> bool:
    """Whether "VS" is vital signs: at the head of a sentence, or before a number."""
    return place == 0 or (place + 1 < len(tokens) and tokens[place + 1].word[0].isdigit())


def _year_at(tokens: Sequence[_Token], place: int) -> _Found | None:
    before = min(3, place)
    words = [token.word for token in tokens[place - before : place + 4]]
    size = year_phrase(words, before)
    return _Found(place, place + size, " ".join(words[before : before + size]), _PAST) if size else None


def _goes_on(tokens: Sequence[_Token], place: int) -> bool:
    return place < len(tokens) and tokens[place].word not in BOUNDS


def _speaking(tokens: Sequence[_Token], found: _Found) -> list[Trigger]:
    """What a phrase does here: one that can speak of either side speaks of what is before it where nothing follows."""
    ends_here = found.after >= len(tokens) or tokens[found.after].word in BOUNDS
    if found.phrase in ONLY_LAST and not (found.after >= len(tokens) or tokens[found.after].word in LAST_BEFORE):
        return []
    behind = [each for each in found.triggers if each.direction is Direction.BEFORE]
    if behind and found.after - found.first == 1 and not ends_here:
        behind = []  # "negative chest film", "free fluid"
    ahead = [each for each in found.triggers if each.direction is Direction.AFTER]
    if {each.kind for each in behind} & {each.kind for each in ahead}:
        return behind if ends_here else ahead
    return [*behind, *ahead]


class _Limits:
    """Where the scopes of a sentence end."""

    def __init__(self, tokens: Sequence[_Token], found: Sequence[_Found]) -> None:
        self._size = len(tokens)
        self._commas = [place for place, token in enumerate(tokens) if token.word == ","]
        ends = [each for each in found if any(trigger.direction is Direction.END for trigger in each.triggers)]
        shared = {*self._statements(tokens, found), *_other_matters(tokens, found)}
        self._stops = sorted({each.first for each in ends} | shared)
        self._kin_stops = sorted({each.first for each in ends if each.phrase not in NO_END_FOR_KIN} | shared)

    def reach(self, found: _Found, trigger: Trigger) -> tuple[int, int]:
        """The tokens a trigger speaks of, [first, after)."""
        stops = self._kin_stops if trigger.kind is Kind.FAMILY else self._stops
        if trigger.direction is Direction.AFTER:
            place = bisect_left(stops, found.after)
            return found.after, stops[place] if place < len(stops) else self._size
        place = bisect_left(stops, found.first)
        first = stops[place - 1] + 1 if place else 0
        if trigger.kind is not Kind.FAMILY and not _WIDE & set(found.phrase.split()):
            comma = bisect_left(self._commas, found.first)
            first = max(first, self._commas[comma - 1] + 1 if comma else 0)
        return first, found.first

    def _statements(self, tokens: Sequence[_Token], found: Sequence[_Found]) -> Iterator[int]:
        """Commas with a statement of its own behind them: a verb that is no part of a trigger, not "..., who had"."""
        taken = {place for each in found if each.after - each.first > 1 for place in range(each.first, each.after)}
        for comma, following in pairwise((*self._commas, len(tokens))):
            part = range(comma + 1, following)
            relative = comma + 1 < following and tokens[comma + 1].word in NO_END_FOR_KIN
            if not relative and any(tokens[place].word in VERBS and place not in taken for place in part):
                yield comma


def _other_matters(tokens: Sequence[_Token], found: Sequence[_Found]) -> Iterator[int]:
    """Where kin, or the past, is turned to: "no fever and history of asthma"."""
    turned = {Kind.FAMILY, Kind.HISTORICAL}
    for each in found:
        if each.first and tokens[each.first - 1].word in _JOINING and turned & {one.kind for one in each.triggers}:
            yield each.first - 1


def _by_section(text: str, reading: Reading) -> Iterator[Scope]:
    """All of a family history is about kin, all of a past history is past.

    Of a section that begins inside a line only the first sentence: where it ends is not to be seen.
    """
    for part in sections(text, reading):
        kind = Kind.FAMILY if part.name in _KIN_SECTIONS else Kind.HISTORICAL if part.name in _PAST_SECTIONS else None
        if kind is None:
            continue
        end = part.end if _opens_line(text, part.start) else _sentence_end(text, part.body, part.end)
        if part.body < end:
            yield Scope(part.body, end, kind, part.name)


def _opens_line(text: str, start: int) -> bool:
    before = text[max(0, start - _INDENT) : start].rstrip(" \t")
    return before.endswith("\n") or (not before and start <= _INDENT)


def _sentence_end(text: str, start: int, end: int) -> int:
    found = _SENTENCE_END.search(text, start, end)
    return found.start() if found else end
