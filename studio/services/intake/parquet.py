"""Parquet files, every column as text."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from studio.core.counting import counted
from studio.core.errors import LimitExceededError, UnreadableFileError
from studio.core.findings import Finding, Severity
from studio.services.intake.building import TableBuilder, giant_cells
from studio.services.intake.header import clean_names
from studio.services.intake.limits import MAX_CELL_CHARACTERS, MEGABYTE, check_columns, check_rows
from studio.services.intake.values import as_text, only_value

_MAX_UNPACKED = 600 * MEGABYTE
_BATCH_BYTES = 8 * MEGABYTE
_BATCH_CELLS = 200_000
_BUFFER = MEGABYTE
_INDEX = "__index_level_"  # pandas' name for a row index that was written along


def read_parquet(data: bytes) -> tuple[pa.Table, list[Finding]]:
    """The table of a Parquet file; raises `UnreadableFileError` or `LimitExceededError` before unpacking it."""
    try:
        file = pq.ParquetFile(pa.BufferReader(data), buffer_size=_BUFFER)
        _check(file)
        return _table(file)
    except pa.ArrowMemoryError:
        raise
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError("The Parquet file is damaged.", "Write or download it again.") from error


def _table(file: pq.ParquetFile) -> tuple[pa.Table, list[Finding]]:
    fields = list(file.schema_arrow)
    kept = [index for index, field in enumerate(fields) if not field.name.startswith(_INDEX)]
    names, findings = clean_names([fields[index].name for index in kept])
    builder = TableBuilder(names)
    giant: set[int] = set()
    seen = 0
    for batch in file.iter_batches(_batch_rows(file), use_threads=False):
        columns = [_text(batch.column(index)) for index in kept]
        giant |= {seen + row for column in columns for row in _giants(column)}
        builder.add_batch(pa.RecordBatch.from_arrays([_emptied(column) for column in columns], names=names))
        seen += batch.num_rows
    if giant:
        findings.append(giant_cells(sorted(giant)))
    binary = sum(_is_binary(fields[index].type) for index in kept)
    return builder.table(), [*findings, *([_binary(binary)] if binary else [])]


def _batch_rows(file: pq.ParquetFile) -> int:
    """So many rows that a batch is some megabytes, whatever a row holds."""
    metadata = file.metadata
    unpacked = sum(metadata.row_group(index).total_byte_size for index in range(metadata.num_row_groups))
    by_size = _BATCH_BYTES * metadata.num_rows // max(1, unpacked)
    return int(max(1, min(_BATCH_CELLS // max(1, metadata.num_columns), by_size)))


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


def _text(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_integer(kind):
        return pc.fill_null(column.cast(pa.large_string()), "")
    if _is_binary(kind):
        return pa.array([""] * len(column), pa.large_string())
    try:
        values = column.to_pylist()
    except (OverflowError, ValueError):  # a date that Python's calendar does not reach
        return pc.fill_null(column.cast(pa.large_string()), "")
    if pa.types.is_map(kind):
        values = [None if value is None else dict(value) for value in values]
    return pa.array([as_text(only_value(value)) for value in values], pa.large_string())


def _is_binary(kind: pa.DataType) -> bool:
    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind) or pa.types.is_fixed_size_binary(kind))


def _giants(column: pa.Array) -> list[int]:
    over = pc.greater(pc.utf8_length(column), MAX_CELL_CHARACTERS)
    return [row + 1 for row, giant in enumerate(over.to_pylist()) if giant] if pc.any(over).as_py() else []


def _emptied(column: pa.Array) -> pa.Array:
    over = pc.greater(pc.utf8_length(column), MAX_CELL_CHARACTERS)
    return pc.if_else(over, pa.scalar("", pa.large_string()), column)


def _binary(count: int) -> Finding:
    return Finding(
        "binary_columns",
        Severity.WARNING,
        f"{counted(count, 'column holds binary data and was', 'columns hold binary data and were')} left blank.",
        "Write texts as text columns.",
        count=count,
    )
