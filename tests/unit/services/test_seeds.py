"""A version trained again from other seeds: only figures come of it; where it tells nothing, it is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import sqlalchemy as sa

from models.artifacts import seal
from studio.core.actor import LOCAL_ACTOR, Actor, ActorRole
from studio.core.errors import ConflictError, ForbiddenError, InvalidOptionError, NotFoundError
from studio.core.records import Dataset, ModelVersion, Progress, Run, RunKind, RunState
from studio.core.version import VERSION
from studio.services.intake.upload import UploadedFile
from studio.services.seeds import version_of
from studio.services.studio import Studio, open_studio
from studio.storage import models, runs, schema
from studio.worker.inline import run_inline
from tests.unit import builders
from tests.unit.services.conftest import Trained, sample_dataset, work
from tests.unit.worker.conftest import add_dataset, prepared_table

TINY = {"epochs": 2, "width": 16, "filters": 8, "batch_size": 8}


@pytest.fixture
def dataset(studio: Studio, tmp_path: Path) -> Dataset:
    return noisy(studio, tmp_path)


def noisy(studio: Studio, tmp_path: Path) -> Dataset:
    """Two classes, a quarter of the answers wrong, so that no model is always right."""
    table = prepared_table(160)
    turned = {"leak": "spark", "spark": "leak"}
    table["target"] = [turned[each] if row % 4 == 0 else each for row, each in enumerate(table["target"])]
    return add_dataset(studio, table, tmp_path)


def version(studio: Studio, run: Run) -> ModelVersion:
    work(studio, run)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    assert done.state is RunState.SUCCEEDED, done.error
    return studio.library.get(LOCAL_ACTOR, done.model_id or "")


def test_figures_of_every_seed_and_nothing_else_are_kept(studio: Studio, dataset: Dataset) -> None:
    model = version(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", TINY, seed=4))
    measured = studio.evaluations.latest(LOCAL_ACTOR, model.id)
    assert measured is not None
    planned = studio.seeds.plan(LOCAL_ACTOR, model.id)
    assert planned.seeds == (5, 6)
    assert planned.seconds > 0 and planned.otherwise == ()
    assert studio.seeds.plan(LOCAL_ACTOR, model.id, 10).seconds == pytest.approx(5 * planned.seconds)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("studio.services.training.worker_device", lambda _settings: "cuda")
        patch.setattr("studio.services.seeds.seconds_of", lambda _run, _method: None)
        assert not studio.seeds.plan(LOCAL_ACTOR, model.id).measured
        patch.setattr("studio.services.seeds.seconds_of", lambda _run, _method: 30.0)  # the version's own training
        assert studio.seeds.plan(LOCAL_ACTOR, model.id).measured
    run = studio.seeds.start(LOCAL_ACTOR, model.id)
    assert (run.kind, run.method, run.manifest["seed"]) == (RunKind.SEEDS, "textcnn", 4)
    with pytest.raises(ConflictError, match="not over"):
        studio.library.delete(LOCAL_ACTOR, model.id)
    work(studio, run)
    done = studio.runs.get(LOCAL_ACTOR, run.id)
    found = studio.seeds.of(done)
    assert done.state is RunState.SUCCEEDED and found is not None
    assert [each.seed for each in found.replicates] == [4, 5, 6]
    assert found.own.test == measured.metrics[measured.primary_metric]  # measured as the version was
    assert (found.rows, found.dev_rows, found.metric) == (16, 16, measured.primary_metric)
    values = [each.test.value for each in found.replicates if each.test and each.test.value is not None]
    assert found.test is not None and found.test.deviation is not None and found.dev is not None
    assert (found.test.count, found.test.least, found.test.greatest) == (3, min(values), max(values))
    assert done.model_id is None
    assert [each.id for each in studio.library.versions(LOCAL_ACTOR)] == [model.id]  # none was made, none was swapped
    assert [each.id for each in studio.evaluations.list(LOCAL_ACTOR, model.id)] == [measured.id]
    assert not list((studio.settings.home / "work" / run.id / "seeds").glob("work-*"))
    assert (measured.opening, done.result["opening"]) == (1, 2)  # one opening for all seeds, and it is counted
    assert studio.seeds.known(LOCAL_ACTOR, model.id) == found

    by_hand = version(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", TINY, seed=5))
    assert by_hand.primary.value == values[1]  # what the user would have got
    (compared, _) = studio.comparisons.of(LOCAL_ACTOR, [model.run_id, by_hand.run_id]).runs
    assert compared.seeds == found
    again = studio.runs.retry(LOCAL_ACTOR, run.id)
    assert version_of(again) == version_of(run)
    studio.runs.cancel(LOCAL_ACTOR, again.id)
    studio.library.promote(LOCAL_ACTOR, by_hand.id)
    studio.library.delete(LOCAL_ACTOR, model.id)
    assert studio.seeds.of(studio.runs.get(LOCAL_ACTOR, run.id)) == found  # the run still tells it


def test_what_an_earlier_run_measured_is_not_trained_again(studio: Studio, dataset: Dataset) -> None:
    model = version(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", TINY))
    first = studio.seeds.start(LOCAL_ACTOR, model.id)
    work(studio, first)
    known = studio.seeds.known(LOCAL_ACTOR, model.id)
    assert known is not None
    with pytest.raises(InvalidOptionError, match="known already"):
        studio.seeds.start(LOCAL_ACTOR, model.id, 2)
    planned = studio.seeds.plan(LOCAL_ACTOR, model.id, 3)
    assert (planned.seeds, [each.seed for each in planned.known], planned.untrained) == ((1, 2, 3), [1, 2], 1)
    run = studio.seeds.start(LOCAL_ACTOR, model.id, 3)
    told: list[Progress] = []
    run_inline(studio, run.id, told.append)
    assert {each.note[:11] for each in told if each.note.startswith("Seed")} == {"Seed 1 of 1"}
    found = studio.seeds.of(studio.runs.get(LOCAL_ACTOR, run.id))
    assert found is not None and found.replicates[:3] == known.replicates
    assert [each.seed for each in found.replicates] == [0, 1, 2, 3]
    assert found.test is not None and found.test.count == 4


@pytest.mark.parametrize("what", ["libraries", "code", "device", "threads", "before it was told"])
def test_what_ran_on_something_else_is_trained_again(studio: Studio, dataset: Dataset, what: str) -> None:
    model = version(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", TINY))
    earlier = studio.seeds.start(LOCAL_ACTOR, model.id)
    work(studio, earlier)
    done = studio.runs.get(LOCAL_ACTOR, earlier.id)
    assert done.result["ran_on"]["device"] == "cpu" and done.result["ran_on"]["threads"] >= 1
    assert [each.seed for each in studio.seeds.plan(LOCAL_ACTOR, model.id, 3).known] == [1, 2]
    changed = {
        "libraries": {"manifest": {**done.manifest, "libraries": {**done.manifest["libraries"], "torch": "1.0"}}},
        "code": {"manifest": {**done.manifest, "code": "0" * 12}},
        "device": {"result": {**done.result, "ran_on": {**done.result["ran_on"], "device": "cuda"}}},
        "threads": {"result": {**done.result, "ran_on": {**done.result["ran_on"], "threads": 99}}},
        "before it was told": {"manifest": {name: each for name, each in done.manifest.items() if name != "code"}},
    }[what]
    with studio.store.write() as connection:
        connection.execute(sa.update(schema.runs).where(schema.runs.c.id == earlier.id).values(changed))
    assert studio.seeds.plan(LOCAL_ACTOR, model.id).known == ()


@pytest.mark.parametrize("answers", ["several labels", "scores", "moved thresholds"])
def test_a_version_is_measured_anew_as_it_was_whatever_it_answers(trained: Trained, answers: str) -> None:
    studio = trained.studio
    dataset = trained.dataset
    if answers == "scores":
        dataset = sample_dataset(studio, "education_grading")
    elif answers == "several labels":
        file = UploadedFile("events.csv", builders.several_labels_table(120).to_csv(index=False).encode())
        intake = studio.datasets.open_upload(LOCAL_ACTOR, "finance_risk", [file])
        dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake, blank_is_none=True))
    moved = answers == "moved thresholds"
    run = studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", {**TINY, "epochs": 1}, move_thresholds=moved)
    model = version(studio, run)
    again = studio.seeds.start(LOCAL_ACTOR, model.id)
    work(studio, again)
    found = studio.seeds.of(studio.runs.get(LOCAL_ACTOR, again.id))
    assert found is not None
    assert found.own.test == model.primary
    assert all(each.test and each.dev and each.dev.n == found.dev_rows for each in found.replicates)


def test_a_method_without_chance_says_so(trained: Trained) -> None:
    studio, model = trained.studio, trained.model
    assert "no chance" in studio.seeds.why_not(LOCAL_ACTOR, model.id)
    with pytest.raises(InvalidOptionError) as refused:
        studio.seeds.start(LOCAL_ACTOR, model.id)
    assert "very same model" in refused.value.fix
    assert studio.runs.list(LOCAL_ACTOR, kind=RunKind.SEEDS) == []


def test_wrong_numbers_names_and_readers_start_nothing(trained: Trained) -> None:
    studio, model = trained.studio, trained.model
    for more in (0, 1, 11, -3):
        with pytest.raises(InvalidOptionError, match="cannot be trained"):
            studio.seeds.plan(LOCAL_ACTOR, model.id, more)
    assert studio.seeds.named(LOCAL_ACTOR, model.id) == studio.seeds.named(LOCAL_ACTOR, model.run_id) == model.id
    with pytest.raises(NotFoundError, match="version or run"):
        studio.seeds.named(LOCAL_ACTOR, "model-none")
    waiting = studio.training.start(LOCAL_ACTOR, trained.dataset.id, "tfidf")
    with pytest.raises(InvalidOptionError, match="made no version"):
        studio.seeds.named(LOCAL_ACTOR, waiting.id)
    with pytest.raises(ForbiddenError):
        studio.seeds.start(Actor("reader", ActorRole.VIEWER, LOCAL_ACTOR.workspace), model.id)
    with pytest.raises(NotFoundError):
        studio.seeds.start(Actor("stranger", ActorRole.OWNER, "elsewhere"), model.id)


def made_by(trained: Trained, kind: RunKind, method: str, **manifest: object) -> ModelVersion:
    """A version as a run of that kind leaves it in the records."""
    run = builders.run(kind=kind, method=method, dataset_id=trained.dataset.id, manifest={"seed": 0, **manifest})
    model = builders.model(run, method=method, dataset_id=trained.dataset.id)
    with trained.studio.store.write() as connection:
        runs.add(connection, run)
        return models.add(connection, model)


def test_versions_made_of_others_are_refused_with_what_to_train_instead(trained: Trained) -> None:
    seeds = trained.studio.seeds
    fused = made_by(trained, RunKind.FUSE, "ensemble", options={"members": []})
    assert "members" in seeds.why_not(LOCAL_ACTOR, fused.id)
    smaller = made_by(trained, RunKind.SMALLER, "full", parent={"id": "model-1", "number": 7}, options={})
    assert "version 7" in seeds.why_not(LOCAL_ACTOR, smaller.id)
    gone = made_by(trained, RunKind.TRAIN, "hypnosis", options={})
    assert "not there any more" in seeds.why_not(LOCAL_ACTOR, gone.id)
    unknown = made_by(trained, RunKind.TRAIN, "textcnn", options={"moods": 3})
    assert "moods" in seeds.why_not(LOCAL_ACTOR, unknown.id)
    for each in (fused, smaller, gone, unknown):
        with pytest.raises(InvalidOptionError):
            seeds.start(LOCAL_ACTOR, each.id)


def test_options_and_time_come_from_whatever_run_made_the_version(trained: Trained) -> None:
    seeds, studio = trained.studio.seeds, trained.studio
    told = {"rungs": {"textcnn": {"options": TINY, "seconds": 9.0}}, "budget_seconds": 60}
    climbed = made_by(trained, RunKind.LADDER, "textcnn", options=told)
    run = seeds.start(LOCAL_ACTOR, climbed.id, 3)
    assert run.manifest["options"]["options"] == TINY
    assert run.manifest["options"]["seeds"] == [1, 2, 3]
    studio.runs.cancel(LOCAL_ACTOR, run.id)
    timed = builders.run(
        kind=RunKind.SEARCH,
        method="textcnn",
        dataset_id=trained.dataset.id,
        manifest={"seed": 2, "options": {"method": "textcnn"}, "code_version": "0.0.9", "device": "auto"},
        result={
            "ran_on": {"device": "cuda"},
            "search": {"options": TINY, "best": 1, "trials": [{"number": 1, "seconds": 20.0}]},
        },
        seconds={"search": 90.0, "calibrate": 1.0, "compress": 2.0},
    )
    with studio.store.write() as connection:
        runs.add(connection, timed)
        searched = models.add(connection, builders.model(timed, method="textcnn", dataset_id=trained.dataset.id))
    planned = seeds.plan(LOCAL_ACTOR, searched.id, 2)
    assert planned.seeds == (3, 4)
    assert planned.seconds == pytest.approx(46.0)
    assert planned.otherwise == (  # a difference may come of that as well
        f"Assay {VERSION}, before 0.0.9",
        "device cpu, before cuda",
    )


def test_what_is_asked_of_options_today_is_not_asked_of_those_of_old_versions(trained: Trained) -> None:
    """They were cut at what the language model reads, and cut so again."""
    longer = {"max_tokens": 1024}
    with pytest.raises(InvalidOptionError, match="512 word pieces"):
        trained.studio.training.estimate(LOCAL_ACTOR, trained.dataset.id, "setfit", longer)
    old = made_by(trained, RunKind.TRAIN, "setfit", options=longer)
    assert trained.studio.seeds.plan(LOCAL_ACTOR, old.id).seconds > 0


def test_old_preparations_matter_only_where_texts_are_prepared_anew(trained: Trained, tmp_path: Path) -> None:
    studio = trained.studio
    varied = {"augmenters": ["slips"], "copies": 1, "compare": True}
    dataset = noisy(studio, tmp_path)
    plain = version(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "textcnn", TINY))
    copied = version(studio, studio.training.start(LOCAL_ACTOR, dataset.id, "tfidf", augmentation=varied))
    run = studio.seeds.start(LOCAL_ACTOR, copied.id)  # the copies are drawn at random: now tfidf has chance in it
    assert run.manifest["augmentation"] == {**varied, "compare": False}
    studio.runs.cancel(LOCAL_ACTOR, run.id)
    for model in (plain, copied):
        grow_old(studio, model)
    later = open_studio(studio.settings)
    assert later.seeds.why_not(LOCAL_ACTOR, plain.id) == ""
    assert "prepared differently" in later.seeds.why_not(LOCAL_ACTOR, copied.id)
    later.close()


def grow_old(studio: Studio, model: ModelVersion) -> None:
    """The version as if a step of its preparation worked differently today."""
    folder = studio.library.artifact_folder(model.id)
    path = folder / "preparation.json"
    saved = json.loads(path.read_text())
    step = next(iter(saved["signature"]["steps"]))
    saved["signature"]["steps"][step]["version"] += 90
    saved["hash"] = "0" * 64
    path.write_text(json.dumps(saved))
    seal(folder)
