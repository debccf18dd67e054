"""Fusions through worker and child: tried on dev, measured beside their members, used after those are gone."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError, InvalidOptionError
from studio.core.fusion import Weighing
from studio.core.records import Run, RunState
from studio.services.inference import TextInput
from studio.services.studio import Studio
from tests.unit.services.conftest import work


def done(studio: Studio, run: Run) -> Run:
    work(studio, run)
    ended = studio.runs.get(LOCAL_ACTOR, run.id)
    assert ended.state is RunState.SUCCEEDED, ended.error
    return ended


def test_versions_become_an_ensemble_and_a_cascade(studio: Studio, kit: SimpleNamespace, tmp_path: Path) -> None:
    dataset = kit.add_dataset(studio, kit.prepared_table(200), tmp_path)
    for options in ({"c": 0.01, "characters": "off"}, {}):
        done(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", options))
    strong, weak = studio.library.versions(LOCAL_ACTOR)

    trial = studio.fusions.of(done(studio, studio.fusions.weigh(LOCAL_ACTOR, [weak.id, strong.id])))
    assert trial is not None
    assert {each.model_id for each in trial.members} == {weak.id, strong.id}
    assert (trial.cascade[0].share, trial.cascade[-1].share) == (0.0, 1.0)
    assert len(trial.mixtures) == 2
    assert len(studio.library.versions(LOCAL_ACTOR)) == 2  # a trial makes nothing

    waiting = studio.fusions.ensemble(LOCAL_ACTOR, [weak.id, strong.id], Weighing.FITTED)
    with pytest.raises(ConflictError, match="not over"):
        studio.library.delete(LOCAL_ACTOR, strong.id)
    ensemble = studio.library.get(LOCAL_ACTOR, str(done(studio, waiting).model_id))
    threshold = trial.cascade[len(trial.cascade) // 2].threshold
    ended = done(studio, studio.fusions.cascade(LOCAL_ACTOR, weak.id, strong.id, threshold))
    cascade = studio.library.get(LOCAL_ACTOR, str(ended.model_id))
    assert (ensemble.method, cascade.method) == ("ensemble", "cascade")
    assert ended.result["rule"] == {"threshold": threshold}
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, cascade.id)
    assert evaluation is not None
    members = {f"version {each.number} (tfidf)" for each in (weak, strong)}
    assert members | {"majority"} <= set(evaluation.baselines)
    assert members <= set(evaluation.comparisons)

    with pytest.raises(InvalidOptionError, match="cascade itself"):
        studio.fusions.weigh(LOCAL_ACTOR, [weak.id, cascade.id])
    studio.library.promote(LOCAL_ACTOR, cascade.id)
    for each in (weak, strong):
        studio.library.delete(LOCAL_ACTOR, each.id)
    (answer,) = studio.inference.predict_domain(LOCAL_ACTOR, dataset.domain, [TextInput("drip puddle seal")])
    assert answer.label == "leak"
    assert answer.answered_by is not None and "model, version" in answer.answered_by
