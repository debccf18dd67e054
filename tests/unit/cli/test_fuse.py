"""`fuse` as a script calls it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from studio.core.actor import LOCAL_ACTOR
from tests.unit.services.conftest import Trained, trained, trained_home, work

__all__ = ["trained", "trained_home"]
ROOT = Path(__file__).parents[3]


def fuse(studio_home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "studio", "fuse", *arguments, "--json"]
    environment = {**os.environ, "ASSAY_HOME": str(studio_home)}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_an_ensemble_is_made_and_measured_in_a_shell(trained: Trained) -> None:
    studio = trained.studio
    work(studio, studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {"c": 0.01}))
    ids = [each.id for each in studio.library.versions(LOCAL_ACTOR)]
    done = fuse(studio.settings.home, *ids, "--weights", "fitted")
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    assert value["method"] == "ensemble"
    assert abs(sum(value["rule"]["weights"]) - 1) < 1e-6
    assert studio.library.get(LOCAL_ACTOR, value["model_id"]).method == "ensemble"
    refused = fuse(studio.settings.home, ids[0], "--as", "cascade")
    assert refused.returncode == 1
    assert "two versions" in refused.stdout
