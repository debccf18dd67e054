"""A split that keeps each question whole, to measure what a model makes of questions it has never seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.ids import content_hash
from studio.core.splits import DEFAULT_FRACTIONS, Part
from studio.services.datasets.allocation import allocate
from studio.services.datasets.split import Split, SplitRows, leave_out_tested
from studio.services.datasets.text_key import row_key

FEW_QUESTIONS = 5
BY_QUESTION = "Split by question"
"""How the reason of such a split begins."""
_KEY_LENGTH = 16


def question_keys(questions: pd.Series[str]) -> list[str]:
    """What tells each row's question from others, whatever its case and signs; rows without one share a key."""
    return [content_hash(row_key(str(question)))[:_KEY_LENGTH] for question in questions.fillna("")]


def split_by_questions(rows: SplitRows, seed: int) -> Split:
    """A split of our own whose units are the groups of `rows`, which are its questions.

    A question whose rows all have one part in earlier datasets keeps it. Of other questions that are not tested, the
    rows that were are left out: a test row is never learned from, nor chosen on.
    """
    units: dict[str | None, list[int]] = defaultdict(list)
    for row, question in enumerate(rows.groups):
        units[question].append(row)
    known = _known(units, rows.earlier)
    free = [unit for question, unit in units.items() if question not in known]
    dealt = allocate(free, rows.strata, DEFAULT_FRACTIONS, seed)
    dealt |= {row: part for question, part in known.items() for row in units[question]}
    parts: list[Part | None] = [dealt[row] for row in range(len(rows.groups))]
    findings = leave_out_tested(rows, parts)
    tested = len({rows.groups[row] for row, part in enumerate(parts) if part is Part.TEST})
    findings += [_few(tested)] if 0 < tested < FEW_QUESTIONS else []
    return Split(tuple(parts), ("",) * len(parts), _reason(len(units), tested, len(known)), tuple(findings))


def with_what_is_seen(split: Split) -> Split:
    """`split` with the words for a table of questions that is split by answers."""
    return replace(split, reason=f"{split.reason} Measured are unseen answers to questions that training has seen.")


def _known(units: Mapping[str | None, Sequence[int]], earlier: Sequence[Part | None]) -> dict[str | None, Part]:
    known = {question: {earlier[row] for row in unit} - {None} for question, unit in units.items()}
    return {question: part for question, parts in known.items() if len(parts) == 1 for part in parts if part}


def _reason(questions: int, tested: int, kept: int) -> str:
    of_all = f"{tested} of {questions} questions {'is' if tested == 1 else 'are'}"
    reason = (
        f"{BY_QUESTION}, as you chose: {of_all} tested and no answer to them is learned from, which measures what to "
        "expect of a question that is new. One pupil's answers may stand on both sides."
    )
    keep = counted(kept, "question keeps the part it has", "questions keep the part they have")
    return reason + (f" {keep} in an earlier dataset." if kept else "")


def _few(tested: int) -> Finding:
    questions = "question is" if tested == 1 else "questions are"
    message = (
        f"Only {tested} {questions} tested: the figures speak of those, and others may turn out quite differently."
    )
    return Finding("few_test_questions", Severity.WARNING, message, "Bring answers to more questions.", "question")
