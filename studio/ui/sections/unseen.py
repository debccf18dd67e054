"""How test rows are chosen: the ways this table allows, and why one of them is the default."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.columns import Role
from studio.core.splits import Unseen
from studio.core.tasks import Task
from studio.services.datasets.choosing_test_rows import DEFAULT_REASON, ways
from studio.services.datasets.opened import Intake

_HELP = (
    "New questions are harder than new answers to known ones: every answer to a tested question is kept apart. The "
    "latest rows tell what to expect of texts still to come, where wording and cases change over time."
)


def show(domain: Domain, intake: Intake, task: Task, *, scope: str) -> Unseen:
    """The choice, where the table allows more than the default; units of a log are always split by time."""
    if task is Task.ANOMALY:
        return Unseen.ANSWERS
    offered = ways(domain, intake)
    if len(offered) == 1:
        if Role.SPLIT not in intake.mapping.columns:
            st.caption(f"How test rows are chosen. {DEFAULT_REASON}")
        return offered[0]
    words = _words(domain, asks=Role.QUESTION in intake.mapping.columns)
    picked = st.radio(
        "How are test rows chosen?",
        offered,
        format_func=lambda each: words[Unseen(each)],
        key=f"{scope}-unseen-{intake.name}",
        horizontal=True,
        help=_HELP,
    )
    st.caption(DEFAULT_REASON)
    return Unseen(str(picked))


def _words(domain: Domain, *, asks: bool) -> dict[Unseen, str]:
    return {
        Unseen.ANSWERS: "New answers to the same questions" if asks else "At random, groups kept whole",
        Unseen.QUESTIONS: "Answers to new questions",
        Unseen.LATER: "The latest rows",
        Unseen.KINDS: f"At random, {domain.group_words} kept whole instead of your groups",
    }
