"""What the child is told about a run: plain JSON in the run's folder, so that any phase can start from there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from studio.core.atomic_write import write_atomically
from studio.core.records import RunKind
from studio.core.tasks import Task

FILE = "job.json"


@dataclass(frozen=True)
class Job:
    """A run as the model layer needs it. `metrics` has the primary one first.

    `threads` is the machine's whole budget. `model` is the artifact folder that an evaluate or predict run uses,
    that is made smaller, or that is trained again; empty for other training. `members` are those of the versions that
    are tried or fused. `augmentation` says how training texts are varied, `decision` how labels are decided, where that
    was asked. `serving` is the file that the server touches while it answers requests.
    """

    run_id: str
    kind: RunKind
    domain: str
    task: Task
    labels: tuple[str, ...]
    metrics: tuple[str, ...]
    method: str
    options: Mapping[str, Any]
    seed: int
    device: str
    threads: int
    cache: str
    serving: str
    model: str = ""
    augmentation: Mapping[str, Any] = field(default_factory=dict)
    decision: str = ""
    members: tuple[str, ...] = ()

    def write(self, folder: Path) -> None:
        """Write the job into a run's folder, whole or not at all."""
        write_atomically(folder / FILE, json.dumps(asdict(self)))

    @classmethod
    def read(cls, folder: Path) -> Job:
        """The job written there."""
        values = json.loads((folder / FILE).read_text("utf-8"))
        values["kind"], values["task"] = RunKind(values["kind"]), Task(values["task"])
        values["labels"], values["metrics"] = tuple(values["labels"]), tuple(values["metrics"])
        values["members"] = tuple(values.get("members", ()))
        return cls(**values)
