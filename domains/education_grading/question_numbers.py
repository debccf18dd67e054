"""Telling a question from its number."""

from __future__ import annotations

import re

from domains.deidentify import TAG

_SIGNS = r"[\s_.:#-]*"
_KIND = "questions?|q|prompt|item|task|(?:essay_?)?set|essay|exercise|ex|part|topic|assignment|section|number|no|nr"
_CODE = r"[\w.:#/-]*\d[\w.:#/-]*|[a-z]|[ivx]+"
_NUMBERED = re.compile(rf"#?(?:(?:{_KIND}){_SIGNS}){{0,3}}(?:{_CODE})?[.):]?", re.IGNORECASE)
_LONGEST = 40


def is_numbered(question: str) -> bool:
    """Whether a question is only called by a number or an id ('3', 'Q12', 'Set 4b', 'EM_45b') and asks nothing."""
    text = question.strip()
    return len(text) <= _LONGEST and bool(_NUMBERED.fullmatch(text) or TAG.fullmatch(text))
