"""Hostile Parquet files."""

from __future__ import annotations

import struct
from collections.abc import Iterator

import pyarrow as pa

from tests.hostile.texts import MEGABYTE, File
from tests.unit.services.intake.made_files import parquet


def files() -> Iterator[File]:
    """Parquet."""
    plain = parquet(text=["the pump leaks", "all quiet"] * 50, label=["a", "b"] * 50)
    yield "a Parquet file without its end", "a.parquet", plain[:-8]
    yield "a Parquet file of two marks", "a.parquet", b"PAR1PAR1"
    yield "an end of 2 GB", "a.parquet", plain[:-8] + struct.pack("<I", 0x7FFFFFFF) + b"PAR1"
    yield "an end of nothing", "a.parquet", plain[:-8] + struct.pack("<I", 0) + b"PAR1"
    size = struct.unpack("<I", plain[-8:-4])[0]
    for at in range(0, 60, 6):
        spoilt = bytearray(plain)
        spoilt[len(plain) - 8 - size + at] ^= 0xFF
        yield f"a description spoilt at byte {at}", "a.parquet", bytes(spoilt)
    for at in range(4, 64, 12):
        spoilt = bytearray(plain)
        spoilt[at] ^= 0x7F
        yield f"a page spoilt at byte {at}", "a.parquet", bytes(spoilt)
    yield "a description of noise", "a.parquet", plain[: -8 - size] + bytes(range(256)) * (size // 256 + 1) + plain[-8:]
    yield "3,000 columns", "a.parquet", parquet(**{f"c{at}": [1] for at in range(3000)})
    yield "no rows", "a.parquet", parquet(text=pa.array([], pa.string()))
    yield "no columns", "a.parquet", parquet()
    yield (
        "lists in lists",
        "a.parquet",
        parquet(text=pa.array([[[[["a"]]]]], pa.list_(pa.list_(pa.list_(pa.list_(pa.string())))))),
    )
    yield "a text of 60 MB", "a.parquet", parquet(text=["x" * (60 * MEGABYTE)])
    yield (
        "one text 40 million times",
        "a.parquet",
        parquet(text=pa.repeat(pa.scalar("x" * 10), 40_000_000).dictionary_encode()),
    )
    yield (
        "texts that unpack to 3 GB",
        "a.parquet",
        parquet(text=pa.array(["x" * MEGABYTE] * 300).dictionary_encode(), n=list(range(300))),
    )
    yield (
        "dates beyond the calendar",
        "a.parquet",
        parquet(text=pa.array([2**62], pa.timestamp("us")), n=pa.array([-(2**31)], pa.date32())),
    )
    yield "bytes that are no text", "a.parquet", parquet(text=pa.array([b"\xff\xfe"], pa.binary()), label=["a"])
