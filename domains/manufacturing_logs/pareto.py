"""Which few causes make up most of the trouble: by rows, by cost, by downtime, and on which machine."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

MEASURES: Mapping[str, str] = {"cost": r"(?:^|_)costs?(?:_|$)", "downtime": r"down_?time|stoppage"}
"""By measure, how the column that holds it is called."""

MAX_CAUSES = 30
RUNNING = "Running %"
_NUMBER = re.compile(r"-?\d[\d., ]{0,20}")


def read_amount(written: str) -> float | None:
    """The first number in a cell: '1,200.50', '1.200,50 EUR', '45 min'; None where there is none.

    The last of several signs, or a single one not followed by exactly three digits, is the decimal sign.
    """
    match = _NUMBER.search(written)
    if match is None:
        return None
    digits = match[0].replace(" ", "").rstrip(".,")
    signs = [sign for sign in digits if sign in ".,"]
    if signs:
        last = signs[-1]
        grouped = len(digits.rpartition(last)[2]) == 3 and digits.count(last) == len(signs)
        decimal = None if grouped else last
        digits = "".join("." if sign == decimal else sign for sign in digits if sign not in ".," or sign == decimal)
    return float(digits)


def measure_columns(table: pd.DataFrame) -> dict[str, str]:
    """Which kept column holds which measure, for those the file has."""
    kept = [str(name) for name in table.columns if str(name).startswith("extra_")]
    found = {
        measure: next((name for name in kept if re.search(pattern, name.removeprefix("extra_"))), None)
        for measure, pattern in MEASURES.items()
    }
    return {measure: name for measure, name in found.items() if name is not None}


def pareto(table: pd.DataFrame) -> pd.DataFrame:
    """A row a cause, the gravest first: Cause, Rows, the columns of measures, the running share, Most on.

    The order and the running share go by downtime where it is given, else by cost, else by rows. Empty without causes.
    """
    if "target" not in table or table.empty:
        return pd.DataFrame()
    causes = table["target"].astype(str)
    columns = {"Rows": pd.Series(1.0, index=table.index)}
    for name in measure_columns(table).values():
        amounts = table[name].astype(str).map(read_amount).astype(float).fillna(0.0)
        columns[name.removeprefix("extra_")] = amounts
    sums = pd.DataFrame(columns).groupby(causes).sum()
    weight = list(columns)[-1]
    sums = sums.sort_values(weight, ascending=False, kind="stable")
    shares = 100 * sums[weight].cumsum() / max(float(sums[weight].sum()), 1e-9)
    shown = sums.round(2).assign(**{RUNNING: shares.round(1)})
    shown["Rows"] = shown["Rows"].astype(int)
    if "group" in table:
        worst = _worst(causes, table["group"].astype(str), columns[weight])
        shown["Most on"] = [worst[cause] for cause in shown.index]
    return shown.head(MAX_CAUSES).rename_axis("Cause").reset_index()


def _worst(causes: pd.Series[str], machines: pd.Series[str], weights: pd.Series[float]) -> dict[str, str]:
    """By cause, the machine that bears most of it, and its share."""
    by_machine = weights.groupby([causes.rename("cause"), machines.rename("machine")]).sum()
    worst = {}
    for cause, of_cause in by_machine.groupby(level="cause"):
        machine = str(of_cause.idxmax()[1])  # type: ignore[index]
        share = 100 * float(of_cause.max()) / max(float(of_cause.sum()), 1e-9)
        worst[str(cause)] = f"{machine} ({share:.0f} %)"
    return worst
