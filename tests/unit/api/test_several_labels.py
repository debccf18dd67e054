"""Several labels a text, from a table to answers and reviews, over the services, the worker and HTTP."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pandas as pd
import pytest
from fastapi.testclient import TestClient

from studio.api.app import create_api
from studio.core.actor import LOCAL_ACTOR
from studio.core.fusion import Weighing
from studio.core.label_sets import dump_set, parse_set
from studio.core.records import ModelVersion, RunState
from studio.core.settings import Settings
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.services.intake.upload import UploadedFile
from studio.services.studio import Studio, open_studio
from studio.worker.inline import run_inline
from tests.unit.builders import EVENTS, several_labels_table
from tests.unit.services.conftest import work

DOMAIN = "finance_risk"
BOTH = "At the east desk 3b hackers copied the passwords and the adviser was fined on that day."
LABELS = tuple(sorted(EVENTS))


def _file(table: pd.DataFrame) -> UploadedFile:
    return UploadedFile("events.csv", table.to_csv(index=False).encode())


def _done(studio: Studio, run_id: str) -> None:
    work(studio, studio.journal.get(run_id))
    _succeeded(studio, run_id)


def _succeeded(studio: Studio, run_id: str) -> None:
    run = studio.runs.get(LOCAL_ACTOR, run_id)
    assert run.state is RunState.SUCCEEDED, run.error


@pytest.fixture(scope="module")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    opened = open_studio(Settings(home=tmp_path_factory.mktemp("several") / "home", threads=1))
    intake = opened.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [_file(several_labels_table())])
    assert intake.task is Task.MULTILABEL
    dataset = opened.datasets.confirm(LOCAL_ACTOR, opened.datasets.draft(LOCAL_ACTOR, intake, blank_is_none=True))
    _done(opened, opened.training.start(LOCAL_ACTOR, dataset.id, "tfidf").id)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def model(studio: Studio) -> ModelVersion:
    (found,) = studio.library.versions(LOCAL_ACTOR, DOMAIN)
    return found


@pytest.fixture(scope="module")
def weak(studio: Studio, model: ModelVersion) -> ModelVersion:
    """A second version of the same dataset."""
    run = studio.training.start(LOCAL_ACTOR, model.dataset_id, "tfidf", {"c": 0.01, "characters": "off"})
    _done(studio, run.id)
    return studio.library.get(LOCAL_ACTOR, str(studio.runs.get(LOCAL_ACTOR, run.id).model_id))


@pytest.fixture
def client(studio: Studio) -> Iterator[TestClient]:
    with TestClient(create_api(lambda: studio)) as opened:
        yield opened


def test_a_model_is_measured_label_by_label_beside_the_commonest_set(studio: Studio, model: ModelVersion) -> None:
    evaluation = studio.evaluations.latest(LOCAL_ACTOR, model.id)
    assert evaluation is not None and model.task is Task.MULTILABEL and model.labels == LABELS
    assert evaluation.primary_metric == "macro_f1" and (evaluation.metrics["macro_f1"].value or 0) > 0.8
    assert {"micro_f1", "subset_accuracy", "hamming_loss"} <= set(evaluation.metrics)
    assert evaluation.confusion == () and set(evaluation.per_label) == set(LABELS)
    assert evaluation.comparisons["majority"].difference.low is not None
    rows = studio.evaluations.rows(LOCAL_ACTOR, evaluation.id)
    assert all(set(parse_set(each)) <= set(LABELS) for each in [*rows["true"], *rows["predicted"]])


def test_answers_over_http_are_a_list_of_labels(client: TestClient, model: ModelVersion) -> None:
    texts = [BOTH, "At the west desk 4c nothing happened on that day."]
    answer = client.post(f"/v1/domains/{DOMAIN}/predict", json={"texts": [{"text": each} for each in texts]})
    assert answer.status_code == 200, answer.text
    both, none = answer.json()["predictions"]
    assert both["label"] is None and both["labels"] == ["conduct", "cyber"]
    assert none["labels"] == [] and none["abstains"] is (none["prediction_set"] != [])
    assert set(both["probabilities"]) == set(LABELS) and sum(both["probabilities"].values()) > 1.2
    assert set(both["labels"]) <= set(both["prediction_set"])
    listed = next(each for each in client.get("/v1/domains").json() if each["key"] == DOMAIN)
    assert "multilabel" in listed["tasks"] and listed["production_models"][0]["task"] == "multilabel"


def test_a_batch_is_answered_reviewed_and_learned_from(studio: Studio, client: TestClient, model: ModelVersion) -> None:
    fresh = several_labels_table(30, seed=9)[["text"]]
    fresh.loc[29, "text"] = "An earthquake shook the vault, which no label of ours names."
    run = studio.inference.start_batch(
        LOCAL_ACTOR, model.id, studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [_file(fresh)])
    )
    _done(studio, run.id)
    table = pd.read_csv(io.BytesIO(studio.inference.batch_file(LOCAL_ACTOR, run.id, "csv")))
    assert all(set(parse_set(each)) <= set(LABELS) for each in table["predicted"])
    assert {f"p({label})" for label in LABELS} <= set(table)
    queue = client.get(f"/v1/runs/{run.id}/queue").json()
    doubt = [each["uncertainty"] for each in queue["waiting"]]
    assert doubt == sorted(doubt, reverse=True) and doubt[0] > doubt[-1]
    first = queue["waiting"][0]["row_id"]
    wrong = client.post(f"/v1/runs/{run.id}/reviews", json={"row_id": first, "given": '["weather"]'})
    assert wrong.status_code == 422 and "knows" in wrong.text
    given = client.post(f"/v1/runs/{run.id}/reviews", json={"row_id": first, "given": "cyber; credit; cyber"})
    assert given.status_code in (200, 201) and given.json()["given"] == '["credit", "cyber"]'
    new = {"row_id": "29", "given": dump_set(["outage", "quake"]), "new_label": True}
    assert client.post(f"/v1/runs/{run.id}/reviews", json=new).status_code in (200, 201)
    answered = studio.inference.batch_table(LOCAL_ACTOR, run.id)
    assert answered["predicted"].iloc[29] == '["outage", "quake"]'
    made = studio.reviews.make_dataset(LOCAL_ACTOR, model.id).dataset
    assert made.labels == tuple(sorted((*LABELS, "quake"))) and made.task is Task.MULTILABEL
    assert "labels_by_review" in {finding.code for finding in made.findings}
    old = studio.datasets.table(LOCAL_ACTOR, model.dataset_id).set_index("row_id")
    after = studio.datasets.table(LOCAL_ACTOR, made.id).set_index("row_id")
    assert after.loc[old.index, "part"].tolist() == old["part"].tolist()


def test_it_is_measured_on_a_table_of_ones_own_and_what_it_cannot_know_is_left_out(
    studio: Studio, model: ModelVersion
) -> None:
    own = several_labels_table(40, seed=5, write="|")
    own["text"] = own["text"].str.replace("desk", "branch")
    own.loc[0, "label"] = "weather|cyber"
    own.loc[1, "label"] = "[]"
    own.loc[2:5, "label"] = ["cyber", "cyber|credit", "CREDIT|outage", "outage"]
    blank = int((own["label"] == "").sum())
    run = studio.evaluations.start(
        LOCAL_ACTOR, model.id, studio.datasets.open_upload(LOCAL_ACTOR, DOMAIN, [_file(own)])
    )
    _done(studio, run.id)
    measured = studio.runs.get(LOCAL_ACTOR, run.id).result["evaluation_id"]
    evaluation = studio.evaluations.get(LOCAL_ACTOR, str(measured))
    assert evaluation.rows == 40 - blank - 1
    assert any("never taught" in note for note in evaluation.notes)


@pytest.mark.slow
def test_the_verdict_says_what_is_learnable_and_what_it_cannot_judge(studio: Studio, model: ModelVersion) -> None:
    run = studio.verdicts.start(LOCAL_ACTOR, model.dataset_id)
    run_inline(studio, run.id, lambda _progress: None)
    _succeeded(studio, run.id)
    verdict = studio.verdicts.get(LOCAL_ACTOR, model.dataset_id)
    assert verdict is not None
    expected = {each.method: each.measured.value or 0 for each in verdict.expected}
    assert expected["tfidf"] > expected["majority"] and "probe" in expected
    assert any("Several labels" in note for note in verdict.notes)
    assert not any(finding.doubts for finding in verdict.findings)


def test_a_second_training_is_compared_row_by_row(studio: Studio, model: ModelVersion, weak: ModelVersion) -> None:
    compared = studio.comparisons.of(LOCAL_ACTOR, [model.run_id, weak.run_id])
    assert compared.same_data and compared.runs[1].against_first is not None
    assert compared.runs[1].against_first.metric == "macro_f1"


def test_two_versions_answer_as_one_each_measured_at_its_own_thresholds(
    studio: Studio, client: TestClient, model: ModelVersion, weak: ModelVersion
) -> None:
    ids = [model.id, weak.id]
    trial = client.post("/v1/fusions/trial", json={"model_ids": ids})
    assert trial.status_code == 202, trial.text
    _done(studio, trial.json()["run_id"])
    tried = client.get(f"/v1/runs/{trial.json()['run_id']}").json()["found"]
    assert len(tried["members"]) == len(tried["ensembles"]) == 2
    assert tried["cascade"] and not tried["no_cascade"]
    asked = client.post("/v1/fusions/cascade", json={"small_id": weak.id, "large_id": model.id, "threshold": 0.9})
    assert asked.status_code == 202, asked.text
    _done(studio, asked.json()["run_id"])
    cascade = studio.runs.get(LOCAL_ACTOR, asked.json()["run_id"])
    assert studio.evaluations.latest(LOCAL_ACTOR, str(cascade.model_id)) is not None

    run = studio.fusions.ensemble(LOCAL_ACTOR, ids, Weighing.FITTED)
    _done(studio, run.id)
    run = studio.runs.get(LOCAL_ACTOR, run.id)
    assert sum(run.result["rule"]["weights"]) == pytest.approx(1)
    made = studio.evaluations.latest(LOCAL_ACTOR, str(run.model_id))
    assert made is not None and (made.metrics["macro_f1"].value or 0) > 0.8
    for each in (model, weak):
        alone = studio.evaluations.latest(LOCAL_ACTOR, each.id)
        beside = made.baselines[f"version {each.number} (tfidf)"]
        assert alone is not None and beside["macro_f1"] == alone.metrics["macro_f1"]
    compared = studio.comparisons.of(LOCAL_ACTOR, [model.run_id, run.id])
    assert compared.runs[1].against_first is not None

    asked = {"texts": [{"text": BOTH}], "model_id": run.model_id}
    (answer,) = client.post(f"/v1/domains/{DOMAIN}/predict", json=asked).json()["predictions"]
    assert answer["labels"] == ["conduct", "cyber"] and set(answer["probabilities"]) == set(LABELS)
    assert answer["answered_by"] is None


@pytest.mark.slow
def test_a_ladder_ranks_its_rungs_on_dev(studio: Studio, model: ModelVersion) -> None:
    held = studio.datasets.get(LOCAL_ACTOR, model.dataset_id)
    assert held.parts[Part.DEV] == 20
    run = studio.ladders.start(LOCAL_ACTOR, model.dataset_id, 10.0)
    _done(studio, run.id)
    ladder = studio.ladders.of(studio.runs.get(LOCAL_ACTOR, run.id))
    assert ladder is not None and ladder.metric == "macro_f1" and ladder.rungs[0].dev is not None
