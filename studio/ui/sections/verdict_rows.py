"""The rows of a finding with their texts, a page at a time: each beside the one it goes with, and with a tick."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studio.core.label_sets import in_words
from studio.core.records import Dataset
from studio.core.splits import Part
from studio.core.tasks import Task
from studio.core.verdict import Remedy, VerdictFinding
from studio.services.verdicts.listing import ListedPage, ListedRow
from studio.ui import digits, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import row_text, text_diff, verdict_deeds, verdict_ticks
from studio.ui.wording import PARTS, escaped


def show(dataset: Dataset, found: VerdictFinding) -> None:
    """Folded up at first, and read only once it is unfolded: there may be thousands of rows."""
    if not found.mendable:
        return
    key = f"rows-of-{dataset.id}-{found.code}"
    folded = st.expander("The rows, with their texts", icon=":material/article:", key=key, on_change="rerun")
    if not folded.open:
        return
    with folded:
        _unfolded(dataset, found)


def _unfolded(dataset: Dataset, found: VerdictFinding) -> None:
    turned_to = _page(dataset.id, found.code)
    page = current_studio().verdicts.texts(current_actor(), dataset.id, found, int(st.session_state.get(turned_to, 1)))
    _advice(dataset, found, page)
    ticked = [row.row_id for frame in page.frames for row in frame if row.mendable]
    verdict_ticks.on_screen(dataset.id, found.code, ticked)
    for frame in page.frames:
        with st.container(border=True, gap="xsmall"):
            _frame(dataset, found, frame)
    if page.pages > 1:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.pagination(page.pages, key=turned_to)
            last = page.before + len(ticked)
            st.caption(f"{digits.count(page.before + 1)} to {digits.count(last)} of {digits.count(page.rows)}")


def _advice(dataset: Dataset, found: VerdictFinding, page: ListedPage) -> None:
    marked = any(_differs(row, frame[0]) and row.alike for frame in page.frames for row in frame[1:])
    legend = " Struck through: only in the first row of the frame. Underlined: only in this one." if marked else ""
    st.caption(f"{_what_ticks_do(dataset, found)}{legend}")
    if page.rows < 2:
        return
    with st.container(horizontal=True, gap="small"):
        for words, ticked in (("Tick all", True), ("Tick none", False)):
            st.button(
                words,
                key=f"tick-{ticked}-{dataset.id}-{found.code}",
                on_click=_turn_all,
                args=(dataset.id, found, ticked),
                type="tertiary",
            )


def _what_ticks_do(dataset: Dataset, found: VerdictFinding) -> str:
    """Which buttons heed the ticks, where another beside them changes rows without one as well."""
    heeding = _deeds(dataset, found, [each for each in found.remedies if each.rows])
    whole = _deeds(dataset, found, [each for each in found.remedies if not each.rows])
    if not whole:
        return "Take the tick off a row that is to stay as it is."
    return f"Take the tick off a row to keep it from {heeding}. Rows are changed, ticked or not, by {whole}."


def _deeds(dataset: Dataset, found: VerdictFinding, remedies: Sequence[Remedy]) -> str:
    """`Leave out 3 or Put 3 under 'leak'`, each in bold as on its button."""
    ticked = [len(verdict_ticks.narrowed(dataset.id, found, each).rows) for each in remedies]
    deeds = (verdict_deeds.deed(each, dataset.task, rows) for each, rows in zip(remedies, ticked, strict=True))
    return " or ".join(f"**{each}**" for each in deeds)


@shell.action
def _turn_all(dataset_id: str, found: VerdictFinding, ticked: bool) -> None:
    verdict_ticks.turn_all(dataset_id, found, ticked)


def _frame(dataset: Dataset, found: VerdictFinding, rows: Sequence[ListedRow]) -> None:
    first = rows[0]
    for row in rows:
        said = _said(dataset, row)
        if row.mendable:
            verdict_ticks.box(dataset.id, found.code, row.row_id, said)
        else:
            st.markdown(f":small[:material/push_pin: {said}, to compare with]")
        if row is first:
            _whole(row)
        else:
            _beside_first(row, first)


def _said(dataset: Dataset, row: ListedRow) -> str:
    """`Row 12, train, label leak`."""
    word = "score" if dataset.task is Task.SCORING else "labels" if dataset.task is Task.MULTILABEL else "label"
    said = f"Row {row.number}, {PARTS[Part(row.part)]}, {word} **{_answer(dataset, row.answer)}**"
    return f"{said}, suggested **{_answer(dataset, row.suggested)}**" if row.suggested else said


def _answer(dataset: Dataset, answer: str) -> str:
    if dataset.task is Task.SCORING:
        return f"{float(answer):g}"
    return escaped(in_words(answer) if dataset.task is Task.MULTILABEL else answer)


def _whole(row: ListedRow) -> None:
    """The text, or, where preparation left none of it, what it was before."""
    if row.text.strip():
        row_text.show(row.text, row.beside, name=f"Text of row {row.number}")
        return
    st.caption("Empty once it is prepared." + (" It came as:" if row.source_text.strip() else ""))
    if row.source_text.strip():
        row_text.show(row.source_text, row.beside, name=f"Text of row {row.number} as it came")


def _beside_first(row: ListedRow, first: ListedRow) -> None:
    if not _differs(row, first):
        st.caption(f"Word for word the text of row {first.number}.")
    elif row.alike:
        text_diff.against(first.text, row.text, name=f"Text of row {row.number} against row {first.number}")
    else:
        _whole(row)


def _differs(row: ListedRow, first: ListedRow) -> bool:
    return row.text != first.text


def _page(dataset_id: str, code: str) -> str:
    return f"rows-page-{dataset_id}-{code}"
