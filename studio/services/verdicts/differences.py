"""What a new version of a dataset changed, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Difference:
    """Rows of the earlier version and what became of them.

    `left_out` has `source_row`, `text`, `target`, `part`; `changed` has `source_row`, `text`, `before`, `after`;
    `moved` counts rows by the part they had (`before`) and the part they have (`after`).
    """

    left_out: pd.DataFrame
    changed: pd.DataFrame
    moved: pd.DataFrame

    @property
    def nothing(self) -> bool:
        """Whether no row differs."""
        return self.left_out.empty and self.changed.empty and self.moved.empty


def difference(before: pd.DataFrame, after: pd.DataFrame) -> Difference:
    """How the table `after` came of `before`; rows are matched by id."""
    left_out = before.loc[~before["row_id"].isin(after["row_id"]), ["source_row", "text", "target", "part"]]
    both = before[["row_id", "source_row", "text", "target", "part"]].merge(
        after[["row_id", "target", "part"]], on="row_id", suffixes=("_before", "_after")
    )
    relabelled = both[both["target_before"] != both["target_after"]]
    moved = both[both["part_before"] != both["part_after"]]
    counts = moved.groupby(["part_before", "part_after"], sort=True).size().reset_index(name="rows")
    return Difference(
        left_out.reset_index(drop=True),
        relabelled[["source_row", "text", "target_before", "target_after"]]
        .rename(columns={"target_before": "before", "target_after": "after"})
        .reset_index(drop=True),
        counts.rename(columns={"part_before": "before", "part_after": "after"}),
    )
