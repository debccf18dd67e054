"""The record of a dataset that is about to be kept."""

from __future__ import annotations

from studio.core.actor import Actor
from studio.core.clock import now
from studio.core.columns import ColumnMapping, Role
from studio.core.ids import content_hash, new_id
from studio.core.records import Dataset
from studio.services.datasets.draft import Draft
from studio.services.datasets.identity import table_hash


def record_of_draft(actor: Actor, draft: Draft, name: str | None) -> Dataset:
    """The record under which a draft would be kept; it bears its file's name where `name` is none."""
    table, preparation = draft.table, draft.preparation
    return Dataset(
        id=new_id("ds"),
        workspace=actor.workspace,
        domain=draft.intake.domain,
        name=(name or draft.intake.name).strip() or draft.intake.name,
        task=draft.task,
        source=draft.intake.source,
        domain_version=preparation.domain.version,
        preparation_hash=preparation.hash(),
        content_hash=_content_hash(draft),
        rows=len(table),
        parts=draft.parts,
        subsets=draft.subsets,
        labels=draft.labels,
        score_min=draft.score_min,
        score_max=draft.score_max,
        has_pairs="text_pair" in table,
        has_rater="rater" in table,
        has_competitor="competitor" in table,
        split_reason=draft.split_reason,
        columns=_columns(draft.intake.mapping),
        options={**preparation.options.model_dump(mode="json"), **draft.described},
        findings=draft.findings,
        created_at=now(),
    )


def _columns(mapping: ColumnMapping) -> dict[str, str]:
    columns = {role.value: column for role, column in mapping.columns.items()}
    return {**columns, Role.LABEL.value: " + ".join(mapping.flags)} if mapping.flags else columns


def _content_hash(draft: Draft) -> str:
    """The table's hash; other texts beside it make another dataset."""
    whole = table_hash(draft.table, draft.task, draft.preparation.hash())
    return content_hash(whole, *draft.unlabelled) if draft.unlabelled else whole
