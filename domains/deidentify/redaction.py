"""Texts in, texts without identifiers out.

A text is searched again until a pass finds nothing more, so that what comes out is what would come out of itself. A
text that cannot be searched is withheld whole: nothing fails open.
"""

from __future__ import annotations

import logging
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from domains.deidentify.contacts import find_contacts
from domains.deidentify.dates import find_ages, find_dates
from domains.deidentify.entities import find_entities, needs_model, raw_entities
from domains.deidentify.findings import Found, Scope, Search
from domains.deidentify.message_fields import find_persons_of_messages, without_carets
from domains.deidentify.name_forms import find_names_by_form, take_other_halves
from domains.deidentify.name_joints import take_particles, take_rows_of_names
from domains.deidentify.name_neighbours import find_given_names, find_last_initials
from domains.deidentify.named_things import hide_named_things
from domains.deidentify.names import find_names
from domains.deidentify.names_again import find_names_again
from domains.deidentify.numbers import find_bare_numbers, find_numbers
from domains.deidentify.patience import look
from domains.deidentify.phones import find_phones
from domains.deidentify.places import (
    find_addresses,
    find_numbers_beside_places,
    find_places,
    find_rests_of_addresses,
    take_envelopes,
)
from domains.deidentify.relatives import find_relatives
from domains.deidentify.tags import WHOLE, Kind, tag
from domains.deidentify.unlisted import find_unlisted
from domains.deidentify.view import view_of
from domains.spans import Redaction, Span
from studio.core.errors import UnavailableError

MAX_CHARACTERS = 200_000
"""Longer texts are withheld: no note or answer is longer, and the language model's memory grows with the length."""
MAX_PASSES = 6
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Piece:
    """A stretch of the present text and where it stands in the source; a tag stands for the whole stretch."""

    start: int
    end: int
    source_start: int
    source_end: int


class _Text:
    """One text on its way: its source, the spans found so far, and the text with tags in their place."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.spans: list[Span] = []
        self.present = source
        self.pieces = [_Piece(0, len(source), 0, len(source))]
        self.withheld = len(source) > MAX_CHARACTERS

    def withhold(self) -> None:
        """Give up on the text: all of it is one span."""
        self.withheld = True

    def take(self, found: Sequence[Span]) -> None:
        """Add spans of the present text, and write the text anew."""
        self.spans += [Span(*self._in_source(span), span.kind, span.reason) for span in found]
        self.spans.sort(key=lambda span: span.start)
        parts: list[str] = []
        self.pieces, place, written = [], 0, 0
        for span in self.spans:
            plain, mark = self.source[place : span.start], tag(span.kind)
            self.pieces.append(_Piece(written, written + len(plain), place, span.start))
            written += len(plain)
            self.pieces.append(_Piece(written, written + len(mark), span.start, span.end))
            written += len(mark)
            parts += [plain, mark]
            place = span.end
        parts.append(self.source[place:])
        self.pieces.append(_Piece(written, written + len(parts[-1]), place, len(self.source)))
        self.present = "".join(parts)

    def _in_source(self, span: Span) -> tuple[int, int]:
        place = bisect_right(self.pieces, span.start, key=lambda piece: piece.start) - 1
        piece = self.pieces[place]
        if span.end <= piece.end:
            shift = piece.source_start - piece.start
            return span.start + shift, span.end + shift
        raise ValueError("a span lies across a tag")

    def redaction(self) -> Redaction:
        """What is handed out."""
        if self.withheld:
            return Redaction(WHOLE, (Span(0, len(self.source), Kind.WITHHELD, "could not be searched"),))
        return Redaction(self.present, tuple(self.spans))


def _pass(text: str, scope: Scope, entities: Sequence[Found]) -> list[Span]:
    """One pass of all recognisers, surest first; spans are offsets into `text`."""
    view = view_of(text)
    search = Search(view.text, scope)
    if scope is Scope.CLINICAL:
        find_persons_of_messages(search)
    find_contacts(search)
    find_addresses(search)
    find_dates(search)
    find_numbers(search)
    find_phones(search)
    find_ages(search)
    find_bare_numbers(search)
    if scope is Scope.CLINICAL:
        hide_named_things(search)
        find_names_by_form(search)
    find_relatives(search)
    find_names(search)
    find_places(search)
    find_entities(search, entities)
    if scope is Scope.CLINICAL:
        find_unlisted(search)
        take_other_halves(search)
        take_rows_of_names(search)
        take_particles(search)
        find_numbers_beside_places(search)
        find_rests_of_addresses(search)
        take_envelopes(search)
    find_names_again(search)
    if scope is Scope.CLINICAL:
        take_particles(search)
        find_last_initials(search)
        find_given_names(search)
    return [Span(*view.source_span(found.start, found.end), found.kind, found.reason) for found in search.found]


def one_pass(text: str) -> int:
    """How much one pass of the patterns finds, without the language model: what a benchmark times."""
    return len(_pass(text, Scope.CLINICAL, []))


def _entities_or_none(text: str) -> list[Found] | None:
    try:
        look()
        return raw_entities([text])[0]
    except UnavailableError:
        raise
    except Exception as error:  # whatever goes wrong inside the model, the text is withheld and the rest goes on
        _LOG.warning("the language model failed on a text: %s", type(error).__name__)
        return None


def _all_entities(texts: Sequence[str]) -> list[list[Found] | None]:
    """What the model sees in each text's view; None where it failed."""
    views = [without_carets(view_of(text).text) for text in texts]
    places = [place for place, view in enumerate(views) if needs_model(view)]
    results: list[list[Found] | None] = [[] for _ in texts]
    try:
        look()
        batch: Sequence[list[Found] | None] = raw_entities([views[place] for place in places])
    except UnavailableError:
        raise
    except Exception:  # one text of the batch broke the model: find out which
        batch = [_entities_or_none(views[place]) for place in places]
    for place, found in zip(places, batch, strict=True):
        results[place] = found
    return results


def _advance(text: _Text, scope: Scope, entities: list[Found] | None) -> bool:
    """One more pass over a text; whether it found anything."""
    if entities is None:
        text.withhold()
        return False
    try:
        found = _pass(text.present, scope, entities)
        text.take(found)
    except Exception as error:  # a recogniser that fails must not let the text through
        _LOG.warning("a recogniser failed on a text: %s", type(error).__name__)
        text.withhold()
        return False
    return bool(found)


def deidentify(texts: Sequence[str], scope: Scope = Scope.CLINICAL) -> list[Redaction]:
    """Each text with its identifiers replaced by tags such as `[NAME]`; offsets refer to the text as it was.

    Deterministic, and without effect on its own output. Raises `UnavailableError` where the language model is missing.
    """
    unique = {source: _Text(source) for source in dict.fromkeys(texts)}
    active = [text for text in unique.values() if not text.withheld and text.source != WHOLE]
    for _ in range(MAX_PASSES):
        if not active:
            break
        entities = _all_entities([text.present for text in active])
        active = [text for text, found in zip(active, entities, strict=True) if _advance(text, scope, found)]
    for text in active:
        text.withhold()
    return [unique[source].redaction() for source in texts]
