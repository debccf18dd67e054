"""Parquet files, every column as text."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from studio.core.errors import LimitExceededError, UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.building import giant_cells
from studio.services.intake.header import clean_names
from studio.services.intake.limits import MAX_CELL_CHARACTERS, MEGABYTE, check_columns, check_rows
from studio.services.intake.values import as_text, only_value

_MAX_UNPACKED = 600 * MEGABYTE
_INDEX = "__index_level_"  # pandas' name for a row index that was written along


def read_parquet(data: bytes) -> tuple[pa.Table, list[Finding]]:
    """The table of a Parquet file; raises `UnreadableFileError` or `LimitExceededError` before unpacking it."""
    try:
        file = pq.ParquetFile(pa.BufferReader(data))
        _check(file)
        table = file.read(use_threads=False)
    except pa.ArrowInvalid as error:
        raise UnreadableFileError("The Parquet file is damaged.", "Write or download it again.") from error
    kept = [index for index, name in enumerate(table.column_names) if not name.startswith(_INDEX)]
    names, findings = clean_names([table.column_names[index] for index in kept])
    columns = [_text(table.column(index)) for index in kept]
    giant = [giant for column in columns for giant in _giants(column)]
    if giant:
        findings.append(giant_cells(sorted(set(giant))))
        columns = [_emptied(column) for column in columns]
    binary = [names[at] for at, index in enumerate(kept) if _is_binary(table.schema.field(index).type)]
    return pa.table(columns, names=names), [*findings, *([_binary(len(binary))] if binary else [])]


def _check(file: pq.ParquetFile) -> None:
    metadata = file.metadata
    check_columns(metadata.num_columns)
    check_rows(metadata.num_rows)
    unpacked = sum(metadata.row_group(index).total_byte_size for index in range(metadata.num_row_groups))
    if unpacked > _MAX_UNPACKED:
        raise LimitExceededError(
            f"The Parquet file unpacks to {unpacked / MEGABYTE:,.0f} MB; it may unpack to"
            f" {_MAX_UNPACKED // MEGABYTE} MB.",
            "Leave out columns you do not need, or split the file.",
        )


def _text(column: pa.ChunkedArray) -> pa.ChunkedArray:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return pc.fill_null(column.cast(pa.large_string()), "")
    if _is_binary(kind):
        return pa.chunked_array([pa.array([""] * len(column), pa.large_string())])
    return pa.chunked_array([pa.array([as_text(only_value(value)) for value in column.to_pylist()], pa.large_string())])


def _is_binary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _giants(column: pa.ChunkedArray) -> list[int]:
    over = pc.greater(pc.utf8_length(column), MAX_CELL_CHARACTERS)
    return [row + 1 for row, giant in enumerate(over.to_pylist()) if giant] if pc.any(over).as_py() else []


def _emptied(column: pa.ChunkedArray) -> pa.ChunkedArray:
    over = pc.greater(pc.utf8_length(column), MAX_CELL_CHARACTERS)
    return pc.if_else(over, pa.scalar("", pa.large_string()), column)


def _binary(count: int) -> Finding:
    return Finding(
        "binary_columns",
        Severity.WARNING,
        f"{count} columns hold binary data and were left blank.",
        "Write texts as text columns.",
        count=count,
    )
