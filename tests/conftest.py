"""How the tests are dealt to the processes that run them, and what all those processes share."""

from __future__ import annotations

import os
import shutil
import tempfile

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadFileScheduling

import models  # noqa: F401 - says how long threads spin, before anything loads torch

BROWSER = "tests/e2e/"
APART = "tests/e2e/own_server/"
EARLY, LATE = "tests/e2e/test_shell.py", "tests/e2e/test_document.py"
"""While the first start trains its samples pages can be looked at; to read with a sample's model it must be there."""
LONGEST = 1200
"""Seconds a browser test may take: one that trains shares two cores with a first start and with the tests beside."""
ENCODERS = "ASSAY_ENCODERS"

settings.register_profile("any machine", deadline=None)  # what else runs there decides how long an example takes
settings.load_profile("any machine")


class WholeFiles(LoadFileScheduling):  # type: ignore[misc]  # xdist's base has no types
    """A file goes to one process whole, and so do all browser tests that share the server whose first start trains the
    samples; beside them those that need no sample."""

    def _split_scope(self, nodeid: str) -> str:
        shared = next((folder for folder in (APART, BROWSER) if nodeid.startswith(folder)), None)
        return shared or str(super()._split_scope(nodeid))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WholeFiles:
    config.option.loadscopereorder = False
    return WholeFiles(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, so that no process is left alone with one at the end."""
    for item in items:
        if item.nodeid.startswith(BROWSER):
            item.add_marker(pytest.mark.timeout(LONGEST))
    slow = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(
        key=lambda item: (
            not item.nodeid.startswith(BROWSER),
            not item.nodeid.startswith(EARLY),
            item.nodeid.startswith(LATE),
            item.path not in slow,
        )
    )


def pytest_configure(config: pytest.Config) -> None:
    """One folder of language models made ready, of which every home a test makes would else make its own."""
    if not hasattr(config, "workerinput") and ENCODERS not in os.environ:
        os.environ[ENCODERS] = tempfile.mkdtemp(prefix="assay-encoders-")
        config.add_cleanup(lambda: shutil.rmtree(os.environ.pop(ENCODERS), ignore_errors=True))
