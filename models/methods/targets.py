"""A target as plain JSON, the same in every model's folder."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.interface import Target
from studio.core.tasks import Task


def dump_target(target: Target) -> dict[str, Any]:
    """`target` as JSON."""
    return {"task": target.task.value, "labels": list(target.labels), "score_step": target.score_step}


def parse_target(value: Mapping[str, Any]) -> Target:
    """The target `dump_target` wrote."""
    return Target(Task(value["task"]), tuple(value["labels"]), float(value["score_step"]))
