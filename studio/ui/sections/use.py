"""Use: type a text and read the answer; a table row by row; the same over HTTP."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import streamlit as st

from domains.contract import Domain
from studio.core.records import ModelVersion
from studio.ui import shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import ask, document, empty, own_table
from studio.ui.sections.evaluate import model_picker


def show(domain: Domain, *, hint: str = "") -> None:
    """The section; `hint` says what a good text to try looks like."""
    with shell.place():
        model = _model(domain)
    if model is None:
        return
    with shell.place():
        ask.show(domain, model, hint)
    with shell.place():
        st.header("A whole table", anchor=False)
        own_table.answer(domain, model)
    if domain.document_noun:
        with shell.place():
            st.header(f"A whole {domain.document_noun}", anchor=False)
            document.show(domain, model)
    with st.expander("From a program", icon=":material/terminal:"):
        _snippet(domain, model)


def _model(domain: Domain) -> ModelVersion | None:
    """Who answers, and whether it knows the real world; where there is nobody, what to do about it."""
    model = model_picker(domain, scope="use")
    if model is None:
        empty.no_model(domain)
    elif model.synthetic:
        st.markdown(shell.synthetic(True) + " This model learned from generated texts: good for a look, not for work.")
    return model


def _snippet(domain: Domain, model: ModelVersion) -> None:
    example = dict(domain.examples[0]) if domain.examples else {}
    text = {role.value: value for role, value in example.items()} or {"text": "..."}
    for role in ("score_min", "score_max"):
        if role in text:
            text[role] = float(text[role])  # type: ignore[assignment]
    body = {"texts": [text], **_who_answers(model)}
    quoted = json.dumps(body, ensure_ascii=False, indent=2).replace("'", "'\\''")
    st.code(
        f"curl -s {_origin()}/api/v1/domains/{domain.key}/predict \\\n"
        f"  -H 'content-type: application/json' \\\n  -d '{quoted}'",
        language="bash",
        wrap_lines=True,
    )
    st.caption(f"The whole interface is described at [{_origin()}/api/docs]({_origin()}/api/docs).")


def _who_answers(model: ModelVersion) -> dict[str, str]:
    """What a request must say so that this model answers it."""
    if not model.in_production:
        return {"model_id": model.id}
    first = current_studio().library.production(current_actor(), model.domain)
    return {} if first is not None and first.id == model.id else {"task": model.task.value}


def _origin() -> str:
    parts = urlsplit(st.context.url or "http://localhost:8501")
    return f"{parts.scheme}://{parts.netloc}"
