"""The grades that an answer may be given: a button a label or mark, labels to tick, a score or a label of one's own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domains.contract import Domain
from studio.core.label_sets import dump_set, parse_set
from studio.core.records import ModelVersion, Run
from studio.core.rubric import Level, Rubric
from studio.core.tasks import Task
from studio.services.review_queue import Waiting
from studio.services.reviews import MOST_LABEL
from studio.ui import shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import review_session, rubric
from studio.ui.wording import escaped

_KEYS = "1234567890"


def show(row: Waiting, run: Run, model: ModelVersion, domain: Domain) -> None:
    """The grades, a note, and the ways to put the answer off or to undo the last one."""
    scope = f"review-{run.id}-{row.row_id}"
    st.markdown(f"**Your {domain.answer_noun}**")
    note = f"{scope}-note"
    if model.task is Task.MULTILABEL:
        _set(row, run, model, note)
    else:
        _one(row, run, model, note)
    words = "A note, if you like" + ("; leave names out" if domain.personal_data else "")
    st.text_input("Note", key=note, max_chars=2000, placeholder=words, label_visibility="collapsed")
    with st.container(horizontal=True):
        st.button(
            "Skip", key=f"{scope}-skip", icon=":material/skip_next:", shortcut="s", on_click=_skip, args=(run.id, row)
        )
        undo_button(run)


def undo_button(run: Run) -> None:
    """Takes back the last grade that was given in this browser session."""
    last = review_session.last(run.id)
    st.button(
        "Undo",
        key=f"review-undo-{run.id}",
        icon=":material/undo:",
        shortcut="u",
        disabled=last is None,
        help="Takes the last one back: its row is in the queue again.",
        on_click=_undo,
        args=(run.id, last),
    )


def _one(row: Waiting, run: Run, model: ModelVersion, note: str) -> None:
    """One button a label or mark."""
    choices: Sequence[str | float] = row.marks or (model.labels if model.task is not Task.SCORING else ())
    levels = rubric.of_model(model.dataset_id) if model.task is Task.SCORING else None
    _buttons(choices, row, run, note, levels)
    if not row.every_mark:
        _number(row, run, note)
    if model.task is not Task.SCORING:
        _other_label(row, run, note)


def _set(row: Waiting, run: Run, model: ModelVersion, note: str) -> None:
    """The labels to tick, the model's own ticked already; a further one can be written in."""
    key = f"review-{run.id}-{row.row_id}-set"
    said = [label for label in parse_set(str(row.predicted)) if label in model.labels]
    field, button = st.columns([3, 1], vertical_alignment="bottom")
    field.multiselect(
        "Labels",
        model.labels,
        default=said,
        key=key,
        accept_new_options=True,
        placeholder="None of them",
        help="Write a label the model was never taught, and it is kept as given.",
    )
    button.button(
        "Record",
        type="primary",
        key=f"{key}-go",
        shortcut="enter",
        on_click=_give_set,
        args=(run.id, row.row_id, key, note, _seen(run.id, row)),
    )


def _buttons(choices: Sequence[str | float], row: Waiting, run: Run, note: str, levels: Rubric | None) -> None:
    likeliest, seen = _likeliest(choices, row), _seen(run.id, row)
    with st.container(horizontal=True, key=f"grades-{run.id}"):
        for place, choice in enumerate(choices):
            level = None if isinstance(choice, str) else _exactly(choice, row, levels)
            st.button(
                escaped(choice) if isinstance(choice, str) else escaped(rubric.named(choice, level)),
                help=escaped(level.description) if level is not None and level.description else None,
                key=f"review-{run.id}-{row.row_id}-{place}",
                type="primary" if place == likeliest else "secondary",
                shortcut=_key(choices, place),
                on_click=_give,
                args=(run.id, row.row_id, choice, note, seen),
            )


def _exactly(mark: float, row: Waiting, levels: Rubric | None) -> Level | None:
    """The level of a mark on the row's scale, where the rubric has one of just that mark."""
    level = levels.level(mark, row.score_min, row.score_max) if levels else None
    return level if level is not None and abs(level.mark - mark) < 1e-6 else None


def _number(row: Waiting, run: Run, note: str) -> None:
    low, high = row.score_min or 0.0, 1.0 if row.score_max is None else row.score_max
    said = row.predicted if isinstance(row.predicted, float) else low
    key = f"review-{run.id}-{row.row_id}-number"
    field, button = st.columns([2, 1], vertical_alignment="bottom")
    value = min(max(float(round(said, 2)), low), high)
    field.number_input(f"Another from {low:g} to {high:g}", low, high, value=value, format="%g", key=key)
    button.button(
        "Record",
        key=f"{key}-go",
        on_click=_give_number,
        args=(run.id, row.row_id, key, note, _seen(run.id, row)),
    )


def _other_label(row: Waiting, run: Run, note: str) -> None:
    """A class the model was never taught: kept as given; only a model trained on such rows can answer it."""
    key = f"review-{run.id}-{row.row_id}-other"
    field, button = st.columns([2, 1], vertical_alignment="bottom")
    field.text_input(
        "Another label",
        key=key,
        max_chars=MOST_LABEL,
        help="A class the model was never taught. It cannot answer it until a model is trained on such rows.",
    )
    seen = _seen(run.id, row)
    button.button("Give it", key=f"{key}-go", on_click=_give_label, args=(run.id, row.row_id, key, note, seen))


def _likeliest(choices: Sequence[str | float], row: Waiting) -> int | None:
    """The place of what the model said, a score at the mark that is nearest to it."""
    said = row.predicted
    if isinstance(said, float):
        return min(range(len(choices)), key=lambda place: abs(float(choices[place]) - said))
    return choices.index(said) if said in choices else None


def _key(choices: Sequence[str | float], place: int) -> str | None:
    """The key that gives a choice: the digit itself where all are digits, else its place from 1."""
    named = [f"{choice:g}" if isinstance(choice, float | int) else "" for choice in choices]
    if all(len(each) == 1 and each.isdigit() for each in named):
        return named[place]
    return _KEYS[place] if place < len(_KEYS) else None


def _seen(run_id: str, row: Waiting) -> int:
    """The number of the row's newest review now, as it is shown."""
    before = current_studio().reviews.history(current_actor(), run_id, row.row_id)
    return before[-1].number if before else 0


@shell.action
def _give_number(run_id: str, row_id: str, key: str, note: str, seen: int) -> None:
    _kept(run_id, row_id, float(st.session_state[key]), note, seen)


@shell.action
def _give_label(run_id: str, row_id: str, key: str, note: str, seen: int) -> None:
    _kept(run_id, row_id, str(st.session_state[key] or ""), note, seen, new_label=True)


@shell.action
def _give_set(run_id: str, row_id: str, key: str, note: str, seen: int) -> None:
    labels = [str(each) for each in st.session_state[key]]
    _kept(run_id, row_id, dump_set(labels), note, seen, new_label=True)


@shell.action
def _give(run_id: str, row_id: str, given: str | float, note: str, seen: int) -> None:
    _kept(run_id, row_id, given, note, seen)


def _kept(run_id: str, row_id: str, given: str | float, note: str, seen: int, *, new_label: bool = False) -> None:
    """Record it, once for an answer that is shown: a key struck before the next one is there is not meant for it."""
    if not review_session.is_shown(run_id, row_id):
        return
    words = str(st.session_state.get(note) or "")
    kept = current_studio().reviews.record(
        current_actor(), run_id, row_id, given, words, seen=seen, new_label=new_label
    )
    review_session.recorded(run_id, row_id)
    if kept.unseen is not None:
        was = kept.unseen.given
        told = "took it back" if was is None else f"gave {was:g}" if isinstance(was, float) else f"gave {was}"
        st.toast(
            f"Meanwhile {escaped(kept.unseen.actor)} {escaped(told)}. Yours came later and counts; both are kept.",
            icon=":material/group:",
        )


def _skip(run_id: str, row: Waiting) -> None:
    review_session.skip(run_id, row.row_id)


@shell.action
def _undo(run_id: str, row_id: str) -> None:
    review_session.forget_last(run_id)
    current_studio().reviews.take_back(current_actor(), run_id, row_id)
