"""The first start gives every domain a model, once."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.records import RunKind, Source
from studio.services.studio import Studio
from studio.worker import first_start
from studio.worker.child_keeper import ChildKeeper


class NoChild(ChildKeeper):
    """A keeper whose child is not needed: nothing runs in these tests."""

    def warm(self) -> None:
        """Start nothing."""


@pytest.fixture
def keeper(tmp_path: Path) -> ChildKeeper:
    return NoChild(1, tmp_path / "log")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody trains here, so nobody waits for it."""
    monkeypatch.setattr(first_start, "_wait_until_trained", lambda _studio: None)


def kinds(studio: Studio) -> tuple[int, int]:
    return len(studio.datasets.list(LOCAL_ACTOR)), len(studio.runs.list(LOCAL_ACTOR))


@pytest.mark.slow
def test_every_domain_gets_a_sample_and_a_run_once(studio: Studio, keeper: ChildKeeper) -> None:
    first_start.run(studio, keeper)
    made = studio.datasets.list(LOCAL_ACTOR)
    assert {dataset.domain for dataset in made} == {domain.key for domain in registry()}
    assert all(dataset.source is Source.SAMPLE and dataset.synthetic for dataset in made)
    runs = studio.runs.list(LOCAL_ACTOR)[::-1]
    kinds_in_order = [run.kind for run in runs]
    assert kinds_in_order == [RunKind.TRAIN] * len(made) + [RunKind.VERDICT] * len(made)
    trainings = [run for run in runs if run.kind is RunKind.TRAIN]
    assert all(run.method == first_start.METHOD for run in trainings)
    own = studio.training.start(LOCAL_ACTOR, made[0].id, "tfidf")
    assert studio.queue.order()[0] == own.id  # whoever trains something of their own does not wait for the samples
    before = kinds(studio)
    first_start.run(studio, keeper)
    assert kinds(studio) == before


@pytest.mark.slow
def test_a_start_that_was_cut_short_is_gone_on_with(
    studio: Studio, keeper: ChildKeeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, prepared = first_start._prepare, []
    two = [registry().get(key) for key in ("finance_risk", "manufacturing_logs")]
    monkeypatch.setattr(first_start, "registry", lambda: two)

    def cut_short(studio: Studio, domain: object) -> None:
        if len(prepared) == 1:
            raise KeyboardInterrupt
        whole(studio, domain)  # type: ignore[arg-type]
        prepared.append(domain)

    monkeypatch.setattr(first_start, "_prepare", cut_short)
    with contextlib.suppress(KeyboardInterrupt):
        first_start.run(studio, keeper)
    assert kinds(studio) == (1, 1)
    monkeypatch.setattr(first_start, "_prepare", whole)
    first_start.run(studio, keeper)
    assert kinds(studio) == (2, 4)


def test_a_home_with_data_is_left_alone(studio: Studio, keeper: ChildKeeper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(studio.datasets), "list", lambda *_: ["a dataset"])
    first_start.run(studio, keeper)
    assert studio.runs.list(LOCAL_ACTOR) == []
