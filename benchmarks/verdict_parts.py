"""Wall and processor seconds of what a verdict is made of: its phases in their child, and the parts of a phase."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

import psutil

from models.device import ThreadBudget
from studio.core.records import Phase, RunKind
from studio.services.studio import Studio
from studio.worker import inputs
from studio.worker.child_keeper import ChildKeeper
from studio.worker.child_session import environment
from studio.worker.execution import PHASES, Execution
from studio.worker.phases import run_phase

PARTS = {
    "faults of texts": ("studio.worker.phases.look", "faulty_texts"),
    "exact copies": ("studio.worker.phases.look", "exact_copies"),
    "shortcuts": ("studio.worker.phases.look", "giveaways"),
    "near copies": ("studio.worker.phases.look", "near_copies"),
    "folds, near copies kept whole": ("studio.worker.verdict_inputs", "_learnable"),
    "counting words": ("studio.worker.phases.count", "counting_words"),
    "tf-idf folds": ("studio.worker.phases.count", "out_of_fold"),
    "embedding": ("studio.worker.phases.judge", "embedded_once"),
    "probe folds": ("studio.worker.phases.judge", "out_of_fold"),
    "learning curve": ("studio.worker.phases.judge", "lessons"),
    "doubtful answers": ("studio.services.verdicts.learnable", "doubtful_labels"),
    "intervals": ("studio.services.verdicts.learnable", "measure"),
    "comparisons": ("studio.services.verdicts.learnable", "compare"),
}
"""Each part's function, as the module that calls it knows it."""


@dataclass
class Spent:
    """Seconds on the clock, and of processors: more than those of the clock where both cores worked."""

    wall: float = 0.0
    cpu: float = 0.0

    @contextmanager
    def counting(self, cpu: Callable[[], float]) -> Iterator[None]:
        """Add what the block takes; `cpu` says how many processor seconds were used until now."""
        wall, used = time.monotonic(), cpu()
        try:
            yield
        finally:
            self.wall += time.monotonic() - wall
            self.cpu += cpu() - used


def phases(studio: Studio, run_id: str) -> dict[str, Spent]:
    """What each phase of a verdict takes in its child, started for it and ended after it, as `--wait` does."""
    settings = studio.settings
    keeper = ChildKeeper(ThreadBudget(settings.thread_budget).trainer(serving=False), settings.logs / "worker.log")
    execution = Execution(studio, keeper)
    spent: dict[str, Spent] = {}
    try:
        for phase in PHASES[RunKind.VERDICT]:
            with spent.setdefault(phase.value, Spent()).counting(_children_cpu):
                if not execution.step(run_id, phase):
                    break
    finally:
        execution.finish(run_id)
        keeper.close()
    return spent


def parts(studio: Studio, run_id: str, folder: Path) -> dict[str, Spent]:
    """What the parts of the phases take, in a process with the threads a child has; nothing is kept."""
    inputs.write(studio, studio.journal.get(run_id), folder)
    command = [sys.executable, "-m", "benchmarks.verdict_parts", str(folder)]
    told = subprocess.run(command, env=environment(studio.settings.thread_budget), check=True, capture_output=True)
    return {name: Spent(*seconds) for name, seconds in json.loads(told.stdout.splitlines()[-1]).items()}


def _in_this_process(folder: Path) -> dict[str, Spent]:
    spent: dict[str, Spent] = {name: Spent() for name in PARTS}
    with ExitStack() as patched:
        for name, (module, function) in PARTS.items():
            timed = _timed(getattr(import_module(module), function), spent[name])
            patched.enter_context(patch(f"{module}.{function}", timed))
        for phase in (Phase.LOOK, Phase.COUNT, Phase.JUDGE):
            run_phase(phase, folder, lambda _progress: None)
    return spent


def _timed(function: Callable[..., Any], spent: Spent) -> Callable[..., Any]:
    def timed(*given: Any, **named: Any) -> Any:
        with spent.counting(_own_cpu):
            return function(*given, **named)

    return timed


def _own_cpu() -> float:
    return time.process_time()


def _children_cpu() -> float:
    """Processor seconds of the children that live; those of one that ended are no longer seen."""
    times = [child.cpu_times() for child in psutil.Process().children(recursive=True)]
    return float(sum(each.user + each.system for each in times))


if __name__ == "__main__":
    print(json.dumps({name: [each.wall, each.cpu] for name, each in _in_this_process(Path(sys.argv[1])).items()}))
