"""What a run's work was done on, as its worker found it; its manifest only says what was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

RAN_ON = "ran_on"
"""The key under which a run's result holds `device` (as torch names it), its `name` and the budget of `threads`."""


def device_of(result: Mapping[str, Any]) -> str | None:
    """The device by both its names, as `cuda (NVIDIA H100)`; None where the result does not say."""
    told = result.get(RAN_ON, {})
    device, name = told.get("device"), told.get("name")
    return f"{device} ({name})" if device and name and name != device else device
