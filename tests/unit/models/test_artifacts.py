from __future__ import annotations

import errno
from pathlib import Path

import numpy as np
import pytest

from models.artifacts import load_arrays, load_json, save_arrays, save_json, stage, verify
from studio.core.errors import CancelledError, DamagedArtifactError, StorageFullError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "artifacts" / "model"
    with stage(target) as work:
        save_json(work / "about.json", {"labels": ["späť", "b"]})
        (work / "inner").mkdir()
        save_arrays(work / "inner" / "head.safetensors", {"w": np.arange(6.0).reshape(2, 3).T})
    return target


def test_what_is_staged_comes_back(folder: Path) -> None:
    assert set(verify(folder)["files"]) == {"about.json", "inner/head.safetensors"}
    assert load_json(folder / "about.json") == {"labels": ["späť", "b"]}
    np.testing.assert_array_equal(
        load_arrays(folder / "inner" / "head.safetensors")["w"], np.arange(6.0).reshape(2, 3).T
    )


@pytest.mark.parametrize("name", ["about.json", "inner/head.safetensors"])
def test_a_changed_byte_is_noticed_and_named(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[-3] ^= 1
    (folder / name).write_bytes(bytes(data))
    with pytest.raises(DamagedArtifactError) as caught:
        verify(folder)
    assert Path(name).name in caught.value.message


def test_a_missing_file_is_noticed(folder: Path) -> None:
    (folder / "about.json").unlink()
    with pytest.raises(DamagedArtifactError, match=r"about\.json"):
        verify(folder)


def test_a_manifest_that_points_outside_is_refused(folder: Path) -> None:
    (folder.parent / "secret").write_text("x")
    manifest = load_json(folder / "manifest.json")
    manifest["files"]["../secret"] = {"sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"}
    save_json(folder / "manifest.json", manifest)
    with pytest.raises(DamagedArtifactError):
        verify(folder)


@pytest.mark.parametrize("problem", [CancelledError("stopped"), KeyboardInterrupt(), OSError(errno.EIO, "bad disk")])
def test_nothing_half_written_stays(folder: Path, problem: BaseException) -> None:
    with pytest.raises(type(problem)), stage(folder) as work:
        save_json(work / "about.json", "new")
        raise problem
    assert load_json(folder / "about.json") == {"labels": ["späť", "b"]}
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageFullError), stage(tmp_path / "model"), Path("/dev/full").open("w") as disk:
        disk.write("x" * 100_000)
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_reported_by_a_compiled_writer_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageFullError), stage(tmp_path / "model"):
        raise RuntimeError("I/O error: No space left on device (os error 28)")


def test_an_existing_folder_is_replaced_as_a_whole(folder: Path) -> None:
    with stage(folder) as work:
        save_json(work / "other.json", 1)
    assert set(verify(folder)["files"]) == {"other.json"}
    assert [path.name for path in folder.parent.iterdir()] == ["model"]


def test_cut_off_files_are_damage(folder: Path) -> None:
    path = folder / "inner" / "head.safetensors"
    path.write_bytes(path.read_bytes()[:20])
    with pytest.raises(DamagedArtifactError):
        load_arrays(path)
    (folder / "about.json").write_text("{")
    with pytest.raises(DamagedArtifactError):
        load_json(folder / "about.json")
