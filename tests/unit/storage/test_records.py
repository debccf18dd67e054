"""What is written comes back equal, from the actor's workspace and from no other."""

from __future__ import annotations

from datetime import timedelta

import pytest

from studio.core.clock import now
from studio.core.errors import ConflictError, NotFoundError
from studio.core.records import CurvePoint, Phase, Progress, RunKind, RunState
from studio.storage import datasets, evaluations, models, runs
from studio.storage.database import Store
from tests.unit import builders


def test_a_dataset_comes_back_equal(store: Store) -> None:
    dataset = builders.dataset(score_min=-0.5, score_max=0.1 + 0.2)
    with store.write() as connection:
        datasets.add(connection, dataset)
        assert datasets.get(connection, "default", dataset.id) == dataset
        assert datasets.by_content(connection, "default", "finance_risk", dataset.content_hash) == dataset


def test_another_workspace_sees_nothing(store: Store) -> None:
    dataset, run = builders.dataset(), builders.run()
    with store.write() as connection:
        datasets.add(connection, dataset)
        runs.add(connection, run)
        assert datasets.every(connection, "other") == []
        assert runs.every(connection, "other") == []
        with pytest.raises(NotFoundError):
            datasets.get(connection, "other", dataset.id)
        with pytest.raises(NotFoundError):
            runs.get(connection, "other", run.id)
        with pytest.raises(NotFoundError):
            datasets.delete(connection, "other", dataset.id)


def test_a_run_comes_back_equal(store: Store) -> None:
    dataset = builders.dataset()
    first = builders.run(dataset_id=dataset.id)
    again = builders.run(
        kind=RunKind.PREDICT,
        retry_of=first.id,
        progress=Progress(Phase.PREDICT, 3, 10, note="Predicting"),
        result={"rows": 10},
        seconds={"predict": 1.5},
        started_at=now(),
    )
    with store.write() as connection:
        datasets.add(connection, dataset)
        runs.add(connection, first)
        runs.add(connection, again)
        assert runs.get(connection, "default", first.id) == first
        assert runs.get_any(connection, again.id) == again


def test_runs_are_found_by_domain_state_and_kind_newest_first(store: Store) -> None:
    start = now()
    made = [
        builders.run(created_at=start + timedelta(seconds=1), domain="medical_notes"),
        builders.run(created_at=start + timedelta(seconds=2)),
        builders.run(created_at=start + timedelta(seconds=3), kind=RunKind.PREDICT, state=RunState.FAILED),
    ]
    with store.write() as connection:
        for run in made:
            runs.add(connection, run)

        def ids(**conditions: object) -> list[str]:
            return [run.id for run in runs.every(connection, "default", **conditions)]  # type: ignore[arg-type]

        assert ids() == [made[2].id, made[1].id, made[0].id]
        assert ids(domain="medical_notes") == [made[0].id]
        assert ids(states=[RunState.QUEUED]) == [made[1].id, made[0].id]
        assert ids(kind=RunKind.PREDICT) == [made[2].id]
        assert ids(kinds=[RunKind.TRAIN, RunKind.LADDER]) == [made[1].id, made[0].id]
        assert ids(kinds=[RunKind.TRAIN], limit=1) == [made[1].id]  # those of other kinds take no place
        assert ids(limit=1) == [made[2].id]
        assert runs.under_way(connection) == [(each.id, RunState.QUEUED) for each in made[:2]]


def test_a_run_on_a_deleted_dataset_is_refused(store: Store) -> None:
    with pytest.raises(NotFoundError, match="dataset"), store.write() as connection:
        runs.add(connection, builders.run(dataset_id="dataset-gone"))


def test_the_curve_is_in_order_and_a_step_done_again_counts_once(store: Store) -> None:
    run = builders.run()
    with store.write() as connection:
        runs.add(connection, run)
        for point in (CurvePoint(20, 0.5, None), CurvePoint(10, 0.9, 0.4), CurvePoint(20, 0.6, 0.5)):
            runs.add_point(connection, run.id, point)
        assert runs.curve(connection, run.id) == [CurvePoint(10, 0.9, 0.4), CurvePoint(20, 0.6, 0.5)]
        runs.add_point(connection, run.id, CurvePoint(10, 0.3, None, "trial 2"))
        assert runs.curve(connection, run.id)[0] == CurvePoint(10, 0.9, 0.4)  # another curve's step 10
        assert len(runs.curve(connection, run.id)) == 3


def test_a_thinned_curve_loses_every_second_loss_and_no_dev_figure(store: Store) -> None:
    run = builders.run()
    with store.write() as connection:
        runs.add(connection, run)
        for step in range(1, 8):
            runs.add_point(connection, run.id, CurvePoint(step, 0.5, 0.8 if step == 4 else None))
            runs.add_point(connection, run.id, CurvePoint(step, 0.5, None, "trial 2"))
        assert runs.thin_curve(connection, run.id, "") == 3
        left = runs.curve(connection, run.id)
    assert [each.step for each in left if not each.series] == [1, 3, 4, 6]
    assert len(left) == 4 + 7


def test_a_dataset_that_is_needed_cannot_be_deleted(store: Store) -> None:
    dataset = builders.dataset()
    run = builders.run(dataset_id=dataset.id)
    with store.write() as connection:
        datasets.add(connection, dataset)
        runs.add(connection, run)
        with pytest.raises(ConflictError, match="not over"):
            datasets.delete(connection, "default", dataset.id)
        assert runs.pause(connection, run.id)
        with pytest.raises(ConflictError, match="not over"):  # it may be resumed
            datasets.delete(connection, "default", dataset.id)
        assert runs.resume(connection, run.id)
        runs.finish(connection, run.id, RunState.SUCCEEDED)
        models.add(connection, builders.model(run))
        with pytest.raises(ConflictError, match="was trained"):
            datasets.delete(connection, "default", dataset.id)


def test_deleting_a_dataset_leaves_its_runs_with_their_manifest(store: Store) -> None:
    dataset = builders.dataset()
    run = builders.run(dataset_id=dataset.id, manifest={"dataset": {"id": dataset.id}})
    with store.write() as connection:
        datasets.add(connection, dataset)
        runs.add(connection, run)
        runs.finish(connection, run.id, RunState.FAILED, error="It failed.")
        datasets.delete(connection, "default", dataset.id)
        left = runs.get_any(connection, run.id)
        assert datasets.find(connection, "default", dataset.id) is None
    assert (left.dataset_id, left.manifest["dataset"]["id"]) == (None, dataset.id)


def test_models_are_numbered_by_domain_and_a_number_never_comes_back(store: Store) -> None:
    dataset = builders.dataset()
    with store.write() as connection:
        datasets.add(connection, dataset)

        def add(domain: str) -> str:
            run = builders.run(dataset_id=dataset.id, domain=domain)
            runs.add(connection, run)
            return models.add(connection, builders.model(run)).id

        first, second, other = add("finance_risk"), add("finance_risk"), add("medical_notes")
        numbers = [models.get(connection, "default", each).number for each in (first, second, other)]
        models.delete(connection, second)
        assert models.get(connection, "default", add("finance_risk")).number == 3
    assert numbers == [1, 2, 1]


def test_an_evaluation_comes_back_equal(store: Store) -> None:
    dataset = builders.dataset()
    run = builders.run(dataset_id=dataset.id)
    with store.write() as connection:
        datasets.add(connection, dataset)
        runs.add(connection, run)
        model = models.add(connection, builders.model(run))
        evaluation = builders.evaluation(model)
        evaluations.add(connection, evaluation, run.id)
        assert models.get(connection, "default", model.id) == model
        assert evaluations.get(connection, "default", evaluation.id) == evaluation
        assert evaluations.every(connection, "default", model.id) == [evaluation]
        with pytest.raises(NotFoundError):
            evaluations.get(connection, "other", evaluation.id)


def test_every_opening_of_a_test_part_is_counted_once(store: Store) -> None:
    dataset, one, two = builders.dataset(), builders.run(), builders.run()
    with store.write() as connection:
        datasets.add(connection, dataset)
        for run in (one, two):
            runs.add(connection, run)
        opened = [evaluations.open_test(connection, dataset.id, run.id) for run in (one, two, one)]
    assert opened == [1, 2, 1]
