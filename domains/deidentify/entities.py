"""Names and places by a small language model (spaCy's English NER), filtered by word lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from domains.deidentify.findings import Found, Scope, Search
from domains.deidentify.language_model import reading
from domains.deidentify.tags import Kind
from domains.deidentify.tokens import TOKEN, starts_upper
from domains.deidentify.vocabulary import (
    is_clinical,
    is_eponym,
    is_first_name,
    is_odd,
    is_ordinary,
    is_scholar,
    is_shared,
    is_surname,
    is_word,
    may_name,
    names_a_sign,
)

BATCH = 64
AT_ONCE = 20_000
"""Characters that the model reads at once: some 64 short notes, or a long one."""
AROUND = 300
"""Characters of its neighbours that are read with each piece of a long text: a name at a border is seen whole."""
_LABELS = {"PERSON": Kind.NAME, "GPE": Kind.LOCATION, "LOC": Kind.LOCATION, "FAC": Kind.LOCATION}
_CAPITALISED = re.compile(r"[^\W\d_a-z][^\W\d_]")
_REASON = "language model"
_GRADES = ("I", "II", "III", "IV", "V")


def needs_model(text: str) -> bool:
    """Whether the text has a capitalised word, without which the model finds nothing."""
    return _CAPITALISED.search(text) is not None


def raw_entities(texts: Sequence[str]) -> list[list[Found]]:
    """People and places in each text, unfiltered.

    The model takes some 4 kB of memory a character of what it reads at once: texts go to it in batches of so many
    characters, and a longer one in pieces, each with what is around it.
    """
    pieces = [(text, start, end) for text, whole in enumerate(texts) for start, end in _pieces(whole)]
    found: list[dict[Found, None]] = [{} for _ in texts]
    for batch in _batches(pieces):
        begins = [max(0, start - AROUND) for _, start, _ in batch]
        views = [texts[text][begin : end + AROUND] for (text, _, end), begin in zip(batch, begins, strict=True)]
        with reading() as model:
            read = model.pipe(views, batch_size=BATCH)
            for (text, start, end), begin, document in zip(batch, begins, read, strict=True):
                found[text] |= dict.fromkeys(_within(document, begin, start, end))
    return [list(each) for each in found]


def _within(document: Any, begin: int, start: int, end: int) -> Iterator[Found]:
    """The entities that lie in [start, end) or reach into it, of a document that begins at `begin`."""
    for entity in document.ents:
        first, last = begin + entity.start_char, begin + entity.end_char
        if entity.label_ in _LABELS and first < end and last > start:
            yield Found(first, last, _LABELS[entity.label_], _REASON)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a text of at most `AT_ONCE` characters, each but the last up to a line's end, or a word's."""
    start = 0
    while len(text) - start > AT_ONCE:
        least, most = start + AT_ONCE // 2, start + AT_ONCE
        end = max(text.rfind("\n", least, most), text.rfind(". ", least, most)) + 1 or text.rfind(" ", least, most) + 1
        yield start, end or most
        start = end or most
    yield start, len(text)


def _batches(pieces: Iterable[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """The pieces, in order, by at most `BATCH` and at most `AT_ONCE` characters together."""
    batch: list[tuple[int, int, int]] = []
    characters = 0
    for piece in pieces:
        size = piece[2] - piece[1]
        if batch and (len(batch) == BATCH or characters + size > AT_ONCE):
            yield batch
            batch, characters = [], 0
        batch.append(piece)
        characters += size
    if batch:
        yield batch


def _is_person(tokens: list[str], scope: Scope) -> bool:
    listed = is_first_name(tokens[0]) or is_surname(tokens[-1])
    if scope is Scope.PUPIL:
        known = is_first_name(tokens[0]) or (len(tokens) > 1 and is_surname(tokens[-1]))
        return known and not any(is_scholar(token) for token in tokens)
    shouted = all(token.isupper() for token in tokens)
    return listed or len(tokens) > 1 or (not shouted and len(tokens[0]) > 2)


def _is_full_name(tokens: list[str]) -> bool:
    """Whether everyday or clinical words are a name together: "Mark Wilson", "Zoe Young"."""
    named = is_first_name(tokens[0]) or is_shared(tokens[0]) or is_surname(tokens[-1])
    return len(tokens) > 1 and named and all(may_name(token) for token in tokens)


def _trimmed(search: Search, found: Found) -> tuple[int, int, list[str]]:
    """The entity without everyday and clinical words at its ends; none where such words are left inside."""
    matches = list(TOKEN.finditer(search.text, found.start, found.end))
    while matches and not starts_upper(matches[0].group(0)):
        matches = matches[1:]
    while matches and not starts_upper(matches[-1].group(0)):
        matches = matches[:-1]
    if not matches or _is_full_name([match.group(0) for match in matches]):
        return _extent(found, search.text, matches)
    common = _common if search.scope is Scope.PUPIL else is_word
    while matches and common(matches[0].group(0)):
        matches = matches[1:]
    while matches and common(matches[-1].group(0)):
        matches = matches[:-1]
    return _extent(found, search.text, [] if any(common(match.group(0)) for match in matches) else matches)


def _extent(found: Found, found_text: str, matches: list[re.Match[str]]) -> tuple[int, int, list[str]]:
    if not matches:
        return found.start, found.start, []
    whole = TOKEN.match(found_text, matches[-1].start())
    end = whole.end() if whole and matches[-1].end() - matches[-1].start() > 2 else matches[-1].end()
    return matches[0].start(), end, [match.group(0) for match in matches]


def _common(token: str) -> bool:
    return is_ordinary(token) or is_clinical(token)


def find_entities(search: Search, entities: Sequence[Found]) -> None:
    """Take the people and places the model saw, but for clinical words, eponyms and what answers are about."""
    spans = []
    for found in entities:
        if found.kind is Kind.LOCATION and search.scope is Scope.PUPIL:
            continue
        start, end, tokens = _trimmed(search, found)
        if (
            not tokens
            or is_eponym(search.text, end)
            or names_a_sign(search.text, start, end - search.text[start:end].endswith("."))
            or (len(tokens) > 1 and tokens[1] in _GRADES and names_a_sign(search.text, start, start + len(tokens[0])))
            or search.text[end : end + 1].isdigit()
        ):
            continue
        short = len(tokens) == 1 and (len(tokens[0]) < 3 or (tokens[0].isupper() and len(tokens[0]) < 5))
        if (
            not short
            and not any(is_odd(token) for token in tokens)
            and (found.kind is Kind.LOCATION or _is_person(tokens, search.scope))
        ):
            spans.append((start, end, found.kind))
    search.take_all(spans, _REASON)
