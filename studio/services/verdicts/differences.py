"""What a new version of a dataset changed, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Difference:
    """Rows of the earlier version and what became of them.

    `left_out` has `source_row`, `text`, `target`, `part`; `changed` has `source_row`, `text`, `before`, `after`;
    `moved` counts rows by the part they had (`before`) and the part they have (`after`); `rewritten` has `source_row`,
    and the text `before` and `after`, as it came.
    """

    left_out: pd.DataFrame
    changed: pd.DataFrame
    moved: pd.DataFrame
    rewritten: pd.DataFrame

    @property
    def nothing(self) -> bool:
        """Whether no row differs."""
        return all(each.empty for each in (self.left_out, self.changed, self.moved, self.rewritten))


def difference(before: pd.DataFrame, after: pd.DataFrame) -> Difference:
    """How the table `after` came of `before`; rows are matched by id."""
    left_out = before.loc[~before["row_id"].isin(after["row_id"]), ["source_row", "text", "target", "part"]]
    both = before[["row_id", "source_row", "text", "source_text", "target", "part"]].merge(
        after[["row_id", "source_text", "target", "part"]], on="row_id", suffixes=("_before", "_after")
    )
    moved = both[both["part_before"] != both["part_after"]]
    counts = moved.groupby(["part_before", "part_after"], sort=True).size().reset_index(name="rows")
    return Difference(
        left_out.reset_index(drop=True),
        _differing(both, "target", ["source_row", "text"]),
        counts.rename(columns={"part_before": "before", "part_after": "after"}),
        _differing(both, "source_text", ["source_row"]),
    )


def _differing(both: pd.DataFrame, what: str, beside: list[str]) -> pd.DataFrame:
    """The rows that differ in a column, with what it was and is, and some columns beside it."""
    was, is_now = f"{what}_before", f"{what}_after"
    rows = both.loc[both[was] != both[is_now], [*beside, was, is_now]]
    return rows.rename(columns={was: "before", is_now: "after"}).reset_index(drop=True)
