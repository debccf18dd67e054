"""The first start: a sample of every domain, a model trained on it, its verdict: every page has something to show."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path

from domains.contract import Domain
from domains.registry import registry
from studio.core.actor import LOCAL_ACTOR
from studio.core.atomic_write import write_atomically
from studio.core.errors import AssayError
from studio.core.records import RunKind, RunState
from studio.services.studio import Studio
from studio.worker.child_keeper import ChildKeeper

METHOD = "probe"

log = logging.getLogger(__name__)


def run(studio: Studio, keeper: ChildKeeper) -> None:
    """Make each domain's sample dataset and queue a probe on it.

    Whoever trains something of their own meanwhile comes first. Does nothing once that was done, or where there is
    data. A start that was cut short is gone on with: an equal sample is the dataset that is there already.
    """
    marker = studio.settings.home.resolve() / "first-start.json"
    state = _state(marker)
    if state == "done" or (state is None and studio.datasets.list(LOCAL_ACTOR)):
        return
    _mark(marker, "begun")
    with keeper.held():
        keeper.warm()
        prepared = [_prepared(studio, domain) for domain in registry()]
        _look_at_the_samples(studio)
        if all(prepared):
            _mark(marker, "done")
        _wait_until_trained(studio)
    keeper.let_go()


def _prepared(studio: Studio, domain: Domain) -> bool:
    """Prepare a domain; its trouble must not keep the others from starting, and is tried again at the next start."""
    try:
        _prepare(studio, domain)
    except Exception as problem:
        log.warning("first start of %s: %s", domain.key, problem if isinstance(problem, AssayError) else type(problem))
        return False
    return True


def _prepare(studio: Studio, domain: Domain) -> None:
    intake = studio.datasets.open_sample(LOCAL_ACTOR, domain.key)
    dataset = studio.datasets.confirm(LOCAL_ACTOR, studio.datasets.draft(LOCAL_ACTOR, intake))
    runs = studio.runs.list(LOCAL_ACTOR, domain=domain.key, kind=RunKind.TRAIN)
    if not any(run.dataset_id == dataset.id and run.method == METHOD for run in runs):
        studio.training.start(LOCAL_ACTOR, dataset.id, METHOD, unasked=True)


def _look_at_the_samples(studio: Studio) -> None:
    """Queue the verdicts behind the trainings: what answers texts comes first."""
    for dataset in filter(studio.verdicts.serves, studio.datasets.list(LOCAL_ACTOR)):
        try:
            studio.verdicts.start(LOCAL_ACTOR, dataset.id)
        except AssayError as problem:  # it can be asked for on the page; models are what a first start is for
            log.warning("verdict of %s: %s", dataset.id, problem)


def _wait_until_trained(studio: Studio) -> None:
    """Keep the child until nothing waits for it: one child trains all the samples."""
    while any(studio.runs.list(LOCAL_ACTOR, state=state) for state in (RunState.QUEUED, RunState.RUNNING)):
        time.sleep(1.0)


def _state(marker: Path) -> str | None:
    try:
        return str(json.loads(marker.read_text("utf-8"))["state"])
    except (OSError, ValueError, KeyError):
        return None


def _mark(marker: Path, state: str) -> None:
    write_atomically(marker, json.dumps({"state": state}))
