"""The shapes in which a JSON value holds a table: rows or columns, in lists or by id."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from studio.core.errors import UnreadableFileError
from studio.services.intake.folders import SPLIT
from studio.services.intake.header import clean_names
from studio.services.intake.known_names import known
from studio.services.intake.limits import check_rows

SHAPES = 'Bring a list of objects, [{"text": ..., "label": ...}, ...], one such object a line, or a list of lists.'
_ALIKE = 0.8  # of an object's keys, on average, are keys of most of the others too

Objects = list[Mapping[str, Any]]


def objects_in(value: Any) -> Objects:
    """The rows of a JSON value; an object that is no table is a row itself.

    Raises `UnreadableFileError` where it holds no rows.
    """
    if isinstance(value, dict):
        value = _from_named_rows(value) or _in_object(value)
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return [{"text": each} for each in value]
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise no_objects()
    return value


def no_objects() -> UnreadableFileError:
    """The error of a JSON value in which there is no table."""
    return UnreadableFileError("The JSON file holds no list of objects.", SHAPES)


def _in_object(value: Mapping[str, Any]) -> Any:
    inner = _wrapped(value)
    if len(inner) == 1:
        return next(iter(inner.values()))
    if len(inner) > 1 and _are_parts(inner):
        return [{**_object(row), SPLIT: key} for key, rows in inner.items() for row in rows]
    if len(inner) > 1 and len(inner) == len(value):
        raise UnreadableFileError(f"The JSON file holds {len(inner)} lists of objects.", "Bring one of them by itself.")
    if not value or not all(isinstance(each, list | dict) for each in value.values()):
        return [value]
    if all(isinstance(each, dict) for each in value.values()):
        if _alike(value) and _holds_rows(value):
            return _from_rows(value)
        return _from_columns_by_id(value)
    return _from_columns(value)


def _wrapped(value: Mapping[str, Any]) -> Mapping[str, list[Any]]:
    """The lists that begin with an object, by key; in a wrapper (`{"ok": true, "result": {...}}`) those within."""
    inner = {key: each for key, each in value.items() if isinstance(each, list) and each and isinstance(each[0], dict)}
    holders = [each for each in value.values() if isinstance(each, list | dict)]
    if len(holders) == 1 and isinstance(holders[0], dict):
        return _wrapped(holders[0])
    return inner


def _from_named_rows(value: Mapping[str, Any]) -> Objects | None:
    """Rows of cells beside the columns' names (what pandas writes with orient="split"); None where it is not that."""
    names, rows = value.get("columns"), value.get("data")
    if not isinstance(names, list) or not isinstance(rows, list) or not rows:
        return None
    if not all(isinstance(row, list) and len(row) == len(names) for row in rows):
        return None
    unique, _ = clean_names([str(name) for name in names])
    return [dict(zip(unique, row, strict=True)) for row in rows]


def _are_parts(keys: Iterable[str]) -> bool:
    """Whether the keys name the parts of a split (`{"train": [...], "test": [...]}`)."""
    from studio.services.datasets.split_values import read_split_value

    return all(read_split_value(key) for key in keys)


def _object(value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise no_objects()
    return value


def _alike(rows: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the inner objects largely have the same keys."""
    counts = Counter(key for row in rows.values() for key in row)
    usual = sum(count for count in counts.values() if count * 2 > len(rows))
    return bool(counts) and usual >= _ALIKE * counts.total()


def _holds_rows(value: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the outer keys are the rows' ids and the inner ones the columns' names, not the other way round.

    Numbers are ids; then known names tell; then there are more rows than columns.
    """
    inner = list(dict.fromkeys(key for row in value.values() for key in row))
    for tell in (_are_numbers, _are_unknown):
        ids = tell(value), tell(inner)
        if ids[0] != ids[1]:
            return ids[0]
    return len(value) > len(inner)


def _are_numbers(keys: Iterable[str]) -> bool:
    return all(key.isdecimal() for key in keys)


def _are_unknown(keys: Iterable[str]) -> bool:
    return not any(known(list(keys)))


def _from_rows(rows: Mapping[str, Mapping[str, Any]]) -> Objects:
    """Rows by id (what pandas writes with orient="index"); an id that is more than a number is a cell of its row."""
    if _are_numbers(rows) or any("id" in row for row in rows.values()):
        return list(rows.values())
    return [{"id": key, **row} for key, row in rows.items()]


def _from_columns_by_id(columns: Mapping[str, Mapping[str, Any]]) -> Objects:
    """Columns as objects by row id (what pandas writes with orient="columns"): a cell stands where its id says."""
    if len({len(cells) for cells in columns.values()}) != 1:
        raise _different_lengths()
    ids = dict.fromkeys(key for cells in columns.values() for key in cells)
    if any(len(cells) != len(ids) for cells in columns.values()):
        return _from_columns(columns)
    return [{name: cells[key] for name, cells in columns.items()} for key in ids]


def _from_columns(columns: Mapping[str, Any]) -> Objects:
    """Columns as lists, or as objects in the order of the rows."""
    lists = {name: list(cells.values()) if isinstance(cells, dict) else cells for name, cells in columns.items()}
    lengths = {len(cells) for cells in lists.values()}
    if len(lengths) != 1:
        raise _different_lengths()
    check_rows(*lengths)  # before there is an object for each
    return [dict(zip(lists, row, strict=True)) for row in zip(*lists.values(), strict=True)]


def _different_lengths() -> UnreadableFileError:
    return UnreadableFileError("The JSON file holds columns of different lengths.", SHAPES)
