"""One typed text and its answer."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten

import streamlit as st

from domains.contract import Domain
from studio.core.answers import Prediction
from studio.core.columns import Role
from studio.core.errors import AssayError
from studio.core.records import ModelVersion
from studio.core.tasks import Task
from studio.services.graded import Reasons
from studio.services.inference import TextInput
from studio.services.nearest_graded import gives_reasons
from studio.ui import shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import answer, highlights, reasons, rubric, timeline
from studio.ui.wording import escaped

_SECOND_TEXTS = (Role.QUESTION, Role.REFERENCE)
_RANGE = (Role.SCORE_MIN, Role.SCORE_MAX)
_EXAMPLE_LENGTH = 62


def show(domain: Domain, model: ModelVersion, hint: str) -> None:
    """Fields on the left, the answer on the right."""
    st.header("One window or session" if model.task is Task.ANOMALY else f"One {domain.text_noun}", anchor=False)
    fields, said = st.columns([6, 5], gap="large")
    with fields:
        _examples(domain, model)
        with st.form(f"ask-{domain.key}", border=False):
            entered = _fields(domain, model, hint)
            asked = st.form_submit_button("Ask the model", type="primary", icon=":material/send:")
    with said:
        if asked or st.session_state.pop(_asked(domain), False):
            _answer(domain, model, entered)
        _shown(domain, model)


def _fields(domain: Domain, model: ModelVersion, hint: str) -> dict[Role, str | float | None]:
    titles = {column.role: column for column in domain.columns}
    entered: dict[Role, str | float | None] = {}
    for role in _SECOND_TEXTS:
        if role in titles:
            entered[role] = st.text_area(
                titles[role].title, key=_field(domain, role), help=titles[role].help, height=80
            )
    noun = "Lines of a window or session" if model.task is Task.ANOMALY else domain.text_noun.capitalize()
    entered[Role.TEXT] = st.text_area(
        noun, key=_field(domain, Role.TEXT), placeholder=_placeholder(model, hint), height=170
    )
    if model.task is Task.SCORING:
        low, high = _range(model)
        for role, side, value in zip(_RANGE, st.columns(2), (low, high), strict=True):
            words = "Lowest score" if role is Role.SCORE_MIN else "Highest score"
            entered[role] = side.number_input(
                words, value=value, step=1.0, format="%g", key=f"{_field(domain, role)}-{model.id}"
            )
    return entered


def _placeholder(model: ModelVersion, hint: str) -> str | None:
    return "Paste the lines of one window or session." if model.task is Task.ANOMALY else hint or None


def _range(model: ModelVersion) -> tuple[float, float]:
    dataset = current_studio().library.lineage(current_actor(), model.id).dataset
    if dataset is None or dataset.score_min is None or dataset.score_max is None:
        return 0.0, 1.0
    return float(dataset.score_min), float(dataset.score_max)


def _examples(domain: Domain, model: ModelVersion) -> None:
    if not domain.examples or model.task is Task.ANOMALY:  # an example is one text, not a window of lines
        return
    st.caption("Try one of these, or write your own.")
    with st.container(gap="xsmall"):
        for place, example in enumerate(domain.examples):
            text = example.get(Role.TEXT, "")
            st.button(
                escaped(_shortened(text)),
                key=f"example-{domain.key}-{place}",
                on_click=_take,
                args=(domain, model.id, example),
                width="stretch",
            )


def _shortened(text: str) -> str:
    """An example in a line: its first words, none cut in two."""
    if len(text) <= _EXAMPLE_LENGTH:
        return text
    return shorten(text, _EXAMPLE_LENGTH, placeholder="").rstrip(" ,;:.") + "…"


def _take(domain: Domain, model_id: str, example: Mapping[Role, str]) -> None:
    for role in (Role.TEXT, *_SECOND_TEXTS):
        st.session_state[_field(domain, role)] = example.get(role, "")
    for role in _RANGE:
        if role in example:
            st.session_state[f"{_field(domain, role)}-{model_id}"] = float(example[role])
    st.session_state[_asked(domain)] = True


def _answer(domain: Domain, model: ModelVersion, entered: Mapping[Role, str | float | None]) -> None:
    st.session_state.pop(_key(domain), None)
    text = str(entered.get(Role.TEXT) or "")
    if not text.strip():
        st.info(f"Write a {domain.text_noun} first.", icon=":material/edit:")
        return
    low, high = entered.get(Role.SCORE_MIN), entered.get(Role.SCORE_MAX)
    given = TextInput(
        text=text,
        question=str(entered.get(Role.QUESTION) or ""),
        reference=str(entered.get(Role.REFERENCE) or ""),
        score_min=None if low is None else float(low),
        score_max=None if high is None else float(high),
    )
    try:
        with st.spinner("Reading"):
            prediction = current_studio().inference.predict_texts(current_actor(), model.id, [given])[0]
            found = _reasons(domain, model, given, prediction)
    except AssayError as error:
        shell.show_error(error)
        return
    st.session_state[_key(domain)] = (model.id, prediction, found, text)


def _shown(domain: Domain, model: ModelVersion) -> None:
    held = st.session_state.get(_key(domain))
    if held is None or held[0] != model.id:
        st.caption("The answer appears here. What you type is not stored.")
        return
    levels = rubric.of_model(model.dataset_id) if model.task is Task.SCORING else None
    answer.show(held[1], domain, levels)
    if held[2] is not None:
        reasons.show(held[2], levels)
    if held[1].behind:
        timeline.lines(domain, held[3], held[1].behind)
    else:
        highlights.show(domain, held[3])


def _reasons(domain: Domain, model: ModelVersion, given: TextInput, prediction: Prediction) -> Reasons | None:
    """Graded answers to compare with, in a domain whose texts answer questions."""
    if not gives_reasons(domain):
        return None
    return current_studio().graded.like(current_actor(), model.id, given, prediction.score)


def _field(domain: Domain, role: Role) -> str:
    return f"ask-{domain.key}-{role.value}"


def _asked(domain: Domain) -> str:
    return f"asked-{domain.key}"


def _key(domain: Domain) -> str:
    return f"answer-{domain.key}"
