"""What experts gave the answers of a model, and the dataset that can be made of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domains.contract import Domain
from studio.core.answers import Review
from studio.core.counting import counted
from studio.core.label_sets import in_words
from studio.core.records import ModelVersion
from studio.core.tasks import Task
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import review_session
from studio.ui.wording import plural

_LONGEST = 90


def show(model: ModelVersion, domain: Domain, *, run_id: str | None) -> None:
    """The reviews of a batch, newest first, to change or take back; the model's whole as a new dataset."""
    studio, actor = current_studio(), current_actor()
    reviews = studio.reviews.list(actor, model_id=model.id)
    if not reviews:
        return
    here = [each for each in reviews if each.run_id == run_id][::-1]
    if here:
        _table(here, domain, sets=model.task is Task.MULTILABEL)
    _dataset(model, domain, reviews)


def _table(reviews: Sequence[Review], domain: Domain, *, sets: bool) -> None:
    run_id = reviews[0].run_id
    with st.expander("Recorded", icon=":material/fact_check:"):
        place = grid.choice(
            [_row(each, domain, sets=sets) for each in reviews],
            key=f"recorded-{run_id}-{len(reviews)}-{reviews[0].id}",
            wide=(domain.text_noun.capitalize(),),
            alt="What was recorded, newest first",
        )
        if place is None:
            st.caption("Pick a row to change what was given, or to take it back.")
            return
        row_id = reviews[place].row_id
        with st.container(horizontal=True):
            st.button("Change it", key=f"change-{run_id}", on_click=review_session.pick, args=(run_id, row_id))
            st.button("Take it back", key=f"back-{run_id}", on_click=_take_back, args=(run_id, row_id))
        _history(run_id, row_id, sets=sets)


def _row(review: Review, domain: Domain, *, sets: bool) -> dict[str, str]:
    text = " ".join(review.text.split())
    return {
        "Row": str(review.source_row),
        "Given": _words(review.given, sets=sets),
        "Model said": _words(review.predicted, sets=sets),
        domain.text_noun.capitalize(): text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…",
        "Note": review.note,
        "When": digits.ago(review.created_at),
    }


def _history(run_id: str, row_id: str, *, sets: bool) -> None:
    """Every grade the row was ever given, where there was more than one."""
    history = current_studio().reviews.history(current_actor(), run_id, row_id)
    if len(history) > 1:
        told = [f"{_words(each.given, sets=sets)} ({each.actor}, {digits.ago(each.created_at)})" for each in history]
        st.caption("So far: " + ", then ".join(told))


def _words(value: str | float | None, *, sets: bool) -> str:
    if value is None:
        return digits.DASH
    if sets:
        return in_words(str(value))
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")


def _dataset(model: ModelVersion, domain: Domain, reviews: Sequence[Review]) -> None:
    given = counted(len(reviews), domain.answer_noun, plural(domain.answer_noun))
    st.button(
        f"Make a dataset with the {given} you gave",
        icon=":material/library_add:",
        key=f"reviews-dataset-{model.id}",
        on_click=_make,
        args=(model.id,),
    )
    st.caption(
        f"It holds the rows version {model.number} learned from and those that were checked. No row changes its part: "
        "what was tested stays tested, even reviewed."
    )


@shell.action
def _make(model_id: str) -> None:
    kept = current_studio().reviews.make_dataset(current_actor(), model_id)
    state.choose(section="train", dataset=kept.dataset.id, run=None)
    known = " It was there already." if kept.already_there else ""
    st.toast(f"Kept {kept.dataset.rows:,} rows.{known} Choose a method to train.", icon=":material/save:")


@shell.action
def _take_back(run_id: str, row_id: str) -> None:
    current_studio().reviews.take_back(current_actor(), run_id, row_id)
