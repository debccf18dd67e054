"""The command line as a test calls it: in the test's own process, or as a process of its own as a script would."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from studio.cli.app import main
from studio.core.settings import settings

ROOT = Path(__file__).parents[3]

Done = subprocess.CompletedProcess[str]


class CommandLine:
    """`python -m studio` on a home of its own, with no server running."""

    def __init__(self, home: Path) -> None:
        self.home = home

    def run(self, *arguments: object) -> Done:
        """A command in this process, from `main` on: only the start of Python and its imports are saved."""
        out, err = StringIO(), StringIO()
        with (
            self._surroundings(*arguments),
            _logged_to(err),
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            main()
        status = ended.value.code
        assert status is None or isinstance(status, int), status
        return subprocess.CompletedProcess(arguments, status or 0, out.getvalue(), err.getvalue())

    def process(self, *arguments: object) -> Done:
        """A command as a script calls it."""
        command = [sys.executable, "-m", "studio", *map(str, arguments)]
        environment = {**os.environ, "ASSAY_HOME": str(self.home)}
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    def json(self, *arguments: object) -> dict[str, Any]:
        """The one JSON object on standard output of a command that succeeds."""
        return only_object(self.run(*arguments, "--json"))

    @contextmanager
    def _surroundings(self, *arguments: object) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["studio", *map(str, arguments)])
            patch.setenv("ASSAY_HOME", str(self.home))
            patch.setenv("ASSAY_THREADS", "1")
            patch.chdir(ROOT)
            settings.cache_clear()
            yield
        settings.cache_clear()


def only_object(done: Done) -> dict[str, Any]:
    """The one JSON object that a command which succeeded printed."""
    assert done.returncode == 0, done.stderr
    value: dict[str, Any] = json.loads(done.stdout)
    return value


@contextmanager
def _logged_to(stream: StringIO) -> Iterator[None]:
    """Warnings in the log go to `stream`, as `main` has it in a process where no one listened before."""
    handler = logging.StreamHandler(stream)
    handler.setLevel(logging.WARNING)
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
