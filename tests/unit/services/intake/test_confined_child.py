"""What the child may not do, and what becomes of its crashes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from benchmarks.clinical_notes import write_notes
from studio.core.errors import LimitExceededError, UnreadableFileError, UnusableTableError
from studio.services.intake import parsing
from studio.services.intake.limits import (
    DEIDENTIFYING,
    MAX_FILE_BYTES,
    MEGABYTE,
    PARSING,
    ChildLimits,
    check_columns,
    check_size,
)
from studio.services.intake.parsing import parse_upload
from studio.services.intake.protection_wanted import Protection
from studio.services.intake.upload import UploadedFile
from tests.unit.services.intake.unknown_machine import children_run_on_one

ROOT = Path(__file__).parents[4]


def test_a_table_comes_back_as_text() -> None:
    parsed = parse_upload(UploadedFile("a.csv", "text,n\nä,01\n".encode("cp1252")))
    assert parsed.columns == ("text", "n")
    assert parsed.table.to_dict("list") == {"text": ["ä"], "n": ["01"]}
    assert (parsed.rows, parsed.encoding) == (1, "Windows-1252")
    assert [finding.code for finding in parsed.findings] == ["legacy_encoding"]


def test_errors_come_back_as_themselves() -> None:
    with pytest.raises(UnusableTableError):
        parse_upload(UploadedFile("a.csv", b"text,label\n"))
    with pytest.raises(UnreadableFileError, match="PNG"):
        parse_upload(UploadedFile("a.csv", b"\x89PNG\r\n\x1a\n" + b"\x00" * 32))


def test_a_file_over_the_limit_is_refused_by_its_size_alone() -> None:
    with pytest.raises(LimitExceededError, match="300 MB"):
        check_size("big.csv", 300 * 1024 * 1024)
    check_size("big.csv", MAX_FILE_BYTES)
    with pytest.raises(LimitExceededError):
        parse_upload(UploadedFile("big.csv", bytes(MAX_FILE_BYTES + 1)))
    with pytest.raises(LimitExceededError):
        check_columns(2_001)


def test_too_little_memory_becomes_a_sentence() -> None:
    small = ChildLimits(memory_bytes=300 * 1024 * 1024, cpu_seconds=60, wall_seconds=60)
    data = b"text,label\n" + b"word " * 120 + b",a\n"
    with pytest.raises(LimitExceededError, match="memory") as caught:
        parse_upload(UploadedFile("a.csv", data * 200_000), limits=small)
    assert caught.value.fix


def test_too_long_becomes_a_sentence_and_nothing_stays_behind() -> None:
    with pytest.raises(LimitExceededError, match="longer"):
        parse_upload(UploadedFile("a.csv", b"text\na\n"), limits=ChildLimits(PARSING.memory_bytes, 60, 0.01))


def test_a_child_that_waits_is_ended_as_one_that_works(monkeypatch: pytest.MonkeyPatch) -> None:
    """It takes no computing time at all: the clock ends it, a table begun or not."""
    sleeper = "import sys, time; sys.stdout.buffer.write(b'{\"table\": true}\\n'); sys.stdout.flush(); time.sleep(600)"
    ended: list[subprocess.Popen[bytes]] = []
    start = subprocess.Popen

    def sleeping(command: list[str], **given: Any) -> subprocess.Popen[bytes]:
        ended.append(start([command[0], "-c", sleeper], **given))
        return ended[0]

    monkeypatch.setattr(parsing.subprocess, "Popen", sleeping)
    limits = replace(PARSING, wall_seconds=3.0)
    with pytest.raises(LimitExceededError, match="longer than 3 seconds") as caught:
        parse_upload(UploadedFile("a.csv", b"text\n" + b"a\n" * 100_000), limits=limits)
    assert caught.value.fix
    assert ended[0].returncode == -signal.SIGKILL and not psutil.pid_exists(ended[0].pid)


def test_a_reader_that_is_stopped_in_mid_work_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real reader, stopped from outside: it can neither compute nor sleep on."""
    start = subprocess.Popen

    def stopped(*given: Any, **named: Any) -> subprocess.Popen[bytes]:
        child = start(*given, **named)
        os.kill(child.pid, signal.SIGSTOP)
        return child

    monkeypatch.setattr(parsing.subprocess, "Popen", stopped)
    with pytest.raises(LimitExceededError, match="longer than"):
        parse_upload(UploadedFile("a.csv", b"text\na\n"), limits=replace(PARSING, wall_seconds=2.0))


@pytest.mark.parametrize(
    ("code", "kind"),
    [(-6, LimitExceededError), (-9, LimitExceededError), (-24, LimitExceededError), (-11, UnreadableFileError)],
)
def test_a_dead_child_is_explained(code: int, kind: type[Exception]) -> None:
    error = parsing._crash(code)
    assert isinstance(error, kind)
    assert error.message and error.fix


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    program = (
        "import os, sys\n"
        "from studio.services.intake.confinement import confine\n"
        "from studio.services.intake.limits import PARSING\n"
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "confine(PARSING, os.getppid())\n"
        "try:\n    os.write(os.open(sys.argv[1], os.O_CREAT | os.O_WRONLY), b'secret')\n"
        "except OSError:\n    print('refused')\n"
    )
    target = tmp_path / "leak.txt"
    done = subprocess.run(
        [sys.executable, "-c", program, str(target)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == "refused\n"
    assert not target.exists() or target.read_bytes() == b""


def test_the_child_loads_nothing_heavy() -> None:
    program = (
        "import sys, studio.services.intake.child, studio.services.intake.reading\n"
        "print(*(name for name in ('torch', 'transformers', 'pandas', 'sqlalchemy', 'spacy') if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_a_child_that_is_told_the_known_names_loads_no_domain_for_them() -> None:
    program = (
        "import sys, studio.services.intake.child\n"
        "from studio.services.intake.known_names import KnownNames, tell\n"
        "from studio.services.intake.reading import read\n"
        "tell(KnownNames(frozenset({'text', 'label'}), frozenset({'text'})))\n"
        "table = read('a.csv', b'text,label\\nthe seal leaks,leak\\nall quiet,ok\\n', None).table\n"
        "print(table.num_rows, *(name for name in ('domains.registry',) if name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["2"]


def test_the_childs_surroundings_hold_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_DATABASE_URL", "postgresql://user:password@host/base")
    assert "password" not in str(parsing._environment())


def test_an_upload_shows_nothing_of_itself() -> None:
    assert "secret" not in repr(UploadedFile("a.csv", b"secret"))


def test_resident_memory_is_watched_from_outside() -> None:
    little = replace(PARSING, resident_bytes=120 * MEGABYTE)
    bomb = (
        b'[{"text": "' + b"x" * 100 + b'"},' + b'{"a": [[],[],[],[],[],[],[],[],[],[]]},' * 900_000 + b'{"text": "b"}]'
    )
    with pytest.raises(LimitExceededError, match="120 MB"):
        parse_upload(UploadedFile("a.json", bomb), limits=little)


def test_a_child_may_open_no_connection() -> None:
    program = (
        "import os, socket\n"
        "from studio.services.intake.confinement import confine\n"
        "from studio.services.intake.limits import PARSING\n"
        "print(confine(PARSING, os.getppid()))\n"
        "for kind in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):\n"
        "    try:\n        socket.socket(kind)\n"
        "    except PermissionError:\n        print('refused')\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    denied, *refused = done.stdout.split()
    if denied == "False":
        pytest.skip("this system has no seccomp; the child says so of every file it reads")
    assert refused == ["refused"] * 3


def test_where_the_kernel_cannot_deny_the_network_that_is_told_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here it can, and nothing is told: `test_a_table_comes_back_as_text`."""
    children_run_on_one(tmp_path / "machine", monkeypatch)
    (told,) = parse_upload(UploadedFile("a.csv", b"text,label\nthe pump leaks,leak\n")).findings
    assert told.code == "network_not_denied" and "from the network" in told.message
    assert "Linux" in told.fix


@pytest.mark.slow
@pytest.mark.parametrize("name", ["a.csv", "a.txt", "a.jsonl"])
def test_a_file_of_200_megabytes_is_read_within_its_memory(name: str) -> None:
    words = "word " * 90
    line = {"a.csv": f'"{words}",label\n', "a.txt": f"{words}\n", "a.jsonl": f'{{"text": "{words}", "label": "b"}}\n'}
    count = (MAX_FILE_BYTES - 100) // len(line[name])
    parsed = parse_upload(UploadedFile(name, b"text,label\n" * (name == "a.csv") + line[name].encode() * count))
    assert parsed.rows == count
    assert 0 < parsed.peak_bytes <= PARSING.resident_bytes == 512 * MEGABYTE


def notes_of(megabytes: int) -> bytes:
    """A table of notes, each there many times: what the child holds grows with it, what is searched does not."""
    notes = [f'"{note.text.replace(chr(34), chr(39))}"' for note in write_notes(12, 7)]
    rows, size = ["patient_id,text,label,ward"], 0
    while size < megabytes * MEGABYTE:
        at = len(rows)
        rows.append(f"P{at // 3},{notes[at % len(notes)]},class {at % 5},ward {at % 9}")
        size += len(rows[-1])
    return "\n".join(rows).encode()


@pytest.mark.slow
def test_what_the_search_of_a_table_takes_does_not_grow_with_the_table() -> None:
    """From 15 MB to 60 MB; and what a reader may take is 512 MB with personal data as without."""
    assert DEIDENTIFYING.resident_bytes == PARSING.resident_bytes == 512 * MEGABYTE
    wanted = Protection("medical_notes", "5a" * 32)
    small, large = (
        parse_upload(UploadedFile("a.csv", notes_of(megabytes)), protection=wanted) for megabytes in (15, 60)
    )
    assert large.rows > 3.9 * small.rows and set(small.table["label"]) == {f"class {at}" for at in range(5)}
    assert not large.table["text"].eq("").any()
    assert 0 < large.peak_bytes <= 400 * MEGABYTE
    assert large.peak_bytes <= small.peak_bytes + 40 * MEGABYTE


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_largest_table_with_personal_data_is_searched_within_the_memory_of_its_reader() -> None:
    data = notes_of(199)
    parsed = parse_upload(UploadedFile("a.csv", data), protection=Protection("medical_notes", "5a" * 32))
    assert len(parsed.table) == parsed.rows > 200_000
    assert 0 < parsed.peak_bytes <= 512 * MEGABYTE


def test_a_search_that_takes_too_much_memory_becomes_a_sentence_and_gives_nothing() -> None:
    little = replace(DEIDENTIFYING, resident_bytes=150 * MEGABYTE)
    with pytest.raises(LimitExceededError, match="150 MB") as caught:
        parse_upload(
            UploadedFile("a.csv", notes_of(1)), protection=Protection("medical_notes", "5a" * 32), limits=little
        )
    assert caught.value.fix


def test_how_far_a_search_is_can_be_heard_and_who_hears_it_can_end_it() -> None:
    class Enough(BaseException):
        """What a page raises whose person went elsewhere; no `except Exception` may swallow it."""

    heard: list[tuple[int, int]] = []

    def told(rows: int, of: int) -> None:
        heard.append((rows, of))
        raise Enough

    before = set(psutil.Process().children())
    with pytest.raises(Enough):
        parse_upload(UploadedFile("a.csv", notes_of(1)), protection=Protection("medical_notes", "5a" * 32), told=told)
    ((rows, of),) = heard
    assert 0 < rows <= of > 1_000
    assert set(psutil.Process().children()) <= before
