"""What trains is started over HTTP as on the page, once however often it is asked, and its results are read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from studio.api import studio as doors
from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.records import CurvePoint, Phase, Progress, RunKind
from tests.unit import builders
from tests.unit.services.conftest import Trained, sample_dataset, work


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A random encoder of two narrow layers in a folder."""
    yield builders.tiny_backbone(tmp_path_factory.mktemp("tiny-backbone"))


def started(client: TestClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The run that `path` answers with; asked the same again, it is the same one."""
    first, second = client.post(path, json=body), client.post(path, json=body)
    assert first.status_code == second.status_code == 202, first.text
    assert first.json()["run_id"] == second.json()["run_id"]
    told: dict[str, Any] = first.json()
    return told


def finished(trained: Trained, client: TestClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    """The run that `path` starts, once the worker has done it."""
    run_id = started(client, path, body)["run_id"]
    work(trained.studio, trained.studio.runs.get(LOCAL_ACTOR, run_id))
    told: dict[str, Any] = client.get(f"/v1/runs/{run_id}").json()
    assert told["state"] == "succeeded", told
    return told


def versions(trained: Trained) -> list[str]:
    return [each.id for each in trained.studio.library.versions(LOCAL_ACTOR)]


def test_a_training_is_started_followed_and_read(trained: Trained, client: TestClient) -> None:
    path = f"/v1/datasets/{trained.dataset.id}/training"
    body = {"method": "tfidf", "options": {"c": 0.5}, "seed": 3, "varied": {"augmenters": ["sizes"]}}
    told = started(client, path, body)
    assert (told["state"], told["method"], told["seed"], told["options"]["c"]) == ("queued", "tfidf", 3, 0.5)
    waiting = client.get(f"/v1/runs/{told['run_id']}").json()
    assert (waiting["queue_position"], waiting["model"], waiting["found"]) == (0, None, None)
    done = finished(trained, client, path, body)
    assert done["run_id"] == told["run_id"]
    assert done["model"]["run_id"] == told["run_id"] and done["model"]["primary"]["low"] is not None
    assert done["queue_position"] is None and done["progress"] is None
    assert waiting["ran_on"] is None and done["ran_on"]["device"] == "cpu" and done["ran_on"]["threads"] == 1
    assert done["manifest"] == waiting["manifest"]  # written once
    assert done["manifest"]["dataset"]["content_hash"] == trained.dataset.content_hash
    assert {"preparation_hash", "code", "libraries", "options", "seed"} <= set(done["manifest"])
    (only,) = done["precisions"]  # counting words has one
    assert only["serves"] and only["size_bytes"] > 0 and only["texts_per_second"] > 0
    again = client.post(path, json=body)  # that one is over: begun anew
    assert again.json()["run_id"] != told["run_id"]


def test_a_ladder_says_what_it_trains_and_then_what_is_worth_it(trained: Trained, client: TestClient) -> None:
    path = f"/v1/datasets/{trained.dataset.id}/ladder"
    told = started(client, path, {"seconds": 10})
    assert "tfidf" in told["options"]["rungs"] and "full" in told["options"]["left_out"]
    done = finished(trained, client, path, {"seconds": 10})
    found = done["found"]
    assert found["kind"] == "ladder" and found["recommended"] in found["said"]
    assert {each["outcome"] for each in found["rungs"]} <= {"trained", "passed over", "stopped", "failed"}
    assert done["model"]["method"] == found["recommended"]


def test_a_search_tells_every_trial(trained: Trained, client: TestClient) -> None:
    path = f"/v1/datasets/{trained.dataset.id}/search"
    done = finished(trained, client, path, {"method": "tfidf", "trials": 3, "options": {"c": 2.0}})
    found = done["found"]
    assert (found["kind"], len(found["trials"]), found["trials"][0]["changed"]) == ("search", 3, {})
    assert "dev" in found["said"] and found["options"] and done["model"] is not None
    usual = started(client, path, {"method": "tfidf"})
    assert usual["options"]["budget"] == {"trials": 10, "seconds": None}
    varied = started(client, path, {"method": "tfidf", "varied": {"augmenters": ["sizes"]}, "move_thresholds": True})
    manifest = trained.studio.runs.get(LOCAL_ACTOR, varied["run_id"]).manifest
    assert (manifest["augmentation"]["augmenters"], manifest["decision"]) == (["sizes"], "moved")


def test_how_uneven_classes_are_is_told_with_what_fits(trained: Trained, client: TestClient) -> None:
    path = f"/v1/datasets/{trained.dataset.id}/balance"
    told = client.get(path).json()
    advice = trained.studio.imbalance.advise(LOCAL_ACTOR, trained.dataset.id)
    assert advice is not None
    assert (told["ratio"], told["remedy"], told["reason"]) == (advice.ratio, advice.remedy, advice.reason)
    assert (told["move_thresholds"], told["oversample"]) == (advice.move, advice.oversample)
    scores = sample_dataset(trained.studio, "education_grading")
    assert client.get(f"/v1/datasets/{scores.id}/balance").json() is None
    assert client.get("/v1/datasets/nowhere/balance").status_code == 404


def test_runs_that_made_versions_are_laid_side_by_side(trained: Trained, client: TestClient) -> None:
    path = f"/v1/datasets/{trained.dataset.id}/search"
    search = finished(trained, client, path, {"method": "tfidf", "trials": 2})
    told = client.get("/v1/comparisons", params={"run_id": [trained.model.run_id, search["run_id"]]})
    assert told.status_code == 200, told.text
    first, second = told.json()["runs"]
    assert told.json()["same_data"] and told.json()["differing"]["kind"] == ["train", "search"]
    assert first["against_first"] is None and second["against_first"]["difference"]["low"] is not None
    assert second["model"]["run_id"] == search["run_id"] and second["metrics"][second["primary_metric"]]["value"]
    verdict = trained.studio.verdicts.start(LOCAL_ACTOR, trained.dataset.id)
    refused = client.get("/v1/comparisons", params={"run_id": [trained.model.run_id, verdict.id]})
    assert (refused.status_code, "version" in refused.text) == (422, True)


def test_versions_are_tried_together_and_made_one(trained: Trained, client: TestClient) -> None:
    work(trained.studio, trained.studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf", {"c": 0.01}))
    ids = versions(trained)
    found = finished(trained, client, "/v1/fusions/trial", {"model_ids": ids})["found"]
    assert found["kind"] == "trial" and {each["model_id"] for each in found["members"]} == set(ids)
    assert found["ensembles"] and (found["cascade"] or found["no_cascade"])
    made = finished(trained, client, "/v1/fusions/ensemble", {"model_ids": ids[::-1], "weights": "fitted"})
    assert made["model"]["method"] == "ensemble" and sum(made["rule"]["weights"]) == pytest.approx(1)
    body = {"small_id": ids[0], "large_id": ids[1], "threshold": 0.5}
    cascade = finished(trained, client, "/v1/fusions/cascade", body)
    assert cascade["model"]["method"] == "cascade" and cascade["rule"]["threshold"] == 0.5


def test_a_version_is_made_smaller(trained: Trained, client: TestClient, tiny: str) -> None:
    options = {"backbone": tiny, "epochs": 1, "max_tokens": 32, "imbalance": "none"}
    large = finished(
        trained, client, f"/v1/datasets/{trained.dataset.id}/training", {"method": "full", "options": options}
    )
    path = f"/v1/models/{large['model']['id']}/smaller"
    done = finished(trained, client, path, {"way": "layers", "options": {"epochs": 1}})
    found = done["found"]
    assert (found["kind"], found["before"]["layers"], found["after"]["layers"]) == ("smaller", 2, 1)
    assert {each["side"] for each in found["weighed"]} == {"before", "after"}
    assert found["on_test"]["metric"] == done["model"]["primary_metric"] and "**" not in found["said"]


def test_a_version_is_trained_again_from_other_seeds(trained: Trained, client: TestClient) -> None:
    training = {"method": "textcnn", "options": {"epochs": 1, "width": 16, "filters": 8}}
    own = finished(trained, client, f"/v1/datasets/{trained.dataset.id}/training", training)
    before = versions(trained)
    found = finished(trained, client, f"/v1/models/{own['model']['id']}/seeds", {"more": 2})["found"]
    assert found["kind"] == "seeds" and [each["seed"] for each in found["replicates"]] == [0, 1, 2]
    assert found["test"]["count"] == 3 and found["said"].startswith("Trained three times")
    assert versions(trained) == before


@pytest.mark.parametrize(
    ("path", "body", "status", "hint"),
    [
        ("/v1/datasets/{dataset}/training", {"method": "magic"}, 404, "tfidf"),
        ("/v1/datasets/{dataset}/training", {"method": "tfidf", "options": {"epochs": 3}}, 422, "Known"),
        ("/v1/datasets/{dataset}/training", {"method": "tfidf", "epochs": 3}, 422, "docs"),
        ("/v1/datasets/{dataset}/training", {"method": "tfidf", "seed": -1}, 422, "docs"),
        ("/v1/datasets/{dataset}/training", {"method": "rarity"}, 422, "learn"),
        ("/v1/datasets/{dataset}/training", {"method": "tfidf", "varied": {"augmenters": ["no"]}}, 422, "Known"),
        ("/v1/datasets/{dataset}/ladder", {"seconds": 1}, 422, "docs"),
        ("/v1/datasets/{dataset}/search", {"method": "rarity", "trials": 3}, 422, "tfidf"),
        ("/v1/datasets/{dataset}/search", {"method": "tfidf", "trials": 0}, 422, "docs"),
        ("/v1/datasets/dataset-nowhere/ladder", {"seconds": 60}, 404, "deleted"),
        ("/v1/models/{model}/smaller", {"way": "layers"}, 422, ""),
        ("/v1/models/{model}/smaller", {"way": "burn"}, 422, "docs"),
        ("/v1/models/{model}/seeds", {"more": 2}, 422, "no chance"),
        ("/v1/models/{model}/seeds", {"more": 1}, 422, "docs"),
        ("/v1/fusions/trial", {"model_ids": ["{model}", "{model}"]}, 422, "others"),
        ("/v1/fusions/ensemble", {"model_ids": ["{model}"]}, 422, "docs"),
        ("/v1/fusions/cascade", {"small_id": "{model}", "large_id": "nowhere"}, 404, "deleted"),
    ],
)
def test_what_cannot_be_trained_is_refused_with_the_reason(
    trained: Trained, client: TestClient, path: str, body: dict[str, Any], status: int, hint: str
) -> None:
    def named(value: Any) -> Any:
        if isinstance(value, list):
            return [named(each) for each in value]
        if isinstance(value, str):
            return value.replace("{dataset}", trained.dataset.id).replace("{model}", trained.model.id)
        return value

    before = len(trained.studio.runs.list(LOCAL_ACTOR))
    answer = client.post(named(path), json={name: named(value) for name, value in body.items()})
    assert answer.status_code == status, answer.text
    assert answer.json()["message"] and hint in answer.json()["fix"]
    assert len(trained.studio.runs.list(LOCAL_ACTOR)) == before


def test_a_viewer_may_read_runs_and_start_none(trained: Trained, client: TestClient, api: Any) -> None:
    viewer = Actor(id="viewer", role=ActorRole.VIEWER, workspace=LOCAL_ACTOR.workspace)
    api.dependency_overrides[doors._actor] = lambda: viewer
    dataset, model = trained.dataset.id, trained.model.id
    for path, body in (
        (f"/v1/datasets/{dataset}/training", {"method": "tfidf"}),
        (f"/v1/datasets/{dataset}/ladder", {"seconds": 60}),
        (f"/v1/datasets/{dataset}/search", {"method": "tfidf", "trials": 2}),
        (f"/v1/models/{model}/smaller", {"way": "layers"}),
        (f"/v1/models/{model}/seeds", {"more": 2}),
        ("/v1/fusions/trial", {"model_ids": [model, "other"]}),
        ("/v1/fusions/ensemble", {"model_ids": [model, "other"]}),
        ("/v1/fusions/cascade", {"small_id": model, "large_id": "other"}),
        (f"/v1/runs/{trained.model.run_id}/retry", None),
    ):
        answer = client.post(path, json=body)
        assert (answer.status_code, answer.json()["code"]) == (403, "forbidden"), path
    assert client.get(f"/v1/runs/{trained.model.run_id}").json()["model"]["id"] == model


def test_a_run_is_held_resumed_ended_and_done_again(trained: Trained, client: TestClient) -> None:
    run_id = started(client, f"/v1/datasets/{trained.dataset.id}/training", {"method": "tfidf"})["run_id"]
    assert client.post(f"/v1/runs/{run_id}/pause").json()["state"] == "paused"
    assert client.post(f"/v1/runs/{run_id}/resume").json()["state"] == "queued"
    assert client.post(f"/v1/runs/{run_id}/retry").status_code == 409
    assert client.post(f"/v1/runs/{run_id}/cancel").json()["state"] == "cancelled"
    assert client.post(f"/v1/runs/{run_id}/cancel").status_code == 409
    nothing_kept = client.post(f"/v1/runs/{run_id}/go-on", json={})
    assert nothing_kept.status_code == 409 and "No checkpoint" in nothing_kept.json()["fix"]
    assert client.post(f"/v1/runs/{run_id}/go-on", json={"learning_rate": 0}).status_code == 422
    again = client.post(f"/v1/runs/{run_id}/retry").json()
    assert (again["retry_of"], again["state"]) == (run_id, "queued")
    assert client.post("/v1/runs/run-nowhere/cancel").status_code == 404
    listed = client.get(f"/v1/runs?domain=finance_risk&kind={RunKind.TRAIN.value}&most=2").json()
    assert [each["run_id"] for each in listed] == [again["run_id"], run_id]
    assert client.get("/v1/runs?domain=finance").status_code == 404


def test_a_loss_that_is_no_number_is_told_as_none(trained: Trained, client: TestClient) -> None:
    run_id = started(client, f"/v1/datasets/{trained.dataset.id}/training", {"method": "tfidf"})["run_id"]
    trained.studio.journal.mark_running(run_id)
    trained.studio.journal.report(run_id, Progress(Phase.TRAIN, step=3, steps=9, loss=float("nan"), rate=10.0))
    told = client.get(f"/v1/runs/{run_id}").json()["progress"]
    assert (told["step"], told["loss"], told["rate"]) == (3, None, 10.0)
    trained.studio.journal.curve_point(run_id, CurvePoint(3, 0.5, None))
    points = client.get(f"/v1/runs/{run_id}/curve").json()
    assert points == [{"step": 3, "loss": 0.5, "dev_metric": None, "series": ""}]


def test_the_guide_names_every_way_to_train(api: Any) -> None:
    guide = (Path(__file__).parents[3] / "docs" / "training-over-http.md").read_text()
    tags = {"trainings", "fusions", "runs"}
    for path, methods in api.openapi()["paths"].items():
        for method, described in methods.items():
            if tags & set(described["tags"]):
                assert f"{method.upper()} {path.removeprefix('/v1')}" in guide, f"the guide leaves out {method} {path}"
