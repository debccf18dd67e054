"""Which few causes make up most of the trouble: by rows, by cost, by downtime, and on which machine."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from domains.contract import RUNNING
from domains.manufacturing_logs.durations import in_one_unit, unit_named
from domains.manufacturing_logs.measures import MEASURES
from domains.manufacturing_logs.templates import events
from domains.manufacturing_logs.units.cutting import LINES
from studio.core.column_keys import plain

MAX_CAUSES = 30
MIN_MACHINES = 2
ONE_EVENT_SHARE = 0.9
"""Share of the groups with one event each from which on a group column is one of templates."""
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
    """Which kept column holds which measure, for those the file has; a total goes before its parts."""
    kept = [str(name) for name in table.columns if str(name).startswith("extra_")]
    kept.sort(key=lambda name: "total" not in name and "gesamt" not in name)
    found = {
        measure: next((name for name in kept if re.search(pattern, plain(name.removeprefix("extra_")))), None)
        for measure, pattern in MEASURES.items()
    }
    return {measure: name for measure, name in found.items() if name is not None}


def pareto(table: pd.DataFrame, measure: str | None = None) -> pd.DataFrame:
    """A row a cause, the gravest first: Cause, Rows, the columns of measures, the running share, Most on.

    The order and the running share go by `measure` (cost, downtime), empty where the file lacks it; without one by
    downtime where it is given, else by cost, else by rows. Empty without causes, and for windows of a log.
    """
    if "target" not in table or table.empty or LINES in table:
        return pd.DataFrame()
    causes = table["target"].astype(str)
    columns = _weights(table)
    weight = list(columns)[-1] if measure is None else measure_name(table, measure)
    if weight is None:
        return pd.DataFrame()
    shown = _ranked(columns, causes, weight)
    if "group" in table:
        worst = _worst(causes, table["group"].astype(str), columns[weight])
        shown["Most on"] = [worst[cause] for cause in shown.index]
    return shown.head(MAX_CAUSES).rename_axis("Cause").reset_index()


def pareto_by_cost(table: pd.DataFrame) -> pd.DataFrame:
    """As `pareto`, by cost, where the file has downtimes too and so goes by those otherwise."""
    return pareto(table, "cost") if len(measure_columns(table)) > 1 else pd.DataFrame()


def pareto_of_machines(table: pd.DataFrame) -> pd.DataFrame:
    """A row a machine (group), the gravest first, as `pareto` ranks causes, with its gravest cause.

    Empty without groups, and where they say what kind of text each is (a column of templates).
    """
    if "group" not in table or "target" not in table or LINES in table or _one_event_each(table):
        return pd.DataFrame()
    named = table[table["group"].fillna("").astype(str).str.strip().ne("")]
    if named["group"].nunique() < MIN_MACHINES:
        return pd.DataFrame()
    columns = _weights(named)
    weight = list(columns)[-1]
    machines = named["group"].astype(str)
    shown = _ranked(columns, machines, weight)
    worst = _worst(machines, named["target"].astype(str), columns[weight])
    shown["Mostly"] = [worst[machine] for machine in shown.index]
    return shown.head(MAX_CAUSES).rename_axis("Machine").reset_index()


def measure_name(table: pd.DataFrame, measure: str) -> str | None:
    """What the column of a measure is called in the frame, with its unit where its cells say one; None without it."""
    name = measure_columns(table).get(measure)
    if name is None:
        return None
    shown = name.removeprefix("extra_")
    if measure != "downtime" or unit_named(plain(shown)):
        return shown
    unit = in_one_unit(table[name].astype(str).tolist(), plain(shown))[1]
    return shown if unit is None else f"{shown} ({unit})"


def _weights(table: pd.DataFrame) -> dict[str, pd.Series[float]]:
    """By name what a row weighs: one, then its cost, then its downtime, as far as they are given."""
    columns = {"Rows": pd.Series(1.0, index=table.index)}
    for measure, name in measure_columns(table).items():
        cells = table[name].astype(str)
        amounts = cells.map(read_amount).astype(float)
        if measure == "downtime":
            said, _ = in_one_unit(cells.tolist(), plain(name.removeprefix("extra_")))
            amounts = pd.Series(said, index=table.index, dtype=float).fillna(amounts)
        columns[str(measure_name(table, measure))] = amounts.fillna(0.0)
    return columns


def _ranked(columns: Mapping[str, pd.Series[float]], by: pd.Series[str], weight: str) -> pd.DataFrame:
    """Sums by name, greatest `weight` first, that column last, the running share behind it."""
    ordered = {name: values for name, values in columns.items() if name != weight} | {weight: columns[weight]}
    sums = pd.DataFrame(ordered).groupby(by).sum().sort_values(weight, ascending=False, kind="stable")
    shares = 100 * sums[weight].cumsum() / max(float(sums[weight].sum()), 1e-9)
    shown = sums.round(2).assign(**{RUNNING: shares.round(1)})
    shown["Rows"] = shown["Rows"].astype(int)
    return shown


def _one_event_each(table: pd.DataFrame) -> bool:
    """Whether a group is one event, and another group another one: groups then name events, not machines."""
    kinds = events(table["text"]).groupby(table["group"]).agg(["nunique", "size", "first"])
    several = kinds[kinds["size"] > 1]
    alike = several["nunique"] == 1
    return several.loc[alike, "first"].nunique() > 1 and float(alike.mean()) >= ONE_EVENT_SHARE


def _worst(causes: pd.Series[str], machines: pd.Series[str], weights: pd.Series[float]) -> dict[str, str]:
    """By cause, the machine that bears most of it, and its share."""
    by_machine = weights.groupby([causes.rename("cause"), machines.rename("machine")]).sum()
    worst = {}
    for cause, of_cause in by_machine.groupby(level="cause"):
        machine = str(of_cause.idxmax()[1])  # type: ignore[index]
        share = 100 * float(of_cause.max()) / max(float(of_cause.sum()), 1e-9)
        worst[str(cause)] = f"{machine} ({share:.0f} %)"
    return worst
