"""`backbones` from a shell: the catalogue, and the advice for a dataset with its rule and source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from studio.cli import backbones
from studio.services.studio import Studio
from tests.unit.cli.command_line import CommandLine
from tests.unit.model_zips import UNUSABLE
from tests.unit.services.conftest import sample_dataset
from tests.unit.services.test_backbones import a_model


def test_the_catalogue_and_the_advice_are_told(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    dataset = sample_dataset(studio)
    backbones.backbones(dataset.id, json=True)
    told = json.loads(capsys.readouterr().out)
    bundled, *others = told["backbones"]
    assert (bundled["key"], bundled["available"], bundled["reason"]) == ("minilm-l6", True, "")
    assert all(each["available"] or each["reason"] for each in others)
    assert told["advice"]["key"] in {each["key"] for each in told["backbones"]}
    assert told["advice"]["reason"] and told["advice"]["source"] and told["rule"]


def test_the_catalogue_is_told_in_words(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    backbones.backbones(None, json=False)
    first, *rest = capsys.readouterr().out.splitlines()
    assert first.startswith("minilm-l6") and first.endswith("here")
    assert any("not here:" in line for line in rest)


def test_one_is_brought_from_a_zip_and_removed(
    studio: Studio, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.zip"
    file.write_bytes(a_model())
    backbones.backbones(None, bring=file, json=True)
    brought = json.loads(capsys.readouterr().out)["backbones"][-1]
    assert (brought["title"], brought["brought"], brought["available"]) == ("ours", True, True)
    backbones.backbones(None, remove=brought["key"], json=True)
    assert not any(each["brought"] for each in json.loads(capsys.readouterr().out)["backbones"])


@pytest.mark.parametrize("wrong", UNUSABLE)
def test_a_zip_that_cannot_be_unpacked_or_read_is_refused_in_words(wrong: str, tmp_path: Path) -> None:
    content, words = UNUSABLE[wrong]
    file = tmp_path / "ours.zip"
    file.write_bytes(content)
    done = CommandLine(tmp_path / "home").run("backbones", "--bring", file, "--json")
    assert done.returncode == 1 and "Traceback" not in done.stderr
    told = json.loads(done.stdout)["error"]
    assert told["code"] == "unreadable_file" and words in told["message"] and told["fix"], told
    assert words in done.stderr
