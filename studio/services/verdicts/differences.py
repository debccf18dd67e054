"""What a new version of a dataset changed, row by row."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, eq=False)
class Difference:
    """Rows of the earlier version and what became of them.

    `left_out` has `source_row`, `text`, `target`, `part`; `changed` has `source_row`, `text`, `before`, `after`;
    `moved` counts rows by the part they had (`before`) and the part they have (`after`); `rewritten` has `source_row`,
    and the text `before` and `after`: as it came, or as it is prepared where only that differs. `subgroups` counts rows
    by subgroup (`subgroup`), where those are others than before.
    """

    left_out: pd.DataFrame
    changed: pd.DataFrame
    moved: pd.DataFrame
    rewritten: pd.DataFrame
    subgroups: pd.DataFrame

    @property
    def nothing(self) -> bool:
        """Whether no row differs."""
        every = (self.left_out, self.changed, self.moved, self.rewritten, self.subgroups)
        return all(each.empty for each in every)


def difference(before: pd.DataFrame, after: pd.DataFrame) -> Difference:
    """How the table `after` came of `before`; rows are matched by id."""
    left_out = before.loc[~before["row_id"].isin(after["row_id"]), ["source_row", "text", "target", "part"]]
    both = before[["row_id", "source_row", "text", "source_text", "target", "part"]].merge(
        after[["row_id", "text", "source_text", "target", "part"]].rename(columns={"text": "text_now"}),
        on="row_id",
        suffixes=("_before", "_after"),
    )
    moved = both[both["part_before"] != both["part_after"]]
    counts = moved.groupby(["part_before", "part_after"], sort=True).size().reset_index(name="rows")
    return Difference(
        left_out.reset_index(drop=True),
        _differing(both, "target", ["source_row", "text"]),
        counts.rename(columns={"part_before": "before", "part_after": "after"}),
        _rewritten(both),
        _subgroups(before, after),
    )


def _rewritten(both: pd.DataFrame) -> pd.DataFrame:
    """Texts that came otherwise, and those that are prepared otherwise though they came so."""
    source = _differing(both, "source_text", ["source_row"])
    same = both[both["source_text_before"] == both["source_text_after"]]
    prepared = same.rename(columns={"text": "text_before", "text_now": "text_after"})
    return pd.concat([source, _differing(prepared, "text", ["source_row"])], ignore_index=True)


def _subgroups(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    was, now = (table["subgroup"].tolist() if "subgroup" in table else [] for table in (before, after))
    counts = after["subgroup"].value_counts() if "subgroup" in after and was != now else pd.Series(dtype="int64")
    if len(before) != len(after):  # rows that went took their subgroups along
        counts = counts.iloc[:0]
    return pd.DataFrame({"subgroup": counts.index.astype(str), "rows": counts.to_numpy()})


def _differing(both: pd.DataFrame, what: str, beside: list[str]) -> pd.DataFrame:
    """The rows that differ in a column, with what it was and is, and some columns beside it."""
    was, is_now = f"{what}_before", f"{what}_after"
    rows = both.loc[both[was] != both[is_now], [*beside, was, is_now]]
    return rows.rename(columns={was: "before", is_now: "after"}).reset_index(drop=True)
