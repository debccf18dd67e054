"""What stands in the place of an identifier: its class, a bar, a made-up value, or a date moved by some days."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from domains.deidentify.former_surrogates import former_surrogate
from domains.deidentify.surrogates import Surrogates, likeness
from domains.deidentify.tags import Kind, tag
from domains.identifier_options import IdentifierOptions, Mode
from domains.spans import Redaction, Span

BAR = "█████"
"""What MASK writes: one length for all, so that nothing is told of how long an identifier was."""
MAX_SHIFT_DAYS = 365
_MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_ISO = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})")
_NUMERIC = re.compile(r"(?P<a>\d{1,2})(?P<s>[-/.])(?P<b>\d{1,2})(?P=s)(?P<y>\d{4}|\d{2})(?!\d)")
_MONTH_DAY = re.compile(r"(?P<month>[A-Za-z]{3,9})\.?[ -](?P<d>\d{1,2})(?:st|nd|rd|th)?,?[ -]{1,2}(?P<y>(?:19|20)\d\d)")
_DAY_MONTH = re.compile(
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?P<month>[A-Za-z]{3,9})\.?,?[ -](?P<y>(?:19|20)?\d\d)(?!\d)"
)
_OLDEST_OF_TWO_DIGITS = 30
_LATEST_MONTH = 12


DEFAULT = IdentifierOptions()
MadeUp = Callable[[str, str], str]


@dataclass(frozen=True)
class Secret:
    """What a choice depends on: the installation's key, and the note or group within which choices are the same."""

    key: bytes
    within: str

    def digest(self, purpose: str, value: str = "") -> int:
        """A number that nobody can foresee without the key."""
        said = "\x1f".join((self.within, purpose, value))
        return int.from_bytes(hmac.new(self.key, said.encode("utf-8", "replace"), hashlib.sha256).digest()[:8], "big")


def rewritten(source: str, redaction: Redaction, options: IdentifierOptions, secret: Secret) -> Redaction:
    """`redaction` of `source` with the replacements of `options`; its spans stay as they are.

    A text that was withheld stays withheld.
    """
    if options == DEFAULT or not redaction.spans or any(span.kind == Kind.WITHHELD for span in redaction.spans):
        return redaction
    spans = _of_one_kind(source, redaction.spans)
    made_up = _made_up(source, spans, options, secret)
    parts, place = [], 0
    for span in spans:
        value = source[span.start : span.end]
        parts += [source[place : span.start], _replacement(value, span, options, secret, made_up)]
        place = span.end
    return Redaction("".join([*parts, source[place:]]), redaction.spans)


def _made_up(source: str, spans: Sequence[Span], options: IdentifierOptions, secret: Secret) -> MadeUp:
    """What gives a made-up value for a value and its class, as the dataset or model has them."""
    if options.made_up == 1:
        return lambda value, kind: former_surrogate(value, kind, secret.digest(kind, likeness(value)), secret.digest)
    return Surrogates(source, (source[span.start : span.end] for span in spans), secret.digest).of


def _of_one_kind(source: str, spans: Sequence[Span]) -> list[Span]:
    """The spans, where one word was taken for a place here and a person there, of the kind it had first."""
    first: dict[str, str] = {}
    kept = []
    for span in spans:
        alike = likeness(source[span.start : span.end])
        named = span.kind in (Kind.NAME, Kind.LOCATION)
        kind = first.setdefault(alike, span.kind) if named else span.kind
        kept.append(Span(span.start, span.end, kind, span.reason))
    return kept


def _replacement(value: str, span: Span, options: IdentifierOptions, secret: Secret, made_up: MadeUp) -> str:
    if options.shift_dates and span.kind == Kind.DATE:
        moved = shifted(value, -(1 + secret.digest("days") % MAX_SHIFT_DAYS))
        if moved is not None:
            return moved
    if options.mode is Mode.MASK:
        return BAR
    if options.mode is Mode.SURROGATE:
        return made_up(value, span.kind)
    return tag(span.kind)


def shifted(value: str, days: int) -> str | None:
    """A date `days` later in the form it had; None where it names no year or cannot be read.

    Of 03/04/2019 the month is taken to stand first, unless only the second number can be one: whichever it is, the
    days between two dates of a note stay as they are read.
    """
    for form in (_ISO, _NUMERIC, _MONTH_DAY, _DAY_MONTH):
        found = form.search(value)
        if found is not None:
            parts = found.groupdict()
            day = _day(parts)
            ranged = any(sign.isdigit() for sign in value[: found.start()])  # "2/27-3/2/2023" is two dates
            if day is None or ranged or len(value) - len(found.group(0)) > len("Wednesday, "):
                return None
            return _written(form, parts, day + timedelta(days=days))
    return None


def _day(parts: dict[str, Any]) -> date | None:
    year = int(parts["y"])
    if len(parts["y"]) == 2:
        year += 2000 if year < _OLDEST_OF_TWO_DIGITS else 1900
    if "a" in parts:
        first, second = int(parts["a"]), int(parts["b"])
        month, day = (first, second) if first <= _LATEST_MONTH else (second, first)
    elif "month" in parts:
        month = next((n for n, name in enumerate(_MONTHS, 1) if name[:3] == parts["month"].lower()[:3]), 0)
        day = int(parts["d"])
    else:
        month, day = int(parts["m"]), int(parts["d"])
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _written(form: re.Pattern[str], parts: dict[str, Any], day: date) -> str:
    year = f"{day.year}" if len(parts["y"]) == 4 else f"{day.year % 100:02d}"
    if form is _ISO:
        return f"{year}{parts['s']}{day.month:02d}{parts['s']}{day.day:02d}"
    if form is _NUMERIC:
        pair = (day.month, day.day) if int(parts["a"]) <= _LATEST_MONTH else (day.day, day.month)
        return f"{pair[0]:02d}{parts['s']}{pair[1]:02d}{parts['s']}{year}"
    name = _MONTHS[day.month - 1].title()
    return f"{name} {day.day}, {year}" if form is _MONTH_DAY else f"{day.day} {name} {year}"
