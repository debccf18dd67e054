"""Texts of rows without an answer: never learned from or measured on, but read by methods that read for themselves.

They stand in a file of their own beside the dataset's table, so that whoever reads the table meets answered rows only.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from domains.contract import Domain
from domains.preparation import Preparation
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.visible import is_blank
from studio.services.datasets.earlier_parts import KnownParts
from studio.services.datasets.groups import groups_of_field, groups_of_file
from studio.services.datasets.identity import known_as
from studio.services.datasets.text_key import near_text_keys
from studio.services.datasets.usable_rows import target_column

UNLABELLED = "unlabelled.parquet"
UNLABELLED_ROWS = "unlabelled_rows"
"""Where a dataset's options say how many such texts are kept beside it."""


def unlabelled_count(dataset: Dataset) -> int:
    """How many texts without an answer are kept beside a dataset."""
    return int(dataset.options.get(UNLABELLED_ROWS, 0))


def unlabelled_rows(table: pd.DataFrame, task: Task) -> pd.DataFrame:
    """The rows of a mapped table that have a text and no answer."""
    name = target_column(table, task)
    if name is None or task is Task.ANOMALY:
        return table.iloc[0:0]
    blank = table[name].map(is_blank).astype(bool)
    return table[blank & ~table["text"].map(is_blank).astype(bool)].reset_index(drop=True)


def texts_to_read(
    domain: Domain,
    preparation: Preparation,
    rows: pd.DataFrame,
    prepared: pd.DataFrame,
    held_out: pd.DataFrame,
    earlier: KnownParts,
) -> tuple[str, ...]:
    """The texts of `rows`, prepared, each once, in order; without those that would tell of what is held out.

    `prepared` is the dataset's table, `held_out` its rows outside training as they came. Left out are texts that the
    table has, or that nearly read like one held out, rows of a group that is held out (the file's or the field's), and
    rows that an earlier dataset held out.
    """
    if not len(rows):
        return ()
    pieces = domain.segment(rows.drop(columns=["label", "score"], errors="ignore")).reset_index(drop=True)
    fresh = [earlier.for_split(*ids) in (None, Part.TRAIN) for ids in known_as(pieces)]
    for grouped in (groups_of_file, groups_of_field):
        taken = set(grouped(domain, held_out)) - {None}
        fresh = [may and group not in taken for may, group in zip(fresh, grouped(domain, pieces), strict=True)]
    stale = set(pieces["text"][[not may for may in fresh]])  # one copy of a text that is held out keeps all away
    pieces = pieces[~pieces["text"].isin(stale)].reset_index(drop=True)
    texts = preparation.knowing(pieces).texts(pieces["text"].astype(str).tolist()) if len(pieces) else []
    return not_held_out(texts, prepared)


def not_held_out(texts: Sequence[str], prepared: pd.DataFrame) -> tuple[str, ...]:
    """Texts that the table does not have and that read like none of its rows outside training; each once."""
    held_out = prepared.loc[prepared["part"] != Part.TRAIN.value, "text"].tolist()
    known = set(prepared["text"])
    fresh = [text for text in dict.fromkeys(texts) if text.strip() and text not in known]
    keys = near_text_keys([*held_out, *fresh], None).keys
    near = set(keys[: len(held_out)])
    return tuple(text for text, key in zip(fresh, keys[len(held_out) :], strict=True) if key not in near)
