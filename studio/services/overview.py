"""What the home page shows: the device, the worker, what runs, who answers."""

from __future__ import annotations

import os
from functools import cached_property

from domains.registry import registry
from models.device import DeviceInfo, describe_device
from studio.core.actor import Actor
from studio.core.records import ModelVersion, Run, RunState
from studio.core.settings import Settings
from studio.services.pulse import read_pulse
from studio.storage import models, runs
from studio.storage.database import Store


class OverviewService:
    """The state of this installation."""

    def __init__(self, settings: Settings, store: Store) -> None:
        self._settings = settings
        self._store = store

    def device(self) -> DeviceInfo:
        """What this machine computes on."""
        return self._device

    def worker_alive(self) -> bool:
        """Whether a worker of this home shows a fresh sign of life and its process is there."""
        pulse = read_pulse(self._settings.home)
        return pulse is not None and pulse.fresh and _there(pulse.pid)

    def running(self, actor: Actor) -> list[Run]:
        """Runs that are not over: the one in work first, then the queue in its order."""
        with self._store.read() as connection:
            live = runs.every(connection, actor.workspace, states=[RunState.QUEUED, RunState.RUNNING])
        return sorted(live, key=lambda run: (run.state is RunState.QUEUED, run.created_at))

    def production(self, actor: Actor) -> dict[str, tuple[ModelVersion, ...]]:
        """Each domain's production models, one a task, in the order of the domains and of their tasks."""
        with self._store.read() as connection:
            serving = [model for model in models.every(connection, actor.workspace) if model.in_production]
        by_job = {(model.domain, model.task): model for model in serving}
        return {
            domain.key: tuple(by_job[domain.key, task] for task in domain.tasks if (domain.key, task) in by_job)
            for domain in registry()
        }

    @cached_property
    def _device(self) -> DeviceInfo:
        return describe_device(self._settings.device)


def _there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # another user's process is a process
        return True
    return True
