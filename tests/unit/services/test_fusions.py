"""Which versions go together, and why others do not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import InvalidOptionError
from studio.core.records import ModelVersion, RunKind
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
