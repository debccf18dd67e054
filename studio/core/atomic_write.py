"""Writing a small file so that whoever reads it finds all of it or what stood there before."""

from __future__ import annotations

from pathlib import Path


def write_atomically(path: Path, text: str) -> None:
    """Write `text` as UTF-8 beside `path`, then rename it there; raises what the file system raises."""
    unfinished = path.with_name(f"{path.name}.part")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)
