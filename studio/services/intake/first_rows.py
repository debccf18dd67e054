"""What is looked at to tell what the columns of a held table are: its first rows, its last, and exceptions between."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import pandas as pd

from studio.services.datasets.flag_columns import NO, YES
from studio.services.datasets.mapping import SAMPLE_ROWS
from studio.services.intake.held_table import HeldTable

MOST_CHARACTERS = 32_000_000
"""Of longer first rows the longest cells are cut, to half and half again."""
_LONGEST = 1_048_576
_SHORTEST = 64
_DIGEST = 16


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
    rows, cut = 0, _LONGEST
    last: pd.DataFrame | None = None
    for block in table.blocks():
        head = block.head(max(0, SAMPLE_ROWS - rows))
        if len(head):
            parts.append(_cut(head, cut))
            while cut > _SHORTEST and sum(map(_characters, parts)) > MOST_CHARACTERS:
                cut //= 2
                parts = [_cut(each, cut) for each in parts]
        rows += len(block)
        for name, each in said.items():
            if not each.else_said:
                each.add(block[name], told=len(head))
        last = block.tail(1) if rows > SAMPLE_ROWS else None
    if last is not None:
        parts += [_exceptions(said), _cut(last, cut)]
    return FirstRows(pd.concat(parts, ignore_index=True), rows)


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
                    self.other, self.else_said = cell[:_LONGEST] if at else "", True
                    return


def _exceptions(said: dict[str, _Said]) -> pd.DataFrame:
    """Rows of the cells that say of their columns what no first row does; all else in them is blank."""
    rows = [[getattr(each, what) for each in said.values()] for what in ("yes", "no", "other")]
    return pd.DataFrame([row for row in rows if any(row)], columns=list(said), dtype="str")


def _cut(rows: pd.DataFrame, most: int) -> pd.DataFrame:
    """`rows` with cells of at most so many characters; those that differed still do."""
    long = {name: rows[name].str.len() > most for name in rows.columns}
    cut = {name: rows[name].where(~over, _shortened(rows[name], most)) for name, over in long.items() if over.any()}
    return rows.assign(**cut) if cut else rows


def _shortened(cells: pd.Series[str], most: int) -> pd.Series[str]:
    return pd.Series(
        [cell[: most - _DIGEST] + sha256(cell.encode()).hexdigest()[:_DIGEST] for cell in cells],
        index=cells.index,
        dtype="str",
    )


def _characters(rows: pd.DataFrame) -> int:
    return sum(int(rows[name].str.len().sum()) for name in rows.columns)
