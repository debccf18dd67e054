"""Reading a stranger's file: seconds beside pandas and pyarrow, memory of the reader, of the server, hostile files.

    python -m benchmarks.intake [--quick | --all] [--personal MB [--different NOTES]]

Each file is read in its confined child, as an upload is, the child's start included; the peers read it in this very
process, unconfined, typed as they like. Memory is resident, looked at fifty times a second. `--personal` searches
tables of so many megabytes of generated notes, and of pupils' answers, as a medical and an education upload are, and
does nothing else: one core searches 8 to 15 KB of different notes a second, so that each note is there many times
(`--different`: how many of them are not alike).
"""

from __future__ import annotations

import argparse
import gc
import io
import json
import math
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pandas as pd
import psutil
import pyarrow as pa
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet as pq

from benchmarks.personal_tables import DIFFERENT, children_cpu, personal_tables
from benchmarks.report import closing_line, versions
from models.allocator import return_freed_memory
from studio.core.errors import InputError
from studio.services.intake.limits import MAX_FILE_BYTES, PARSING
from studio.services.intake.parsing import parse_upload
from studio.services.intake.upload import UploadedFile
from tests.hostile import archives, binaries, texts
from tests.hostile.forked import outcomes
from tests.hostile.generated import case

MEGABYTE = 1024 * 1024
FULL, QUICK = 190, 20
EVERY, QUICK_EVERY = 4, 16
CASES, QUICK_CASES, A_BATCH = 2_000, 200, 100
ALL_CASES = 10_000


def rows(megabytes: int) -> Iterator[tuple[str, str]]:
    """Texts of 80 words and their labels, so many that they come to this size."""
    draw = random.Random(0)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(draw.choices(letters, k=draw.randint(2, 9))) for _ in range(5000)]
    size = 0
    while size < megabytes * MEGABYTE:
        text = " ".join(draw.choices(words, k=80))
        size += len(text) + 12
        yield text, f"class {draw.randint(0, 6)}"


def made(kind: str, megabytes: int) -> bytes:
    """A file of this kind."""
    if kind == "parquet":
        out = io.BytesIO()
        pq.write_table(pa.table(dict(zip(("text", "label"), zip(*rows(megabytes), strict=True), strict=True))), out)
        return out.getvalue()
    if kind == "json":
        return f"[{', '.join(json.dumps({'text': text, 'label': label}) for text, label in rows(megabytes))}]".encode()
    if kind == "jsonl":
        return "".join(f"{json.dumps({'text': text, 'label': label})}\n" for text, label in rows(megabytes)).encode()
    return b"text,label\n" + "".join(f'"{text}",{label}\n' for text, label in rows(megabytes)).encode()


PEERS: dict[str, dict[str, Callable[[bytes], Any]]] = {
    "csv": {
        "pandas": lambda data: pd.read_csv(io.BytesIO(data)),
        "pyarrow": lambda data: pyarrow.csv.read_csv(io.BytesIO(data)),
    },
    "jsonl": {
        "pandas": lambda data: pd.read_json(io.BytesIO(data), lines=True),
        "pyarrow": lambda data: pyarrow.json.read_json(io.BytesIO(data)),
    },
    "json": {"pandas": lambda data: pd.read_json(io.BytesIO(data))},
    "parquet": {
        "pandas": lambda data: pd.read_parquet(io.BytesIO(data)),
        "pyarrow": lambda data: pq.read_table(io.BytesIO(data)),
    },
}


def seconds(read: Callable[[], Any]) -> float:
    """Wall time of one call."""
    started = time.perf_counter()
    read()
    return time.perf_counter() - started


def against_peers(kind: str, megabytes: int) -> dict[str, float]:
    """Seconds of ours and of each peer on one file, and the most memory that our reader took, in MB."""
    data = made(kind, megabytes)
    peak = 0

    def ours() -> None:
        nonlocal peak
        peak = parse_upload(UploadedFile(f"a.{kind}", data)).peak_bytes

    before = children_cpu()
    figures = {"mb": len(data) / MEGABYTE, "ours_s": seconds(ours)}
    figures |= {"ours_cpu_s": children_cpu() - before, "peak_mb": peak / MEGABYTE}
    return figures | {f"{peer}_s": seconds(lambda read=read: read(data)) for peer, read in PEERS[kind].items()}  # type: ignore[misc]


def resident() -> int:
    """Bytes this process takes."""
    gc.collect()
    return_freed_memory()
    pa.default_memory_pool().release_unused()  # what making a Parquet file freed
    return int(psutil.Process().memory_info().rss)


def server_growth(megabytes: int) -> float:
    """MB this process has grown by once an upload, and what was read of it, are dropped; after a first one."""
    for size in (1, megabytes):
        before = resident()
        parse_upload(UploadedFile("a.csv", made("csv", size)))  # both are dropped at once
    return (resident() - before) / MEGABYTE


def hostile_files(every: int) -> Iterator[texts.File]:
    """Every so many-th of them, each made when it is asked for."""
    every_one = (file for source in (texts, binaries, archives) for file in source.files())
    yield from islice(every_one, 0, None, every)


def hostile(every: int) -> dict[str, Any]:
    """Their number and ends, the worst one's seconds on the clock and of processors, MB this process grew by.

    They are made once before, unread: what making them takes is not what reading them leaves.
    """
    ends: dict[str, int] = {}
    worst = worst_cpu = (0.0, "")
    for _ in hostile_files(every):
        pass
    before = resident()
    for what, name, data in hostile_files(every):
        started, spent = time.perf_counter(), children_cpu()
        end = ending(name, data)
        worst = max(worst, (time.perf_counter() - started, what))
        worst_cpu = max(worst_cpu, (children_cpu() - spent, what))
        ends[end] = ends.get(end, 0) + 1
        print(f"{sum(ends.values())} hostile files are read", end="\r", file=sys.stderr, flush=True)
    del data
    return {
        "files": sum(ends.values()),
        "ends": ends,
        "worst_s": round(worst[0], 2),
        "worst": worst[1],
        "worst_cpu_s": round(worst_cpu[0], 2),
        "worst_cpu": worst_cpu[1],
        "growth_mb": round((resident() - before) / MEGABYTE, 1),
    }


def generated(count: int) -> dict[str, Any]:
    """So many files drawn at random: their ends, those that are none of ours, the worst one's processor seconds."""
    ends: Counter[str] = Counter()
    wrong: list[str] = []
    worst = (0.0, -1)
    before = resident()
    for start in range(0, count, A_BATCH):
        numbers = range(start, min(count, start + A_BATCH))
        for number, outcome in zip(numbers, outcomes([case(number) for number in numbers]), strict=True):
            ends[outcome.what] += 1
            worst = max(worst, (outcome.seconds, number))
            if not outcome.is_ours:
                wrong.append(f"case {number}: {outcome.what}")
        print(f"{numbers.stop} generated files are read", end="\r", file=sys.stderr, flush=True)
    return {
        "files": count,
        "ends": dict(ends),
        "not_ours": wrong,
        "worst_cpu_s": round(worst[0], 2),
        "worst": worst[1],
        "growth_mb": round((resident() - before) / MEGABYTE, 1),
    }


def ending(name: str, data: bytes) -> str:
    """What became of a file."""
    try:
        parse_upload(UploadedFile(name, data))
    except InputError as error:
        return type(error).__name__
    return "table"


def main() -> None:
    """Measure, print a table, end with a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"files of {QUICK} MB, each {QUICK_EVERY}th hostile file")
    parser.add_argument("--all", action="store_true", help=f"each hostile file, {ALL_CASES:,} generated ones")
    parser.add_argument("--personal", type=int, metavar="MB", help="tables with personal data of this size, no others")
    parser.add_argument("--different", type=int, default=DIFFERENT, help="how many of their notes are not alike")
    asked = parser.parse_args()
    if asked.personal:
        print(closing_line("intake", personal_tables(asked.personal, asked.different), {}, versions()))
        return
    quick = asked.quick
    size = QUICK if quick else FULL
    assert (size + 10) * MEGABYTE <= MAX_FILE_BYTES
    load = os.getloadavg()[0]
    files = {}
    for kind in PEERS:
        files[kind] = against_peers(kind, size)
        print(f"{kind} is read", file=sys.stderr, flush=True)
    print(f"{'file':<9}{'MB':>6}{'ours s':>9}{'CPU s':>8}{'pandas s':>10}{'pyarrow s':>11}{'child MB':>10}")
    for kind, each in files.items():
        print(
            f"{kind:<9}{each['mb']:>6.0f}{each['ours_s']:>9.1f}{each['ours_cpu_s']:>8.1f}{each['pandas_s']:>10.1f}"
            f"{each.get('pyarrow_s', math.nan):>11.2f}{each['peak_mb']:>10.0f}"
        )
    growth = server_growth(size)
    print(f"this process grew by {growth:.0f} MB once an upload of {size} MB was dropped")
    worst = hostile(QUICK_EVERY if quick else 1 if asked.all else EVERY)
    print(f"load of the machine before it: {load:.1f}")
    print(
        f"{worst['files']} hostile files: {worst['ends']}; the worst took {worst['worst_s']:.1f} s ({worst['worst']}),"
        f" of processors {worst['worst_cpu_s']:.1f} s ({worst['worst_cpu']});"
        f" this process grew by {worst['growth_mb']:.0f} MB"
    )
    drawn = generated(QUICK_CASES if quick else ALL_CASES if asked.all else CASES)
    print(
        f"{drawn['files']} generated files: {drawn['ends']}; no typed result: {drawn['not_ours'] or 'none'}; the worst"
        f" took {drawn['worst_cpu_s']:.1f} s of processors; this process grew by {drawn['growth_mb']:.0f} MB"
    )
    ratios = {
        f"{kind}_time_to_{peer}": round(each["ours_s"] / each[f"{peer}_s"], 2)
        for kind, each in files.items()
        for peer in PEERS[kind]
    }
    figures = {
        "files": {kind: {name: round(value, 2) for name, value in each.items()} for kind, each in files.items()},
        "resident_limit_mb": PARSING.resident_bytes // MEGABYTE,
        "server_growth_mb": round(growth, 1),
        "load_before": round(load, 2),
        "hostile": worst,
        "generated": drawn,
    }
    print(closing_line("intake", figures, ratios, versions()))


if __name__ == "__main__":
    main()
