"""Freed memory goes back to the system, also from below a block still in use."""

from __future__ import annotations

import platform
import subprocess
import sys

import pytest

CODE = """
import psutil
from models.allocator import return_freed_memory
def resident(): return psutil.Process().memory_info().rss
blocks = [bytearray(b"x" * 60_000) for _ in range(4_000)]
held = blocks[-1]  # the allocator would shrink the heap down to here by itself
del blocks
before = resident()
return_freed_memory()
return_freed_memory()
print(before - resident())
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="asks a call of glibc")
def test_freed_memory_goes_back_to_the_system() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], check=True, capture_output=True, text=True)
    assert int(done.stdout) > 100 * 2**20
