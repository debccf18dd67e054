"""A domain's only version may be deleted though it is in production; the next one takes its place."""

from __future__ import annotations

import pytest

from studio.core.actor import LOCAL_ACTOR
from studio.core.errors import ConflictError
from studio.services.inference import TextInput
from tests.unit.services.conftest import Trained, work


def test_the_last_version_goes_with_everything_it_measured_and_nothing_answers(trained: Trained) -> None:
    studio = trained.studio
    folder = studio.library.artifact_folder(trained.model.id)
    assert trained.model.in_production
    studio.library.delete(LOCAL_ACTOR, trained.model.id)
    assert not folder.exists()
    assert studio.library.versions(LOCAL_ACTOR) == []
    assert studio.library.production(LOCAL_ACTOR, "finance_risk") is None
    assert list((studio.settings.home / "artifacts" / "evaluations").iterdir()) == []
    with pytest.raises(ConflictError, match="no production model"):
        studio.inference.predict_domain(LOCAL_ACTOR, "finance_risk", [TextInput("The firm was fined.")])
    with pytest.raises(ConflictError, match="before"):
        studio.library.roll_back(LOCAL_ACTOR, "finance_risk")


def test_the_next_version_goes_into_production_under_a_number_of_its_own(trained: Trained) -> None:
    studio = trained.studio
    studio.library.delete(LOCAL_ACTOR, trained.model.id)
    work(studio, studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {}, seed=2))
    (version,) = studio.library.versions(LOCAL_ACTOR)
    assert (version.number, version.in_production) == (2, True)
