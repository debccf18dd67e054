"""Folders that are written whole or not at all: staged, fsynced, summed, renamed.

Every folder carries the sha256 of each of its files, since formats such as safetensors do not notice a changed
payload.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from studio.core.errors import DamagedArtifactError, StorageFullError

MANIFEST = "manifest.json"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CHUNK = 1 << 20


@contextmanager
def stage(folder: Path) -> Iterator[Path]:
    """A fresh folder beside `folder` that takes its name once everything in it is on disk and summed.

    An existing `folder` is replaced as a whole. Whatever goes wrong inside, `folder` is as it was before and nothing
    half-written stays behind; a full disk raises `StorageFullError`.
    """
    work = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.partial")
    with told_when_full(folder.name):
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            work.mkdir()
            yield work
            seal(work)
            _take_place(work, folder)
        except BaseException:
            shutil.rmtree(work, ignore_errors=True)
            raise


@contextmanager
def told_when_full(name: str) -> Iterator[None]:
    """Whatever a full disk makes of saving `name` inside is a `StorageFullError`."""
    try:
        yield
    except BaseException as problem:
        if is_storage_full(problem) and not isinstance(problem, StorageFullError):
            raise StorageFullError(
                f"The disk is full: '{name}' could not be saved.", "Free some space, then try again."
            ) from problem
        raise


def is_storage_full(problem: BaseException) -> bool:
    """Whether `problem`, or what caused it, is a disk that took no more.

    Compiled writers (safetensors, OpenVINO) report it in their message alone.
    """
    link: BaseException | None = problem
    while link is not None:
        if isinstance(link, StorageFullError) or (isinstance(link, OSError) and link.errno in _FULL):
            return True
        if "No space left on device" in str(link):
            return True
        link = link.__cause__ or link.__context__
    return False


def seal(folder: Path) -> dict[str, Any]:
    """Flush every file of `folder` to disk and write its manifest of sha256 sums, which is returned."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)
    files = {
        path.relative_to(folder).as_posix(): {"sha256": _sum(path), "bytes": path.stat().st_size} for path in paths
    }
    manifest = {"format": 1, "files": files}
    save_json(folder / MANIFEST, manifest)
    for path in [*paths, folder / MANIFEST]:
        _flush(path)
    for inner in [path for path in folder.rglob("*") if path.is_dir()] + [folder]:
        _flush(inner)
    return manifest


def verify(folder: Path) -> dict[str, Any]:
    """The manifest of `folder`, every file of which still has its sum; else `DamagedArtifactError` names the file."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        files: Mapping[str, Mapping[str, Any]] = manifest["files"]
        sums = {name: str(entry["sha256"]) for name, entry in files.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise damaged(folder, MANIFEST) from problem
    for name, expected in sums.items():
        relative = PurePosixPath(name)
        path = folder / relative
        if relative.is_absolute() or ".." in relative.parts or not path.is_file() or _sum(path) != expected:
            raise damaged(folder, name)
    return manifest


def save_json(path: Path, value: Any) -> None:
    """Write `value` as UTF-8 JSON with sorted keys; not-a-number is refused."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    path.write_text(text + "\n", "utf-8")


def load_json(path: Path) -> Any:
    """The value `save_json` wrote; `DamagedArtifactError` where it is missing or not JSON."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as problem:
        raise damaged(path.parent, path.name) from problem


def _take_place(work: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.{secrets.token_hex(6)}.old")
    replaced = folder.exists()
    if replaced:
        folder.rename(old)
    try:
        work.rename(folder)
    except BaseException:
        if replaced:
            old.rename(folder)
        raise
    _flush(folder.parent)
    if replaced:
        shutil.rmtree(old, ignore_errors=True)


def _sum(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def damaged(folder: Path, name: str) -> DamagedArtifactError:
    """What to raise where the file `name` of `folder` is missing or altered."""
    return DamagedArtifactError(
        f"The file '{name}' of '{folder.name}' is missing or no longer what was saved.",
        "Restore it from a backup, or train the model again.",
    )
