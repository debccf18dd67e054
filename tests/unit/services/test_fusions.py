"""Which versions go together, and why others do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.fusion import Weighing
from studio.core.records import ModelVersion, RunKind, RunState
from studio.core.tasks import Task
from studio.services.fusions import require_together
from tests.unit.services.conftest import Trained, work


def another(model: ModelVersion, **changed: object) -> ModelVersion:
    return replace(model, id="model-2", number=2, **changed)


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"labels": ("a", "b")}, "labels"),
        ({"preparation_hash": "other"}, "preparation"),
        ({"dataset_id": "dataset-2"}, "dataset"),
        ({"domain": "medical_notes"}, "field"),
        ({"task": Task.SCORING}, "task"),
        ({"task": Task.ANOMALY}, "only classifiers"),
        ({"method": "ensemble"}, "ensemble itself"),
    ],
)
def test_versions_that_differ_are_refused_with_the_reason(
    trained: Trained, changed: dict[str, object], why: str
) -> None:
    require_together([trained.model, another(trained.model)])
    with pytest.raises(InvalidOptionError, match=why):
        require_together([trained.model, another(trained.model, **changed)])


def test_one_version_or_a_senseless_threshold_starts_nothing(trained: Trained) -> None:
    studio, model = trained.studio, trained.model
    with pytest.raises(InvalidOptionError, match="different versions"):
        studio.fusions.weigh(LOCAL_ACTOR, [model.id, model.id])
    work(studio, studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", seed=1))
    first, second = studio.fusions.candidates(LOCAL_ACTOR, trained.dataset.id)
    with pytest.raises(InvalidOptionError, match="threshold"):
        studio.fusions.cascade(LOCAL_ACTOR, first.id, second.id, 1.5)
    run = studio.fusions.cascade(LOCAL_ACTOR, first.id, second.id, 0.7)
    assert (run.kind, run.method) == (RunKind.FUSE, "cascade")
    assert run.manifest["options"]["members"] == [first.id, second.id]


def test_what_was_fused_once_is_not_fused_again_while_it_is_there(trained: Trained) -> None:
    studio = trained.studio
    work(studio, studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", seed=1))
    first, second = (each.id for each in studio.fusions.candidates(LOCAL_ACTOR, trained.dataset.id))
    run = studio.fusions.ensemble(LOCAL_ACTOR, [first, second])
    assert studio.fusions.ensemble(LOCAL_ACTOR, [second, first]).id == run.id  # while it waits
    work(studio, run)
    again = studio.fusions.ensemble(LOCAL_ACTOR, [second, first])
    assert (again.id, again.state) == (run.id, RunState.SUCCEEDED)
    assert len(studio.runs.list(LOCAL_ACTOR, kind=RunKind.FUSE)) == 1
    assert studio.fusions.ensemble(LOCAL_ACTOR, [first, second], Weighing.FITTED).id != run.id
    cascade = studio.fusions.cascade(LOCAL_ACTOR, first, second, 0.7)
    assert studio.fusions.cascade(LOCAL_ACTOR, second, first, 0.7).id != cascade.id  # there the order is the point
    studio.runs.cancel(LOCAL_ACTOR, cascade.id)
    assert studio.fusions.cascade(LOCAL_ACTOR, first, second, 0.7).id != cascade.id
    studio.library.delete(LOCAL_ACTOR, str(again.model_id))
    assert studio.fusions.ensemble(LOCAL_ACTOR, [first, second]).id != run.id
