from __future__ import annotations

import pytest

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, InvalidOptionError, NotFoundError, UnknownKeyError
from studio.core.records import RunState
from tests.unit.services.conftest import Trained


def test_every_method_says_whether_it_can_learn_the_dataset(trained: Trained) -> None:
    choices = {each.key: each for each in trained.studio.training.methods(LOCAL_ACTOR, trained.dataset.id)}
    assert list(choices) == ["tfidf", "probe", "full"]
    assert choices["tfidf"].available
    assert all(each.reason for each in choices.values() if not each.available)


def test_an_estimate_is_there_before_the_start(trained: Trained) -> None:
    training = trained.studio.training
    estimates = [training.estimate(LOCAL_ACTOR, trained.dataset.id, key).seconds for key in ("tfidf", "full")]
    assert 0 < estimates[0] < estimates[1]


def test_a_runs_manifest_says_everything_it_depends_on(trained: Trained) -> None:
    run = trained.studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {}, seed=7)
    manifest = run.manifest
    assert run.state is RunState.QUEUED
    assert manifest["dataset"]["content_hash"] == trained.dataset.content_hash
    assert manifest["preparation_hash"] == trained.dataset.preparation_hash
    assert manifest["options"]  # defaults included
    assert manifest["seed"] == 7
    assert {"python", "scikit-learn", "torch"} <= set(manifest["libraries"])
    assert manifest["code_version"]
    assert trained.studio.runs.get(LOCAL_ACTOR, run.id) == run


def test_wrong_options_are_refused_before_anything_is_stored(trained: Trained) -> None:
    training = trained.studio.training
    before = trained.studio.runs.list(LOCAL_ACTOR)
    with pytest.raises(InvalidOptionError, match="no option 'magic'"):
        training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {"magic": 1})
    with pytest.raises(UnknownKeyError, match="tfidf"):
        training.start(LOCAL_ACTOR, trained.dataset.id, "guessing")
    with pytest.raises(NotFoundError):
        training.start(Actor("x", ActorRole.OWNER, "elsewhere"), trained.dataset.id, "tfidf")
    with pytest.raises(ForbiddenError):
        training.start(Actor("x", ActorRole.VIEWER, "default"), trained.dataset.id, "tfidf")
    assert trained.studio.runs.list(LOCAL_ACTOR) == before


def test_a_dataset_in_use_cannot_be_deleted(trained: Trained) -> None:
    with pytest.raises(ConflictError, match="was trained"):
        trained.studio.datasets.delete(LOCAL_ACTOR, trained.dataset.id)
