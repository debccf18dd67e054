"""Plain text and log files: one text a line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.delimited import read_delimited
from studio.services.intake.delimiter import delimiter_below_names
from studio.services.intake.encoding import Encoding

_SAMPLE_LINES = 200


def read_lines(data: bytes, encoding: Encoding, *, log: bool) -> tuple[pa.Table, list[Finding]]:
    """Each line that is not blank as the text of a row; a .txt that is a table as that, unless its lines are a log."""
    told = None if log else _delimiter(list(islice(_lines(data, encoding), _SAMPLE_LINES)))
    if told is not None:
        mark, why = told
        table, findings = read_delimited(data, encoding, mark)
        return table, [
            Finding("delimiter", Severity.NOTE, f"{why}: the file was read as a table.", "Nothing to do."),
            *findings,
        ]
    builder = TableBuilder(["text"])
    for line in _lines(data, encoding):
        if line.strip():
            builder.add([line])
    return builder.table(), builder.findings()


def _lines(data: bytes, encoding: Encoding) -> Iterator[str]:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors, newline=None)
    return (line.rstrip("\n") for line in stream)


def _delimiter(sample: list[str]) -> tuple[str, str] | None:
    """What stands between the cells of a table, and how that is known; None where the lines are texts."""
    tabs = {line.count("\t") for line in sample if line.strip()}
    if len(tabs) == 1 and 0 not in tabs and len(sample) > 1:
        return "\t", "Every line holds tabs"
    mark = delimiter_below_names([f"{line}\n" for line in sample]) if len(sample) > 1 else None
    return None if mark is None else (mark, "The first line names columns")
