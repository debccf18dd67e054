"""JSON and JSON lines: one object a row, the fields of objects within it columns as well."""

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
from studio.services.intake.formats import Format, misnamed
from studio.services.intake.header import clean_names
from studio.services.intake.json_cells import read_lists
from studio.services.intake.json_fields import JsonColumns, columns_of
from studio.services.intake.json_list import list_in
from studio.services.intake.json_shapes import SHAPES, no_objects, objects_in
from studio.services.intake.json_window import ExtraDataError
from studio.services.intake.values import as_text, only_value


def read_json(data: bytes, encoding: Encoding) -> tuple[pa.Table, list[Finding]]:
    """The table of a JSON file: a list of objects or of lists, an object that holds objects, columns, or rows by id.

    A list, also one of objects in an object, is read value by value, as lines are; any other shape at once. Raises
    `UnreadableFileError` where it is none of these; falls back to JSON lines where there is one value a line.
    """
    try:
        if (values := list_in(data, encoding)) is not None:
            if isinstance(next(values(), None), list):
                return read_lists(values())
            return _table(_listed(values()), columns_of(_listed(values())), [])
        rows = objects_in(json.loads(data.decode(encoding.codec, encoding.errors)))
    except ExtraDataError:
        return read_json_lines(data, encoding, whole=False)
    except json.JSONDecodeError as error:
        if error.msg == "Extra data":
            return read_json_lines(data, encoding, whole=False)
        message = f"The file is not valid JSON: line {error.lineno}, column {error.colno}."
        raise UnreadableFileError(message, SHAPES) from error
    except ValueError as error:  # a number of thousands of digits
        raise UnreadableFileError("The file holds a number too long to be one.", "Put it into quotes.") from error
    except RecursionError as error:
        raise UnreadableFileError("The file is JSON nested too deeply to be a table.", SHAPES) from error
    return _table(rows, columns_of(rows), [])


def _listed(values: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """The rows of a list: objects, or texts alone."""
    kind: type | None = None
    for value in values:
        kind = kind or type(value)
        if kind not in (dict, str) or not isinstance(value, kind):
            raise no_objects()
        yield {"text": value} if isinstance(value, str) else value


def read_json_lines(data: bytes, encoding: Encoding, *, whole: bool = True) -> tuple[pa.Table, list[Finding]]:
    """The table of one JSON object a line; lines that do not parse become blank rows with a finding.

    Where most lines do not parse, but the `whole` file may be one value over many lines, it is read as that. Raises
    `UnreadableFileError` where it is neither.
    """
    broken: list[int] = []
    count = 0

    def told() -> Iterator[Mapping[str, Any]]:
        nonlocal count
        for count, row in enumerate(_lines(data, encoding), 1):
            if not row:
                broken.append(count)
            yield row

    columns = columns_of(told())
    if len(broken) * 2 > count:
        if whole and (read := _one_value(data, encoding)) is not None:
            return read
        raise UnreadableFileError(f"{len(broken)} of {count} lines are not JSON objects.", SHAPES)
    return _table(_lines(data, encoding), columns, [_broken(broken)] if broken else [])


def _one_value(data: bytes, encoding: Encoding) -> tuple[pa.Table, list[Finding]] | None:
    """The table of a file of JSON lines that is no such file but one JSON value; None where it is none either."""
    if not data[:64].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").startswith((b"[", b"{")):
        return None
    try:
        table, findings = read_json(data, encoding)
    except UnreadableFileError:
        return None
    return table, [misnamed(Format.JSON, Format.JSONL), *findings]


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
    rows: Iterable[Mapping[str, Any]], columns: JsonColumns, findings: list[Finding]
) -> tuple[pa.Table, list[Finding]]:
    names, named = clean_names(list(columns.names))
    builder = TableBuilder(names)
    for row in rows:
        builder.add([as_text(only_value(value)) for value in columns.values(row)])
    return builder.table(), [*findings, *named, *builder.findings()]


def _broken(rows: list[int]) -> Finding:
    return Finding.of_rows(
        "broken_lines",
        Severity.WARNING,
        f"{counted(len(rows), 'line is no JSON object and was', 'lines are no JSON objects and were')} taken as blank.",
        "Mend or remove these lines.",
        column=None,
        rows=rows,
    )
