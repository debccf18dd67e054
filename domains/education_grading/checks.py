"""What a teacher would notice about a table of answers."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from domains.education_grading.suspects import Suspects, suspects
from studio.core.findings import MAX_LISTED_ROWS, Finding, Severity
from studio.core.tasks import Task

_MOST_PAIRS = MAX_LISTED_ROWS // 2
_ALIKE = "answers_alike"
_COPIED = "Look whether they were marked as you want the model to mark them."
_SUSPECT = (
    (
        "blank_answer",
        Severity.NOTE,
        "Answers that say nothing: blank, a dash, 'n/a'.",
        "They are kept and marked; leave them out if they were never marked by a person.",
    ),
    ("answer_copies_question", Severity.NOTE, "Answers copied word for word from the question.", _COPIED),
    ("answer_copies_reference", Severity.NOTE, "Answers copied word for word from the reference.", _COPIED),
    (
        "gibberish_answer",
        Severity.WARNING,
        "Answers that are no language: keys struck at random, one letter held down.",
        "Leave them out unless they were marked by a person: a model learns nothing of use from them.",
    ),
    (
        "answer_off_topic",
        Severity.NOTE,
        "Answers with hardly a word in common with their question, its reference or its other answers.",
        "Look whether they stand beside the right question.",
    ),
    (
        _ALIKE,
        Severity.WARNING,
        "Answers of different pupils to one question that are nearly word for word the same",
        "Look whether one was copied. Such answers in training and test would also flatter a model.",
    ),
)


def _numbered(table: pd.DataFrame) -> list[int]:
    """The rows' numbers as the person sees them."""
    return [int(each) for each in table["source_row"]] if "source_row" in table else list(range(1, len(table) + 1))


def _rows(table: pd.DataFrame, mask: Iterable[bool]) -> list[int]:
    return [number for number, marked in zip(_numbered(table), mask, strict=True) if marked]


def _numbers(table: pd.DataFrame, column: str) -> pd.Series[float]:
    return pd.to_numeric(table[column], errors="coerce").astype(float)


def _outside(table: pd.DataFrame) -> pd.Series[bool]:
    score = _numbers(table, "score")
    outside = pd.Series(False, index=table.index)
    if "score_min" in table:
        outside |= score < _numbers(table, "score_min")
    if "score_max" in table:
        outside |= score > _numbers(table, "score_max")
    return outside


def _check_answers(table: pd.DataFrame) -> list[Finding]:
    """Findings about answers that are no try at the question: nothing, what all were given, another pupil's words."""
    found = suspects(table)
    which = {
        "blank_answer": found.blank,
        **{f"answer_copies_{column}": copied for column, copied in found.copied.items()},
        "gibberish_answer": found.garbled,
        "answer_off_topic": found.strange,
        _ALIKE: [other is not None for other in found.twins],
    }
    return [
        Finding.of_rows(
            code,
            severity,
            message if code != _ALIKE else f"{message}: {_pairs(table, found)}.",
            fix,
            column="text",
            rows=_rows(table, which[code]),
        )
        for code, severity, message, fix in _SUSPECT
        if code in which
    ]


def _pairs(table: pd.DataFrame, found: Suspects) -> str:
    """Which row is like which: `rows 3 and 7, 12 and 20`."""
    numbers = _numbered(table)
    pairs = {tuple(sorted((place, other))): None for place, other in enumerate(found.twins) if other is not None}
    named = [f"{numbers[one]} and {numbers[other]}" for one, other in pairs]
    more = f" and {len(named) - _MOST_PAIRS:,} more pairs" if len(named) > _MOST_PAIRS else ""
    return f"rows {', '.join(named[:_MOST_PAIRS])}{more}"


def _check_scores(table: pd.DataFrame) -> list[Finding]:
    findings = [
        Finding.of_rows(
            "score_outside_range",
            Severity.WARNING,
            "Scores outside the range of their question.",
            "Correct the score or the range; otherwise the nearest end of the range is taken.",
            column="score",
            rows=_rows(table, _outside(table)),
        )
    ]
    if "score_min" in table and "score_max" in table:
        empty = _numbers(table, "score_max") <= _numbers(table, "score_min")
        findings.append(
            Finding.of_rows(
                "empty_score_range",
                Severity.WARNING,
                "Rows whose highest possible score is not above the lowest.",
                "Correct the range, or leave both columns out: it is then taken from the scores given.",
                column="score_max",
                rows=_rows(table, empty),
            )
        )
    return findings


def check_answers(table: pd.DataFrame, task: Task) -> list[Finding]:
    """Findings about blank, copied, garbled, strange and twin answers, and about scores that do not fit their range."""
    findings = _check_answers(table)
    if task is Task.SCORING and "score" in table:
        findings += _check_scores(table)
    return [finding for finding in findings if finding.count]
