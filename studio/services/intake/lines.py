"""Plain text and log files: one text a line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa

from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder
from studio.services.intake.delimited import read_delimited
from studio.services.intake.encoding import Encoding

_SAMPLE_LINES = 200


def read_lines(data: bytes, encoding: Encoding, *, log: bool) -> tuple[pa.Table, list[Finding]]:
    """Each line that is not blank as the text of a row; a tab-separated .txt as the table it is."""
    if not log and _tabular(_lines(data, encoding)):
        table, findings = read_delimited(data, encoding, "\t")
        said = Finding(
            "delimiter", Severity.NOTE, "Every line holds tabs: the file was read as a table.", "Nothing to do."
        )
        return table, [said, *findings]
    builder = TableBuilder(["text"])
    for line in _lines(data, encoding):
        if line.strip():
            builder.add([line])
    return builder.table(), builder.findings()


def _lines(data: bytes, encoding: Encoding) -> Iterator[str]:
    stream = io.TextIOWrapper(io.BytesIO(data), encoding=encoding.codec, errors=encoding.errors, newline=None)
    return (line.rstrip("\n") for line in stream)


def _tabular(lines: Iterator[str]) -> bool:
    sample = list(islice(lines, _SAMPLE_LINES))
    tabs = {line.count("\t") for line in sample if line.strip()}
    return len(tabs) == 1 and 0 not in tabs and len(sample) > 1
