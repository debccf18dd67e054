"""What only this field shows of its rows: events, parts named, failure modes, what was done to which part."""

from __future__ import annotations

import pandas as pd

from domains.manufacturing_logs.components import COMPONENTS
from domains.manufacturing_logs.templates import events, templates
from domains.manufacturing_logs.units.cutting import LINES
from domains.manufacturing_logs.units.step import by_line
from domains.manufacturing_logs.work_orders import WorkOrder, read_order

MAX_BARS = 20
UNNAMED = "none named"
MAX_NAME = 80
MAX_COMBINATIONS = 50


def _counted(counts: pd.Series[int]) -> pd.DataFrame:
    """A panel's frame from counts by name: none at zero, most frequent first."""
    top = counts[counts > 0].sort_values(ascending=False, kind="stable").head(MAX_BARS)
    return pd.DataFrame({"name": [str(name)[:MAX_NAME] for name in top.index], "count": [int(n) for n in top]})


def event_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Rows, or lines of windows, by event template."""
    return _counted(events(by_line(table)["text"]).value_counts())


def part_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Rows that name a part, by part."""
    texts = table["text"].astype(str)
    return _counted(pd.Series({name: int(texts.str.contains(pattern).sum()) for name, pattern in COMPONENTS.items()}))


def failure_mode_counts(table: pd.DataFrame) -> pd.DataFrame:
    """Work orders by the failure mode they speak of, with those that name none; empty where none does, as in a log."""
    modes = pd.Series([order.problem for order in _orders(table)], dtype="object")
    return _counted(modes.fillna(UNNAMED).value_counts()) if modes.notna().any() else _counted(modes.value_counts())


def component_problem_action(table: pd.DataFrame) -> pd.DataFrame:
    """Which component failed how and what was done, commonest first; empty for a log."""
    read = [(order.component, order.problem, order.action) for order in _orders(table)]
    frame = pd.DataFrame(read, columns=["Component", "Problem", "Action"]).dropna(subset=["Component", "Problem"])
    if frame.empty:
        return pd.DataFrame()
    counts = frame.fillna({"Action": "not said"}).value_counts().head(MAX_COMBINATIONS).reset_index(name="Rows")
    return pd.DataFrame(counts)[["Rows", "Component", "Problem", "Action"]]


def _orders(table: pd.DataFrame) -> list[WorkOrder]:
    """What each row says as a work order; nothing of a log, which has windows, or a component a row and templates."""
    if LINES in table:
        return []
    texts = table["source_text" if "source_text" in table else "text"].astype(str)
    if "extra_component" in table and templates(texts) is not None:
        return []
    return [read_order(text) for text in texts]
