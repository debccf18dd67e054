"""Scope as marks on the words themselves, so that a model that counts or reads words can learn from it."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from domains.contract import StepOptions
from domains.medical_notes.scope import marked_words
from domains.medical_notes.scope_triggers import (
    FORMER,
    FORMER_2,
    FORMER_3,
    FORMER_4,
    FORMER_5,
    FORMER_6,
    TODAY,
    Kind,
    Phrases,
)
from domains.steps import text_step

_MARKER = re.compile(r"[a-z]{1,20}_")


class ScopeOptions(StepOptions):
    """Options of the scope step; an empty marker leaves its kind unmarked."""

    enabled: bool = False
    negated: str = Field("not_", title="Negated", description="Put before each word that is said to be absent.")
    uncertain: str = Field("maybe_", title="Uncertain", description="Put before each word that is only suspected.")
    family: str = Field("kin_", title="Family", description="Put before each word that is about a relative.")
    historical: str = Field("", title="Past", description="Put before each word that is of the past.")

    @field_validator("negated", "uncertain", "family", "historical")
    @classmethod
    def _joined(cls, marker: str) -> str:
        if marker and not _MARKER.fullmatch(marker):
            raise ValueError("a marker is small letters with one underscore behind them, such as 'not_'")
        return marker


def mark_scope(text: str, options: ScopeOptions, phrases: Phrases = TODAY) -> str:
    """`text` with a marker before each word in a scope: "no chest pain" becomes "no not_chest not_pain".

    Markers that stand there already are taken off first, so that marking twice is marking once.
    """
    markers = {kind: marker for kind in Kind if (marker := str(getattr(options, kind.value)))}
    if not markers:
        return text
    bare = _without(text, tuple(markers.values()))
    parts, place = [], 0
    for start, end, kinds in marked_words(bare, phrases):
        # In the order of the kinds: what is denied of kin is denied first.
        shown = "".join(markers[kind] for kind in Kind if kind in kinds and kind in markers)
        parts += [bare[place:start], shown, bare[start:end]]
        place = end
    return "".join([*parts, bare[place:]])


def _without(text: str, markers: tuple[str, ...]) -> str:
    either = "|".join(re.escape(marker) for marker in markers)
    return re.sub(rf"(?<![A-Za-z0-9_])(?:{either}){{1,8}}(?=[A-Za-z])", "", text)


def _mark_as_formerly(text: str, options: ScopeOptions) -> str:
    return mark_scope(text, options, FORMER)


def _mark_without_years(text: str, options: ScopeOptions) -> str:
    return mark_scope(text, options, FORMER_2)


def _mark_without_plus(text: str, options: ScopeOptions) -> str:
    return mark_scope(text, options, FORMER_3)


def _mark_without_shorthand(text: str, options: ScopeOptions) -> str:
    return mark_scope(text, options, FORMER_4)


def _mark_without_asides(text: str, options: ScopeOptions) -> str:
    return mark_scope(text, options, FORMER_5)


def _mark_without_dots(text: str, options: ScopeOptions) -> str:
    return mark_scope(text, options, FORMER_6)


_TITLE = "Negation and doubt"
_HELP = "Marks words that are negated, uncertain or about kin: 'no chest pain' becomes 'no not_chest not_pain'."
SCOPE = text_step("scope", _TITLE, _HELP, 7, ScopeOptions, mark_scope)
SCOPE_6 = text_step("scope", _TITLE, _HELP, 6, ScopeOptions, _mark_without_dots)
"""Before "P.M.H.:" and "F.H.:" headed sections of the past and of kin."""
SCOPE_5 = text_step("scope", _TITLE, _HELP, 5, ScopeOptions, _mark_without_asides)
"""Before ", only" ended what is denied, "unclear whether she" doubted and "last year" placed in the past."""
SCOPE_4 = text_step("scope", _TITLE, _HELP, 4, ScopeOptions, _mark_without_shorthand)
"""Before "VS 120/80" was told from a doubt, "? UTI" from a question and "P: 88" from a plan."""
SCOPE_3 = text_step("scope", _TITLE, _HELP, 3, ScopeOptions, _mark_without_plus)
"""Before "(+)" and ", with" ended what is denied."""
SCOPE_2 = text_step("scope", _TITLE, _HELP, 2, ScopeOptions, _mark_without_years)
"""Before a year ("in 2015") put what is before it into the past."""
SCOPE_1 = text_step("scope", _TITLE, _HELP, 1, ScopeOptions, _mark_as_formerly)
"""Before ": no" before a finding was told from ": no" behind a name, and before some phrases were known."""
