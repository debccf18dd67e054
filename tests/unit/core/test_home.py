"""The home folder is its owner's, wherever it is made."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.settings import Settings, make_home


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_home_is_made_for_its_owner_alone_with_a_folder_for_logs(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "deep" / "home")
    make_home(settings)
    assert mode(settings.home) == 0o700
    assert settings.logs.is_dir()
    make_home(settings)  # again and again


def test_a_home_that_is_there_keeps_its_rights_and_its_files(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    (tmp_path / "group.key").write_text("secret")
    make_home(Settings(home=tmp_path))
    assert mode(tmp_path) == 0o750
    assert (tmp_path / "group.key").read_text() == "secret"


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("a file")
    with pytest.raises(OSError, match="home"):
        make_home(Settings(home=tmp_path / "home"))
