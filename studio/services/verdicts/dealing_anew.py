"""Rows of a dataset dealt to its parts anew; a row that was tested in any dataset stays a test row or is left out."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from domains.contract import Domain
from domains.preparation import Preparation
from domains.source_rows import GROUPED_BY, source_rows
from studio.core.counting import counted
from studio.core.errors import InvalidOptionError
from studio.core.findings import Finding
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.verdict import Remedy
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.grouped_later import KEPT_TOGETHER
from studio.services.datasets.groups import groups_of, groups_of_prepared
from studio.services.datasets.split import Split, SplitRows, split_by_rows
from studio.services.datasets.split_findings import near_duplicates_apart
from studio.services.datasets.splitting import strata_of
from studio.services.datasets.text_key import NearKeys, near_text_keys
from studio.services.verdicts.version import Version, column_words, require_change, values_of


def kept_together(dataset: Dataset, before: Version, remedy: Remedy, known: KnownParts) -> Version:
    """Dealt anew by a column's values, each in one part."""
    values = values_of(before.table, remedy)
    if _names_groups(before.table):
        raise InvalidOptionError(
            "The rows are kept together by another column already.", "Add the file again with this column as the group."
        )
    table = before.table.assign(group=values, **{GROUPED_BY: column_words(remedy)})
    near = near_text_keys(table["source_text"].tolist(), _pairs(table))
    rows = _split_rows(table, dataset.task, known, groups_of(table["group"]), near, before.preparation.domain)
    split = split_by_rows(rows, seed=0)
    dealt = _dealt(table, split)
    preparation, texts = prepared_again(before.preparation, dealt)
    words = KEPT_TOGETHER.format(column=column_words(remedy))
    change, told = words + _gone(table, dealt), _told(rows, split)
    return Version(dealt.assign(**texts), preparation, split.reason, change, told_of_split=told)


def split_anew(dataset: Dataset, before: Version, remedy: Remedy, known: KnownParts) -> Version:
    """Dealt anew by the groups there are, and with every set of near copies whole, however large.

    What goes with a test row is tested, and a row that nothing ties to another part keeps its own. Near copies are
    those of the texts as they are prepared, which is what the verdict compares.
    """
    table, domain = before.table, before.preparation.domain
    near = near_text_keys(table["text"].tolist(), _pairs(table), most_linked=1.0)
    rows = _split_rows(table, dataset.task, known, groups_of_prepared(domain, table), near, domain)
    split = split_by_rows(rows, seed=0)
    moved = sum(new is None or new.value != old for new, old in zip(split.parts, table["part"], strict=True))
    require_change(moved, "Near copies and groups stand in one part each already, as far as tested rows allow it.")
    dealt = _dealt(table, split)
    preparation, texts = prepared_again(before.preparation, dealt)
    words = f"Split anew, near copies and groups whole: {counted(moved, 'row changed', 'rows changed')} its part."
    words = words.replace("rows changed its part", "rows changed their part")
    change, told = words + _gone(table, dealt), _told(rows, split)
    return Version(dealt.assign(**texts), preparation, split.reason, change, beside=dealt, told_of_split=told)


def _told(rows: SplitRows, split: Split) -> tuple[Finding, ...]:
    return (*split.findings, *near_duplicates_apart(rows, split.parts))


def _dealt(table: pd.DataFrame, split: Split) -> pd.DataFrame:
    """The rows that have a part, in it; a row that stays a test row keeps the name of its test set."""
    kept = [part is not None for part in split.parts]
    dealt = table[kept].reset_index(drop=True)
    dealt["part"] = [part.value for part in split.parts if part is not None]
    dealt["subset"] = dealt["subset"].where(dealt["part"] == Part.TEST.value, "")
    return dealt


def prepared_again(preparation: Preparation, table: pd.DataFrame) -> tuple[Preparation, dict[str, list[str]]]:
    """What the steps know of the training rows, learned again, and the texts prepared with it."""
    rows = source_rows(table)
    train = rows[rows["part"] == Part.TRAIN.value]
    again = replace(preparation, state=preparation.domain.fit(train, preparation.options))
    knowing = again.knowing(rows)
    texts = {"text": knowing.texts(table["source_text"].tolist())}
    if "text_pair" in table:
        texts["text_pair"] = knowing.texts(table["text_pair"].fillna("").tolist())
    return again, texts


def _split_rows(
    table: pd.DataFrame, task: Task, known: KnownParts, groups: list[str | None], near: NearKeys, domain: Domain
) -> SplitRows:
    return SplitRows(
        strata=strata_of(table, task),
        groups=groups,
        keys=near.keys,
        earlier=[known.for_split(row) for row in table["row_id"]],
        rows=[int(number) for number in table["source_row"]],
        strict=_names_groups(table),
        group_words=domain.group_words,
        near=near,
    )


def _names_groups(table: pd.DataFrame) -> bool:
    return "group" in table and bool(table["group"].notna().any())


def _pairs(table: pd.DataFrame) -> list[str] | None:
    return table["text_pair"].fillna("").astype(str).tolist() if "text_pair" in table else None


def _gone(before: pd.DataFrame, after: pd.DataFrame) -> str:
    gone = len(before) - len(after)
    return f" {counted(gone, 'tested row was', 'tested rows were')} left out." if gone else ""
