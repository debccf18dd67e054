"""The answer in hand: what was asked and written, what the model says and why."""

from __future__ import annotations

from html import escape

import streamlit as st

from domains.contract import Domain
from studio.core.columns import Role
from studio.core.label_sets import in_words, parse_set
from studio.core.records import ModelVersion, Run
from studio.core.tasks import Task
from studio.services.nearest_graded import gives_reasons
from studio.services.review_queue import Waiting
from studio.ui import digits
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import reasons, review_grades, review_session, rubric
from studio.ui.wording import escaped

_STYLE = """
<style>
  .in-hand { border: 1px solid rgba(128,136,146,.45); border-radius: 6px; padding: .7rem .9rem;
    max-height: 26rem; overflow-y: auto; }
  .in-hand h4 { font-size: .82rem; font-weight: 600; margin: .5rem 0 .1rem; padding: 0; }
  .in-hand h4:first-child { margin-top: 0; }
  .in-hand p { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.5; }
  .in-hand p.beside { font-size: .9rem; }
</style>
"""


def show(row: Waiting, run: Run, model: ModelVersion, domain: Domain) -> None:
    """What was written, what the model says of it and the grades to give; the reasons to the right, or below."""
    review_session.say_shown(run.id, row.row_id)
    text, why = st.columns([6, 5], gap="large")
    with text:
        _text(row, domain)
        _said(row, model, domain)
        review_grades.show(row, run, model, domain)
    with why:
        _reasons(row, model, domain)


def _text(row: Waiting, domain: Domain) -> None:
    titles = {column.role: column.title for column in domain.columns}
    beside = [(titles.get(Role.QUESTION, "Question"), row.question)]
    parts = [(title, words, "beside") for title, words in beside if words]
    parts.append((f"{titles[Role.TEXT]}, row {row.source_row}", row.text or "(nothing was written)", ""))
    if row.reference:
        parts.append((titles.get(Role.REFERENCE, "Reference"), row.reference, "beside"))
    body = "".join(f'<h4>{escape(title)}</h4><p class="{kind}">{escape(words)}</p>' for title, words, kind in parts)
    st.html(f'{_STYLE}<div class="in-hand" role="region" tabindex="0" aria-label="In hand">{body}</div>')


def _said(row: Waiting, model: ModelVersion, domain: Domain) -> None:
    if row.remarks:
        st.markdown(f":orange[:material/flag: Remark:] {escaped(row.remarks)}")
    if row.predicted is None:
        st.markdown("The model gave no answer: there is no text.")
        return
    if isinstance(row.predicted, str):
        share = "" if row.probability is None else f" · {digits.percent(row.probability)}"
        said = in_words(row.predicted) if model.task is Task.MULTILABEL else row.predicted
        st.markdown(f"The model says **{escaped(said)}**{share}")
    else:
        top = 1.0 if row.score_max is None else row.score_max
        st.markdown(f"The model gives **{row.predicted:.2f}** on a scale from {row.score_min or 0:g} to {top:g}")
    if words := _why(row, model, domain):
        st.caption(words)


def _why(row: Waiting, model: ModelVersion, domain: Domain) -> str:
    """Why the row stands where it stands in the queue."""
    if model.task is Task.MULTILABEL:
        open_ = [label for label in row.prediction_set if label not in parse_set(str(row.predicted))]
        return f"Cannot be ruled out: {escaped(', '.join(open_))}." if open_ else ""
    if model.task is not Task.SCORING:
        if len(row.prediction_set) > 1:
            return f"At 90 % certainty it is one of {escaped(', '.join(row.prediction_set))}."
        return "It resembles nothing the model learned." if not row.prediction_set else ""
    if row.low is None or row.high is None:
        return ""
    return f"90 times in 100 the given {domain.answer_noun} lies between {row.low:.2f} and {row.high:.2f}."


def _reasons(row: Waiting, model: ModelVersion, domain: Domain) -> None:
    """The nearest graded answers, in a domain whose texts answer questions."""
    if row.predicted is None or not gives_reasons(domain):
        return
    score = row.predicted if isinstance(row.predicted, float) else None
    levels = rubric.of_model(model.dataset_id) if score is not None else None
    with st.spinner("Looking for graded answers like it"):
        found = current_studio().graded.like(current_actor(), model.id, row.asked(), score)
    reasons.show(found, levels)
