"""Dying with one's parent, whatever ends the parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Have the system kill this process when the thread that started it ends; `parent` is its process id.

    Linux only, and tied to a thread: the end of standard input is the sign that always comes, this one is faster.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it ended before we asked
        os._exit(1)


def kill_group(group: int, sign: signal.Signals = signal.SIGKILL) -> None:
    """Send `sign` to a process group; does nothing where it is gone."""
    try:
        os.killpg(group, sign)
    except (ProcessLookupError, PermissionError):
        return
