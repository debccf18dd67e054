"""What this machine computes on, and how trainer and server share its threads.

torch is imported only where an accelerator is visible, so that describing a machine without one costs nothing.
"""

from __future__ import annotations

import os
import platform
import re
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from studio.core.errors import InvalidOptionError, UnavailableError

Kind = Literal["cpu", "cuda", "mps"]
_SETTING = re.compile(r"auto|cpu|mps|cuda(:\d+)?")
_TRAINER_NICENESS = 10


@dataclass(frozen=True)
class DeviceInfo:
    """A device in words: its kind, name, memory in bytes where known, and the machine's usable cores."""

    kind: Kind
    name: str
    memory_bytes: int | None
    cores: int


@dataclass(frozen=True)
class ThreadBudget:
    """The threads of the whole machine, shared by the trainer and the server.

    Two programs that each use all cores slow each other down many times over (threads spin at barriers; 5 to 80 times
    measured on two cores), so the shares never add up to more than `total`, but for a machine of one core and for a
    training in its middle: that keeps its number, on which its bits depend, and lets the server go first.
    """

    total: int

    def trainer(self, serving: bool) -> int:
        """Threads for training while requests arrive (`serving`) or none do."""
        return max(1, self.total - self._reserved()) if serving else max(1, self.total)

    def server(self, training: bool) -> int:
        """Threads for answering while a run trains (`training`) or none does."""
        return self._reserved() if training else max(1, self.total)

    def _reserved(self) -> int:
        return max(1, self.total // 4)


def describe_device(setting: str) -> DeviceInfo:
    """The device that `setting` (auto, cpu, cuda, cuda:N, mps) comes to on this machine."""
    device = resolve_device(setting)
    if device.startswith("cuda"):
        return _describe_cuda(device)
    if device == "mps":
        return DeviceInfo("mps", f"Apple GPU ({platform.machine()})", _memory(), usable_cores())
    return DeviceInfo("cpu", _cpu_name(), _memory(), usable_cores())


def resolve_device(setting: str) -> str:
    """The torch name of the device meant: CUDA when there is one, then MPS, else the CPU.

    Raises `UnavailableError` when an accelerator is asked for that is not there.
    """
    if not _SETTING.fullmatch(setting):
        raise InvalidOptionError(f"'{setting}' is not a device.", "Use auto, cpu, cuda, cuda:N or mps.")
    if setting == "auto":
        return "cuda" if cuda_count() else "mps" if _has_mps() else "cpu"
    index = int(setting.partition(":")[2] or 0)
    if setting.startswith("cuda") and index >= cuda_count():
        raise UnavailableError(f"The device '{setting}' is not there.", "Set ASSAY_DEVICE to auto or cpu.")
    if setting == "mps" and not _has_mps():
        raise UnavailableError("This machine has no MPS device.", "Set ASSAY_DEVICE to auto or cpu.")
    return setting


def cuda_count() -> int:
    """Usable CUDA devices; asks torch only when the driver shows one."""
    if os.environ.get("CUDA_VISIBLE_DEVICES", "all") in ("", "-1") or not _driver_visible():
        return 0
    import torch

    return torch.cuda.device_count() if torch.cuda.is_available() else 0


def usable_cores() -> int:
    """Cores that this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def limit_threads(threads: int) -> AbstractContextManager[object]:
    """Let numpy, scipy and scikit-learn use `threads` threads within."""
    from threadpoolctl import threadpool_limits

    return cast(AbstractContextManager[object], threadpool_limits(max(1, threads)))


def lower_priority() -> None:
    """Let the server go first: raise the niceness of this process (the trainer) where the system allows."""
    if hasattr(os, "nice"):
        try:
            os.nice(max(0, _TRAINER_NICENESS - os.nice(0)))
        except OSError:  # a sandbox may forbid it; training at normal priority is still right
            return


def _driver_visible() -> bool:
    nodes = Path("/dev")
    return Path("/proc/driver/nvidia/version").exists() or any(nodes.glob("nvidia[0-9]*")) or sys.platform == "win32"


def _has_mps() -> bool:
    if sys.platform != "darwin" or platform.machine() != "arm64":
        return False
    import torch

    return torch.backends.mps.is_available()


def _describe_cuda(device: str) -> DeviceInfo:
    import torch

    properties = torch.cuda.get_device_properties(torch.device(device))
    return DeviceInfo("cuda", properties.name, int(properties.total_memory), usable_cores())


def _cpu_name() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text("utf-8", errors="replace")
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", text, re.MULTILINE)
    return found.group(1).strip() if found else platform.machine()


def _memory() -> int | None:
    import psutil

    return int(psutil.virtual_memory().total)
