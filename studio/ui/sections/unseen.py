"""Whether a model is to be tried on new answers or on new questions."""

from __future__ import annotations

import streamlit as st

from studio.core.columns import Role
from studio.core.splits import Unseen
from studio.services.datasets import Intake

_WORDS = {
    Unseen.ANSWERS: "New answers to the same questions",
    Unseen.QUESTIONS: "Answers to new questions",
}


def show(intake: Intake, *, scope: str) -> Unseen:
    """The choice, where there are questions and the file brings no split of its own; else new answers."""
    roles = intake.mapping.columns
    if Role.QUESTION not in roles or Role.SPLIT in roles:
        return Unseen.ANSWERS
    picked = st.radio(
        "What will the model have to deal with?",
        list(_WORDS),
        format_func=lambda each: _WORDS[Unseen(each)],
        key=f"{scope}-unseen-{intake.name}",
        horizontal=True,
        help="Decides what it is tested on. New questions are harder: every answer to a tested question is kept apart.",
    )
    return Unseen(str(picked))
