"""Answers that are no honest try, row by row: of a dataset they become findings, of a batch remarks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from domains.education_grading.alike import twins
from domains.education_grading.answers import is_blank
from domains.education_grading.gibberish import gibberish
from domains.education_grading.topics import off_topic
from studio.core.visible import shows_nothing

MIN_COPIED_WORDS = 4
GIVEN = ("question", "reference")
"""What everybody was given, and may have copied."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Suspects:
    """By row, in the table's order, what is odd about the answer; `copied` by the column it was copied from.

    `twins` holds the place of the answer it is nearly the same as, None for those copied from what all were given.
    """

    blank: list[bool]
    copied: Mapping[str, list[bool]]
    garbled: list[bool]
    strange: list[bool]
    twins: list[int | None]


def suspects(table: pd.DataFrame, known: pd.DataFrame | None = None) -> Suspects:
    """What is odd about each answer of `table`; it is held against the others, and against `known` ones.

    `known` has the columns `text` and `text_pair`; with it a few answers to a known question are enough to tell which
    of them are off topic: on the 540 of ScientsBank's unseen answers, four to a question, 2 are called so.
    """
    answers, questions, references = (_texts(table, column) for column in ("text", *GIVEN))
    copied = {column: _copied(table, column) for column in GIVEN if column in table}
    before = [] if known is None else _texts(known, "text")
    garbled = gibberish([*before, *answers], {*questions, *references})[len(before) :]
    strange = _strange(table, known)
    alike = twins(answers, questions, _texts(table, "group"))
    return Suspects(
        blank=[is_blank(answer) or shows_nothing(answer) for answer in answers],
        copied=copied,
        garbled=garbled,
        strange=[far and not garble for far, garble in zip(strange, garbled, strict=True)],
        twins=[None if any(found[place] for found in copied.values()) else other for place, other in enumerate(alike)],
    )


def _strange(table: pd.DataFrame, known: pd.DataFrame | None) -> list[bool]:
    answers, questions, references = (_texts(table, column) for column in ("text", *GIVEN))
    if known is None:
        return off_topic(answers, questions, references)
    # a dataset keeps of question and reference only the one that is learned from
    pairs = [pair or question for pair, question in zip(_texts(table, "text_pair"), questions, strict=True)]
    asked = [" ".join(each) for each in zip(questions, references, strict=True)]
    before, theirs = _texts(known, "text"), _texts(known, "text_pair")
    found = off_topic([*before, *answers], [*theirs, *pairs], [*([""] * len(before)), *asked])
    return found[len(before) :]


def _copied(table: pd.DataFrame, column: str) -> list[bool]:
    """Answers that are nothing but the words of `column` in the same row."""
    pairs = zip(map(_words, _texts(table, "text")), map(_words, _texts(table, column)), strict=True)
    return [len(answer.split()) >= MIN_COPIED_WORDS and answer in source for answer, source in pairs]


def _words(text: str) -> str:
    return " ".join(_WORD.findall(text.lower()))


def _texts(table: pd.DataFrame, column: str) -> list[str]:
    return table[column].fillna("").astype(str).tolist() if column in table else [""] * len(table)
