"""Pages run as Streamlit runs them, over real services on a store of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunState
from studio.core.settings import settings
from studio.services.studio import Studio, open_studio
from studio.worker.inline import run_inline

ROOT = Path(__file__).parents[2]
MAIN = ROOT / "studio" / "ui" / "main.py"
Visit = Callable[..., AppTest]


def use_home(home: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setenv("ASSAY_HOME", str(home))
    patch.setenv("ASSAY_FIRST_START", "false")
    patch.setenv("ASSAY_THREADS", "1")
    settings.cache_clear()
    st.cache_resource.clear()


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    use_home(tmp_path / "var", monkeypatch)
    studio = open_studio()
    yield studio
    studio.close()
    settings.cache_clear()
    st.cache_resource.clear()


def _trained(domain: str, home: Path) -> Iterator[Studio]:
    """The domain's sample, and a tfidf model in production that a real run made."""
    with pytest.MonkeyPatch.context() as patch:
        use_home(home, patch)
        studio = open_studio()
        intake = studio.datasets.open_sample(LOCAL_ACTOR, domain)
        dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
        run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf")
        run_inline(studio, run.id, lambda progress: None)
        assert studio.runs.get(LOCAL_ACTOR, run.id).state is RunState.SUCCEEDED
        yield studio
        studio.close()
    settings.cache_clear()
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def trained_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    yield from _trained("finance_risk", tmp_path_factory.mktemp("trained") / "var")


@pytest.fixture(scope="module")
def graded_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    yield from _trained("education_grading", tmp_path_factory.mktemp("graded") / "var")


@pytest.fixture
def visit() -> Visit:
    """Open a page by its file stem, with URL parameters, as a browser would."""

    def go(page: str, **query: str) -> AppTest:
        app = AppTest.from_file(str(MAIN), default_timeout=60)
        app.run()
        app.switch_page(str(ROOT / "pages" / f"{page}.py"))
        for name, value in query.items():
            app.query_params[name] = value
        return app.run()

    return go
