"""The artifact store: immutable folders by key, on this disk or wherever an fsspec URL points."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path, PurePosixPath
from typing import Any

import fsspec
import pandas as pd

from studio.core.errors import DamagedArtifactError, NotFoundError
from studio.core.manifest import MANIFEST, damaged, seal, stage, told_when_full, verify

TABLE = "table.parquet"
Stamp = tuple[tuple[str, int, int], ...]


class ArtifactStore:
    """Folders under one root. A key such as `models/model-8k3m2q9d7x1c` is written once and never changed.

    Every folder is whole or absent, and carries the sha256 of its files. `cache` holds local copies of a remote
    store's folders.
    """

    def __init__(self, url: str, cache: Path) -> None:
        self._files, self._root = fsspec.core.url_to_fs(url)
        self._local = "file" in _protocols(self._files)
        self._cache = cache
        self._verified: dict[str, Stamp] = {}

    def put_folder(self, folder: Path, key: str) -> int:
        """Keep a copy of `folder` under `key`, whole or not at all, and return its size in bytes.

        Raises `StorageFullError` where the disk takes no more; nothing half-written stays.
        """
        _check(key)
        if self._local:
            with stage(Path(self._root) / key) as work:
                _copy_into(folder, work)
        else:
            with told_when_full(PurePosixPath(key).name), tempfile.TemporaryDirectory() as scratch:
                work = Path(scratch) / "folder"
                work.mkdir()
                _copy_into(folder, work)
                seal(work)
                self._upload(work, key)
        return sum(path.stat().st_size for path in _files_in(folder))

    def local_folder(self, key: str) -> Path:
        """A folder on this disk that holds what was put under `key`, every file checked against its sum.

        Files that did not change since they were last checked by this process are not read again. Raises
        `NotFoundError`, or `DamagedArtifactError` naming the file.
        """
        _check(key)
        folder = Path(self._root) / key if self._local else self._cached(key)
        if not folder.is_dir():
            raise NotFoundError("artifact", key)
        stamp = _stamp(folder)
        if self._verified.get(key) != stamp:
            verify(folder)
            self._verified[key] = stamp
        return folder

    def put_table(self, table: pd.DataFrame, key: str) -> int:
        """Keep a table under `key` as a folder with one Parquet file; returns its size in bytes.

        Raises `StorageFullError` as `put_folder` does.
        """
        with told_when_full(PurePosixPath(key).name), tempfile.TemporaryDirectory() as scratch:
            table.to_parquet(Path(scratch) / TABLE, index=False)
            return self.put_folder(Path(scratch), key)

    def read_table(self, key: str) -> pd.DataFrame:
        """The table in the folder under `key`."""
        return pd.read_parquet(self.local_folder(key) / TABLE)

    def exists(self, key: str) -> bool:
        """Whether something whole is kept under `key`."""
        _check(key)
        return bool(self._files.exists(f"{self._root}/{key}/{MANIFEST}"))

    def delete(self, key: str) -> None:
        """Give back the space of `key`; does nothing where there is nothing."""
        _check(key)
        self._verified.pop(key, None)
        shutil.rmtree(self._cache / key, ignore_errors=True)
        path = f"{self._root}/{key}"
        if self._files.exists(path):
            self._files.rm(path, recursive=True)

    def _upload(self, work: Path, key: str) -> None:
        """Files first, the manifest last: a folder without one does not exist."""
        try:
            for path in [*_files_in(work), work / MANIFEST]:
                target = f"{self._root}/{key}/{path.relative_to(work).as_posix()}"
                self._files.makedirs(target.rpartition("/")[0], exist_ok=True)
                self._files.put_file(str(path), target)
        except BaseException:
            self.delete(key)
            raise

    def _cached(self, key: str) -> Path:
        """The local copy of a remote folder, fetched where there is none; a damaged copy is fetched again."""
        folder = self._cache / key
        if folder.is_dir() and self._verified.get(key) == _stamp(folder):
            return folder
        try:
            verify(folder)
        except DamagedArtifactError:
            self._download(key, folder)
        return folder

    def _download(self, key: str, folder: Path) -> None:
        if not self.exists(key):
            raise NotFoundError("artifact", key)
        root = f"{self._root}/{key}/"
        with stage(folder) as work:
            for source in self._files.find(root):
                name = source[source.index(f"{key}/") + len(key) + 1 :]
                target = work / name
                target.parent.mkdir(parents=True, exist_ok=True)
                self._files.get_file(source, str(target))
            verify(work)


def _check(key: str) -> None:
    """A key is a relative path that stays below the root."""
    path = PurePosixPath(key)
    if path.is_absolute() or ".." in path.parts or not path.parts:
        raise damaged(Path("artifacts"), key)


def _copy_into(folder: Path, work: Path) -> None:
    """Everything but the folder's own manifest, which is written anew; one of a folder inside belongs to that."""
    for path in _files_in(folder):
        target = work / path.relative_to(folder)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)


def _files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and path != folder / MANIFEST)


def _stamp(folder: Path) -> Stamp:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    stats = [(path.relative_to(folder).as_posix(), path.stat()) for path in paths]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in stats)


def _protocols(files: Any) -> tuple[str, ...]:
    return (files.protocol,) if isinstance(files.protocol, str) else tuple(files.protocol)
