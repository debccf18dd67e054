"""Memory that was freed, given back to the system."""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Any


def return_freed_memory() -> None:
    """Have the C library give back what nobody uses; does nothing where it knows no such call.

    glibc keeps large freed blocks, in an arena a thread: a server of four models grew by 200 MB with every table it
    answered, up to 1.5 GB. Takes 30 ms where there is much to give back, else 0.2.
    """
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    try:
        return getattr(ctypes.CDLL(None), "malloc_trim", None)
    except (OSError, TypeError):  # no such library, as on Windows
        return None
