"""How many texts bear each label or score."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from domains.contract import RUNNING, Domain, Panel
from studio.core.label_sets import NO_LABEL, parse_set
from studio.core.tasks import Task
from studio.ui import grid
from studio.ui.charts import distribution as charts
from studio.ui.charts.layout import CONFIG
from studio.ui.charts.pareto import pareto
from studio.ui.palette import legible
from studio.ui.wording import plural

_BINS = 24


def show(targets: pd.Series, task: Task, domain: Domain, *, key: str) -> None:
    """The chart for `targets`, labels or scores."""
    if task is Task.MULTILABEL:
        held = targets.dropna().map(lambda kept: list(parse_set(str(kept))) or [NO_LABEL])
        counts = held.explode().value_counts()
    else:
        counts = targets.dropna().value_counts()
    if task is Task.SCORING:
        figure = charts.scores(
            _scores(targets), f"Scores of {len(targets):,} {plural(domain.text_noun)}", legible(domain.accent)
        )
    else:
        named = {str(label): int(count) for label, count in counts.items()}
        each = ", several a text" if task is Task.MULTILABEL else ""
        figure = charts.labels(named, f"Labels of {len(targets):,} {plural(domain.text_noun)}{each}")
    spoken = ", ".join(f"{label}: {count}" for label, count in counts.head(10).items())
    st.plotly_chart(figure, key=f"distribution-{key}", config=CONFIG, alt=f"Distribution. {spoken}")


def _scores(targets: pd.Series) -> dict[float, int]:
    """Counts by score; many different scores are rounded onto a grid."""
    values = targets.dropna().astype(float)
    if values.nunique() > _BINS:
        width = (values.max() - values.min()) / _BINS
        values = (values / width).round() * width
    return {round(float(str(value)), 3): int(count) for value, count in values.value_counts().items()}


def panel(shown: Panel, frame: pd.DataFrame, domain: Domain, *, key: str) -> None:
    """A domain's own bars or table, with what they say below; nothing where there is nothing to show."""
    if frame.empty:
        return
    if shown.drawn == "pareto":
        _pareto(shown, frame, domain, key)
    if shown.drawn in ("table", "pareto"):
        if shown.drawn == "table":
            st.markdown(f"**{shown.title}**")
        numbers = [str(name) for name in frame.select_dtypes("number")]
        grid.table(frame.rename(columns=_words), numbers=[*map(_words, numbers)], wide=shown.wide, alt=shown.title)
        st.caption(shown.help)
        return
    figure = charts.named(
        frame["name"].astype(str).tolist(), frame["count"].tolist(), shown.title, legible(domain.accent), x=shown.unit
    )
    spoken = ", ".join(f"{name}: {count:,}" for name, count in frame.head(10).itertuples(index=False))
    st.plotly_chart(figure, key=f"panel-{key}", config=CONFIG, alt=f"{shown.title}. {shown.help} {spoken}")
    st.caption(shown.help)


def _pareto(shown: Panel, frame: pd.DataFrame, domain: Domain, key: str) -> None:
    """Bars of the column before the running share, with that share as a line."""
    weight, running = (str(frame.columns[list(frame.columns).index(RUNNING) + step]) for step in (-1, 0))
    unit = _words(weight)
    names = frame.iloc[:, 0].astype(str).tolist()
    said = set(unit.split()) & set(shown.title.lower().split())
    title = shown.title if said else f"{shown.title}{':' if ' by ' in shown.title else ', by'} {unit}"
    figure = pareto(names, frame[weight].tolist(), frame[running].tolist(), title, legible(domain.accent), unit=unit)
    spoken = ", ".join(f"{name}: {amount:g}" for name, amount in zip(names[:10], frame[weight], strict=False))
    st.plotly_chart(figure, key=f"panel-{key}", config=CONFIG, alt=f"{shown.title}. {spoken}")


def _words(name: str) -> str:
    """The name of a file's column as words: 'downtime (min)' for `downtime_(min)`; a panel's own stay."""
    return name.replace("_", " ")
