"""Review: one answer of a batch at a time, the odd and the least certain first, graded by a click or a key."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.errors import ConflictError, NotFoundError
from studio.core.records import ModelVersion, Run
from studio.services.review_queue import Queue
from studio.ui import digits
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import recorded, review_card, review_grades, review_session
from studio.ui.wording import plural


def show(run: Run, model: ModelVersion, domain: Domain) -> None:
    """The queue of a batch, how far it is, the answer in hand, and what was recorded."""
    try:
        skipped = review_session.skipped(run.id)
        queue = current_studio().reviews.queue(current_actor(), run.id, len(skipped) + 1)
    except (ConflictError, NotFoundError):  # the section above has said so; what was recorded is of use all the same
        recorded.show(model, domain, run_id=run.id)
        return
    st.subheader(f"Check the {plural(domain.answer_noun)}", anchor=False)
    _progress(queue, domain)
    _in_hand(queue, run, model, domain)
    recorded.show(model, domain, run_id=run.id)


def _progress(queue: Queue, domain: Domain) -> None:
    noun = plural(domain.text_noun)
    st.progress(
        queue.reviewed / max(queue.rows, 1),
        text=f"{digits.count(queue.reviewed)} of {digits.count(queue.rows)} {noun} checked",
    )
    first = f"The {plural(domain.answer_noun)} the model is least sure of come first."
    if any(row.remarks and row.predicted is not None for row in queue.waiting):
        first = (
            f"{noun.capitalize()} with a remark come first, then those the model is least sure of; "
            "those without any text come last."
        )
    st.caption(
        f"{first} What the {domain.expert_noun} gives counts from then on: "
        "it stands in the table above and in every download, marked as such."
    )


def _in_hand(queue: Queue, run: Run, model: ModelVersion, domain: Domain) -> None:
    """The row that was picked from the recorded ones, else the first of the queue that was not skipped."""
    picked = review_session.picked(run.id)
    if picked is not None:
        review_card.show(current_studio().reviews.row(current_actor(), run.id, picked), run, model, domain)
        return
    skipped = review_session.skipped(run.id)
    rows = [row for row in queue.waiting if row.row_id not in skipped]
    if rows:
        review_card.show(rows[0], run, model, domain)
        return
    if queue.left:
        st.info(f"You skipped {digits.count(queue.left)}.", icon=":material/redo:")
        st.button("Look at them now", key=f"unskip-{run.id}", on_click=review_session.forget_skipped, args=(run.id,))
    else:
        st.success(f"Every {domain.text_noun} has been looked at.", icon=":material/done_all:")
    review_grades.undo_button(run)
