"""Doubtful answers of a verdict, a few at a time and each text whole: ticked, given their answer, mended together."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import streamlit as st

from studio.core.records import Dataset
from studio.core.tasks import Task
from studio.core.verdict import Doubt, VerdictFinding
from studio.ui import digits
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import row_text
from studio.ui.wording import escaped

_PAGE = 4


def show(dataset: Dataset, found: VerdictFinding) -> None:
    """The doubts of one page; nothing is ticked beforehand."""
    table = current_studio().datasets.table(current_actor(), dataset.id)
    wanted = table[table["row_id"].isin([doubt.row_id for doubt in found.doubts])]
    rows = {str(row["row_id"]): row for row in wanted.to_dict("records")}
    _keep_what_is_ticked(dataset.id, found)
    pages = -(-len(found.doubts) // _PAGE)
    page = st.session_state.get(_page(dataset.id), 1) if pages > 1 else 1
    first = (int(page) - 1) * _PAGE
    for doubt in found.doubts[first : first + _PAGE]:
        with st.container(border=True, gap="xsmall"):
            _one(dataset, doubt, rows.get(doubt.row_id, {}))
    if pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.pagination(pages, key=_page(dataset.id))
            last = min(first + _PAGE, len(found.doubts))
            st.caption(f"{first + 1} to {last} of {digits.count(len(found.doubts))}, the surest first")


def ticked(dataset_id: str, found: VerdictFinding) -> dict[str, str]:
    """The right answer of each row that is ticked, on this page or another, as the page stands now."""
    return {row_id: answer for row_id, (wanted, answer) in _keep_what_is_ticked(dataset_id, found).items() if wanted}


def _one(dataset: Dataset, doubt: Doubt, row: Mapping[Hashable, Any]) -> None:
    _text(row)
    st.markdown(
        f"Given **{escaped(doubt.given)}**; the other rows speak for **{escaped(doubt.suggested)}**, "
        f"{digits.percent(doubt.confidence)} sure."
    )
    wanted, answer = _held(dataset.id).get(doubt.row_id, (False, doubt.suggested))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        _answer(dataset, doubt, answer)
        st.checkbox("Mend this row", value=wanted, key=_key(dataset.id, "mend", doubt))


def _text(row: Mapping[Hashable, Any]) -> None:
    if not row:
        st.caption("(This row is gone.)")
        return
    pair = row.get("text_pair")
    beside = pair if isinstance(pair, str) else ""
    row_text.show(str(row["text"]), beside, name="A doubted row", head=f"Row {int(row['source_row'])}")


def _answer(dataset: Dataset, doubt: Doubt, answer: str) -> None:
    key = _key(dataset.id, "answer", doubt)
    if dataset.task is Task.SCORING:
        st.text_input("Right score", value=answer, key=key, width=160)
        return
    labels: Sequence[str] = dataset.labels
    place = labels.index(answer) if answer in labels else 0
    st.selectbox("Right answer", labels, index=place, key=key, width=230)


def _keep_what_is_ticked(dataset_id: str, found: VerdictFinding) -> dict[str, tuple[bool, str]]:
    """Ticks and answers of this session by row, with what the fields on screen hold now."""
    held = _held(dataset_id)
    for doubt in found.doubts:
        mend, answer = (st.session_state.get(_key(dataset_id, name, doubt)) for name in ("mend", "answer"))
        if mend is not None and answer is not None:
            held[doubt.row_id] = (bool(mend), str(answer).strip() or doubt.suggested)
    return held


def _held(dataset_id: str) -> dict[str, tuple[bool, str]]:
    held: dict[str, tuple[bool, str]] = st.session_state.setdefault(f"doubts-{dataset_id}", {})
    return held


def _key(dataset_id: str, name: str, doubt: Doubt) -> str:
    return f"doubt-{name}-{dataset_id}-{doubt.row_id}"


def _page(dataset_id: str) -> str:
    return f"doubts-page-{dataset_id}"
