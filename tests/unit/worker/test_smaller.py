"""A version made smaller, phase by phase: a version of its own, weighed beside the one it came of."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError, InvalidOptionError
from studio.core.records import Dataset, ModelVersion, Run, RunKind, RunState
from studio.core.smaller import Side, Way
from studio.services.smaller import parent_of
from studio.services.smaller_summary import cut_told, summary
from studio.services.studio import Studio
from tests.unit import builders
from tests.unit.services.conftest import work


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A random encoder of two narrow layers in a folder."""
    return builders.tiny_backbone(tmp_path_factory.mktemp("tiny-backbone"))


@pytest.fixture
def dataset(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> Dataset:
    found: Dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    return found


def done(studio: Studio, run: Run) -> Run:
    work(studio, run)
    over = studio.runs.get(LOCAL_ACTOR, run.id)
    assert over.state is RunState.SUCCEEDED, over.error
    return over


def trained(studio: Studio, dataset: Dataset, tiny: str) -> ModelVersion:
    options = {"backbone": tiny, "epochs": 1, "max_tokens": 32, "imbalance": "none"}
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "full", options)
    work(studio, run)
    run = studio.runs.get(LOCAL_ACTOR, run.id)
    return studio.library.get(LOCAL_ACTOR, run.model_id or "")


def test_a_smaller_version_with_its_lineage_and_what_it_gained(studio: Studio, dataset: Dataset, tiny: str) -> None:
    large = trained(studio, dataset, tiny)
    choices = studio.smaller.ways(LOCAL_ACTOR, large.id)
    assert [each.way for each in choices if each.available] == list(Way)
    guess = studio.smaller.estimate(LOCAL_ACTOR, large.id, Way.LAYERS, {})
    assert guess.seconds > 0 and guess.measured
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studio.services.training.worker_device", lambda _settings: "cuda")
        assert not studio.smaller.estimate(LOCAL_ACTOR, large.id, Way.LAYERS, {}).measured
    run = studio.smaller.start(LOCAL_ACTOR, large.id, Way.LAYERS, {"epochs": 1}, seed=5)
    assert (run.kind, run.method, run.manifest["seed"]) == (RunKind.SMALLER, "full", 5)
    assert run.manifest["options"]["as_before"]["imbalance"] == "none"
    with pytest.raises(ConflictError, match="not over"):
        studio.library.delete(LOCAL_ACTOR, large.id)
    over = done(studio, run)
    assert studio.smaller.start(LOCAL_ACTOR, large.id, Way.LAYERS, {"epochs": 1}, seed=5).id == run.id  # not once more
    small = studio.library.get(LOCAL_ACTOR, over.model_id or "")
    assert (small.number, small.method, small.in_production) == (2, "full", False)
    assert small.parameters < large.parameters
    parent = parent_of(over)
    assert parent is not None
    assert (parent.id, parent.number) == (large.id, 1)
    found = studio.smaller.of(over)
    assert found is not None
    assert (found.before.layers, found.after.layers, found.rows) == (2, 1, 20)
    assert found.serving(Side.AFTER).against is not None
    assert found.serving(Side.BEFORE).against is None
    assert "answers takes" in summary(found)
    assert cut_told(found) == "2 layers with 8 attention heads before, 1 with 4 after"
    assert studio.smaller.on_test(LOCAL_ACTOR, over) is not None
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, small.id)
    assert evaluation is not None
    assert evaluation.opening == 2  # once for each version
    assert [each.id for each in studio.smaller.made_of(LOCAL_ACTOR, large.id)] == [over.id]
    with pytest.raises(InvalidOptionError, match="single layer"):
        studio.smaller.start(LOCAL_ACTOR, small.id, Way.DISTIL)
    again = studio.smaller.start(LOCAL_ACTOR, small.id, Way.HEADS)
    assert again.manifest["options"]["as_before"]["imbalance"] == "none"  # as its parent's parent was trained
    studio.runs.cancel(LOCAL_ACTOR, again.id)
    studio.library.delete(LOCAL_ACTOR, small.id)
    assert studio.smaller.on_test(LOCAL_ACTOR, over) is None


def test_what_trains_no_language_model_is_refused_with_the_reason(
    studio: Studio, dataset: Dataset, tmp_path: Path
) -> None:
    work(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf"))
    (model,) = studio.library.versions(LOCAL_ACTOR)
    for choice in studio.smaller.ways(LOCAL_ACTOR, model.id):
        assert not choice.available
        assert "'tfidf'" in choice.reason
    with pytest.raises(InvalidOptionError, match="nothing to take out"):
        studio.smaller.start(LOCAL_ACTOR, model.id, Way.HEADS)
    assert studio.runs.list(LOCAL_ACTOR, kind=RunKind.SMALLER) == []
