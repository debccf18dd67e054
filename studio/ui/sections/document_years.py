"""Documents of one issuer by item and year: a heat map of what the model makes of them, each sentence a click away."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from domains.contract import Domain
from studio.core.counting import counted
from studio.core.errors import ConflictError, NotFoundError
from studio.services.document_pairs import aligned
from studio.services.document_years import Issuer, by_section_and_period, by_variation, issuers, strongest
from studio.services.documents import AnsweredDocument
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.charts.layout import CONFIG
from studio.ui.charts.years import Cell, clicked, year_map
from studio.ui.sections import passages
from studio.ui.wording import escaped, plural

_ISSUER, _LABEL = "issuer", "risk"
_EVERY_SECONDS = 3.0


def show(domain: Domain) -> None:
    """Whose filings, which label, the map, and the sentences of the cell that was picked."""
    st.subheader("By item and year", anchor=False)
    _being_read(domain)
    found = issuers(current_studio().documents.answered(current_actor(), domain.key))
    if not found:
        st.caption(f"Bring {domain.document_noun}s of two years of one company; they stand by item and year here.")
        return
    whose, what = st.columns(2, gap="medium")
    with whose:
        names = {str(place): f"{each.name}: {', '.join(each.periods)}" for place, each in enumerate(found)}
        place = state.picker(_ISSUER, "Company", names, scope=f"years-{domain.key}")
    issuer = found[int(place)]
    documents = _read(issuer)
    labels = by_variation(documents)
    if len(documents) < 2 or not labels:
        return
    with what:
        label = state.picker(
            _LABEL,
            "Predicted label",
            {each: each for each in labels},
            scope=f"years-{domain.key}",
            help="First the label that differs most over items and years.",
        )
    _map(issuer, documents, label)


def _being_read(domain: Domain) -> None:
    """How many filings are still being read, by itself every few seconds; the page is rebuilt when one is through."""
    before = current_studio().documents.unread(current_actor(), domain.key)
    part = functools.partial(_count_unread, domain, before)
    functools.update_wrapper(part, _count_unread)
    shell.live(part, every=_EVERY_SECONDS if before else None)


def _count_unread(domain: Domain, before: int) -> None:
    unread = current_studio().documents.unread(current_actor(), domain.key)
    if unread < before:
        st.rerun()
    if unread:
        st.caption(f"Being read: {counted(unread, domain.document_noun, plural(domain.document_noun))}.")


def _read(issuer: Issuer) -> list[AnsweredDocument]:
    documents = []
    for run in issuer.runs:
        try:
            documents.append(current_studio().documents.read(current_actor(), run.id))
        except (ConflictError, NotFoundError):  # it expired between the list and here: the others are of use
            continue
    return aligned(documents)


def _map(issuer: Issuer, documents: Sequence[AnsweredDocument], label: str) -> None:
    table = by_section_and_period(documents, label)
    if table.empty:
        return
    sections = dict(zip(table["section"].astype(str), table["title"].astype(str), strict=True))
    periods = sorted(set(table["period"].astype(str)))
    cells = _cells(table)
    scope = f"years-{issuer.runs[0].id}-{label}"
    chart_key = f"{scope}-map"
    st.plotly_chart(
        year_map(cells, sections, periods, f"Mean probability of '{label}' by item and year"),
        key=chart_key,
        config=CONFIG,
        on_select=lambda: _take_click(chart_key, scope),
        selection_mode="points",
        alt=f"Heat map of the mean probability of {label} by item and year; the table below has the numbers.",
    )
    st.caption(
        "Below each mean: of how many sentences it is, without those of nothing but boilerplate or safe harbour. "
        "The strongest shade is the highest mean here, however small. "
        "Click a cell to read its sentences."
    )
    with st.expander("As a table", icon=":material/table:"):
        grid.table(_told(cells, sections, periods), numbers=periods, wide=["item"], alt="Means by item and year")
    _sentences(documents, sections, periods, label, scope)


def _cells(table: pd.DataFrame) -> list[Cell]:
    rows = table[["section", "period", "mean", "count"]].itertuples(index=False, name=None)
    return [Cell(str(section), str(period), float(mean), int(count)) for section, period, mean, count in rows]


def _told(cells: Sequence[Cell], sections: dict[str, str], periods: Sequence[str]) -> list[dict[str, str]]:
    shown = {
        (cell.section, cell.period): f"{digits.percent(cell.mean)} of {digits.count(cell.count)}" for cell in cells
    }
    return [
        {"item": title, **{period: shown.get((key, period), "-") for period in periods}}
        for key, title in sections.items()
    ]


def _take_click(chart_key: str, scope: str) -> None:
    picked = clicked(st.session_state[chart_key].get("selection"))
    if picked is not None:
        st.session_state[f"{scope}-item"], st.session_state[f"{scope}-period"] = picked
        st.session_state.pop(f"{scope}-place", None)


def _sentences(
    documents: Sequence[AnsweredDocument], sections: dict[str, str], periods: Sequence[str], label: str, scope: str
) -> None:
    """The fields reach with the keyboard what a click on a cell does."""
    left, middle, right = st.columns([6, 3, 3], gap="medium")
    with left:
        item = st.selectbox("Item", list(sections), format_func=sections.__getitem__, key=f"{scope}-item")
    with middle:
        period = st.selectbox("Year", periods, key=f"{scope}-period")
    document = next(each for each in documents if each.period == period)
    rows = strongest(document, str(item), label)
    if rows.empty:
        st.caption(f"{escaped(sections[str(item)])} has no sentences in {escaped(str(period))}.")
        return
    with right:
        place = st.number_input(
            "Sentence, the most probable first", min_value=1, max_value=len(rows), step=1, key=f"{scope}-place"
        )
    row = {str(name): value for name, value in rows.iloc[int(place) - 1].items()}
    passages.show_one(row, document, scope=scope)
