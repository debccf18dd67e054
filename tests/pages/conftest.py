"""Pages run as Streamlit runs them, over real services on a store of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import Dataset, RunState
from studio.core.settings import settings
from studio.services.studio import Studio, open_studio
from tests.unit.services.conftest import work

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "studio" / "ui" / "main.py"
Visit = Callable[..., AppTest]


def use_home(home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("ASSAY_HOME", str(home))
    patch.setenv("ASSAY_FIRST_START", "false")
    patch.setenv("ASSAY_THREADS", "1")
    settings.cache_clear()
    st.cache_resource.clear()


@contextmanager
def opened(home: Path) -> Iterator[Studio]:
    """The store in `home`, for services and pages alike."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(home, patch)
        studio = open_studio()
        yield studio
        studio.close()
    settings.cache_clear()
    st.cache_resource.clear()


@pytest.fixture
def empty_store(tmp_path: Path) -> Iterator[Studio]:
    with opened(tmp_path / "var") as studio:
        yield studio


def add_sample(studio: Studio, domain: str) -> Dataset:
    intake = studio.datasets.open_sample(LOCAL_ACTOR, domain)
    return studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))


@pytest.fixture(scope="session")
def trained_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Path], None]:
    """Copy to a folder the home of a domain: its sample, and a tfidf model in production that a real run made, once."""
    made: dict[str, Path] = {}

    def copy(domain: str, to: Path) -> None:
        if domain not in made:
            home = tmp_path_factory.mktemp("made") / "var"
            with opened(home) as studio:
                run = studio.training.start(LOCAL_ACTOR, add_sample(studio, domain).id, "tfidf")
                work(studio, run)
                assert studio.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
            made[domain] = home
        shutil.copytree(made[domain], to, symlinks=True)

    return copy


@pytest.fixture(scope="module")
def trained_store(
    trained_home: Callable[[str, Path], None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Studio]:
    home = tmp_path_factory.mktemp("trained") / "var"
    trained_home("finance_risk", home)
    with opened(home) as studio:
        yield studio


@pytest.fixture(scope="module")
def graded_store(
    trained_home: Callable[[str, Path], None], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Studio]:
    home = tmp_path_factory.mktemp("graded") / "var"
    trained_home("education_grading", home)
    with opened(home) as studio:
        yield studio


@pytest.fixture
def visit() -> Visit:
    """Open a page by its file stem, with URL parameters, as a browser would."""

    def go(page: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=300)
        app.run()
        app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return go
