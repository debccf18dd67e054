"""A gradebook: one row a pupil, one column a question, its mark beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

import pandas as pd

from domains.education_grading.gradebook_cells import (
    awaits_marks,
    filled,
    given_marks,
    holds_verdicts,
    is_question,
    is_worded,
    looks_like_marks,
)
from domains.education_grading.gradebook_names import (
    PREFERRED,
    Named,
    Part,
    is_of_the_row,
    read_name,
    stands_alone,
    title_key,
)
from domains.education_grading.gradebook_people import maxima_row, who_answers
from domains.education_grading.gradebook_titles import Columns, titles_of
from domains.wide_tables import Unit, WideTable
from studio.core.columns import Role
from studio.core.grades import are_marks

PUPIL, VERDICT = "Pupil", "Verdict"
FEWEST = 2
"""Questions from which on a table is a gradebook."""
_ANSWERED = frozenset({Role.TEXT, Role.SCORE, Role.LABEL, Role.RATER})
"""What a row has that was answered or marked as a whole."""
_ROLES = {
    Part.QUESTION: Role.QUESTION,
    Part.ANSWER: Role.TEXT,
    Part.MARK: Role.SCORE,
    Part.MOST: Role.SCORE_MAX,
    Part.REFERENCE: Role.REFERENCE,
}


def recognise(table: pd.DataFrame, name_people: Callable[[Sequence[str]], Sequence[bool]]) -> WideTable | None:
    """How `table` holds one pupil a row and several answers in it; None where that is not certain.

    Each of two or more questions has one column of answers and one of marks that belong together by number, by title,
    or by standing beside each other. `name_people` tells which short titles may name a person: where most do, the
    columns are pupils and no questions. Where nothing is marked, the answers must be numbered.
    """
    names = [str(name) for name in table.columns]
    questions = _by_name(table, names, is_question)
    if questions is None:
        return None
    if len(questions) < FEWEST:
        questions = _by_place(table, names)
    if len(questions) < FEWEST:
        return _ungraded(table, names, name_people)
    if any(is_worded(table[name]) for name in _of_the_row(names, questions, {Role.TEXT})):
        return None  # one answer, and what was said of it by several criteria
    given = pd.concat([given_marks(table, question) for question in questions])
    scored = are_marks(given)
    if not scored and not all(holds_verdicts(given_marks(table, question)) for question in questions):
        return None
    return _titled(table, questions, name_people, Part.MARK.value if scored else VERDICT)


def _ungraded(
    table: pd.DataFrame, names: list[str], name_people: Callable[[Sequence[str]], Sequence[bool]]
) -> WideTable | None:
    """A gradebook that nobody has marked yet, brought to be answered: numbered answers, and no marks or verdicts.

    None where another column may hold the one answer, mark or verdict of a row.
    """
    questions = _by_name(table, names, awaits_marks)
    if questions is None or len(questions) < FEWEST:
        return None
    if any(not filled(table[name]).empty for name in _of_the_row(names, questions, _ANSWERED)):
        return None
    for columns in questions:
        columns.pop(Part.MARK, None)
    return _titled(table, questions, name_people, "")


def _of_the_row(names: list[str], questions: list[Columns], roles: Collection[Role]) -> list[str]:
    """The columns of no question that may play one of these roles for the row."""
    return [name for name in _beside(names, questions) if is_of_the_row(name, roles)]


def _beside(names: list[str], questions: list[Columns]) -> list[str]:
    taken = {each.name for columns in questions for named in columns.values() for each in named}
    return [name for name in names if name not in taken]


def _titled(
    table: pd.DataFrame, questions: list[Columns], name_people: Callable[[Sequence[str]], Sequence[bool]], marks: str
) -> WideTable | None:
    """The table with its questions by their titles; None where those are people."""
    named = titles_of(questions, name_people)
    if named is None:
        return None
    titles, withheld = named
    return replace(_wide(table, questions, titles, marks), withheld=withheld)


def _by_name(
    table: pd.DataFrame, names: list[str], is_one: Callable[[pd.DataFrame, Columns], bool]
) -> list[Columns] | None:
    """The questions whose columns belong together by number or title; None where two claim to be the same."""
    keys = {title_key(name) for name in names}
    questions: dict[str, Columns] = {}
    bare: dict[str, list[Named]] = defaultdict(list)
    told = _with_first([read_name(name, keys) for name in names])
    numbers = {title_key(each.name): each.number for each in told if each.number and each.part is None}
    for each in told:
        number = each.number or (numbers.get(title_key(each.title), "") if each.part else "")
        key = f"#{number}" if number else title_key(each.name if each.part is None else each.title)
        if each.part is None:
            bare[key].append(each)
        else:
            questions.setdefault(key, defaultdict(list))[each.part].append(each)
    for key, both in bare.items():
        if key.startswith("#") and (len(both) > 1 or is_one is awaits_marks):
            questions.setdefault(key, {})
    order = {name: at for at, name in enumerate(names)}
    found = []
    for key, columns in questions.items():
        if not _completed(table, columns, bare.get(key, [])):
            return None
        if is_one(table, columns):
            found.append(columns)
    return sorted(found, key=lambda columns: order[columns[Part.ANSWER][0].name])


def _with_first(told: list[Named]) -> list[Named]:
    """`Answer` beside `Answer (2)` is the first of them: a column that is called like an earlier one was numbered."""
    numbers = defaultdict(set)
    for each in told:
        if each.part is not None:
            numbers[each.part].add(each.number)
    first = []
    for each in told:
        alone = None if each.number or each.part else stands_alone(each.name)
        if alone is not None and "2" in numbers[alone[0]] and "1" not in numbers[alone[0]]:
            first.append(Named(each.name, alone[0], "1", most=alone[1]))
        else:
            first.append(each)
    return first


def _completed(table: pd.DataFrame, columns: Columns, bare: list[Named]) -> bool:
    """Whether it is clear what a question's columns are, once those that name no part have got theirs."""
    marks = [each for each in bare if not each.title and looks_like_marks(table, each)]
    texts = [each for each in bare if each not in marks]
    for part, found in ((Part.MARK, marks), (Part.QUESTION if columns.get(Part.ANSWER) else Part.ANSWER, texts)):
        if found:
            columns.setdefault(part, []).extend(found)
    given = columns.get(Part.MARK, [])
    given.sort(key=lambda each: each.words not in PREFERRED)
    if len(given) > 1 and given[0].words not in PREFERRED:
        return not columns.get(Part.ANSWER)  # two people's marks of one answer, perhaps
    return all(len(found) == 1 for part, found in columns.items() if part is not Part.MARK)


def _by_place(table: pd.DataFrame, names: list[str]) -> list[Columns]:
    """The questions that are followed by a column of marks which names no question: `Points`, `Points (2)`, or `2.0`.

    None unless each such column has a column of answers before it.
    """
    alone = [stands_alone(name) for name in names]
    found: list[Columns] = []
    for at, told in enumerate(alone):
        if told is None or told[0] is not Part.MARK:
            if told is not None and told[0] is Part.FEEDBACK and at and found and _is_mark(found[-1], names[at - 1]):
                found[-1][Part.FEEDBACK] = [Named(names[at], Part.FEEDBACK)]
            continue
        before = read_name(names[at - 1]) if at and alone[at - 1] is None else None
        columns: Columns = {}
        if before is not None:
            columns = {Part.ANSWER: [before], Part.MARK: [Named(names[at], Part.MARK, most=told[1])]}
        if before is None or not is_question(table, columns):
            if _is_total(names, at):
                continue
            return []
        found.append(columns)
    return found


def _is_mark(columns: Columns, name: str) -> bool:
    return any(each.name == name for each in columns[Part.MARK])


def _is_total(names: list[str], at: int) -> bool:
    """Whether a column of marks stands after or before all the questions, where a sum stands."""
    return at == len(names) - 1 or all(stands_alone(name) is None for name in names[:at])


def _wide(table: pd.DataFrame, questions: list[Columns], titles: list[str], marks: str) -> WideTable:
    """`marks` is the new column of marks or verdicts; without a name there is none."""
    beside = _beside([str(name) for name in table.columns], questions)
    who = who_answers(table, beside)
    above = maxima_row(table, who, [columns[Part.ANSWER][0].name for columns in questions])
    units = tuple(_unit(table, columns, title, marks, above) for columns, title in zip(questions, titles, strict=True))
    held = {name for unit in units for name in (*unit.columns, *unit.said)}
    roles: dict[Role, str] = {
        role: part.value for part, role in _ROLES.items() if part.value in held and part is not Part.MARK
    }
    if marks:
        roles[Role.LABEL if marks == VERDICT else Role.SCORE] = marks
    roles[Role.GROUP] = PUPIL
    return WideTable(units, roles, PUPIL, who, "pupil", () if above is None else (above,))


def _unit(table: pd.DataFrame, columns: Columns, title: str, marks: str, above: int | None) -> Unit:
    names = {
        marks if part is Part.MARK else part.value: tuple(each.name for each in columns[part])
        for part in Part
        if columns.get(part)
    }
    said = {Part.QUESTION.value: title}
    most = next((each.most for named in columns.values() for each in named if each.most), "")
    if above is not None and marks:
        most = most or str(table[columns[Part.MARK][0].name].iloc[above]).strip()
    if most and marks != VERDICT:
        said[Part.MOST.value] = most
    return Unit(names, said)
