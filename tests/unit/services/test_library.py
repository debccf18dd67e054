from __future__ import annotations

from pathlib import Path

import pytest

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, DamagedArtifactError, ForbiddenError, NotFoundError
from studio.core.records import ModelVersion, RunState
from studio.services.library import TrainedModel
from tests.unit import builders
from tests.unit.services.conftest import Trained


def another(trained: Trained, folder: Path) -> ModelVersion:
    """A further version, registered as the worker does it."""
    run = trained.studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {})
    trained.studio.journal.mark_running(run.id)
    model = trained.studio.library.register(run.id, made_in(folder))
    trained.studio.journal.succeed(run.id, {"model_id": model.id})
    return model


def made_in(folder: Path) -> TrainedModel:
    folder.mkdir(exist_ok=True)
    (folder / "model.json").write_text("{}")
    return TrainedModel(folder, "tfidf", None, 1000, "float32", "Nothing to compress.", "macro_f1", builders.MEASURED)


def test_the_first_version_goes_into_production_and_later_ones_wait(trained: Trained, tmp_path: Path) -> None:
    second = another(trained, tmp_path / "second")
    assert (trained.model.number, trained.model.in_production) == (1, True)
    assert (second.number, second.in_production) == (2, False)
    versions = trained.studio.library.versions(LOCAL_ACTOR, "finance_risk")
    assert [each.id for each in versions] == [second.id, trained.model.id]


def test_registering_a_run_again_gives_the_first_version(trained: Trained, tmp_path: Path) -> None:
    first = another(trained, tmp_path / "made")
    again = trained.studio.library.register(first.run_id, made_in(tmp_path / "made"))
    assert again == first
    assert trained.studio.runs.get(LOCAL_ACTOR, first.run_id).model_id == first.id


def test_promoting_and_rolling_back(trained: Trained, tmp_path: Path) -> None:
    library = trained.studio.library
    second, third = another(trained, tmp_path / "two"), another(trained, tmp_path / "three")
    for model in (second, third, third):
        assert library.promote(LOCAL_ACTOR, model.id).in_production
    assert library.roll_back(LOCAL_ACTOR, "finance_risk").id == second.id
    assert library.roll_back(LOCAL_ACTOR, "finance_risk").id == trained.model.id
    with pytest.raises(ConflictError, match="before"):
        library.roll_back(LOCAL_ACTOR, "finance_risk")
    assert [each.in_production for each in library.versions(LOCAL_ACTOR)] == [False, False, True]
    production = trained.studio.overview.production(LOCAL_ACTOR)
    assert [model.id for model in production["finance_risk"]] == [trained.model.id]
    assert production["medical_notes"] == ()


def test_rolling_back_passes_over_a_deleted_version(trained: Trained, tmp_path: Path) -> None:
    library = trained.studio.library
    second = another(trained, tmp_path / "two")
    library.promote(LOCAL_ACTOR, second.id)
    library.promote(LOCAL_ACTOR, trained.model.id)
    library.delete(LOCAL_ACTOR, second.id)
    with pytest.raises(ConflictError):
        library.roll_back(LOCAL_ACTOR, "finance_risk")
    third = another(trained, tmp_path / "three")
    library.promote(LOCAL_ACTOR, third.id)
    assert library.roll_back(LOCAL_ACTOR, "finance_risk").id == trained.model.id


def test_a_deleted_version_gives_its_disk_back_and_its_number_never_comes_again(
    trained: Trained, tmp_path: Path
) -> None:
    library = trained.studio.library
    second = another(trained, tmp_path / "two")
    folder = library.artifact_folder(second.id)
    with pytest.raises(ConflictError, match="in production"):
        library.delete(LOCAL_ACTOR, trained.model.id)
    library.delete(LOCAL_ACTOR, second.id)
    assert not folder.exists()
    assert trained.studio.runs.get(LOCAL_ACTOR, second.run_id).model_id is None
    with pytest.raises(NotFoundError):
        library.get(LOCAL_ACTOR, second.id)
    assert another(trained, tmp_path / "three").number == 3


def test_lineage_walks_back_to_the_data(trained: Trained) -> None:
    lineage = trained.studio.library.lineage(LOCAL_ACTOR, trained.model.id)
    assert lineage.run is not None
    assert lineage.run.state is RunState.SUCCEEDED
    assert lineage.dataset == trained.dataset
    assert lineage.evaluation == trained.studio.evaluations.latest(LOCAL_ACTOR, trained.model.id)


def test_altered_model_files_are_noticed(trained: Trained) -> None:
    folder = trained.studio.library.artifact_folder(trained.model.id)
    victim = folder / "calibration.json"
    victim.write_text(victim.read_text().replace("1", "2", 1) + " ")
    with pytest.raises(DamagedArtifactError, match=r"calibration\.json"):
        trained.studio.library.artifact_folder(trained.model.id)


def test_viewers_look_and_strangers_see_nothing(trained: Trained) -> None:
    library, model = trained.studio.library, trained.model
    viewer, stranger = Actor("v", ActorRole.VIEWER, "default"), Actor("s", ActorRole.OWNER, "elsewhere")
    assert library.get(viewer, model.id) == model
    for deed in (lambda: library.promote(viewer, model.id), lambda: library.delete(viewer, model.id)):
        with pytest.raises(ForbiddenError):
            deed()
    with pytest.raises(ForbiddenError):
        library.roll_back(viewer, model.domain)
    assert library.versions(stranger) == []
    assert library.production(stranger, model.domain) is None
    with pytest.raises(NotFoundError):
        library.get(stranger, model.id)
