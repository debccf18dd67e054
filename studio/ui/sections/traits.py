"""Further scores of a file, each of which becomes a dataset of its own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studio.core.records import Source
from studio.core.tasks import Task
from studio.services.datasets.opened import Intake
from studio.services.datasets.traits import MOST_TRAITS, Choices, keep_traits, read_traits
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import upload


def show(intake: Intake, task: Task, *, scope: str) -> None:
    """The picker; nothing is offered where no score is learned or every column has its role."""
    free = _free(intake)
    if task is not Task.SCORING or not free:
        return
    st.multiselect(
        "More scores in this file (content, language, ...), each to be a dataset of its own",
        free,
        max_selections=MOST_TRAITS,
        key=_key(intake, scope),
        placeholder="None",
        help="The same answers with another column as the score. An answer is tested in all of them or in none.",
    )


def read(intake: Intake, task: Task, choices: Choices, scope: str) -> list[Intake]:
    """The files that this session has open, once for each score that stands in the picker now, for a button's callback.

    Raises where one of them holds no scores.
    """
    chosen = st.session_state.get(_key(intake, scope), []) if task is Task.SCORING else []
    if not chosen:
        return []
    files = upload.brought(scope)
    return read_traits(current_studio().datasets, current_actor(), files, intake, chosen, choices)


def keep(intakes: Sequence[Intake], name: str, choices: Choices) -> None:
    """A dataset for each, called after `name`."""
    keep_traits(current_studio().datasets, current_actor(), intakes, name, choices)


def _free(intake: Intake) -> list[str]:
    """The columns of a file that was brought which have no role yet."""
    used = {*intake.mapping.columns.values(), *intake.mapping.extras}
    return [name for name in intake.columns if name not in used] if intake.source is Source.UPLOAD else []


def _key(intake: Intake, scope: str) -> str:
    return f"{scope}-traits-{intake.name}-{len(_free(intake))}"
