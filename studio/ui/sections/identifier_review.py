"""What was found in the texts of a file, shown in place, for the expert to correct before anything is stored.

The texts as they came are in this session's memory alone, inside the Intake; nothing here is cached.
"""

from __future__ import annotations

from html import escape

import pandas as pd
import streamlit as st

from domains.deidentify import Kind
from studio.services.datasets.opened import Intake
from studio.services.datasets.reviewing import Correction, left_capitals
from studio.services.intake.review_sheet import ReviewNote
from studio.ui import digits, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import escaped

_HERE, _EVERYWHERE = "in this text", "in every text"
_LONGEST = 20_000
"""Characters of a text that are drawn; the table behind it lists what was found in all of it."""
_STYLE = """<style>
.note-review { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 28rem; overflow-y: auto; line-height: 1.7;
  border: 1px solid color-mix(in srgb, currentColor 22%, transparent); border-radius: 6px; padding: 0.7rem 0.9rem; }
.note-review mark { background: color-mix(in srgb, #0072B2 22%, transparent); color: inherit; border-radius: 3px;
  padding: 0.05em 0.15em; border-bottom: 2px solid #0072B2; position: relative; cursor: help; }
.note-review mark[data-by="reviewer"] { border-bottom-style: double; }
.note-review u { text-decoration: underline dotted #D55E00 2px; text-underline-offset: 3px; cursor: help; }
.note-review mark:focus::after, .note-review u:focus::after { content: attr(data-why); display: block;
  font-size: 0.82em; font-style: italic; }
</style>"""


def show(intake: Intake, *, scope: str) -> Intake:
    """The review, and the Intake with what was corrected so far; as it came where it holds no texts to review."""
    sheet = intake.review
    if sheet is None:
        if intake.redactions:
            st.caption("The file is too large to be reviewed here: only the texts without identifiers are in memory.")
        return intake
    made = _made(intake, scope)
    now = _corrected(intake, made, scope)
    assert now.review is not None
    notes = now.review.notes
    found = sum(len(note.spans) for note in notes)
    # The title bears no count: with another title it would be another expander, closed after each correction.
    with st.expander("Review what was removed", icon=":material/fact_check:"):
        st.markdown(f"**{digits.count(found)}** identifiers in **{digits.count(len(notes))}** texts.")
        st.caption(
            "Some identifiers are always missed. Marked: what is removed. Dotted: capitalised words "
            "that stay. Hover, or "
            "tap, to read why. What you correct here holds before anything is stored."
        )
        row = _pick(notes, scope)
        if row is not None:
            if (of_the_file := int(intake.table["source_row"].iloc[row])) != row + 1:
                st.caption(f"It stands in row {digits.count(of_the_file)} of the file.")
            _note(notes[row])
            _table(notes[row])
            _correct(intake, notes[row], row, scope)
        _list(made, intake, scope)
    return now


def forget(scope: str) -> None:
    """Let go of the corrections and of what they were made on."""
    for name in ("corrections", "corrected"):
        st.session_state.pop(f"{scope}-{name}", None)


def _made(intake: Intake, scope: str) -> tuple[Correction, ...]:
    held = st.session_state.get(f"{scope}-corrections")
    if held is None or held[0] is not intake:
        st.session_state[f"{scope}-corrections"] = (intake, ())
        return ()
    made: tuple[Correction, ...] = held[1]
    return made


def _corrected(intake: Intake, made: tuple[Correction, ...], scope: str) -> Intake:
    """The Intake with the corrections, made anew only when they changed: what is drawn from it goes by its identity."""
    if not made:
        return intake
    held = st.session_state.get(f"{scope}-corrected")
    if held is not None and held[0] is intake and held[1] == made:
        done: Intake = held[2]
        return done
    done = current_studio().datasets.correct(current_actor(), intake, made)
    st.session_state[f"{scope}-corrected"] = (intake, made, done)
    return done


def _pick(notes: tuple[ReviewNote, ...], scope: str) -> int | None:
    """A text by its row; None where a row could not be searched."""
    place = int(st.number_input("Text of row", 1, len(notes), 1, key=f"{scope}-review-row")) - 1
    if notes[place].refused:
        st.warning("This row could not be searched for identifiers. Nothing of it is kept.", icon=":material/block:")
        return None
    return place


def _note(note: ReviewNote) -> None:
    st.html(
        f'{_STYLE}<div class="note-review" role="region" tabindex="0" aria-label="The text with what was found">'
        f"{marked_up(note)}</div>"
    )
    if len(note.source) > _LONGEST:
        st.caption(f"The first {digits.count(_LONGEST)} characters.")


def marked_up(note: ReviewNote) -> str:
    """The text as HTML, every sign of it escaped: what is removed in `mark`, capitalised words that stay in `u`."""
    pieces = [(span.start, span.end, _mark(span.kind, span.reason)) for span in note.spans]
    pieces += [(start, end, _FLAG) for start, end in left_capitals(note)]
    parts, place = [], 0
    for start, end, (opening, closing) in sorted(pieces):
        if start < place or start >= _LONGEST:
            continue
        parts += [escape(note.source[place:start]), opening, escape(note.source[start:end]), closing]
        place = end
    return "".join([*parts, escape(note.source[place : max(place, _LONGEST)])])


_FLAG = (
    '<u tabindex="0" title="Stays: a capitalised word" data-why="stays: a capitalised word">',
    "</u>",
)


def _mark(kind: str, reason: str) -> tuple[str, str]:
    why = escape(f"{_class(kind)}: {reason}", quote=True)
    by = "reviewer" if "reviewer" in reason else "rules"
    return f'<mark tabindex="0" data-by="{by}" title="{why}" data-why="{why}">', "</mark>"


def _class(kind: str) -> str:
    return str(kind).replace("_", " ").lower()


def _table(note: ReviewNote) -> None:
    """The table behind the marks."""
    if not note.spans:
        st.caption("Nothing was found in this text.")
        return
    st.dataframe(
        pd.DataFrame(
            [(note.source[span.start : span.end], _class(span.kind), span.reason) for span in note.spans],
            columns=["Removed", "Class", "Why"],
        ),
        hide_index=True,
        height=min(260, 3 + 35 * (len(note.spans) + 1)),
        alt="What is removed from this text",
    )


def _correct(intake: Intake, note: ReviewNote, row: int, scope: str) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        found = list(dict.fromkeys(note.source[span.start : span.end] for span in note.spans))
        st.multiselect("Not identifiers", found, placeholder="None", key=_field(scope, "wrong", row))
        st.radio("Keep them", (_HERE, _EVERYWHERE), horizontal=True, key=_field(scope, "where", row))
        st.button(
            "Keep in the text",
            icon=":material/undo:",
            key=_field(scope, "keep", row),
            on_click=_leave,
            args=(intake, row, scope),
        )
    with right:
        words = list(dict.fromkeys(note.source[start:end] for start, end in left_capitals(note)))
        st.multiselect(
            "Missed: capitalised words that stay", words, placeholder="None", key=_field(scope, "missed", row)
        )
        st.text_input("Or any text to be removed everywhere", max_chars=200, key=_field(scope, "typed", row))
        kinds = [kind for kind in Kind if kind is not Kind.WITHHELD]
        st.selectbox("Class", kinds, format_func=_class, key=_field(scope, "kind", row))
        st.button(
            "Remove everywhere",
            icon=":material/ink_eraser:",
            key=_field(scope, "remove", row),
            on_click=_remove,
            args=(intake, row, scope),
        )


def _field(scope: str, name: str, row: int) -> str:
    return f"{scope}-review-{name}-{row}"


@shell.action
def _leave(intake: Intake, row: int, scope: str) -> None:
    """Keep what was picked as no identifier."""
    wrong = _taken(scope, "wrong", row)
    where = None if st.session_state[_field(scope, "where", row)] == _EVERYWHERE else row
    _add(intake, [Correction(text, None, where) for text in wrong], scope)
    st.session_state[_field(scope, "wrong", row)] = []


@shell.action
def _remove(intake: Intake, row: int, scope: str) -> None:
    """Remove what was picked and what was typed; read here, so that a click right behind the typing counts."""
    typed = str(st.session_state.get(_field(scope, "typed", row)) or "").strip()
    kind = Kind(st.session_state[_field(scope, "kind", row)])
    missed = [*_taken(scope, "missed", row), *([typed] if typed else [])]
    _add(intake, [Correction(text, kind) for text in missed], scope)
    st.session_state[_field(scope, "missed", row)] = []
    st.session_state[_field(scope, "typed", row)] = ""


def _taken(scope: str, name: str, row: int) -> list[str]:
    return list(st.session_state.get(_field(scope, name, row)) or [])


def _add(intake: Intake, corrections: list[Correction], scope: str) -> None:
    """Hold further corrections; those that cannot be applied are told and not held."""
    if not corrections:
        st.toast("Pick or type the words first.", icon=":material/edit:")
        return
    made = (*_made(intake, scope), *(each for each in corrections if each not in _made(intake, scope)))
    current_studio().datasets.correct(current_actor(), intake, made)
    st.session_state[f"{scope}-corrections"] = (intake, made)


@shell.action
def _undo(intake: Intake, place: int, scope: str) -> None:
    made = _made(intake, scope)
    st.session_state[f"{scope}-corrections"] = (intake, made[:place] + made[place + 1 :])


def _list(made: tuple[Correction, ...], intake: Intake, scope: str) -> None:
    if made:
        st.markdown("**Your corrections**")
    for place, each in enumerate(made):
        words, button = st.columns([9, 3], vertical_alignment="center")
        where = "in every text" if each.row is None else f"in row {each.row + 1}"
        said = "stays" if each.kind is None else f"is removed as {_class(each.kind)}"
        words.markdown(f"{escaped(each.text)} {said} {where}")
        button.button("Undo", key=f"{scope}-review-undo-{place}", on_click=_undo, args=(intake, place, scope))
