"""What a version of a dataset changed, row by row, as the command line says it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pandas as pd

from studio.core.counting import counted
from studio.services.verdicts.differences import Difference

_ROWS = 20
_WIDTH = 100
_LEAD = 30


def as_object(changed: Difference) -> dict[str, list[dict[str, Any]]]:
    """Every row that differs, as plain JSON."""
    tables = {
        "left_out": changed.left_out,
        "relabelled": changed.changed,
        "rewritten": changed.rewritten,
        "moved": changed.moved,
        "subgroups": changed.subgroups,
    }
    return {name: json.loads(table.to_json(orient="records")) for name, table in tables.items()}


def words(changed: Difference) -> str:
    """The first rows of each kind, what was marked by - and what is by +, each on lines of its own."""
    return "".join(f"\n{line}" for line in _lines(changed))


def _lines(changed: Difference) -> Iterator[str]:
    if len(changed.left_out):
        yield counted(len(changed.left_out), "row left out:", "rows left out:")
        for row in _first(changed.left_out):
            yield f"- row {row.source_row}, {row.target}: {_cut(row.text)}"
    if len(changed.changed):
        yield counted(len(changed.changed), "row given another answer:", "rows given other answers:")
        for row in _first(changed.changed):
            yield f"  row {row.source_row}, {row.before} -> {row.after}: {_cut(row.text)}"
    if len(changed.rewritten):
        yield counted(len(changed.rewritten), "text rewritten:", "texts rewritten:")
        for row in _first(changed.rewritten):
            before, after = _around_the_first_change(row.before, row.after)
            yield f"- row {row.source_row}: {before}"
            yield f"+ row {row.source_row}: {after}"
    for row in _first(changed.moved):
        yield f"{counted(row.rows, 'row', 'rows')} moved from {row.before} to {row.after}"
    for row in _first(changed.subgroups):
        yield f"measured apart: {row.subgroup}, {counted(row.rows, 'row', 'rows')}"
    more = max(len(each) for each in (changed.left_out, changed.changed, changed.rewritten)) - _ROWS
    if more > 0:
        yield f"The first {_ROWS} of each; --json prints all."


def _first(table: pd.DataFrame) -> Iterator[Any]:
    return table.head(_ROWS).itertuples()


def _around_the_first_change(before: str, after: str) -> tuple[str, str]:
    """Both texts cut to where they begin to differ: a change far into a long text is to be seen too."""
    was, is_now = (" ".join(text.split()) for text in (before, after))
    if was == is_now:  # white space alone
        return _cut(repr(before)), _cut(repr(after))
    pairs = enumerate(zip(was, is_now, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), min(len(was), len(is_now)))
    start = max(0, same - _LEAD) if max(len(was), len(is_now)) > _WIDTH else 0
    lead = "\u2026" if start else ""
    return lead + _cut(was[start:]), lead + _cut(is_now[start:])


def _cut(text: str) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}\u2026"
