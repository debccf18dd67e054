"""The device that runs are worked on: the worker's, which may stand on another machine than the pages."""

from __future__ import annotations

from models.device import resolve_device
from studio.core.errors import UnavailableError
from studio.core.settings import Settings
from studio.services.pulse import read_pulse


def worker_device(settings: Settings) -> str:
    """As torch names it: what a live worker says of itself, else what the setting comes to on this machine."""
    pulse = read_pulse(settings.home)
    return pulse.device if pulse is not None and pulse.device else device_here(settings)


def device_here(settings: Settings) -> str:
    """What the setting comes to on this machine; the setting itself where that device is not there."""
    try:
        return resolve_device(settings.device)
    except UnavailableError:  # the run says so; describing it must not fail
        return settings.device
