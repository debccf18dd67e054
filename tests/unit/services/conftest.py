"""Services over a home of the test's own, and one with a trained model in it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import make_url

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Dataset, ModelVersion, Phase, Run
from studio.core.settings import Settings
from studio.services.studio import Studio, open_studio
from studio.worker import inputs, registration
from studio.worker.execution import PHASES
from studio.worker.phases import run_phase
from tests.unit.conftest import new_database


@pytest.fixture(scope="session")
def ready_database(postgres: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A PostgreSQL database with every table made, to copy: making them takes seconds, copying a fraction."""
    with new_database(postgres) as url:
        studio = open_studio(Settings(home=tmp_path_factory.mktemp("ready"), database_url=url))
        studio.queue.cancel("nobody")
        studio.close()
        yield str(make_url(url).database)


@pytest.fixture(params=["sqlite", "postgresql"])
def studio(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Studio]:
    """Empty services, once on SQLite and once on PostgreSQL."""
    settings = Settings(home=tmp_path / "home", device="cpu", threads=1)
    with ExitStack() as stack:
        if request.param == "postgresql":
            server, template = request.getfixturevalue("postgres"), request.getfixturevalue("ready_database")
            url = stack.enter_context(new_database(server, template))
            settings = settings.model_copy(update={"database_url": url})
        opened = stack.enter_context(closing(open_studio(settings)))
        yield opened


@dataclass(frozen=True)
class Trained:
    """Services with a sample dataset of finance risk and a model trained on it."""

    studio: Studio
    dataset: Dataset
    model: ModelVersion


@pytest.fixture(scope="session")
def trained_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("trained") / "home"
    studio = open_studio(Settings(home=home, device="cpu", threads=1))
    dataset = sample_dataset(studio)
    work(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf"))
    studio.close()
    return home


@pytest.fixture
def trained(trained_home: Path, tmp_path: Path) -> Iterator[Trained]:
    home = tmp_path / "home"
    shutil.copytree(trained_home, home, symlinks=True)
    studio = open_studio(Settings(home=home, device="cpu", threads=1))
    model = studio.library.production(LOCAL_ACTOR, "finance_risk")
    assert model is not None
    yield Trained(studio, studio.datasets.get(LOCAL_ACTOR, model.dataset_id), model)
    studio.close()


def sample_dataset(studio: Studio, domain: str = "finance_risk") -> Dataset:
    """The domain's synthetic sample, confirmed."""
    draft = studio.datasets.draft(LOCAL_ACTOR, studio.datasets.open_sample(LOCAL_ACTOR, domain))
    return studio.datasets.confirm(LOCAL_ACTOR, draft)


def work(studio: Studio, run: Run) -> None:
    """What the worker does of a run, in this process: every phase, then registration."""
    folder = studio.settings.home / "work" / run.id
    assert studio.journal.mark_running(run.id)
    inputs.write(studio, run, folder)
    for phase in PHASES[run.kind]:
        if phase is not Phase.REGISTER:
            run_phase(phase, folder, lambda progress: None)
    registration.register(studio, run, folder)
