"""Further scores of a file, each of which becomes a dataset of its own."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from studio.core.records import Source
from studio.core.tasks import Task
from studio.services.datasets import Intake
from studio.services.datasets.traits import MOST_TRAITS, Choices, keep_traits, read_traits
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import upload


def show(intake: Intake, task: Task, *, scope: str) -> list[str]:
    """The columns chosen; nothing is offered where no score is learned or every column has its role."""
    used = {*intake.mapping.columns.values(), *intake.mapping.extras}
    free = [name for name in intake.columns if name not in used]
    if task is not Task.SCORING or intake.source is not Source.UPLOAD or not free:
        return []
    return st.multiselect(
        "More scores in this file (content, language, ...), each to be a dataset of its own",
        free,
        max_selections=MOST_TRAITS,
        key=f"{scope}-traits-{intake.name}-{len(free)}",
        placeholder="None",
        help="The same answers with another column as the score. An answer is tested in all of them or in none.",
    )


def read(intake: Intake, traits: Sequence[str], choices: Choices, scope: str) -> list[Intake]:
    """The files that this session has open, once for each trait; raises where one of them holds no scores."""
    files = upload.brought(scope)
    return read_traits(current_studio().datasets, current_actor(), files, intake, traits, choices)


def keep(intakes: Sequence[Intake], name: str, choices: Choices) -> None:
    """A dataset for each, called after `name`."""
    keep_traits(current_studio().datasets, current_actor(), intakes, name, choices)
