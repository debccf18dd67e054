"""How much memory a model takes once it answers, told from its files before it is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from models.artifacts import MANIFEST, load_json
from models.serving.loading import MODEL, answering_folder, content
from studio.core.errors import DamagedArtifactError

_MEGABYTE = 2**20
_LEAST_BUDGET, _MOST_BUDGET = 512 * _MEGABYTE, 2048 * _MEGABYTE
# int8 graphs of 22 and 104 MB took 380 and 820 MB once they had answered texts of all lengths: weights are repacked
# for every kernel, and working memory hardly depends on their size.
_GRAPH, _GRAPH_WORKING = 5.0, 250 * _MEGABYTE
# A vocabulary of 0.5 MB becomes 7 MB of Python and Rust objects; weights are kept as they are stored, and worked on.
_TIMES = {".json": 15.0, ".safetensors": 2.0}


@dataclass(frozen=True)
class Footprint:
    """Bytes of graphs and of whole models by their content, which equal ones take once."""

    shared: Mapping[str, int] = field(default_factory=dict)


def footprint(folder: Path, device: str = "cpu") -> Footprint:
    """What the model in `folder` takes on `device`; a folder without a manifest is reckoned by its files alone."""
    sums = _sums(folder)
    shared: dict[str, int] = {}
    for used in _answering(folder, device):
        rest, names = 0, []
        for path in (path for path in used.rglob("*") if path.is_file()):
            size = path.stat().st_size
            summed = sums.get(path.relative_to(folder).as_posix(), str(path))
            names.append((path.relative_to(used).as_posix(), summed))
            if path.suffix == ".bin":
                shared[summed] = int(size * _GRAPH) + _GRAPH_WORKING
            else:
                rest += int(size * _TIMES.get(path.suffix, 1.0))
        shared[content(names)] = rest
    return Footprint(shared)


def _answering(folder: Path, device: str) -> list[Path]:
    """The folders that are loaded, each as one model: those of every member where versions were fused."""
    members = folder / MODEL / "members"
    artifacts = sorted(members.iterdir()) if members.is_dir() else [folder]
    places = [(answering_folder(each, device), each) for each in artifacts]
    return [next(place for place in each if place.is_dir()) for each in places]


def total(footprints: Iterable[Footprint]) -> int:
    """Bytes that models take together."""
    shared = {name: size for one in footprints for name, size in one.shared.items()}
    return sum(shared.values())


def memory_budget() -> int:
    """Bytes that loaded models may take on this machine: a quarter of its memory, within bounds."""
    return max(_LEAST_BUDGET, min(_MOST_BUDGET, int(psutil.virtual_memory().total) // 4))


def _sums(folder: Path) -> dict[str, str]:
    """The sum of each file, from the manifest."""
    try:
        files: Mapping[str, Mapping[str, Any]] = load_json(folder / MANIFEST)["files"]
        return {name: str(entry["sha256"]) for name, entry in files.items()}
    except (DamagedArtifactError, KeyError, TypeError, AttributeError):
        return {}  # loading will say what is wrong
