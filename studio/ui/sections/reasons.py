"""The graded answers most like the one that was typed, and what a better one says."""

from __future__ import annotations

from html import escape

import streamlit as st

from studio.core.rubric import Rubric
from studio.services.graded import GradedAnswer, Reasons
from studio.ui.sections import rubric

_STYLE = """
<style>
  .graded article { padding: .45rem 0 .45rem .7rem; border-left: 3px solid rgba(128,136,146,.5); margin: .5rem 0; }
  .graded header { font-size: .82rem; font-variant-numeric: tabular-nums; }
  .graded p { margin: .1rem 0 0; font-size: .93rem; line-height: 1.45; overflow-wrap: anywhere; }
</style>
"""
_LONGEST = 400


def show(reasons: Reasons, levels: Rubric | None = None) -> None:
    """The nearest graded answers, then the nearest with a higher score; or that none is to be had."""
    if not reasons.nearest:
        st.caption("No answer to this question was learned from, so there is none to compare with.")
        return
    st.markdown("**The nearest graded answers**")
    _texts(reasons.nearest, levels)
    better = reasons.better
    if better is None:
        return
    if better in reasons.nearest:
        st.markdown(f"**Feedback:** row {better.source_row} above is like it and has a higher score.")
    else:
        st.markdown("**Feedback: what an answer like it says that has a higher score**")
        _texts((better,), levels)


def _texts(answers: tuple[GradedAnswer, ...], levels: Rubric | None) -> None:
    body = "".join(_article(answer, levels) for answer in answers)
    st.html(f'{_STYLE}<div class="graded" role="list" aria-label="Graded answers">{body}</div>')


def _article(answer: GradedAnswer, levels: Rubric | None) -> str:
    given = escape(str(answer.given))
    if isinstance(answer.given, float):
        level = levels.level(answer.given, answer.score_min, answer.score_max) if levels else None
        given = escape(rubric.named(answer.given, level))
    text = answer.text if len(answer.text) <= _LONGEST else f"{answer.text[:_LONGEST].rstrip()}…"
    header = f"given <b>{given}</b> · row {answer.source_row} · {100 * answer.similarity:.0f} % alike"
    return f'<article role="listitem"><header>{header}</header><p>{escape(text)}</p></article>'
