"""Reads many files in children forked from a preloaded server: a fiftieth of what a fresh interpreter costs."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection

import pyarrow as pa

from studio.core.errors import InputError
from studio.services.intake import pdf, reading, spreadsheet, word  # noqa: F401 - what the server holds ready
from studio.services.intake.confinement import confine
from studio.services.intake.known_names import known
from studio.services.intake.limits import PARSING
from studio.services.intake.reading import read

pa.set_memory_pool(pa.system_memory_pool())  # the others reserve address space, which is what is limited
known(["text"])  # the fields' names, so that no child has to load the domains
_SERVER = multiprocessing.get_context("forkserver")
_SERVER.set_forkserver_preload(["tests.hostile.forked", "pypdf", "charset_normalizer"])
LIMITS = replace(PARSING, cpu_seconds=60)
TABLE = "table"


@dataclass(frozen=True)
class Outcome:
    """What became of a file: `TABLE`, the kind of an error, or how its reader ended; the computing it took."""

    what: str
    seconds: float
    is_ours: bool


def outcomes(files: Sequence[tuple[str, bytes]]) -> list[Outcome]:
    """What becomes of each file; one that ends its reader ends it alone, the next is read by another."""
    done: list[Outcome] = []
    while len(done) < len(files):
        here, there = _SERVER.Pipe(duplex=False)
        child = _SERVER.Process(target=_read_all, args=(files[len(done) :], there))
        child.start()
        there.close()
        done += _received(here)
        child.join()
        if len(done) < len(files):  # the kernel or a library ended it: told as a limit or as damage by the parent
            done.append(Outcome(f"ended by signal {-(child.exitcode or 0)}", 0.0, child.exitcode not in (None, 0, 1)))
    return done


def _received(pipe: Connection) -> list[Outcome]:
    got: list[Outcome] = []
    try:
        while True:
            got.append(pipe.recv())
    except EOFError:
        return got


def _read_all(files: Sequence[tuple[str, bytes]], pipe: Connection) -> None:
    confine(LIMITS, os.getppid())
    for name, data in files:
        started = time.process_time()
        what, ours = _outcome(name, data)
        pipe.send(Outcome(what, time.process_time() - started, ours))


def _outcome(name: str, data: bytes) -> tuple[str, bool]:
    try:
        table = read(name, data, None).table
    except InputError as error:
        return type(error).__name__, bool(error.message and error.fix)
    except MemoryError:
        return "MemoryError", True
    except Exception as error:
        return repr(error)[:200], False
    texts = all(each == pa.large_string() for each in table.schema.types)
    return TABLE, texts and table.num_rows > 0 and table.num_columns > 0
