from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import fsspec
import pandas as pd
import pytest

from studio.core.errors import DamagedArtifactError, NotFoundError, StorageFullError
from studio.storage.artifacts import ArtifactStore

KEY = "models/model-1"


@pytest.fixture(params=["local", "memory"])
def artifacts(request: pytest.FixtureRequest, tmp_path: Path) -> ArtifactStore:
    if request.param == "memory":
        fsspec.filesystem("memory").store.clear()
    url = str(tmp_path / "artifacts") if request.param == "local" else "memory://artifacts"
    return ArtifactStore(url, tmp_path / "cache")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "made"
    (made / "model").mkdir(parents=True)
    (made / "model" / "weights.bin").write_bytes(b"weights")
    (made / "model.json").write_text("{}")
    (made / "model" / "manifest.json").write_text("inner")
    return made


def test_a_folder_comes_back_whole_with_its_size(artifacts: ArtifactStore, folder: Path) -> None:
    assert artifacts.put_folder(folder, KEY) == len(b"weights") + len("{}") + len("inner")
    found = artifacts.local_folder(KEY)
    assert (found / "model" / "weights.bin").read_bytes() == b"weights"
    assert (found / "model" / "manifest.json").read_text() == "inner"
    assert artifacts.exists(KEY)


def test_a_table_comes_back_equal(artifacts: ArtifactStore) -> None:
    table = pd.DataFrame({"text": ["grün", None], "score": [0.5, 2.0]})
    artifacts.put_table(table, "inputs/run-1")
    pd.testing.assert_frame_equal(artifacts.read_table("inputs/run-1"), table)


def test_a_deleted_folder_is_gone_and_gives_its_space_back(
    artifacts: ArtifactStore, folder: Path, tmp_path: Path
) -> None:
    artifacts.put_folder(folder, KEY)
    artifacts.local_folder(KEY)
    artifacts.delete(KEY)
    artifacts.delete(KEY)
    assert not artifacts.exists(KEY)
    with pytest.raises(NotFoundError):
        artifacts.local_folder(KEY)
    left = [path for root in ("artifacts", "cache") for path in (tmp_path / root).rglob("*") if path.is_file()]
    assert left == []


def test_an_altered_file_is_noticed_and_named(tmp_path: Path, folder: Path) -> None:
    artifacts = ArtifactStore(str(tmp_path / "artifacts"), tmp_path / "cache")
    artifacts.put_folder(folder, KEY)
    artifacts.local_folder(KEY)
    (tmp_path / "artifacts" / KEY / "model" / "weights.bin").write_bytes(b"weighty")
    with pytest.raises(DamagedArtifactError, match=r"weights\.bin"):
        artifacts.local_folder(KEY)


def test_a_damaged_copy_of_a_remote_folder_is_fetched_again(tmp_path: Path, folder: Path) -> None:
    fsspec.filesystem("memory").store.clear()
    artifacts = ArtifactStore("memory://artifacts", tmp_path / "cache")
    artifacts.put_folder(folder, KEY)
    (artifacts.local_folder(KEY) / "model" / "weights.bin").write_bytes(b"rubbish")
    assert (artifacts.local_folder(KEY) / "model" / "weights.bin").read_bytes() == b"weights"


def test_a_remote_file_that_was_altered_is_noticed(tmp_path: Path, folder: Path) -> None:
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    artifacts = ArtifactStore("memory://artifacts", tmp_path / "cache")
    artifacts.put_folder(folder, KEY)
    memory.pipe(f"/artifacts/{KEY}/model/weights.bin", b"rubbish")
    with pytest.raises(DamagedArtifactError):
        artifacts.local_folder(KEY)


def test_a_full_disk_leaves_what_was_there_and_nothing_half_written(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    artifacts = ArtifactStore(str(tmp_path / "artifacts"), tmp_path / "cache")
    artifacts.put_folder(folder, KEY)

    def full(_descriptor: int) -> Any:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (folder / "more.bin").write_bytes(b"more")
    with pytest.raises(StorageFullError):
        artifacts.put_folder(folder, KEY)
    monkeypatch.undo()
    assert not (artifacts.local_folder(KEY) / "more.bin").exists()
    assert [path.name for path in (tmp_path / "artifacts" / "models").iterdir()] == ["model-1"]


@pytest.mark.parametrize("key", ["../outside", "/etc", ""])
def test_a_key_never_leaves_the_store(tmp_path: Path, key: str) -> None:
    with pytest.raises(DamagedArtifactError):
        ArtifactStore(str(tmp_path / "artifacts"), tmp_path / "cache").delete(key)
