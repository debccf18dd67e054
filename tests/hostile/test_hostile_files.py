"""Files made to break their reader: each ends in a table or in an error of ours, soon, and nothing stays behind."""

from __future__ import annotations

import gc
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context

import psutil
import pyarrow as pa
import pytest

from models.allocator import return_freed_memory
from studio.core.errors import InputError
from studio.services.intake.limits import PARSING
from studio.services.intake.parsing import ParsedTable, parse_upload
from studio.services.intake.upload import UploadedFile
from tests.hostile import archives, binaries, impostor_files, parquet_files, texts, word_files

GROWTH_BYTES = 50 * 1024 * 1024
AT_LEAST = 150
LIMITS = replace(PARSING, cpu_seconds=60)
"""Half of what a person's file may take: none comes near it, also where another program shares the processor's caches.

Of computing, which depends far less than waiting on what else the machine does.
"""
GROUPS = {
    "delimited": texts.delimited, "encodings": texts.encodings, "json": texts.as_json, "lines": texts.lines,
    "spreadsheets": binaries.spreadsheets, "word": word_files.files, "pdf": binaries.pdfs,
    "parquet": parquet_files.files, "impostors": impostor_files.files, "archives": archives.files,
}  # fmt: skip

_SEEN: dict[str, list[str]] = {}
"""The names of the files of each group that was read: building them again takes half a minute."""

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore::UserWarning")]


def resident() -> int:
    gc.collect()
    return_freed_memory()
    pa.default_memory_pool().release_unused()  # what making the Parquet files freed, which reading them did not take
    return int(psutil.Process().memory_info().rss)


def outcome(name: str, data: bytes) -> str:
    """What became of a file: its rows, or the kind of error; anything else is raised."""
    try:
        parsed = parse_upload(UploadedFile(name, data), limits=LIMITS)
    except InputError as error:
        assert error.message and error.fix
        return "too slow" if "computing time" in error.message else type(error).__name__
    assert isinstance(parsed, ParsedTable) and parsed.rows == len(parsed.table) > 0
    return f"{parsed.rows} rows"


def read_all(group: str) -> tuple[list[str], list[str], int]:
    """The names of a group's files, what went wrong, and by how many bytes the process grew."""
    outcome("a.csv", texts.ROWS)
    before, names, wrong, data = 0, [], [], b""
    for what, name, data in GROUPS[group]():
        names.append(what)
        before = before or resident()
        try:
            if outcome(name, data) == "too slow":
                wrong.append(f"{what}: too slow")
        except Exception as error:
            wrong.append(f"{what}: {type(error).__name__}")
    del data
    return names, wrong, resident() - before


@pytest.mark.parametrize("group", list(GROUPS))
def test_hostile_files_end_in_a_table_or_in_an_error_of_ours_and_leave_nothing(group: str) -> None:
    """One test for many files, since what they leave behind together is asked, too; each that fails is named.

    In a process of its own, as the server is one: where others have trained, memory comes and goes by itself.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as alone:
        _SEEN[group], wrong, grown = alone.submit(read_all, group).result()
    assert not wrong
    assert grown < GROWTH_BYTES


def test_there_are_enough_of_them_and_none_twice() -> None:
    built = (_SEEN.get(group) or [what for what, _, _ in files()] for group, files in GROUPS.items())
    names = [what for group in built for what in group]
    assert len(names) >= AT_LEAST and len(set(names)) == len(names)
