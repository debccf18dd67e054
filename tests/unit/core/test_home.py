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


def test_a_variable_that_is_set_to_nothing_is_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"ASSAY_{name.upper()}", raising=False)
    unset = Settings()
    for name in Settings.model_fields:
        monkeypatch.setenv(f"ASSAY_{name.upper()}", "")
    assert Settings() == unset


def test_homes_share_the_models_made_ready_where_they_are_told_to(tmp_path: Path) -> None:
    shared = tmp_path / "ready"
    for name in ("one", "two"):
        settings = Settings(home=tmp_path / name, encoders=shared)
        make_home(settings)
        make_home(settings)  # again and again
        (tmp_path / name / "cache" / "encoders" / name).touch()
    assert {each.name for each in shared.iterdir()} == {"one", "two"}


def test_a_home_that_has_made_models_ready_keeps_them(tmp_path: Path) -> None:
    own = tmp_path / "home" / "cache" / "encoders"
    own.mkdir(parents=True)
    make_home(Settings(home=tmp_path / "home", encoders=tmp_path / "ready"))
    assert not own.is_symlink()


def test_a_home_shares_nothing_by_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSAY_ENCODERS", raising=False)
    make_home(Settings(home=tmp_path / "home"))
    assert not (tmp_path / "home" / "cache").exists()


def test_a_home_told_to_share_no_more_or_elsewhere_follows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSAY_ENCODERS", raising=False)
    home, first, second = tmp_path / "home", tmp_path / "first", tmp_path / "second"
    own = home / "cache" / "encoders"
    make_home(Settings(home=home, encoders=first))
    make_home(Settings(home=home, encoders=second))
    assert own.resolve() == second.resolve()
    second.rmdir()
    make_home(Settings(home=home))
    own.mkdir(parents=True)  # nothing is in the way of models of its own
    assert first.exists()
