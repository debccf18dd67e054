"""Findings of a verdict, each with what one click does about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from studio.core.findings import Severity
from studio.core.records import Dataset
from studio.core.verdict import Mend, Remedy, Verdict, VerdictFinding
from studio.services.verdicts.balance import UNEVEN_CLASSES
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import findings, uneven_classes, verdict_deeds, verdict_doubts, verdict_rows, verdict_ticks
from studio.ui.wording import SEVERITIES, escaped, rows_of

_ORDER = tuple(Severity)
_MOST_PAIRS = 4
_SYMBOLS = {
    Mend.LEAVE_OUT: ":material/playlist_remove:",
    Mend.RELABEL: ":material/edit:",
    Mend.KEEP_TOGETHER: ":material/group_work:",
    Mend.MEASURE_APART: ":material/view_column:",
    Mend.TAKE_OUT_FIRST_WORD: ":material/content_cut:",
    Mend.TAKE_OUT_WORDS: ":material/content_cut:",
    Mend.DROP_LABELS: ":material/label_off:",
    Mend.JOIN_LABELS: ":material/merge:",
    Mend.SPLIT_ANEW: ":material/shuffle:",
    Mend.REPAIR_CHARACTERS: ":material/healing:",
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
                verdict_rows.show(dataset, found)
                _remedies(dataset, found)
            if found.code == UNEVEN_CLASSES:
                uneven_classes.hand_over(dataset)


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
    for remedy in found.remedies:
        if remedy.mend is Mend.JOIN_LABELS and len(remedy.words) > _MOST_PAIRS:
            _every_joined(remedy)
    with st.container(horizontal=True):
        for remedy in found.remedies:
            if remedy.mend is Mend.JOIN_LABELS and len(remedy.words) > 1:
                _each_joined(dataset, found, remedy)
            rows = len(verdict_ticks.narrowed(dataset.id, found, remedy).rows)
            st.button(
                verdict_deeds.deed(remedy, dataset.task, rows),
                icon=_SYMBOLS[remedy.mend],
                key=f"mend-{dataset.id}-{found.code}-{remedy.mend.value}",
                disabled=bool(remedy.rows) and not rows,
                on_click=_mend,
                args=(dataset.id, found, remedy),
            )


def _each_joined(dataset: Dataset, found: VerdictFinding, remedy: Remedy) -> None:
    """A button a pair, beside the one that joins them all: of several pairs some may be two things."""
    for place, (word, answer) in enumerate(zip(remedy.words[:_MOST_PAIRS], remedy.answers, strict=False)):
        st.button(
            verdict_deeds.joining(word, answer),
            icon=_SYMBOLS[Mend.JOIN_LABELS],
            key=f"mend-{dataset.id}-{found.code}-{Mend.JOIN_LABELS.value}-{place}",
            on_click=_mend,
            args=(dataset.id, found, remedy, [word]),
        )


def _every_joined(remedy: Remedy) -> None:
    """What becomes what where all are joined at once, which may be more than buttons and message name."""
    with st.expander(f"What 'Join all {len(remedy.words)}' does", icon=":material/list:"):
        lines = zip(remedy.words, remedy.answers, strict=True)
        st.markdown("\n".join(f"- '{escaped(word)}' becomes '{escaped(answer)}'" for word, answer in lines))


def _doubts(dataset: Dataset, found: VerdictFinding) -> None:
    """The rows to look at, and what to do with the ticked ones."""
    verdict_doubts.show(dataset, found)
    rows = len(verdict_doubts.ticked(dataset.id, found))
    many = f" {digits.count(rows)}" if rows else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        _doubt_button(dataset, found, Mend.RELABEL, f"Give{many} the right answer", not rows)
        _doubt_button(dataset, found, Mend.LEAVE_OUT, f"Leave out{many}", not rows)
        if not rows:
            st.caption("Tick the rows to mend.")


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
    """Mend what is ticked now: who writes an answer and clicks at once means that answer."""
    answers = verdict_doubts.ticked(dataset_id, found)
    _made(dataset_id, found.code, mend, list(answers), answers if mend is Mend.RELABEL else {})


@shell.action
def _mend(dataset_id: str, found: VerdictFinding, remedy: Remedy, words: Sequence[str] | None = None) -> None:
    """Mend the rows that are ticked now, where the remedy works on rows one by one."""
    rows = verdict_ticks.narrowed(dataset_id, found, remedy).rows if remedy.rows else None
    _made(dataset_id, found.code, remedy.mend, rows, None, words)


def _made(
    dataset_id: str,
    code: str,
    mend: Mend,
    rows: Sequence[str] | None,
    answers: Mapping[str, str] | None,
    words: Sequence[str] | None = None,
) -> None:
    """A version, opened; a second click finds another dataset open, and changes nothing."""
    if state.chosen(state.DATASET) != dataset_id:
        return
    made = current_studio().verdicts.mend(
        current_actor(), dataset_id, code, mend, rows=rows, answers=answers, words=words
    )
    state.choose(dataset=made.id)
    st.toast(f"Made {made.name}: {made.change}", icon=":material/auto_fix_high:")
