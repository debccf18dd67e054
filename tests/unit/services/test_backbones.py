"""Language models as the services offer them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, NotFoundError
from studio.core.records import RunKind
from studio.storage import runs
from tests.unit import builders
from tests.unit.services.conftest import Trained


def a_model() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("config.json", json.dumps({"model_type": "bert"}))
        archive.writestr("tokenizer.json", "{}")
        archive.writestr("model.safetensors", b"")
    return buffer.getvalue()


def test_one_that_was_brought_is_listed_last_and_can_be_removed(trained: Trained) -> None:
    service = trained.studio.backbones
    assert service.list(LOCAL_ACTOR)[0].available
    key = service.bring(LOCAL_ACTOR, "ours", a_model()).backbone.key
    last = service.list(LOCAL_ACTOR)[-1]
    assert (last.backbone.title, last.brought, last.available) == ("ours", True, True)
    service.remove(LOCAL_ACTOR, key)
    assert not any(each.brought for each in service.list(LOCAL_ACTOR))
    with pytest.raises(NotFoundError):
        service.remove(LOCAL_ACTOR, "minilm-l6")


def test_one_whose_configuration_was_damaged_is_greyed_and_hides_no_other(trained: Trained) -> None:
    service = trained.studio.backbones
    key = service.bring(LOCAL_ACTOR, "ours", a_model()).backbone.key
    (Path(key) / "config.json").write_text('{"model_type": "bert", "hidden_size": "wide"}')
    listed = service.list(LOCAL_ACTOR)
    assert listed[0].available and not listed[-1].available
    assert listed[-1].backbone.key == key and "hidden_size" in listed[-1].reason
    service.remove(LOCAL_ACTOR, key)


def test_one_that_a_run_starts_from_stays(trained: Trained) -> None:
    service = trained.studio.backbones
    key = service.bring(LOCAL_ACTOR, "ours", a_model()).backbone.key
    with trained.studio.store.write() as connection:
        runs.add(connection, builders.run(manifest={"options": {"backbone": key}}))
    with pytest.raises(ConflictError):
        service.remove(LOCAL_ACTOR, key)


@pytest.mark.parametrize("kind", [RunKind.SEARCH, RunKind.SEEDS, RunKind.LADDER])
def test_one_that_a_part_of_a_run_starts_from_stays(trained: Trained, kind: RunKind) -> None:
    service = trained.studio.backbones
    key = service.bring(LOCAL_ACTOR, "ours", a_model()).backbone.key
    deep = {"options": {"backbone": key, "max_tokens": 64}, "seconds": 3.0}
    options = {"rungs": {"full": deep}} if kind is RunKind.LADDER else {**deep, "seeds": [1, 2]}
    waiting = builders.run(kind=kind, manifest={"options": options})
    with trained.studio.store.write() as connection:
        runs.add(connection, waiting)
    with pytest.raises(ConflictError):
        service.remove(LOCAL_ACTOR, key)
    trained.studio.runs.cancel(LOCAL_ACTOR, waiting.id)
    service.remove(LOCAL_ACTOR, key)


def test_guests_bring_nothing(trained: Trained) -> None:
    with pytest.raises(ForbiddenError):
        trained.studio.backbones.bring(Actor("guest", ActorRole.VIEWER, "default"), "ours", a_model())


def test_a_dataset_is_given_advice_with_its_reason(trained: Trained) -> None:
    advice = trained.studio.backbones.advise(LOCAL_ACTOR, trained.dataset.id)
    assert advice.backbone.key == "minilm-l6"
    assert advice.reason and "Tunstall" in advice.source
