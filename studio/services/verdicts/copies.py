"""Rows that stand more than once: word for word, almost, on both sides of the split, with different answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd

from models.verdict.near_duplicates import near_duplicates
from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.core.splits import Part
from studio.core.verdict import Mend, Remedy, VerdictFinding
from studio.services.datasets.text_key import MOST_WORDS, row_key, word_count
from studio.services.verdicts.nearest_tested import beside_tested_rows

_FARTHEST_FROM_TRAINING = (Part.TEST, Part.CALIBRATION, Part.DEV, Part.TRAIN)
"""Of copies that stand in several parts, the one to keep: what measures is never given up for what is learned from."""


def exact_copies(table: pd.DataFrame) -> list[VerdictFinding]:
    """Rows that repeat another one's text and answer, capitals and signs aside, and contradicting ones."""
    answers = table["target"].astype(str)
    given = answers.tolist()
    alike = [rows for rows in _rows_by(_keys(table)).values() if len(rows) > 1]
    same = [rows for group in alike for rows in _rows_by([given[row] for row in group], group).values()]
    copies = _kept_first(table, same)
    several = [rows for rows in alike if len({given[row] for row in rows}) > 1]
    return [
        *_copies(
            table,
            "exact_copies",
            Severity.NOTE,
            ("row repeats another one with the same answer", "rows repeat another one with the same answer"),
            "Leave them out, unless that they recur is itself what there is to learn.",
            copies,
        ),
        *_contradictions(table, several, answers),
    ]


def near_copies(table: pd.DataFrame, on_rows: Callable[[int], None]) -> list[VerdictFinding]:
    """Rows that are nearly another one, within a part and, apart from those, across the border of the test part."""
    keys, texts = _keys(table), table["text"].astype(str).tolist()
    positions = {rows[0]: rows for rows in _rows_by(keys).values()}
    first = list(positions)
    beside = [keys[row].partition("\x1f")[2] for row in first]
    alike = near_duplicates([texts[row] for row in first], beside, on_rows=on_rows)
    groups = [[row for member in group for row in positions[first[member]]] for group in alike]
    repeated = [rows for rows in positions.values() if len(rows) > 1]
    across = beside_tested_rows(table, [*groups, *repeated])
    crossing = set(_beyond_the_first(across))
    within = [[first, *(row for row in rest if row not in crossing)] for first, *rest in _kept_first(table, groups)]
    return [
        *_copies(
            table,
            "copies_across_test",
            Severity.WARNING,
            (
                "row outside the test part is nearly the same as a test row",
                "rows outside the test part are nearly the same as test rows",
            ),
            "Leave them out, or split anew so that copies are on one side and what goes with a test row is tested: "
            "figures on test rows that were as good as learned flatter.",
            across,
            _anew(texts),
        ),
        *_copies(
            table,
            "near_copies",
            Severity.NOTE,
            ("row is nearly the same as another one", "rows are nearly the same as another one"),
            "Leave them out if they are copies; keep them if small differences matter.",
            within,
        ),
    ]


def _rows_by(keys: Sequence[str], rows: Sequence[int] | None = None) -> dict[str, list[int]]:
    """`rows` (all, by position, where None) by their key, in the order in which keys first come."""
    found: dict[str, list[int]] = {}
    for row, key in zip(range(len(keys)) if rows is None else rows, keys, strict=True):
        found.setdefault(key, []).append(row)
    return found


def _contradictions(table: pd.DataFrame, several: Sequence[list[int]], answers: pd.Series[str]) -> list[VerdictFinding]:
    rows = sorted(row for group in several for row in group)
    if not rows:
        return []
    finding = _finding(
        table,
        rows,
        "contradicting_answers",
        Severity.WARNING,
        (
            "row has a text that also stands there with another answer",
            "rows have a text that also stands there with another answer",
        ),
        "Leave them out, or give those outside the test part the answer most of them have; a model cannot learn both.",
    )
    settled = {row: answer for group in several for row, answer in _majority(answers, group).items()}
    remedies = [Remedy(Mend.LEAVE_OUT, _ids(table, rows))]
    if settled:
        changed = sorted(row for row in settled if table["part"].iloc[row] != Part.TEST.value)
    if settled and changed:
        remedies.append(Remedy(Mend.RELABEL, _ids(table, changed), tuple(settled[row] for row in changed)))
    return [VerdictFinding(finding, tuple(remedies), groups=tuple(_ids(table, group) for group in several))]


def _majority(answers: pd.Series[str], group: Sequence[int]) -> dict[int, str]:
    """The rows of a group that differ from its majority, and the majority's answer; none where there is a tie."""
    counts = answers.iloc[list(group)].value_counts()
    if len(counts) > 1 and counts.iloc[0] == counts.iloc[1]:
        return {}
    return {row: str(counts.index[0]) for row in group if answers.iloc[row] != counts.index[0]}


def _kept_first(table: pd.DataFrame, groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Each group in the file's order, but for the row to keep, the first of those furthest from training, before."""
    order = {part.value: rank for rank, part in enumerate(_FARTHEST_FROM_TRAINING)}
    rank = table["part"].map(order).tolist()
    kept = [min(rows, key=lambda each: (rank[each], each)) for rows in groups]
    return [[first, *sorted(set(rows) - {first})] for first, rows in zip(kept, groups, strict=True)]


def _beyond_the_first(groups: Sequence[Sequence[int]]) -> list[int]:
    return sorted(row for rows in groups for row in rows[1:])


def _keys(table: pd.DataFrame) -> list[str]:
    """What equal rows share: the words of the text and of what stands beside it."""
    pairs = table["text_pair"].fillna("").tolist() if "text_pair" in table else [""] * len(table)
    return [f"{row_key(text)}\x1f{row_key(pair)}" for text, pair in zip(table["text"].tolist(), pairs, strict=True)]


def _copies(
    table: pd.DataFrame,
    code: str,
    severity: Severity,
    what: tuple[str, str],
    fix: str,
    groups: Sequence[Sequence[int]],
    more: tuple[Remedy, ...] = (),
) -> list[VerdictFinding]:
    """What is told of the rows beyond the first of each group, if there are any."""
    rows = _beyond_the_first(groups)
    if not rows:
        return []
    finding = _finding(table, rows, code, severity, what, fix)
    remedies = (Remedy(Mend.LEAVE_OUT, _ids(table, rows)), *more)
    return [VerdictFinding(finding, remedies, groups=tuple(_ids(table, each) for each in groups if len(each) > 1))]


def _anew(texts: Sequence[str]) -> tuple[Remedy, ...]:
    """Splitting anew compares all texts at once while one waits: not so many that it would take long."""
    return (Remedy(Mend.SPLIT_ANEW),) if word_count(texts) <= MOST_WORDS else ()


def _finding(
    table: pd.DataFrame, rows: Sequence[int], code: str, severity: Severity, what: tuple[str, str], fix: str
) -> Finding:
    numbers = [int(number) for number in table["source_row"].iloc[list(rows)]]
    message = f"{counted(len(rows), *what)}."
    return Finding.of_rows(code, severity, message, fix, column="text", rows=numbers)


def _ids(table: pd.DataFrame, rows: Sequence[int]) -> tuple[str, ...]:
    return tuple(table["row_id"].iloc[list(rows)])
