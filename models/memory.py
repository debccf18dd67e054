"""What this process holds in memory: on the graphics card where torch uses one, else in the machine's."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_STATUS, _REFS = Path("/proc/self/status"), Path("/proc/self/clear_refs")
_FORGET_PEAK = "5"  # see proc(5)
_most = [0]  # the most that was seen at any asking: some systems (sandboxes) keep no peak


@dataclass(frozen=True)
class Memory:
    """Bytes held now and at most since `forget_peak`; `device` says of what, `cuda` or `cpu`."""

    device: str
    held: int
    peak: int


def memory() -> Memory:
    """What is held now; nothing is imported for it."""
    cuda = _cuda()
    if cuda is not None:
        return Memory("cuda", int(cuda.memory_allocated()), int(cuda.max_memory_allocated()))
    held = _resident()
    _most[0] = max(_most[0], held)
    return Memory("cpu", held, max(_most[0], _status("VmHWM")))


def forget_peak() -> None:
    """Begin the peak anew: a process may do one run after another. Where the system does not allow it, it stays."""
    _most[0] = 0
    with contextlib.suppress(OSError):
        _REFS.write_text(_FORGET_PEAK)
    cuda = _cuda()
    if cuda is not None:
        cuda.reset_peak_memory_stats()


def _cuda() -> Any:
    """`torch.cuda` where it is in use already; asking must not start it."""
    torch: Any = sys.modules.get("torch")
    cuda = getattr(torch, "cuda", None)
    return cuda if cuda is not None and cuda.is_initialized() else None


def _resident() -> int:
    import psutil

    return int(psutil.Process().memory_info().rss)


def _status(name: str) -> int:
    """A figure of /proc/self/status in bytes; 0 on systems without it."""
    with contextlib.suppress(OSError, ValueError):
        for line in _STATUS.read_text().splitlines():
            if line.startswith(f"{name}:"):
                return int(line.split()[1]) * 1024
    return 0
