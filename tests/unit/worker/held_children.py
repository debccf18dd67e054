"""Children that stand still at one point of their work until they may go on.

What is done to a child that works is done wherever it has come to by then, which on a busy machine is somewhere else:
past the point, or past the end.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path

from tests.unit.worker.gone import gone

STEPPED = "models.methods.full.course:Course._stepped"
"""A network has learned from one batch more."""
FITTING = "studio.worker.phases.train:fit"
AT = "studio.worker.short_of_memory:now_at"
"""With a name: one of several trainings begins."""
_SECONDS = 450.0

_CHILD = """
import functools, json, os, sys, time
from importlib import import_module
from pathlib import Path

HERE = Path(__file__).parent
calls = {}

def told():
    try:
        return (HERE / "shut").read_text()
    except FileNotFoundError:
        return ""

def is_here(shut, where, words):
    gate = json.loads(shut)
    if gate["where"] != where or gate["name"] not in ("", *words):
        return False
    calls[shut] = calls.get(shut, 0) + 1
    return calls[shut] >= gate["call"]

def stopping(where, function):
    @functools.wraps(function)
    def stopped(*given, **named):
        shut = told()
        if shut and is_here(shut, where, [each for each in given if isinstance(each, str)]):
            (HERE / "at").write_text(str(os.getpid()) + " " + shut)
            while told() == shut:
                time.sleep(0.02)
        return function(*given, **named)
    return stopped

if "studio.worker.child" in sys.orig_argv:
    for where in PLACES:
        module, _, path = where.partition(":")
        owner, *inner = path.split(".")
        home = import_module(module)
        for name in inner:
            home, owner = getattr(home, owner), name
        setattr(home, owner, stopping(where, getattr(home, owner)))
"""


class HeldChildren:
    """A gate at the beginning of some functions, in every child started with `environment`; open until it is `shut`."""

    def __init__(self, folder: Path, *places: str) -> None:
        """Each of `places` is a `module:function`, or a `module:class.function`."""
        folder.mkdir()
        self._folder, self._places, self._told = folder, places, ""
        (folder / "sitecustomize.py").write_text(f"PLACES = {places!r}\n{_CHILD}", "utf-8")

    @property
    def environment(self) -> Mapping[str, str]:
        """The variables that a process needs whose children are to be held, or their children."""
        return {"PYTHONPATH": str(self._folder)}

    def shut(self, place: str, name: str = "", call: int = 1) -> None:
        """Hold a child where it is about to make the `call`th call from now on, or with a `name` such a call with it.

        A child that stands at the gate as it was shut before goes on.
        """
        assert place in self._places
        self._told = json.dumps({"where": place, "name": name, "call": call, "since": time.monotonic()})
        unfinished = self._folder / "shut.partial"
        unfinished.write_text(self._told, "utf-8")
        unfinished.replace(self._folder / "shut")

    def child(self) -> int:
        """The process that stands at the gate, once one does."""
        deadline = time.monotonic() + _SECONDS
        while (found := self._at())[1] != self._told:
            assert time.monotonic() < deadline, f"no child has come to {self._told}"
            time.sleep(0.05)
        return int(found[0])

    def leave(self) -> None:
        """Open the gate once the child that stood at it has died: it takes no further step."""
        child, deadline = self.child(), time.monotonic() + _SECONDS
        while not gone(child):
            assert time.monotonic() < deadline, "the child lives on"
            time.sleep(0.05)
        self.open()

    def open(self) -> None:
        """Let whoever stands there go on, and nobody be held any more."""
        (self._folder / "shut").unlink()

    def _at(self) -> tuple[str, str]:
        path = self._folder / "at"
        pid, _, told = (path.read_text("utf-8") if path.exists() else "").partition(" ")
        return pid, told
