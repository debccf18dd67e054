"""A dataset as it would be after a mend, and what every mend asks of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from domains.preparation import Preparation
from domains.source_rows import source_rows
from models.verdict.shortcuts import without_figures
from studio.core.errors import InvalidOptionError
from studio.core.findings import Finding
from studio.core.verdict import Remedy
from studio.services.datasets.mapping import EXTRA_PREFIX


@dataclass(frozen=True)
class Version:
    """A dataset as it would be after a mend: its table, how it is prepared, why it is split so, what was done."""

    table: pd.DataFrame
    preparation: Preparation
    split_reason: str
    change: str
    beside: pd.DataFrame | None = None
    """The table that its texts were prepared beside; its own where None."""
    told_of_split: tuple[Finding, ...] | None = None
    """What is told of how its rows were dealt anew; None where they keep their parts."""

    def changed(self) -> Mapping[str, int]:
        """How many of its own rows each enabled step changed, by the step's key.

        A step may read what stands beside the texts in the table that they were prepared in.
        """
        knowing = self.preparation.knowing(source_rows(self.table if self.beside is None else self.beside))
        return knowing.counted(self.table["source_text"].tolist())[1]


def require_change(rows: int, advice: str) -> None:
    """Raise `InvalidOptionError` where a mend would change nothing; `advice` is what to do instead."""
    if not rows:
        raise InvalidOptionError("No row of the dataset would change.", advice)


def values_of(table: pd.DataFrame, remedy: Remedy) -> pd.Series[str]:
    """The column a remedy names; raises `InvalidOptionError` where the table has none of that name."""
    if remedy.column not in table:
        raise InvalidOptionError(f"The dataset has no column '{remedy.column}'.", "Look at the data again.")
    if not remedy.figures_aside:
        return table[remedy.column]
    left = pd.Series(without_figures(table[remedy.column].fillna("").astype(str).tolist()), index=table.index)
    return left.where(left != "")


def column_words(remedy: Remedy) -> str:
    """What a remedy's column is called."""
    return remedy.column.removeprefix(EXTRA_PREFIX) + (" without figures" if remedy.figures_aside else "")
