"""What the child does, one file a phase. Every phase can start from the run's folder alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from models.memory import forget_peak, memory
from models.parts import cut_into
from studio.core.records import Phase, Progress
from studio.worker.results import write_result
from studio.worker.run_folder import RunFolder
from studio.worker.short_of_memory import ShortOfMemory

Report = Callable[[Progress], None]
PhaseFunction = Callable[[RunFolder, Report], Mapping[str, Any]]

_CHILD_PHASES = (
    Phase.LOAD,
    Phase.TRAIN,
    Phase.CALIBRATE,
    Phase.COMPRESS,
    Phase.EVALUATE,
    Phase.PREDICT,
    Phase.LOOK,
    Phase.COUNT,
    Phase.JUDGE,
    Phase.CLIMB,
    Phase.TRIAL,
    Phase.FUSE,
    Phase.WEIGH,
    Phase.SEARCH,
    Phase.SEEDS,
)
MEMORY = "memory"
"""Where the result of a phase says what the run held at most until then, in this process."""
_kept: dict[Path, RunFolder] = {}


def run_phase(phase: Phase, path: Path, report: Report) -> dict[str, Any]:
    """Do `phase` of the run in `path`; what the last run left in memory is dropped first."""
    if path not in _kept:
        _kept.clear()
        _kept[path] = RunFolder(path)
        forget_peak()
    cut_into(ShortOfMemory.read(path).parts)
    result = dict(_function(phase)(_kept[path], report))
    held = memory()
    write_result(path, phase.value, {**result, MEMORY: {"device": held.device, "peak_bytes": held.peak}})
    return result


def warm_up() -> None:
    """Import what every run needs, so that the first one does not wait for it."""
    for phase in _CHILD_PHASES:
        _function(phase)
    import_module("sklearn.feature_extraction.text")
    import_module("torch")
    import_module("openvino")
    import_module("transformers")


def _function(phase: Phase) -> PhaseFunction:
    if phase not in _CHILD_PHASES:
        raise ValueError(f"the phase {phase.value} does not run in a child")
    found: PhaseFunction = import_module(f"studio.worker.phases.{phase.value}").run
    return found
