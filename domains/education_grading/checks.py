"""What a teacher would notice about a table of answers."""

from __future__ import annotations

import re

import pandas as pd

from domains.education_grading.alike import unusually_alike
from domains.education_grading.answers import is_blank
from domains.education_grading.gibberish import gibberish
from domains.education_grading.topics import off_topic
from studio.core.findings import Finding, Severity
from studio.core.tasks import Task

MIN_COPIED_WORDS = 4
_WORD = re.compile(r"\w+")


def _rows(table: pd.DataFrame, mask: pd.Series[bool]) -> list[int]:
    numbers = table["source_row"] if "source_row" in table else pd.Series(range(1, len(table) + 1), index=table.index)
    return [int(number) for number in numbers[mask.to_numpy()]]


def _words(text: object) -> str:
    return " ".join(_WORD.findall(str(text).lower())) if isinstance(text, str) else ""


def _copied(table: pd.DataFrame, column: str) -> pd.Series[bool]:
    """Answers that are nothing but the words of `column` in the same row."""
    pairs = zip(table["text"].map(_words), table[column].map(_words), strict=True)
    found = [len(answer.split()) >= MIN_COPIED_WORDS and answer in source for answer, source in pairs]
    return pd.Series(found, index=table.index)


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
    findings = [
        Finding.of_rows(
            "blank_answer",
            Severity.NOTE,
            "Answers that say nothing: blank, a dash, 'n/a'.",
            "They are kept and marked; leave them out if they were never marked by a person.",
            column="text",
            rows=_rows(table, table["text"].fillna("").map(is_blank).astype(bool)),
        )
    ]
    for column, code in (("question", "answer_copies_question"), ("reference", "answer_copies_reference")):
        if column in table:
            findings.append(
                Finding.of_rows(
                    code,
                    Severity.NOTE,
                    f"Answers copied word for word from the {column}.",
                    "Look whether they were marked as you want the model to mark them.",
                    column="text",
                    rows=_rows(table, _copied(table, column)),
                )
            )
    return findings


def _texts(table: pd.DataFrame, column: str) -> list[str]:
    return table[column].fillna("").astype(str).tolist() if column in table else [""] * len(table)


def _check_honest_tries(table: pd.DataFrame) -> list[Finding]:
    """Answers that are no try at the question: no language, another subject, another pupil's words."""
    answers, questions, references = (_texts(table, column) for column in ("text", "question", "reference"))
    garbled = gibberish(answers, {*questions, *references})
    strange = off_topic(answers, questions, references)
    alike = unusually_alike(answers, questions, _texts(table, "group"))
    said = (
        (
            "gibberish_answer",
            Severity.WARNING,
            garbled,
            "Answers that are no language: keys struck at random, one letter held down.",
            "Leave them out unless they were marked by a person: a model learns nothing of use from them.",
        ),
        (
            "answer_off_topic",
            Severity.NOTE,
            [far and not garble for far, garble in zip(strange, garbled, strict=True)],
            "Answers with hardly a word in common with their question, its reference or its other answers.",
            "Look whether they stand beside the right question.",
        ),
        (
            "answers_alike",
            Severity.WARNING,
            [twin and not own for twin, own in zip(alike, _given(table), strict=True)],
            "Answers of different pupils to one question that are nearly word for word the same.",
            "Look whether one was copied. Such answers in training and test would also flatter a model.",
        ),
    )
    return [
        Finding.of_rows(
            code,
            severity,
            message,
            fix,
            column="text",
            rows=_rows(table, pd.Series(which, index=table.index, dtype=bool)),
        )
        for code, severity, which, message, fix in said
    ]


def _given(table: pd.DataFrame) -> list[bool]:
    """Answers copied from what everybody was given: they are alike for that reason."""
    found = pd.Series(False, index=table.index)
    for column in {"question", "reference"} & set(table.columns):
        found |= _copied(table, column)
    return found.tolist()


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
    findings = [*_check_answers(table), *_check_honest_tries(table)]
    if task is Task.SCORING and "score" in table:
        findings += _check_scores(table)
    return [finding for finding in findings if finding.count]
