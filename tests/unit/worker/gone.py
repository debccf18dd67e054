"""Whether a process has ended, asked of one that may end while it is asked."""

from __future__ import annotations

import psutil


def gone(pid: int) -> bool:
    """Whether no process of that number works any more; one that nobody has taken leave of yet does not either."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
