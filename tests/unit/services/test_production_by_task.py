"""A detector of anomalies and a classifier of one domain answer beside each other, in the store and over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from domains.manufacturing_logs.sample_log import generate_log
from studio.api.app import create_api
from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError
from studio.core.records import ModelVersion
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.library import TrainedModel
from studio.services.studio import Studio
from tests.unit import builders
from tests.unit.services.conftest import sample_dataset

DOMAIN = "manufacturing_logs"


def registered(studio: Studio, dataset_id: str, method: str, folder: Path) -> ModelVersion:
    """A version as the worker registers it."""
    folder.mkdir(exist_ok=True)
    (folder / "model.json").write_text("{}")
    run = studio.training.start(LOCAL_ACTOR, dataset_id, method, {})
    studio.journal.mark_running(run.id)
    made = TrainedModel(folder, method, None, 1000, "float32", "Nothing to compress.", "macro_f1", builders.MEASURED)
    model = studio.library.register(run.id, made)
    studio.journal.succeed(run.id, {"model_id": model.id})
    return model


@pytest.fixture
def both(studio: Studio, tmp_path: Path) -> tuple[ModelVersion, ModelVersion]:
    """A classifier, and a detector that was trained after it."""
    log = UploadedFile("press.log", "\n".join(generate_log(60)["text"]).encode())
    intake = studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [log])
    lines = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake, task=Task.ANOMALY))
    classifier = registered(studio, sample_dataset(studio, DOMAIN).id, "tfidf", tmp_path / "classifier")
    return classifier, registered(studio, lines.id, "rarity", tmp_path / "detector")


def test_the_first_detector_goes_into_production_beside_the_classifier(studio: Studio, both, tmp_path: Path) -> None:
    classifier, detector = both
    assert classifier.in_production and detector.in_production
    assert studio.library.productions(LOCAL_ACTOR, DOMAIN) == [classifier, detector]
    assert studio.library.production(LOCAL_ACTOR, DOMAIN) == classifier
    assert studio.library.production(LOCAL_ACTOR, DOMAIN, Task.ANOMALY) == detector
    assert studio.overview.production(LOCAL_ACTOR)[DOMAIN] == (classifier, detector)
    newer = registered(studio, detector.dataset_id, "count", tmp_path / "newer")
    assert not newer.in_production
    studio.library.promote(LOCAL_ACTOR, newer.id)
    assert studio.library.production(LOCAL_ACTOR, DOMAIN) == classifier
    assert studio.library.roll_back(LOCAL_ACTOR, DOMAIN, Task.ANOMALY).id == detector.id
    with pytest.raises(ConflictError):
        studio.library.roll_back(LOCAL_ACTOR, DOMAIN)


def test_a_tasks_only_version_may_be_deleted_whatever_other_tasks_have(studio: Studio, both) -> None:
    classifier, detector = both
    studio.library.delete(LOCAL_ACTOR, detector.id)
    assert studio.library.productions(LOCAL_ACTOR, DOMAIN) == [classifier]


def test_the_api_lists_both_and_says_which_task_has_none(studio: Studio, both) -> None:
    classifier, detector = both
    with TestClient(create_api(lambda: studio)) as client:
        listed = {each["key"]: each for each in client.get("/v1/domains").json()}[DOMAIN]
        asked = {"texts": [{"text": "pump tripped"}], "task": "scoring"}
        refused = client.post(f"/v1/domains/{DOMAIN}/predict", json=asked)
    assert listed["production_model"]["id"] == classifier.id
    assert [each["id"] for each in listed["production_models"]] == [classifier.id, detector.id]
    assert refused.status_code == 409 and "for scoring" in refused.text
