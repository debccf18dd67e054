"""The answer in hand: what was asked and written, what the model says and why, and the grades to give it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from domains.contract import Domain
from studio.core.columns import Role
from studio.core.label_sets import dump_set, in_words, parse_set
from studio.core.records import ModelVersion, Run
from studio.core.rubric import Level, Rubric
from studio.core.tasks import Task
from studio.services.nearest_graded import gives_reasons
from studio.services.review_queue import Waiting
from studio.services.reviews import MOST_LABEL
from studio.ui import digits, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import reasons, rubric
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
_KEYS = "1234567890"


def skipped(run_id: str) -> list[str]:
    """The rows that were skipped in this browser session."""
    found: list[str] = st.session_state.setdefault(f"review-{run_id}-skipped", [])
    return found


def forget_skipped(run_id: str) -> None:
    """Put what was skipped back into the queue."""
    st.session_state.pop(f"review-{run_id}-skipped", None)


def picked(run_id: str) -> str | None:
    """The recorded row that is to be given another grade, or None."""
    return st.session_state.get(_picked(run_id))


def pick(run_id: str, row_id: str | None) -> None:
    """Take a recorded row in hand again, or none."""
    st.session_state[_picked(run_id)] = row_id


def show(row: Waiting, run: Run, model: ModelVersion, domain: Domain) -> None:
    """What was written, what the model says of it and the grades to give; the reasons to the right, or below."""
    st.session_state[_shown(run.id)] = row.row_id
    text, why = st.columns([6, 5], gap="large")
    with text:
        _text(row, domain)
        _said(row, model, domain)
        _choices(row, run, model, domain)
    with why:
        _reasons(row, model, domain)


def undo_button(run: Run) -> None:
    """Takes back the last grade that was given in this browser session."""
    last = st.session_state.get(_last(run.id))
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


def _choices(row: Waiting, run: Run, model: ModelVersion, domain: Domain) -> None:
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
    if st.session_state.pop(_shown(run_id), None) != row_id:
        return
    words = str(st.session_state.get(note) or "")
    kept = current_studio().reviews.record(
        current_actor(), run_id, row_id, given, words, seen=seen, new_label=new_label
    )
    st.session_state[_last(run_id)] = row_id
    pick(run_id, None)
    if row_id in skipped(run_id):
        skipped(run_id).remove(row_id)
    if kept.unseen is not None:
        was = kept.unseen.given
        told = "took it back" if was is None else f"gave {was:g}" if isinstance(was, float) else f"gave {was}"
        st.toast(
            f"Meanwhile {escaped(kept.unseen.actor)} {escaped(told)}. Yours came later and counts; both are kept.",
            icon=":material/group:",
        )


def _skip(run_id: str, row: Waiting) -> None:
    if picked(run_id) is not None:
        pick(run_id, None)
    else:
        skipped(run_id).append(row.row_id)


@shell.action
def _undo(run_id: str, row_id: str) -> None:
    st.session_state.pop(_last(run_id), None)
    current_studio().reviews.take_back(current_actor(), run_id, row_id)


def _picked(run_id: str) -> str:
    return f"review-{run_id}-picked"


def _shown(run_id: str) -> str:
    return f"review-{run_id}-shown"


def _last(run_id: str) -> str:
    return f"review-{run_id}-last"
