"""What is looked at to tell what the columns of a held table are: its first rows, its last, and exceptions between."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from studio.services.datasets.flag_columns import NO, YES
from studio.services.datasets.mapping import SAMPLE_ROWS
from studio.services.intake.blocks import row_sizes
from studio.services.intake.held_table import HeldTable

MOST_CHARACTERS = 32_000_000
"""Of longer rows fewer are looked at, each as it is: what differs, comes again or is longest does so in them too."""
FEWEST = 20
"""Rows that are looked at however long they are: by fewer a column cannot be told."""


@dataclass(frozen=True, eq=False)
class FirstRows:
    """Some rows of a table of `rows`: the first, then what no first row shows of a column, and the very last.

    A column in which nothing but yes and no stands does so in the table too; one that is blank is blank there.
    """

    frame: pd.DataFrame
    rows: int

    def place(self, at: int) -> int:
        """Where the row at `at` stands in the table; both from 0."""
        return self.rows - 1 if at == len(self.frame) - 1 else at


def first_rows(table: HeldTable) -> FirstRows:
    """The rows of `table` by which its columns are told; all of it where it is small."""
    parts: list[pd.DataFrame] = []
    said: dict[str, _Said] = {name: _Said() for name in table.column_names}
    rows = told = characters = 0
    last: pd.DataFrame | None = None
    for block in table.blocks():
        head = block.head(0)
        if told == rows:  # up to here all were looked at
            sizes = row_sizes(block)
            head = block.head(_fitting(sizes, told, characters))
            parts.append(head)
            told, characters = told + len(head), characters + int(sizes.sum())
        rows += len(block)
        for name, each in said.items():
            if not each.else_said:
                each.add(block[name], told=len(head))
        last = block.tail(1) if rows > told else None
    if last is not None:
        parts += [_exceptions(said), last]
    return FirstRows(pd.concat(parts, ignore_index=True), rows)


def _fitting(sizes: np.ndarray, told: int, characters: int) -> int:
    """How many of the next rows are looked at, by their `sizes`, after so many rows and characters."""
    fitting = int(np.searchsorted(characters + np.cumsum(sizes), MOST_CHARACTERS, side="right"))
    return min(max(fitting, FEWEST - told), SAMPLE_ROWS - told)


class _Said:
    """What a column says until it says anything but yes and no: the first yes, no and other that no first row has."""

    def __init__(self) -> None:
        self.yes = self.no = self.other = ""
        self.else_said = False
        self._told_yes = self._told_no = False

    def add(self, cells: pd.Series[str], told: int) -> None:
        """More cells; the first `told` of them are among the first rows."""
        for at, part in enumerate((cells.iloc[:told], cells.iloc[told:])):
            for cell in part.unique():
                word = cell.strip().casefold()
                if word in YES:
                    self._told_yes, self.yes = self._told_yes or not at, self.yes or ("" if self._told_yes else cell)
                elif word in NO:
                    self._told_no, self.no = self._told_no or not at, self.no or ("" if self._told_no else cell)
                elif word:
                    self.other, self.else_said = cell if at else "", True
                    return


def _exceptions(said: dict[str, _Said]) -> pd.DataFrame:
    """Rows of the cells that say of their columns what no first row does; all else in them is blank."""
    rows = [[getattr(each, what) for each in said.values()] for what in ("yes", "no", "other")]
    return pd.DataFrame([row for row in rows if any(row)], columns=list(said), dtype="str")
