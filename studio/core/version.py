"""The version of the code, written into every run's manifest."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

VERSION = "0.1.0"
_ROOT = Path(__file__).parents[2]
_LEARNS = ("domains", "models", "studio/core", "studio/services/datasets", "studio/services/intake", "studio/worker")
"""Where the code lies, and the word lists, that a model's texts, weights and figures come of."""
_KINDS = frozenset({".py", ".txt", ".json", ".csv"})


@cache
def code_hash() -> str:
    """Twelve digits over the files that read, prepare, learn and measure; two releases or edits may share a version."""
    digest = hashlib.sha256()
    for place in _LEARNS:
        for path in sorted(each for each in (_ROOT / place).rglob("*") if each.suffix in _KINDS):
            digest.update(f"{path.relative_to(_ROOT).as_posix()}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
