"""What the marks of a scale are called: typed or pasted, and shown beside every mark."""

from __future__ import annotations

import streamlit as st

from studio.core.errors import AssayError
from studio.core.records import Dataset
from studio.core.rubric import Level, Rubric, read_rubric
from studio.ui import shell
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import escaped

_HELP = "Mark, name and, if you like, what an answer worth it holds. Rows copied from a spreadsheet do as well."
_EXAMPLE = "0 = missing\n1 = partial: one of two ideas\n2 = full: both ideas"


def typed(*, key: str) -> None:
    """The rubric of a dataset that is about to be kept; what cannot be read is said."""
    with st.expander("Rubric levels: what the marks are called", icon=":material/format_list_numbered:"):
        text = st.text_area("One level a line", key=key, placeholder=_EXAMPLE, help=_HELP, height=120)
        try:
            rubric = read_rubric(text)
        except AssayError as error:
            shell.show_error(error)
            return
        if rubric is not None:
            st.caption(" · ".join(f"{level.mark:g} {escaped(level.name)}" for level in rubric.levels))


def read(*, key: str) -> Rubric | None:
    """What stands in the field of `typed` now, for the callback of a button; raises where it cannot be read."""
    return read_rubric(str(st.session_state.get(key) or ""))


def of_dataset(dataset: Dataset) -> None:
    """The rubric of a kept dataset, to read and to change: nothing that was learned depends on it."""
    rubric = current_studio().datasets.rubric(current_actor(), dataset.id)
    said = "none yet" if rubric is None else ", ".join(f"{each.mark:g} {escaped(each.name)}" for each in rubric.levels)
    with st.expander(f"Rubric levels: {said}", icon=":material/format_list_numbered:"):
        key = f"rubric-{dataset.id}"
        st.text_area(
            "One level a line",
            value="" if rubric is None else rubric.lines(),
            key=key,
            placeholder=_EXAMPLE,
            help=_HELP,
            height=120,
        )
        st.button("Use these levels", key=f"{key}-go", on_click=_keep, args=(dataset.id, key))


def of_model(dataset_id: str) -> Rubric | None:
    """The rubric of the dataset that a model learned from."""
    return current_studio().datasets.rubric(current_actor(), dataset_id)


def named(mark: float, level: Level | None) -> str:
    """`2 · full`, or the mark alone; not escaped."""
    return f"{mark:g}" if level is None else f"{mark:g} · {level.name}"


@shell.action
def _keep(dataset_id: str, key: str) -> None:
    current_studio().datasets.set_rubric(current_actor(), dataset_id, read_rubric(str(st.session_state[key] or "")))
