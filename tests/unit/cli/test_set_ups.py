"""What a dataset or a training is given besides a file and a method: a rubric's file, moved thresholds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from domains.registry import registry
from studio.cli.app import app
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError
from studio.core.rubric import read_rubric
from studio.core.settings import settings
from studio.services.studio import Studio, open_studio

RUBRIC = "criterion,score,level,description\ncontent,0,none,\ncontent,5,all,every idea\nstyle,0,poor,\nstyle,5,good,\n"


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    opened = open_studio()
    yield opened
    opened.close()
    settings.cache_clear()


def add(domain: str, folder: Path, *more: str) -> Result:
    """Add some of the domain's sample; the command's result."""
    registry().get(domain).sample().sample(160, random_state=1).to_csv(folder / "sample.csv", index=False)
    return CliRunner().invoke(app, ["datasets", "add", domain, str(folder / "sample.csv"), *more])


def test_a_rubric_of_several_criteria_is_asked_which(studio: Studio, tmp_path: Path) -> None:
    file = tmp_path / "rubric.csv"
    file.write_text(RUBRIC)
    asked = add("education_grading", tmp_path, "--rubric-file", str(file))
    assert asked.exit_code != 0
    assert studio.datasets.list(LOCAL_ACTOR) == []
    assert add("education_grading", tmp_path, "--rubric-file", str(file), "--criterion", "wit").exit_code != 0
    kept = add("education_grading", tmp_path, "--rubric-file", str(file), "--criterion", "content")
    assert kept.exit_code == 0, kept.output
    (dataset,) = studio.datasets.list(LOCAL_ACTOR)
    assert studio.datasets.rubric(LOCAL_ACTOR, dataset.id) == read_rubric("0 = none\n5 = all: every idea")


def test_thresholds_are_moved_where_that_is_asked(studio: Studio, tmp_path: Path) -> None:
    assert add("finance_risk", tmp_path).exit_code == 0
    (dataset,) = studio.datasets.list(LOCAL_ACTOR)
    for more in ([], ["--move-thresholds"]):
        done = CliRunner().invoke(app, ["train", dataset.id, "--method", "tfidf", *more])
        assert done.exit_code == 0, done.output
    assert sorted(run.manifest.get("decision", "") for run in studio.runs.list(LOCAL_ACTOR)) == ["", "moved"]


def test_all_a_run_depends_on_is_told(studio: Studio, tmp_path: Path) -> None:
    assert add("finance_risk", tmp_path).exit_code == 0
    (dataset,) = studio.datasets.list(LOCAL_ACTOR)
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", seed=4)
    shown = CliRunner().invoke(app, ["runs", "show", run.id, "--json"])
    assert shown.exit_code == 0, shown.output
    told = json.loads(shown.stdout)
    assert (told["state"], told["ran_on"], told["manifest"]["seed"]) == ("queued", None, 4)
    assert told["manifest"]["dataset"]["content_hash"] == dataset.content_hash
    assert {"preparation_hash", "code", "libraries", "options"} <= set(told["manifest"])
    assert dataset.content_hash in CliRunner().invoke(app, ["runs", "show", run.id]).stdout
    refused = CliRunner().invoke(app, ["runs", "go-on", run.id, "--learning-rate", "1e-5"]).exception
    assert isinstance(refused, ConflictError) and "No checkpoint" in refused.fix
