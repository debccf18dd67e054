"""The tree of errors: every one can be shown."""

from __future__ import annotations

import inspect

import pytest

from studio.core import errors
from studio.core.errors import AssayError, UnknownKeyError
from studio.core.metrics import metric
from studio.core.settings import Settings

TREE = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, AssayError)]


@pytest.mark.parametrize("kind", TREE)
def test_every_error_has_a_stable_code_and_an_http_status(kind: type[AssayError]) -> None:
    assert kind.code.isidentifier()
    assert 400 <= kind.status < 600


def test_an_unknown_key_names_the_known_ones() -> None:
    with pytest.raises(UnknownKeyError, match="macro_f1"):
        metric("f1")


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_THREADS", "3")
    monkeypatch.setenv("ASSAY_HOME", "/somewhere")
    settings = Settings()
    assert settings.thread_budget == 3
    assert settings.resolved_database_url == "sqlite:////somewhere/assay.db"
