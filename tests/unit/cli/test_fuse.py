"""`fuse` as a script calls it."""

from __future__ import annotations

from studio.core.actor import LOCAL_ACTOR
from tests.unit.cli.command_line import CommandLine
from tests.unit.services.conftest import Trained, trained, trained_home, work

__all__ = ["trained", "trained_home"]


def test_an_ensemble_is_made_and_measured_in_a_shell(trained: Trained) -> None:
    studio = trained.studio
    work(studio, studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {"c": 0.01}))
    ids = [each.id for each in studio.library.versions(LOCAL_ACTOR)]
    line = CommandLine(studio.settings.home)
    value = line.json("fuse", *ids, "--weights", "fitted")
    assert value["method"] == "ensemble"
    assert abs(sum(value["rule"]["weights"]) - 1) < 1e-6
    assert studio.library.get(LOCAL_ACTOR, value["model_id"]).method == "ensemble"
    refused = line.run("fuse", ids[0], "--as", "cascade", "--json")
    assert refused.returncode == 1
    assert "two versions" in refused.stdout
