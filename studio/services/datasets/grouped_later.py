"""Datasets whose rows were kept together by a column named after the file came, and whose tables do not say so.

Versions that the mend makes today have the column `grouped_by`. Those made before lack it, and stored tables are never
changed; so it is filled in where a table is read, from what the version's record says was done.
"""

from __future__ import annotations

import re

import pandas as pd
import sqlalchemy as sa

from domains.source_rows import GROUPED_BY
from studio.core.records import Dataset
from studio.storage import datasets

KEPT_TOGETHER = "Dealt anew: rows with one value of '{column}' are in one part."
"""How the record of a version says it."""
_SAID = re.compile("(?P<column>.+)".join(map(re.escape, KEPT_TOGETHER.split("{column}"))))


def grouped_later(connection: sa.Connection, dataset: Dataset) -> str:
    """The column that a dataset's rows were kept together by later; empty where none was.

    Its own record says it, or one it was made from. Where one of those was deleted the others are no longer reached.
    """
    seen: Dataset | None = dataset
    while seen is not None:
        if found := _SAID.match(seen.change):
            return found["column"]
        before = seen.made_from or seen.options.get("reviews_of")
        seen = datasets.find(connection, seen.workspace, str(before)) if before else None
    return ""


def with_grouped_by(table: pd.DataFrame, column: str) -> pd.DataFrame:
    """The table with `column` in its `grouped_by`, where it has groups and does not say of what."""
    unsaid = column and "group" in table and GROUPED_BY not in table
    return table.assign(**{GROUPED_BY: column}) if unsaid else table
