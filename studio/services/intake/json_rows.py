"""JSON and JSON lines: one object a row."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import pyarrow as pa

from studio.core.counting import counted
from studio.core.errors import UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.encoding import Encoding
from studio.services.intake.header import clean_names
from studio.services.intake.json_list import list_in
from studio.services.intake.json_shapes import SHAPES, no_objects, objects_in
from studio.services.intake.json_window import ExtraDataError
from studio.services.intake.limits import check_columns
from studio.services.intake.values import as_text, only_value


def read_json(data: bytes, encoding: Encoding) -> tuple[pa.Table, list[Finding]]:
    """The table of a JSON file: a list of objects, an object that holds one, an object of columns or of rows by id.

    A list, also one in an object, is read value by value, twice, as lines are; any other shape at once. Raises
    `UnreadableFileError` where it is none of these; falls back to JSON lines where there is one value a line.
    """
    try:
        if (values := list_in(data, encoding)) is not None:
            return _table(_listed(values()), _keys(_listed(values())), [])
        rows = objects_in(json.loads(data.decode(encoding.codec, encoding.errors)))
    except ExtraDataError:
        return read_json_lines(data, encoding)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return read_json_lines(data, encoding)
        message = f"The file is not valid JSON: line {error.lineno}, column {error.colno}."
        raise UnreadableFileError(message, SHAPES) from error
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableFileError("The file holds a number too long to be one.", "Put it into quotes.") from error
    except RecursionError as error:
        raise UnreadableFileError("The file is JSON nested too deeply to be a table.", SHAPES) from error
    return _table(rows, _keys(rows), [])


def _listed(values: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """The rows of a list: objects, or texts alone."""
    kind: type | None = None
    for value in values:
        kind = kind or type(value)
        if kind not in (dict, str) or not isinstance(value, kind):
            raise no_objects()
        yield {"text": value} if isinstance(value, str) else value


def read_json_lines(data: bytes, encoding: Encoding) -> tuple[pa.Table, list[Finding]]:
    """The table of one JSON object a line; lines that do not parse become blank rows with a finding.

    Raises `UnreadableFileError` where most lines do not parse.
    """
    keys: dict[str, None] = {}
    broken: list[int] = []
    count = 0
    for count, row in enumerate(_lines(data, encoding), 1):
        if row:
            keys.update(dict.fromkeys(row))
            check_columns(len(keys))
        else:
            broken.append(count)
    if len(broken) * 2 > count:
        raise UnreadableFileError(f"{len(broken)} of {count} lines are not JSON objects.", SHAPES)
    return _table(_lines(data, encoding), list(keys), [_broken(broken)] if broken else [])


def _lines(data: bytes, encoding: Encoding) -> Iterator[Mapping[str, Any]]:
    """The object of each line that is not blank, one without any key where the line holds none.

    Read twice, for the keys and for the rows, since all rows at once take ten times the file's size.
    """
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors, newline=None)
    return (_object(line) or {} for line in stream if line.strip())


def _object(line: str) -> dict[str, Any] | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _table(
    rows: Iterable[Mapping[str, Any]], keys: list[str], findings: list[Finding]
) -> tuple[pa.Table, list[Finding]]:
    names, named = clean_names(keys)
    builder = TableBuilder(names)
    for row in rows:
        builder.add([as_text(only_value(row.get(key))) for key in keys])
    return builder.table(), [*findings, *named, *builder.findings()]


def _keys(rows: Iterable[Mapping[str, Any]]) -> list[str]:
    keys: dict[str, None] = {}
    for row in rows:
        for key in row:
            keys.setdefault(key)
        check_columns(len(keys))
    return list(keys)


def _broken(rows: list[int]) -> Finding:
    return Finding.of_rows(
        "broken_lines",
        Severity.WARNING,
        f"{counted(len(rows), 'line is no JSON object and was', 'lines are no JSON objects and were')} taken as blank.",
        "Mend or remove these lines.",
        column=None,
        rows=rows,
    )
