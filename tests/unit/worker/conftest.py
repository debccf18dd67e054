"""A home of its own for every test, a small dataset in it, and a real worker process over it."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import psutil
import pytest
import sqlalchemy as sa

from domains.preparation import Preparation, parse_options
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.clock import now
from studio.core.ids import new_id
from studio.core.manifest import save_json
from studio.core.records import Dataset, Run, RunState, Source
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.studio import Studio, open_studio
from studio.storage import database, datasets, keys
from studio.worker import insistence
from studio.worker.child_session import environment
from studio.worker.supervisor import variables
from tests.unit.conftest import new_database
from tests.unit.worker.gone import gone
from tests.unit.worker.held_children import AT, FITTING, STEPPED, HeldChildren

DOMAIN = "manufacturing_logs"
SECONDS = 240.0
_WORDS = {"leak": ("drip", "puddle", "seal", "hose"), "spark": ("arc", "burnt", "fuse", "flash")}
_PARTS = [Part.TRAIN] * 7 + [Part.DEV, Part.CALIBRATION, Part.TEST]


def eventually(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    """Wait until `condition()` holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it never came to that"
        time.sleep(0.05)


def prepared_table(rows: int, length: int = 8) -> pd.DataFrame:
    """Two classes told apart by some of their words, `length` words a text, in all four parts."""
    labels = list(_WORDS)
    made = []
    for row in range(rows):
        label = labels[row // len(_PARTS) % 2]
        words = [
            _WORDS[label][(row + place) % 4] if place % 3 == 0 else f"part{row * place % 97}" for place in range(length)
        ]
        text = " ".join(words)
        made.append({"row_id": str(row), "source_row": row + 1, "text": text, "source_text": text, "target": label})
    table = pd.DataFrame(made)
    table["part"] = [_PARTS[row % len(_PARTS)].value for row in range(rows)]
    table["subset"] = ""
    return table


def add_dataset(studio: Studio, table: pd.DataFrame, tmp_path: Path) -> Dataset:
    """Keep a prepared table as a dataset, as the dataset service does after confirmation."""
    domain = registry().get(DOMAIN)
    preparation = Preparation(domain, parse_options(domain, {}), None)
    folder = tmp_path / new_id("made")
    folder.mkdir()
    table.to_parquet(folder / "table.parquet")
    save_json(folder / "preparation.json", preparation.dump())
    dataset = Dataset(
        id=new_id("dataset"),
        workspace=LOCAL_ACTOR.workspace,
        domain=DOMAIN,
        name="leaks and sparks",
        task=Task.CLASSIFICATION,
        source=Source.UPLOAD,
        domain_version=domain.version,
        preparation_hash=preparation.hash(),
        content_hash=new_id("content"),
        rows=len(table),
        parts={Part(part): int(count) for part, count in table["part"].value_counts().items()},
        subsets={},
        labels=("leak", "spark"),
        score_min=None,
        score_max=None,
        has_pairs=False,
        has_rater=False,
        has_competitor=False,
        split_reason="in turn",
        columns={"text": "text", "label": "label"},
        options={},
        findings=(),
        created_at=now(),
    )
    studio.artifacts.put_folder(folder, keys.dataset(dataset.id))
    with studio.store.write() as connection:
        datasets.add(connection, dataset)
    return dataset


class Trouble:
    """A SQLite database that takes no more while it is `full`, or that another program keeps locked."""

    def __init__(self, studio: Studio, patch: pytest.MonkeyPatch) -> None:
        self.full = False
        self._engine = studio.store.engine
        self._locker: sqlite3.Connection | None = None
        patch.setattr(database, "_BUSY_MILLISECONDS", 20)
        patch.setattr(insistence, "_FIRST_PAUSE", 0.01)
        self._engine.dispose()  # connections made from here on do not wait for long
        sa.event.listen(self._engine, "checkout", self._limit)

    def lock(self) -> None:
        """Have another connection hold the write lock."""
        self._locker = sqlite3.connect(str(self._engine.url.database), isolation_level=None, check_same_thread=False)
        self._locker.execute("BEGIN IMMEDIATE")

    def unlock(self) -> None:
        """Have it let go; does nothing where it does not hold the lock."""
        locker, self._locker = self._locker, None
        if locker is not None:
            locker.rollback()
            locker.close()

    def _limit(self, connection: sqlite3.Connection, *_event: object) -> None:
        """SQLite's own limit on a file's pages, which makes of a write that needs one more what a full disk does."""
        connection.execute(f"PRAGMA max_page_count={1 if self.full else 1_000_000}")


class Worker:
    """A real worker process over one home; `program` is what Python is told to run, in its place where need be."""

    def __init__(self, settings: Settings, program: Sequence[str] = ("-m", "studio.worker")) -> None:
        self._settings = settings
        self._program = program
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it is ready when it shows a pulse and takes runs."""
        surroundings = {**environment(1), **variables(self._settings)}
        surroundings.pop("ASSAY_PARENT")
        self.process = subprocess.Popen([sys.executable, *self._program], env=surroundings)

    def child(self) -> psutil.Process | None:
        """The process that trains, if there is one."""
        if self.process is None or self.process.poll() is not None:
            return None
        try:
            found = psutil.Process(self.process.pid).children()
        except psutil.NoSuchProcess:
            return None
        return next((each for each in found if not gone(each.pid)), None)

    def kill(self) -> None:
        """End it as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """End it as a person would; its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(20)


@pytest.fixture
def postgresql_url(postgres: Any) -> Iterator[str]:
    """An empty PostgreSQL database."""
    with new_database(postgres) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def any_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings over a fresh home, on each kind of database."""
    url = "" if request.param == "sqlite" else request.getfixturevalue("postgresql_url")
    return Settings(home=tmp_path / "home", database_url=url, first_start=False, threads=1, device="cpu")


@pytest.fixture
def home_settings(tmp_path: Path) -> Settings:
    """Settings over a fresh home, on SQLite."""
    return Settings(home=tmp_path / "home", first_start=False, threads=1, device="cpu")


@pytest.fixture
def studio(home_settings: Settings) -> Iterator[Studio]:
    """The services over `home_settings`."""
    opened = open_studio(home_settings)
    yield opened
    opened.close()


@pytest.fixture
def trouble(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> Iterator[Trouble]:
    """Makes the database of `studio` full, or locked."""
    made = Trouble(studio, monkeypatch)
    yield made
    made.unlock()


@pytest.fixture
def any_studio(any_settings: Settings) -> Iterator[Studio]:
    """The services on each kind of database."""
    opened = open_studio(any_settings)
    yield opened
    opened.close()


@pytest.fixture
def workers() -> Iterator[Callable[..., Worker]]:
    """Starts workers, and ends them with the test."""
    started: list[Worker] = []

    def start(settings: Settings, *program: str) -> Worker:
        worker = Worker(settings, program or ("-m", "studio.worker"))
        started.append(worker)
        worker.start()
        return worker

    yield start
    for worker in started:
        if worker.process is not None and worker.process.poll() is None:
            worker.kill()


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> HeldChildren:
    """Holds the children of workers and of this process, once it is shut."""
    made = HeldChildren(tmp_path / "gate", STEPPED, FITTING, AT)
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    return made


def state_of(studio: Studio, run: Run) -> RunState:
    """Where a run stands now."""
    return studio.journal.get(run.id).state


@pytest.fixture
def kit() -> SimpleNamespace:
    """The functions of this file, which tests of other files cannot import."""
    return SimpleNamespace(
        eventually=eventually, prepared_table=prepared_table, add_dataset=add_dataset, state_of=state_of
    )
