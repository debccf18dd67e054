"""The key under which this installation hashes the ids of persons."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

_NAME = "group.key"
_BYTES = 32


def group_key(home: Path) -> str:
    """The key, as hexadecimal digits; made at first use, readable by its owner alone.

    The same id hashes alike in every upload of one installation and to something else in any other. Losing the file
    means that groups of later uploads no longer meet those of earlier ones.
    """
    path = home.resolve() / _NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        return _made(path)


def _made(path: Path) -> str:
    """Write the key under another name first: whoever finds the file finds all of it, whoever comes second takes it."""
    unfinished = path.with_name(f"{_NAME}.{secrets.token_hex(4)}")
    file = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "w") as stream:
        stream.write(secrets.token_hex(_BYTES))
        stream.flush()
        os.fsync(stream.fileno())
    try:
        os.link(unfinished, path)
    except FileExistsError:
        pass
    finally:
        unfinished.unlink()
    return path.read_text().strip()
