"""What each column of a file is, guessed: by its name first, then by what its cells look like."""

from __future__ import annotations

import re
from collections import Counter, defaultdict

import pandas as pd

from domains.contract import Domain
from studio.core.column_keys import fold, name_key, whole_key
from studio.core.columns import Role
from studio.core.grades import notation_of
from studio.core.tasks import Task
from studio.services.datasets.clock_columns import holds_clocks
from studio.services.datasets.column_names import (
    head_word,
    named_by_pattern,
    names_no_class,
    names_of,
    names_person,
    names_remedy,
    single_words,
)
from studio.services.datasets.grader_ids import is_code, on_scale_of
from studio.services.datasets.part_columns import names_parts, says_parts
from studio.services.datasets.scores import numeric_share
from studio.services.datasets.split_values import read_split_value
from studio.services.datasets.written import holds_sentences, numbers_rows, recurs_as_code

MIN_NUMERIC = 0.8
"""The share of numbers among the filled cells of a column of scores."""
_TARGETS = frozenset({Role.LABEL, Role.SCORE})
_NUMERIC = frozenset({Role.SCORE, Role.SCORE_MIN, Role.SCORE_MAX})
_ALL_NUMERIC = 0.95
_MIN_SCORES = 5  # different numbers, from which on they are a scale rather than names of classes
_MIN_TEXT_LENGTH = 15  # characters on average, below which a column is no text without being called so
_MAX_LABEL_LENGTH = 40
_MAX_LABELS = 50
_ROWS_A_CLASS = 4  # on average, from which on what is written at length is a class's full name all the same
_FEW_ROWS = 20
_FEW_VALUES = 3  # two and blank: a column of numbers with more is a scale, whatever it is called
_MOSTLY = 0.8
_MONTH = r"(?:jan|feb|m[aä]r|apr|ma[iy]|jun|jul|aug|sep|o[ck]t|nov|de[cz])[a-zä]*"
_DATE = re.compile(
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}:\d\d"
    rf"|\d{{1,2}}[. -]{{1,2}}{_MONTH}[. -]{{1,2}}\d{{2,4}}|{_MONTH} \d{{1,2}},? \d{{4}})\b.*",
    re.DOTALL | re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


def guess_roles(domain: Domain, table: pd.DataFrame, refused: set[Role]) -> dict[Role, str]:
    """The column of each role that is not `refused`; roles nothing was found for are missing.

    A column of numbers is a score rather than a label where the domain gives scores.
    """
    chosen = _by_name(domain, table, refused)
    rest = _without(table, chosen)
    if Role.TEXT not in chosen and Role.TEXT not in refused and (text := _text(rest)):
        chosen[Role.TEXT] = text
        rest = rest.drop(columns=text)
    if not _TARGETS & (set(chosen) | refused):
        chosen |= _target(domain, rest)
    label = chosen.get(Role.LABEL)
    offered = Task.SCORING in domain.tasks and not {Role.SCORE} & (set(chosen) | refused)
    if label is not None and offered and _is_scale(table[label]):
        chosen[Role.SCORE] = chosen.pop(Role.LABEL)
    return chosen


def _by_name(domain: Domain, table: pd.DataFrame, refused: set[Role]) -> dict[Role, str]:
    """Columns that bear a known name and hold what goes with it, in the domain's order of roles."""
    chosen: dict[Role, str] = {}
    keys = _keys([str(name) for name in table.columns])
    bearing = defaultdict[str, list[str]](list)
    for name, key in keys.items():
        bearing[key].append(name)
    for role in dict.fromkeys(column.role for column in domain.columns):
        if role in refused or role is Role.EXTRA:
            continue
        named = [name for alias in names_of(domain, role) for name in bearing.get(name_key(alias), ())]
        if role is Role.SPLIT:
            named += [name for name in keys if names_parts(name)]
        free = [name for name in dict.fromkeys(named) if name not in chosen.values()]
        fitting = [name for name in free if _fits(role, name, table[name])]
        if not fitting or _another_fits_better(domain, role, table, fitting):
            free = [name for name in keys if name not in chosen.values()]
            fitting = _by_pattern(domain, role, table, free) or fitting
        if role is Role.RATER:
            fitting = [name for name in fitting if _answers_too(table, name, chosen)]
        if role is Role.TEXT and fitting and _better_written(domain, table, fitting):
            continue
        if fitting:
            chosen[role] = _best(role, table, fitting)
    return chosen


def _keys(names: list[str]) -> dict[str, str]:
    """By column what it is known by; where only asides tell several columns apart, with them."""
    keys = {name: name_key(name) for name in names}
    columns = Counter(keys.values())
    return {name: key if columns[key] == 1 else whole_key(name) for name, key in keys.items()}


def _another_fits_better(domain: Domain, role: Role, table: pd.DataFrame, named: list[str]) -> bool:
    """Whether what bears a known name holds less than it should: codes for texts, a clock for a time, one class."""
    if role is Role.LABEL:
        return not any(fold(name) == role.value or table[name].nunique() > 1 for name in named)
    if role is Role.TIME:
        return not any(_says_day(table[name]) for name in named)
    return role is Role.TEXT and _better_written(domain, table, named)


def _by_pattern(domain: Domain, role: Role, table: pd.DataFrame, free: list[str]) -> list[str]:
    """The columns whose names the surest pattern finds that finds any, if they hold what goes with it.

    A pattern knows less than a name: a time must hold dates, and what names groups, classes or subgroups must recur.
    """
    for names in named_by_pattern(domain, role, free):
        fitting = [name for name in names if _fits(role, name, table[name]) and _bears_out(role, table[name])]
        if fitting:
            return fitting if role in (Role.TEXT, Role.LABEL, Role.QUESTION, Role.TIME) else fitting[:1]
    return []


def _bears_out(role: Role, column: pd.Series[str]) -> bool:
    if role is Role.TIME:
        return _holds_dates(column)
    if role is Role.SUBGROUP:
        return _recurs(column) and (column.nunique() <= _FEW_VALUES or not _is_numeric(column))
    if role is Role.TEXT:
        return column.nunique() > 1 and not recurs_as_code(column) and not _is_numeric(column)
    return role not in (Role.GROUP, Role.LABEL) or _recurs(column)


def _fits(role: Role, name: str, column: pd.Series[str]) -> bool:
    """Whether a column that bears the right name also holds what its role needs.

    One that is called `split` or `label` outright is one, whatever it holds: what split values mean is asked, and what
    is wrong with labels is told, not passed over.
    """
    if role in _NUMERIC:
        graded = role is Role.SCORE and notation_of(column) is not None
        return graded or (numeric_share(column) >= MIN_NUMERIC and not (names_person(name) and is_code(column)))
    if role is Role.SPLIT:
        named = fold(name) == role.value and bool(column.str.strip().any())
        if names_parts(name):
            return says_parts(name, column)
        return named or any(read_split_value(value) is not None for value in column.unique())
    if role is Role.TEXT:
        return fold(name) == role.value or not numbers_rows(column)
    if role is Role.LABEL:
        return fold(name) == role.value or not _reads_like_text(column)
    return role is not Role.GROUP or column.nunique() > 1


def _answers_too(table: pd.DataFrame, name: str, chosen: dict[Role, str]) -> bool:
    """Whether a second person's column holds answers such as the first's, not who they were or a remark."""
    given = set(table[name].str.strip().str.casefold()) - {""}
    if Role.SCORE in chosen and notation_of(table[name]) is not None:
        return True
    if numeric_share(table[name]) >= MIN_NUMERIC and names_person(name) and Role.SCORE in chosen:
        return on_scale_of(table[name], table[chosen[Role.SCORE]])
    if not given or numeric_share(table[name]) >= MIN_NUMERIC or not _TARGETS & set(chosen):
        return not (names_person(name) and is_code(table[name]))
    return Role.LABEL in chosen and bool(given & set(table[chosen[Role.LABEL]].str.strip().str.casefold()))


def _better_written(domain: Domain, table: pd.DataFrame, named: list[str]) -> bool:
    """Whether what is called like texts is a few codes only, and sentences stand in a column of no known name."""
    if any(fold(name) == Role.TEXT.value or not recurs_as_code(table[name]) for name in named):
        return False
    known = {name_key(alias) for role in Role for alias in names_of(domain, role)}
    others = [str(name) for name in table.columns if name_key(str(name)) not in known]
    return any(holds_sentences(table[name]) for name in others)


def _best(role: Role, table: pd.DataFrame, names: list[str]) -> str:
    """Of several columns with a known name: what is called by the role's own; else the longest texts, the first
    question that is more than its number, the first time that is more than a clock, the first classes that recur and
    have names."""
    own = [name for name in names if fold(name) == role.value]
    lengths = {name: _mean_length(table[name]) for name in names}
    if role is Role.TEXT:
        return own[0] if own else max(names, key=lambda name: lengths[name])
    if role is Role.QUESTION:
        return next((name for name in names if lengths[name] >= _MIN_TEXT_LENGTH), names[0])
    if role is Role.TIME:  # a clock without its day tells nothing apart
        return next((name for name in names if _says_day(table[name])), names[0])
    if role is Role.LABEL and not own:
        numeric = {name: (not _recurs(table[name]), _is_numeric(table[name])) for name in names}
        return min(names, key=lambda name: numeric[name])
    return names[0]


def _text(table: pd.DataFrame) -> str | None:
    names: list[str] = [str(name) for name in table.columns]
    names = [name for name in names if table[name].nunique() * 2 >= min(len(table), _FEW_ROWS)]
    lengths = {name: _mean_length(table[name]) for name in names if not numbers_rows(table[name])}
    if described := [name for name in lengths if not names_remedy(name) and lengths[name] >= _MIN_TEXT_LENGTH]:
        lengths = {name: lengths[name] for name in described}
    best = max(lengths, key=lambda name: lengths[name], default=None)
    return best if best is not None and lengths[best] >= _MIN_TEXT_LENGTH else None


def _target(domain: Domain, table: pd.DataFrame) -> dict[Role, str]:
    """What is to be learned, where no column bears its name: a score that is called one, else the likeliest label."""
    names = [str(name) for name in table.columns if not (names_no_class(domain, str(name)) or names_parts(str(name)))]
    names = [name for name in names if not _holds_dates(table[name])]
    if Task.SCORING in domain.tasks:
        words = single_words(names_of(domain, Role.SCORE))
        scores = [name for name in names if head_word(name) in words and numeric_share(table[name]) >= MIN_NUMERIC]
        scores = [name for name in scores if table[name].nunique() > 1]
        if scores:
            return {Role.SCORE: scores[0]}
    label = _label(domain, table[names])
    if label is None and Task.SCORING in domain.tasks:
        scales = [name for name in names if _is_scale(table[name]) and not _counts_rows(table[name])]
        return {Role.SCORE: scales[-1]} if scales else {}
    return {} if label is None else {Role.LABEL: label}


def _label(domain: Domain, table: pd.DataFrame) -> str | None:
    """Of the columns of few, short, recurring values the last of the best kind.

    Those whose name's head is a word for labels ('Pipe failure class') come before others, what is merely kept for
    show comes last; in each kind words come before numbers.
    """
    words = single_words(names_of(domain, Role.LABEL))
    shown = {name_key(name) for name in names_of(domain, Role.EXTRA)}
    ranks: dict[str, tuple[bool, bool, bool]] = {}
    for name in map(str, table.columns):
        column = table[name]
        few = 2 <= column.nunique() <= min(_MAX_LABELS, len(column) // 2)
        if few and (_mean_length(column) <= _MAX_LABEL_LENGTH or (head_word(name) in words and _are_few(column))):
            ranks[name] = (name_key(name) in shown, head_word(name) not in words, _is_numeric(column))
    return min(reversed(ranks), key=lambda name: ranks[name], default=None)


def _recurs(column: pd.Series[str]) -> bool:
    """Whether there are two classes or more, and, among many rows, fewer classes than half the rows."""
    return column.nunique() > 1 and (len(column) < _FEW_ROWS or column.nunique() * 2 <= len(column))


def _is_numeric(column: pd.Series[str]) -> bool:
    return numeric_share(column) >= _ALL_NUMERIC


def _is_scale(column: pd.Series[str]) -> bool:
    """Whether a column holds numbers only, and too many different ones to be names of classes."""
    return column[column.str.strip() != ""].nunique() >= _MIN_SCORES and _is_numeric(column)


def _counts_rows(column: pd.Series[str]) -> bool:
    """Whether a column of numbers tells rows apart: whole numbers, none twice."""
    return column.nunique() == len(column) and bool(column.str.fullmatch(r"\s*\d+\s*").all())


def _holds_dates(column: pd.Series[str]) -> bool:
    filled = column[column.str.strip() != ""].str.strip()
    found = filled.map(lambda cell: bool(_DATE.fullmatch(cell) or _YEAR.fullmatch(cell)))
    return bool(len(filled)) and float(found.mean()) >= _MOSTLY


def _says_day(column: pd.Series[str]) -> bool:
    return _holds_dates(column) and not holds_clocks(column)


def _reads_like_text(column: pd.Series[str]) -> bool:
    """Whether a column holds texts rather than names of classes: long ones that do not come again and again, or, among
    many rows, mostly different."""
    if _are_few(column):
        return False
    length = _mean_length(column)
    different = len(column) >= _FEW_ROWS and column.nunique() * 2 > len(column)
    return length > _MAX_LABEL_LENGTH or (different and length >= _MIN_TEXT_LENGTH)


def _are_few(column: pd.Series[str]) -> bool:
    """Whether a column holds so few different values that they are classes, however long their names are."""
    return 2 <= column.nunique() <= min(_MAX_LABELS, len(column) // _ROWS_A_CLASS)


def _without(table: pd.DataFrame, chosen: dict[Role, str]) -> pd.DataFrame:
    return table[[name for name in table.columns if name not in chosen.values()]]


def _mean_length(column: pd.Series[str]) -> float:
    return float(column.str.len().mean()) if len(column) else 0.0
