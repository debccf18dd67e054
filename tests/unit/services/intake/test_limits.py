"""What a person is told before a file is brought is where reading stops, and not elsewhere."""

from __future__ import annotations

import re
import zipfile

import pyarrow as pa
import pytest

from studio.core.errors import LimitExceededError, UnreadableFileError
from studio.services.intake.archive import check_contents
from studio.services.intake.building import TableBuilder
from studio.services.intake.limits import MEGABYTE, check_size, told_limits
from studio.services.intake.reading import read


def told(pattern: str) -> int:
    """The number that the sentence shown beside the uploader names."""
    found = re.search(pattern, told_limits())
    assert found is not None, f"nothing is said of {pattern}"
    return int(found[1].replace(",", ""))


def columns(count: int) -> None:
    line = ",".join(f"c{at}" for at in range(count))
    assert read("a.csv", f"{line}\n{line}\n".encode(), None).table.num_columns == count


def rows(count: int) -> None:
    batch = pa.record_batch([pa.repeat(pa.scalar("a", pa.large_string()), count)], ["text"])
    TableBuilder(["text"]).add_batch(batch)


def entries(count: int) -> None:
    listed([entry(0) for _ in range(count)])


def unpacked(size: int) -> None:
    listed([entry(size)])


def entry(size: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("a.csv")
    info.file_size, info.header_offset = size, 0
    return info


def listed(infos: list[zipfile.ZipInfo]) -> None:
    """A table of contents without the bytes: what is within the limits gets as far as being looked for there."""
    try:
        check_contents(b"", infos)
    except UnreadableFileError as error:
        assert "cannot be read" in error.message


ENFORCED = {
    "size": (lambda size: check_size("a.csv", size), r"At most ([\d,]+) MB a file", MEGABYTE),
    "columns": (columns, r"([\d,]+) columns", 1),
    "rows": (rows, r"([\d,]+) rows", 1),
    "entries": (entries, r"ZIP of up to ([\d,]+) files", 1),
    "unpacked": (unpacked, r"([\d,]+) MB unpacked", MEGABYTE),
}


@pytest.mark.parametrize("limit", list(ENFORCED))
def test_what_is_told_is_taken_and_one_more_is_not(limit: str) -> None:
    bring, pattern, unit = ENFORCED[limit]
    most = told(pattern) * unit
    bring(most)
    with pytest.raises(LimitExceededError):
        bring(most + 1)


def test_a_cell_as_long_as_told_is_kept_and_a_longer_one_is_emptied() -> None:
    most = told(r"([\d,]+) MB a cell") * MEGABYTE
    builder = TableBuilder(["text"])
    builder.add(["x" * most])
    builder.add(["x" * (most + 1)])
    assert [len(text) for text in builder.table()["text"].to_pylist()] == [most, 0]
    assert [finding.code for finding in builder.findings()] == ["cell_too_large"]
