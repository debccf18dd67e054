"""What a file was read as, in plain values to compare."""

from __future__ import annotations

from studio.services.intake.reading import Reading


def rows(reading: Reading) -> list[tuple[str, ...]]:
    """The cells of the table, row by row."""
    return list(zip(*(column.to_pylist() for column in reading.table.columns), strict=True))


def codes(reading: Reading) -> set[str]:
    """What was found on the way, by code."""
    return {finding.code for finding in reading.findings}
