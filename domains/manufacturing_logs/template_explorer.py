"""The templates of a log as a table to look through: how often, how fast, with which label, and an example."""

from __future__ import annotations

import pandas as pd

from domains.manufacturing_logs.severity_labels import TIME_UTC
from domains.manufacturing_logs.templates import templates
from domains.manufacturing_logs.timestamps import read_stamp
from domains.manufacturing_logs.units.cutting import UNTIL_UTC
from domains.manufacturing_logs.units.step import by_line

MAX_TEMPLATES_SHOWN = 200
MAX_EXAMPLE = 300
"""Characters of an example; the rest of a stack trace is not one."""


def explore(table: pd.DataFrame) -> pd.DataFrame:
    """A row a template, commonest first: Rows, Template, Share (%), Per hour where times are known, Label, Example.

    The lines of windows count each by itself, and once. Empty where the texts are no log.
    """
    hours = hours_covered(table)
    table = by_line(table)
    texts = table["source_text" if "source_text" in table else "text"].astype(str)
    found = templates(texts)
    if found is None:
        return pd.DataFrame()
    rows = found.value_counts().head(MAX_TEMPLATES_SHOWN)
    columns: dict[str, object] = {
        "Rows": rows.to_numpy(),  # before the long column, beside which a phone shows no other
        "Template": rows.index,
        "Share, %": (100 * rows / len(table)).round(2).to_numpy(),
    }
    if hours:
        columns["Per hour"] = (rows / hours).round(2).to_numpy()
    if "target" in table and table["target"].astype(str).ne("").all():
        labels = table["target"].astype(str).groupby(found).agg(commonest)
        columns["Label"] = [labels[template] for template in rows.index]
    first = texts.groupby(found).first()
    columns["Example"] = [first[template].partition("\n")[0][:MAX_EXAMPLE] for template in rows.index]
    return pd.DataFrame(columns)


def hours_covered(table: pd.DataFrame) -> float:
    """Hours from the first to the last time of the table; 0 where fewer than two times are known."""
    if TIME_UTC not in table:
        return 0.0
    written = [time for name in (TIME_UTC, UNTIL_UTC) if name in table for time in table[name]]
    stamps = [read_stamp(str(time)) for time in written]
    times = [stamp.utc for stamp in stamps if stamp is not None]
    return (max(times) - min(times)).total_seconds() / 3600 if times else 0.0


def commonest(labels: pd.Series[str]) -> str:
    """The label most rows have, with the share of them where there are others: 'WARN (82 %)'."""
    counts = labels.value_counts()
    name = str(counts.index[0])
    return name if len(counts) == 1 else f"{name} ({100 * counts.iloc[0] / len(labels):.0f} %)"
