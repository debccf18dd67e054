"""A log over time: what was flagged in it, and the lines behind each anomaly."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from domains.contract import Domain
from studio.core.anomalies import ANOMALY
from studio.core.records import Evaluation, Run
from studio.ui import digits, grid
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import line_bins
from studio.ui.charts import timeline as charts
from studio.ui.charts.layout import CONFIG
from studio.ui.charts.scores import clicked
from studio.ui.palette import legible
from studio.ui.sections import unit_lines

_MOST_NORMAL = 1_500
_MOST_FLAGGED = 200
_SHOWN_LINE = 160


def of_evaluation(evaluation: Evaluation, domain: Domain) -> None:
    """What an evaluation flagged of the test part, or of a table that was brought."""
    units = current_studio().anomalies.evaluated(current_actor(), evaluation.id)
    st.header("What was flagged, and when", anchor=False)
    _judged(units, domain, key=evaluation.id)


def of_batch(run: Run, domain: Domain) -> None:
    """What a batch flagged of a log."""
    units = current_studio().anomalies.answered(current_actor(), run.id)
    _judged(units, domain, key=run.id)


def of_table(table: pd.DataFrame, domain: Domain, *, key: str) -> None:
    """The lines of a dataset over time, and where its labels say that there were anomalies."""
    units = current_studio().anomalies.units_of(table)
    places, axis = _axis(units)
    marked = units["target"] == ANOMALY
    figure = charts.lines_over_time(
        line_bins.binned(units),
        charts.Points(places[marked].tolist(), [], []),
        f"{digits.count(line_bins.new_lines(units).sum())} lines in {len(units):,} windows or sessions",
        legible(domain.accent),
        x=axis,
    )
    alt = f"Lines over time. {int(marked.sum())} windows or sessions are labelled as anomalies."
    st.plotly_chart(figure, key=f"lines-{key}", config=CONFIG, alt=alt)


def lines(domain: Domain, text: str, behind: tuple[tuple[int, float], ...]) -> None:
    """The lines of a typed window, those marked that made it what it is."""
    st.markdown("**Most telling lines**")
    unit_lines.show(domain.lines(text), dict(behind))


def _judged(units: pd.DataFrame, domain: Domain, *, key: str) -> None:
    if units.empty:
        st.caption("Nothing was judged.")
        return
    flagged = units[units["predicted"] == ANOMALY].sort_values("score", ascending=False, kind="stable")
    chart_key = f"timeline-{key}"
    _chart(units, flagged, domain, chart_key)
    if flagged.empty:
        st.info("Nothing stands out: no score is above the threshold.", icon=":material/check_circle:")
    else:
        st.caption("Click a point, or choose a row below, to read its lines. The threshold is the dotted line.")
    table, text = st.columns([6, 5], gap="large")
    with table:
        chosen = _table(flagged.head(_MOST_FLAGGED), len(flagged), key)
    picked = _picked(clicked(st.session_state.get(chart_key, {}).get("selection")), chosen, flagged, key)
    with text:
        _behind(units, picked, domain)


def _chart(units: pd.DataFrame, flagged: pd.DataFrame, domain: Domain, key: str) -> None:
    places, axis = _axis(units)
    missed = units[(units.get("true", "") == ANOMALY) & (units["predicted"] != ANOMALY)]
    normal = units[(units["predicted"] != ANOMALY) & ~units.index.isin(missed.index)]
    step = max(1, len(normal) // _MOST_NORMAL)
    figure = charts.judged(
        line_bins.binned(units),
        _points(normal.iloc[::step], places),
        _points(flagged, places),
        _points(missed, places),
        f"{digits.count(len(flagged))} of {digits.count(len(units))} windows or sessions stand out",
        legible(domain.accent),
        x=axis,
    )
    alt = f"Scores over time; {len(flagged)} of {len(units)} are above the threshold. The table below lists them."
    st.plotly_chart(figure, key=key, config=CONFIG, on_select="rerun", selection_mode="points", alt=alt)


def _table(flagged: pd.DataFrame, total: int, key: str) -> str | None:
    """The flagged units, most unusual first; the row id of the one that was chosen."""
    if flagged.empty:
        return None
    labelled = flagged.get("true", pd.Series(dtype=str)).fillna("").ne("").any()
    kept = flagged if labelled else flagged.drop(columns="true", errors="ignore")
    rows = [_row({str(name): value for name, value in unit.items()}) for unit in kept.to_dict("records")]
    numbers = [name for name in ("Score", "Lines", "Rows") if name in rows[0]]
    place = grid.choice(rows, key=f"flagged-{key}", numbers=numbers, alt="The flagged windows or sessions")
    if total > len(flagged):
        st.caption(f"The {len(flagged)} most unusual of {digits.count(total)}.")
    return None if place is None else str(flagged["row_id"].iloc[place])


def _row(unit: Mapping[str, object]) -> dict[str, object]:
    shown: dict[str, object] = {"Score": f"{float(str(unit['score'])):.2f}"}
    if unit.get("start"):
        shown["From (UTC)"] = str(unit["start"])[:19].replace("T", " ")
    if unit.get("session"):
        shown["Session"] = unit["session"]
    last = unit.get("last_row")
    shown["Rows"] = f"{unit['row']}{digits.DASH}{last}" if last and last != unit["row"] else str(unit["row"])
    shown["Lines"] = digits.count(float(str(unit["lines"])))
    if "true" in unit:
        shown["Label"] = unit["true"] or digits.DASH
    return shown


def _picked(on_chart: str | None, in_table: str | None, flagged: pd.DataFrame, key: str) -> str | None:
    """Chart and table both remember a choice: the one that changed last counts; without one, the most unusual."""
    held = f"picked-{key}"
    before = st.session_state.get(held, (None, None, None))
    now: str | None = before[2]
    if on_chart != before[0]:
        now = on_chart or in_table
    if in_table != before[1]:
        now = in_table or on_chart
    st.session_state[held] = (on_chart, in_table, now)
    if now is None and not flagged.empty:
        return str(flagged["row_id"].iloc[0])
    return now


def _behind(units: pd.DataFrame, row_id: str | None, domain: Domain) -> None:
    found = units[units["row_id"] == row_id]
    if found.empty:
        return
    unit = found.iloc[0]
    name = f" of {unit['session']}" if unit.get("session") else ""
    flagged = "flagged" if unit["predicted"] == ANOMALY else "not flagged"
    st.markdown(f"**The lines behind it** :gray[score {unit['score']:.2f}, {flagged}]")
    shown = domain.lines(str(unit["text"]), int(unit["lines"]))
    unit_lines.show(shown, unit_lines.shares_of(str(unit["behind"])))
    st.caption(f"Every line{name.replace('_', ' ')}; beside each its share of what makes it unusual.")


def _points(units: pd.DataFrame, places: pd.Series) -> charts.Points:
    return charts.Points(places[units.index].tolist(), units["score"].tolist(), units["row_id"].tolist())


def _axis(units: pd.DataFrame) -> tuple[pd.Series, str]:
    """Where each unit begins, and what the axis is called."""
    return line_bins.starts(units), "time, UTC" if line_bins.has_times(units) else "row of the file"
