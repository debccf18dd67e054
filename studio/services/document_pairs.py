"""Two documents beside each other: their sections line by line, and how far the shares of labels lie apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from studio.services.document_years import section_order
from studio.services.documents import AnsweredDocument

_NUMBERED = re.compile(r"^(?:part [IV]+, )?items? [\w., ]{1,40}?(?:and [\w.]{1,5})?, (?=\D)", re.IGNORECASE)
"""What stands before the subject in the title of a numbered section: "Part II, item 1A, ", "Items 1 and 2, "."""


def aligned(documents: Sequence[AnsweredDocument]) -> list[AnsweredDocument]:
    """The documents, where their forms differ with sections by subject: both a 10-K and a 10-Q tell "Risk factors".

    Of one form the numbers are one, whatever a year calls its items; nothing is changed then.
    """
    if len({document.form for document in documents}) < 2:
        return list(documents)
    subjects: dict[str, str] = {}
    for document in documents:
        for title in document.sections.values():
            subjects.setdefault(_subject(title), str(len(subjects) + 1))
    return [replace(document, passages=_by_subject(document.passages, subjects)) for document in documents]


def _by_subject(passages: pd.DataFrame, keys: dict[str, str]) -> pd.DataFrame:
    titles = passages["title"].astype(str).map(_subject)
    return passages.assign(section=titles.map(keys), title=titles)


def _subject(title: str) -> str:
    subject = _NUMBERED.sub("", title, count=1)
    return subject[:1].upper() + subject[1:]


def sections_of_either(one: AnsweredDocument, other: AnsweredDocument) -> dict[str, str]:
    """Title by key of every section that either says something in, in the order of the form."""
    told = {str(key) for document in (one, other) for key in document.telling["section"]}
    titles = {**other.sections, **one.sections}
    return {key: titles[key] for key in sorted(told, key=section_order)}


def share_changes(one: AnsweredDocument, other: AnsweredDocument) -> pd.DataFrame:
    """Share of each label in `one` less that in `other`: a row a section that both say something in, a column a label.

    Labels that only one of two models knows are left out.
    """
    mine, theirs = one.shares(), other.shares()
    said = [key for key in mine.index if mine.loc[key].any() and key in theirs.index and theirs.loc[key].any()]
    labels = [label for label in mine.columns if label in theirs.columns]
    return mine.loc[said, labels] - theirs.loc[said, labels]
