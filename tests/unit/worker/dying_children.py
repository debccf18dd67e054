"""Children that die at one point of their work, killed as the system kills them.

One killed from outside is killed wherever it has come to by then, which on a busy machine is somewhere else.
"""

from __future__ import annotations

from pathlib import Path

import pytest

_CHILD = """
import os, signal, sys
from pathlib import Path

def _deadly(function):
    def dying(*told, **named):
        answer = function(*told, **named)
        if {name!r} in ("", *(each for each in told if isinstance(each, str))):
            deaths = Path(__file__).with_name("deaths")
            before = deaths.read_text().split() if deaths.exists() else []
            if len(before) < {times}:
                deaths.write_text(" ".join([*before, str(os.getpid())]))
                os.kill(os.getpid(), signal.SIGKILL)
        return answer
    return dying

if "studio.worker.child" in sys.orig_argv:
    import {module} as _module
    _module.{function} = _deadly(_module.{function})
"""


class DyingChildren:
    """Children started from now on die once `module:function` has returned, `times` of them all together.

    With a `name` only where the function was called with it.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path, where: str, name: str = "", times: int = 1):
        folder.mkdir()
        self._deaths = folder / "deaths"
        module, _, function = where.partition(":")
        text = _CHILD.format(module=module, function=function, name=name, times=times)
        (folder / "sitecustomize.py").write_text(text, "utf-8")
        monkeypatch.setenv("PYTHONPATH", str(folder))

    @property
    def dead(self) -> int:
        """How many have died."""
        return len(self._deaths.read_text("utf-8").split()) if self._deaths.exists() else 0
