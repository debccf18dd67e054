"""What was read on a ladder goes into the cache of all runs, where that can be written."""

from __future__ import annotations

from pathlib import Path

from models.ladder.even_start import hand_on


def read_on_the_ladder(folder: Path) -> Path:
    path = folder / "embeddings" / "read.safetensors"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"vectors")
    return path


def test_what_was_read_is_there_for_the_next_training(tmp_path: Path) -> None:
    read_on_the_ladder(tmp_path / "ladder")
    hand_on(tmp_path / "ladder", tmp_path / "cache")
    assert (tmp_path / "cache" / "embeddings" / "read.safetensors").read_bytes() == b"vectors"


def test_a_cache_that_cannot_be_written_ends_no_ladder(tmp_path: Path) -> None:
    path = read_on_the_ladder(tmp_path / "ladder")
    (tmp_path / "cache").write_text("a file where the folder should be")
    hand_on(tmp_path / "ladder", tmp_path / "cache")
    assert path.exists()
