"""Files made to break their reader: each ends in a table or in an error of ours, soon, and nothing stays behind."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import psutil
import pytest

from studio.core.errors import InputError
from studio.services.intake import ParsedTable, UploadedFile, parse_upload
from tests.hostile import archives, binaries, texts

SECONDS = 10
GROWTH_BYTES = 50 * 1024 * 1024
AT_LEAST = 150

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning")]


def all_files() -> Iterator[texts.File]:
    for source in (texts, binaries, archives):
        yield from source.files()


def resident() -> int:
    gc.collect()
    return int(psutil.Process().memory_info().rss)


def outcome(name: str, data: bytes) -> str:
    """What became of a file: its rows, or the kind of error; anything else is raised."""
    try:
        parsed = parse_upload(UploadedFile(name, data))
    except InputError as error:
        assert error.message and error.fix
        return type(error).__name__
    assert isinstance(parsed, ParsedTable) and parsed.rows == len(parsed.table) > 0
    return f"{parsed.rows} rows"


def test_every_hostile_file_ends_in_a_table_or_in_an_error_of_ours() -> None:
    """One test, since what they leave behind together is asked, too; each that fails is named."""
    outcome("a.csv", texts.ROWS)
    before, seen, wrong = 0, [], []
    for what, name, data in all_files():
        before = before or resident()
        started = time.monotonic()
        try:
            outcome(name, data)
        except Exception as error:
            wrong.append(f"{what}: {type(error).__name__}")
        taken = time.monotonic() - started
        if taken > SECONDS:
            wrong.append(f"{what}: {taken:.1f} s")
        seen.append(what)
    assert not wrong
    assert len(set(seen)) == len(seen) >= AT_LEAST
    del data
    assert resident() - before < GROWTH_BYTES
