"""Objects within the objects of a JSON file: their fields are columns too, `log.level` for the level in `log`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from studio.services.intake.limits import check_columns, check_rows

MAX_FIELDS = 200
"""With more columns than this in all, objects are ids of something rather than fields, and stay one cell each."""
_DEEPEST = 4


@dataclass(frozen=True)
class JsonColumns:
    """The columns of a file's objects; `parents` are the paths that have fields of their own in some row."""

    names: tuple[str, ...]
    parents: frozenset[str] = frozenset()

    def values(self, row: Mapping[str, Any]) -> list[Any]:
        """What stands under each name, or at the end of its path; None where the row has neither.

        An object of which other rows have fields says nothing beside them.
        """
        return [self._value(row, name, path) for name, path in self._paths]

    @cached_property
    def _paths(self) -> list[tuple[str, list[str] | None]]:
        """Each name with its path where it lies in an object; to split it once a row and column takes its time."""
        inner = [any(name.startswith(f"{parent}.") for parent in self.parents) for name in self.names]
        return [(name, name.split(".") if within else None) for name, within in zip(self.names, inner, strict=True)]

    def _value(self, row: Mapping[str, Any], name: str, path: list[str] | None) -> Any:
        value = row.get(name)
        if value is None and path is not None:
            value = _at(row, path)
        return None if isinstance(value, dict) and name in self.parents else value


def columns_of(rows: Iterable[Mapping[str, Any]]) -> JsonColumns:
    """The columns of `rows`, in order of their first occurrence: keys, and for objects paths to their fields.

    Where an object has fields in some rows and nothing in others (null, or `{}`), nothing is no column. Raises
    `LimitExceededError` where there are too many columns or rows.
    """
    keys: dict[str, None] = {}
    fields: dict[str, bool] = {}  # by path: whether something stands there in any row
    for count, row in enumerate(rows, 1):
        check_rows(count)
        for key, value in row.items():
            keys.setdefault(key)
            if len(fields) <= MAX_FIELDS:
                for path, filled in _ends(key, value, _DEEPEST):
                    fields[path] = fields.get(path, False) or filled
        check_columns(len(keys))
    if len(fields) > MAX_FIELDS:
        return JsonColumns(tuple(keys))
    parents = frozenset(
        path[:dot] for path in fields for dot, sign in enumerate(path) if sign == "." and path not in keys
    )
    return JsonColumns(tuple(path for path, filled in fields.items() if filled or path not in parents), parents)


def _ends(key: str, value: Any, depth: int) -> list[tuple[str, bool]]:
    """The paths that end within a value, and whether something stands there."""
    if depth == 1 or not isinstance(value, dict) or not value:
        return [(key, value is not None and value != {})]
    return [end for name, each in value.items() for end in _ends(f"{key}.{name}", each, depth - 1)]


def _at(value: Any, path: Sequence[str]) -> Any:
    """The value at a path; any name in it may have dots of its own."""
    if not isinstance(value, Mapping):
        return None
    for end in range(len(path), 0, -1):
        name = ".".join(path[:end])
        if name in value:
            return value[name] if end == len(path) else _at(value[name], path[end:])
    return None
