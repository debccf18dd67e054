"""What a parsing child may not do: outlive its parent, take all memory, write a byte to disk, open a connection."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
import tempfile

from studio.services.intake.limits import MEGABYTE, ChildLimits
from studio.services.intake.no_network import deny_network

_PR_SET_PDEATHSIG = 1
_RESERVED = 256 * MEGABYTE
"""What a process asks for to write in and never touches, stacks above all: 170 MB were seen beside 346 MB resident."""


def confine(limits: ChildLimits, parent: int) -> bool:
    """Bind this process by `limits`; `parent` is the process id of who started it. Whether the network is denied, too.

    File size 0 lets pipes through and no file: with core dumps off as well, what is read here cannot reach a disk.
    """
    tempfile.tempdir = tempfile.tempdir or "/tmp"  # noqa: S108 - libraries ask for it at import; a write would fail
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, 0)
    _cap(resource.RLIMIT_AS, limits.memory_bytes)
    _cap(resource.RLIMIT_DATA, limits.resident_bytes + _RESERVED)
    _cap(resource.RLIMIT_CPU, limits.cpu_seconds)
    if sys.platform.startswith("linux"):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it ended before we asked
            os._exit(1)
    return deny_network()


def _cap(kind: int, limit: int) -> None:
    """Lower a limit; one that is lower already stays."""
    _, hard = resource.getrlimit(kind)
    value = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
    resource.setrlimit(kind, (value, value))
