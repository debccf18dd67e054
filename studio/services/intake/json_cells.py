"""A JSON list of lists: one list of cells a row, the columns' names in the first, as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import pyarrow as pa

from studio.core.findings import Finding
from studio.services.intake.building import TableBuilder
from studio.services.intake.json_shapes import no_objects
from studio.services.intake.table_top import Row, open_table
from studio.services.intake.values import as_text, only_value

_PLACE = "List {} of the file"


def read_lists(values: Iterable[Any]) -> tuple[pa.Table, list[Finding]]:
    """The table of lists of cells, read one after the other; blank ones are left out.

    Raises `UnreadableFileError` where something else stands between them, or where all are blank.
    """
    top = open_table(_rows(values), _PLACE)
    if not top.names:
        raise no_objects()
    builder = TableBuilder(top.names)
    for _, row in top.rows:
        builder.add(row)
    return builder.table(), [*top.findings, *builder.findings()]


def _rows(values: Iterable[Any]) -> Iterator[Row]:
    for place, value in enumerate(values, 1):
        if not isinstance(value, list):
            raise no_objects()
        row = [as_text(only_value(cell)) for cell in value]
        if any(row):
            yield place, row
