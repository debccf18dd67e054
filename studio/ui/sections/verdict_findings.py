"""Findings of a verdict, each with what one click does about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from studio.core.findings import Severity
from studio.core.records import Dataset
from studio.core.tasks import Task
from studio.core.verdict import Mend, Remedy, Verdict, VerdictFinding
from studio.services.datasets.mapping import EXTRA_PREFIX
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import findings
from studio.ui.wording import SEVERITIES, escaped, rows_of

_ORDER = tuple(Severity)
_SYMBOLS = {
    Mend.LEAVE_OUT: ":material/playlist_remove:",
    Mend.RELABEL: ":material/edit:",
    Mend.KEEP_TOGETHER: ":material/group_work:",
    Mend.MEASURE_APART: ":material/view_column:",
}


def read_only(verdict: Verdict) -> None:
    """What is known so far, without anything to press."""
    if verdict.findings:
        findings.show([each.finding for each in verdict.findings])


def show(dataset: Dataset, verdict: Verdict) -> None:
    """Every finding, the gravest first, with its remedies."""
    if not verdict.findings:
        st.markdown(":green[:material/check_circle:] Nothing stood out in the rows.")
        return
    for found in sorted(verdict.findings, key=lambda each: _ORDER.index(each.finding.severity)):
        with st.container(border=True, key=f"finding-{dataset.id}-{found.code}"):
            _words(found)
            if found.doubts:
                _doubts(dataset, found)
            else:
                _remedies(dataset, found)


def _words(found: VerdictFinding) -> None:
    symbol, colour, word = SEVERITIES[found.finding.severity]
    where = rows_of(found.finding.rows, found.finding.count)
    place = f" :gray[({where})]" if where else ""
    st.markdown(
        f":{colour}[{symbol} {word}:] **{escaped(found.finding.message)}**{place}  \n{escaped(found.finding.fix)}"
    )


def _remedies(dataset: Dataset, found: VerdictFinding) -> None:
    if not found.remedies:
        return
    with st.container(horizontal=True):
        for remedy in found.remedies:
            st.button(
                _deed(remedy, dataset.task),
                icon=_SYMBOLS[remedy.mend],
                key=f"mend-{dataset.id}-{found.code}-{remedy.mend.value}",
                on_click=_mend,
                args=(dataset.id, found.code, remedy.mend),
            )


def _deed(remedy: Remedy, task: Task) -> str:
    rows = digits.count(len(remedy.rows))
    column = escaped(remedy.column.removeprefix(EXTRA_PREFIX))
    words = {
        Mend.LEAVE_OUT: f"Leave out {rows}",
        Mend.RELABEL: _relabelling(remedy, task),
        Mend.KEEP_TOGETHER: f"Split by '{column}'",
        Mend.MEASURE_APART: f"Measure '{column}' apart",
    }
    return words[remedy.mend]


def _relabelling(remedy: Remedy, task: Task) -> str:
    rows, answers = digits.count(len(remedy.rows)), set(remedy.answers)
    if len(answers) != 1:
        return f"Give {rows} the usual answer"
    answer = remedy.answers[0]
    return (
        f"Give {rows} the score {float(answer):g}" if task is Task.SCORING else f"Put {rows} under '{escaped(answer)}'"
    )


def _doubts(dataset: Dataset, found: VerdictFinding) -> None:
    """The rows to look at, to tick and to give an answer; nothing is ticked beforehand."""
    table = current_studio().datasets.table(current_actor(), dataset.id).set_index("row_id")
    shown = pd.DataFrame(
        {
            "Mend": [False] * len(found.doubts),
            "Row": [int(table["source_row"].get(each.row_id, 0)) for each in found.doubts],
            "Text": [str(table["text"].get(each.row_id, "")) for each in found.doubts],
            "Given": [each.given for each in found.doubts],
            "Right answer": [each.suggested for each in found.doubts],
            "Sure": [digits.percent(each.confidence) for each in found.doubts],
        }
    )
    edited = st.data_editor(
        shown,
        hide_index=True,
        key=f"doubts-{dataset.id}",
        disabled=("Row", "Text", "Given", "Sure"),
        column_config=_columns(dataset),
        height=min(400, 3 + 35 * (1 + len(shown))),
    )
    ticked = [place for place, wanted in enumerate(edited["Mend"].tolist()) if wanted]
    ids = [found.doubts[place].row_id for place in ticked]
    with st.container(horizontal=True, vertical_alignment="center"):
        many = f" {len(ids)}" if ids else ""
        _doubt_button(dataset, found, Mend.RELABEL, f"Give{many} the right answer", not ids)
        _doubt_button(dataset, found, Mend.LEAVE_OUT, f"Leave out{many}", not ids)
        if not ids:
            st.caption("Tick the rows to mend.")


def _columns(dataset: Dataset) -> dict[str, Any]:
    right: Any = st.column_config.TextColumn(help="The score this row should have.")
    if dataset.task is not Task.SCORING:
        right = st.column_config.SelectboxColumn(options=list(dataset.labels), required=True)
    return {
        "Mend": st.column_config.CheckboxColumn(width="small"),
        "Row": st.column_config.NumberColumn(width="small"),
        "Text": st.column_config.TextColumn(width="large"),
        "Right answer": right,
        "Sure": st.column_config.TextColumn(width="small", help="How much the models believe in the other answer."),
    }


def _doubt_button(dataset: Dataset, found: VerdictFinding, mend: Mend, label: str, idle: bool) -> None:
    st.button(
        label,
        icon=_SYMBOLS[mend],
        key=f"mend-{dataset.id}-{found.code}-{mend.value}",
        disabled=idle,
        on_click=_mend_ticked,
        args=(dataset.id, found, mend),
    )


@shell.action
def _mend_ticked(dataset_id: str, found: VerdictFinding, mend: Mend) -> None:
    """Mend what is ticked in the table now: who writes an answer and clicks at once means that answer."""
    edits: Mapping[int, Mapping[str, Any]] = st.session_state[f"doubts-{dataset_id}"]["edited_rows"]
    ticked = {int(place): row for place, row in edits.items() if row.get("Mend")}
    answers = {
        found.doubts[place].row_id: str(row.get("Right answer") or found.doubts[place].suggested)
        for place, row in ticked.items()
    }
    _made(dataset_id, found.code, mend, list(answers), answers if mend is Mend.RELABEL else {})


@shell.action
def _mend(dataset_id: str, code: str, mend: Mend) -> None:
    _made(dataset_id, code, mend, None, None)


def _made(
    dataset_id: str, code: str, mend: Mend, rows: Sequence[str] | None, answers: Mapping[str, str] | None
) -> None:
    """A version, opened; a second click finds another dataset open, and changes nothing."""
    if state.chosen(state.DATASET) != dataset_id:
        return
    made = current_studio().verdicts.mend(current_actor(), dataset_id, code, mend, rows=rows, answers=answers)
    state.choose(dataset=made.id)
    st.toast(f"Made {made.name}: {made.change}", icon=":material/auto_fix_high:")
