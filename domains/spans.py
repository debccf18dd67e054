"""Stretches of a text, and a text without them; apart from the contract, so that readers of files load no pandas."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that identifies a person: [start, end) in characters, its class, what found it."""

    start: int
    end: int
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Redaction:
    """A text with its identifiers removed; `spans` are offsets into the text as it was."""

    text: str
    spans: tuple[Span, ...] = ()
