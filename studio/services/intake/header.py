"""The names of a file's columns: none blank, none twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.core.counting import counted
from studio.core.findings import Finding, Severity
from studio.services.intake.limits import check_columns

LONG_NAME = 80
LONGEST_NAME = 10_000
"""What is longer is cut: a question may be a column's name, a megabyte is none, and every name is read many times."""
_NUMBER = re.compile(r"[-+]?\d+([.,]\d+)?")


def clean_names(names: Sequence[str]) -> tuple[list[str], list[Finding]]:
    """The names made usable, in order, with a finding where one was twice there or looks like data."""
    check_columns(len(names))
    whole = [name.encode("utf-8", "replace").decode() for name in names]  # half of a surrogate pair, as JSON may hold
    stripped = [" ".join(name.replace("\x00", "").split())[:LONGEST_NAME].rstrip() for name in whole]
    findings = [_like_data()] if looks_like_data(stripped) else []
    named = [name or f"column {position}" for position, name in enumerate(stripped, 1)]
    unique: list[str] = []
    renamed: list[str] = []
    taken = set(named)
    for name in named:
        if name in unique:
            renamed.append(name)
            name = free_name(name, taken)  # noqa: PLW2901
            taken.add(name)
        unique.append(name)
    if renamed:
        findings.append(_renamed(len(renamed)))
    return unique, findings


def numbered_names(width: int) -> list[str]:
    """Names for the columns of a file that has none."""
    check_columns(width)
    return [f"column {position}" for position in range(1, width + 1)]


def looks_like_data(names: Sequence[str]) -> bool:
    """Whether the first row is a row of texts and figures rather than of names."""
    filled = [name for name in names if name]
    return any(len(name) > LONG_NAME for name in filled) or (
        bool(filled) and all(_NUMBER.fullmatch(name) for name in filled)
    )


def free_name(name: str, taken: set[str]) -> str:
    """`name` with the first number that no other name bears."""
    number = 2
    while f"{name} ({number})" in taken:
        number += 1
    return f"{name} ({number})"


def _renamed(count: int) -> Finding:
    return Finding(
        "duplicate_column_names",
        Severity.WARNING,
        counted(
            count,
            "column has the name of an earlier one; it was numbered.",
            "columns have names of earlier ones; they were numbered.",
        ),
        "Check that the right one is mapped, or rename them in the file.",
        count=count,
    )


def _like_data() -> Finding:
    return Finding(
        "header_looks_like_data",
        Severity.WARNING,
        "The first row looks like data, not like column names; it was taken as the names.",
        "Add a first row with a name for each column.",
    )
