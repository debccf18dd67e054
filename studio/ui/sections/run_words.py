"""A run in words, and where it is seen."""

from __future__ import annotations

from domains.registry import registry
from studio.core.records import ON_DATASET, Run, RunKind
from studio.services.seeds import version_of
from studio.ui import digits
from studio.ui.wording import KINDS

LIKE = "like"
"""The URL's name for the run whose method, options and seed a new one starts from."""
CLONED = frozenset({RunKind.TRAIN, RunKind.SEARCH, RunKind.LADDER, RunKind.FUSE})
"""Kinds of run that are set up on the Train section, so that another may be set up like one of them there.

Smaller versions and further seeds are asked of the version they are of, where it stands.
"""
_SECTIONS = {
    RunKind.TRAIN: "train",
    RunKind.EVALUATE: "evaluate",
    RunKind.PREDICT: "use",
    RunKind.VERDICT: "data",
    RunKind.LADDER: "train",
    RunKind.TRIAL: "train",
    RunKind.FUSE: "train",
    RunKind.SMALLER: "train",
    RunKind.SEARCH: "train",
    RunKind.SEEDS: "evaluate",
}


def domain_title(key: str) -> str:
    """The domain's title, or its key where the plugin is gone."""
    return next((domain.title for domain in registry() if domain.key == key), key)


def title(run: Run) -> str:
    """`Finance risk text: training, probe`."""
    method = f", {run.method}" if run.method else ""
    return f"{domain_title(run.domain)}: {KINDS[run.kind]}{method}"


def link_query(run: Run) -> dict[str, str]:
    """The URL parameters under which the domain's page shows this run."""
    query = {"section": _SECTIONS[run.kind], "run": run.id}
    if run.model_id and run.kind not in ON_DATASET:
        query["model"] = run.model_id
    if run.dataset_id and run.kind in ON_DATASET:
        query["dataset"] = run.dataset_id
    if version := version_of(run):
        query["model"] = version.id
    return query


def clone_query(run: Run) -> dict[str, str]:
    """The URL parameters under which a run is set up like this one, to be changed before it starts."""
    query = {"section": _SECTIONS[RunKind.TRAIN], LIKE: run.id}
    return {**query, "dataset": run.dataset_id} if run.dataset_id else query


def seconds(run: Run) -> str:
    """How long it took or has taken."""
    if run.started_at is None:
        return digits.DASH
    end = run.finished_at
    return digits.duration((end - run.started_at).total_seconds()) if end else f"since {digits.ago(run.started_at)}"
