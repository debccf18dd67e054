"""What the marks of a scale are called: typed or pasted, and shown beside every mark."""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from studio.core.errors import AssayError
from studio.core.records import Dataset
from studio.core.rubric import Level, Rubric, read_rubric
from studio.services.datasets.rubric_file import read_rubric_file
from studio.services.intake.upload import UploadedFile
from studio.ui import digits, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import escaped

_HELP = "Mark, name and, if you like, what an answer worth it holds. Rows copied from a spreadsheet do as well."
_FILE_HELP = (
    "A row a level (mark, name, description, and criterion if there are several), or a column a level (score_0)."
)
_EXAMPLE = "0 = missing\n1 = partial: one of two ideas\n2 = full: both ideas"
_LIMIT_MIB = 2


def typed(*, key: str) -> DeltaGenerator:
    """The rubric of a dataset that is about to be kept; what cannot be read is said.

    Returns the place below it, for `reach`.
    """
    with st.expander("Rubric levels: what the marks are called", icon=":material/format_list_numbered:"):
        _from_file(key)
        text = st.text_area("One level a line", key=key, placeholder=_EXAMPLE, help=_HELP, height="content")
        below = st.container()
        try:
            rubric = read_rubric(text)
        except AssayError as error:
            shell.show_error(error)
            return below
        if rubric is not None:
            st.caption(" · ".join(f"{level.mark:g} {escaped(level.name)}" for level in rubric.levels))
    return below


def reach(below: DeltaGenerator, table: pd.DataFrame, *, key: str) -> None:
    """How many answers are on the scale of the rubric typed, where some are not: their marks get no names."""
    try:
        rubric = read(key=key)
    except AssayError:
        return
    if rubric is None or not {"score_min", "score_max"} <= set(table.columns):
        return
    named = sum(
        rubric.level(low, low, high) is not None
        for low, high in zip(table["score_min"].astype(float), table["score_max"].astype(float), strict=True)
    )
    if named < len(table):
        first, last = rubric.levels[0].mark, rubric.levels[-1].mark
        below.caption(
            f":material/info: These levels run from {first:g} to {last:g}: they name the marks of "
            f"{digits.count(named)} of {digits.count(len(table))} answers. The others are marked on another scale."
        )


def read(*, key: str) -> Rubric | None:
    """What stands in the field of `typed` now, for the callback of a button; raises where it cannot be read."""
    return read_rubric(str(st.session_state.get(key) or ""))


def of_dataset(dataset: Dataset) -> None:
    """The rubric of a kept dataset, to read and to change: nothing that was learned depends on it."""
    rubric = current_studio().datasets.rubric(current_actor(), dataset.id)
    said = "none yet" if rubric is None else ", ".join(f"{each.mark:g} {escaped(each.name)}" for each in rubric.levels)
    with st.expander(f"Rubric levels: {said}", icon=":material/format_list_numbered:"):
        key = f"rubric-{dataset.id}"
        st.session_state.setdefault(key, "" if rubric is None else rubric.lines())
        _from_file(key)
        st.text_area("One level a line", key=key, placeholder=_EXAMPLE, help=_HELP, height="content")
        st.button("Use these levels", key=f"{key}-go", on_click=_keep, args=(dataset.id, key))


def of_model(dataset_id: str) -> Rubric | None:
    """The rubric of the dataset that a model learned from."""
    return current_studio().datasets.rubric(current_actor(), dataset_id)


def named(mark: float, level: Level | None) -> str:
    """`2 · full`, or the mark alone; not escaped."""
    return f"{mark:g}" if level is None else f"{mark:g} · {level.name}"


def _from_file(key: str) -> None:
    """A table of levels fills the field; of several criteria one is chosen, for a dataset has the marks of one."""
    st.file_uploader(
        "A table of levels",
        max_upload_size=_LIMIT_MIB,
        key=f"{key}-file",
        on_change=_read,
        args=(key,),
        help=_FILE_HELP,
    )
    found: dict[str, str] = st.session_state.get(f"{key}-found", {})
    if len(found) > 1:
        st.selectbox("Criterion", list(found), key=f"{key}-criterion", on_change=_choose, args=(key,))


@shell.action
def _read(key: str) -> None:
    file = st.session_state.get(f"{key}-file")
    st.session_state.pop(f"{key}-found", None)
    if file is None:
        return
    found = read_rubric_file(UploadedFile(file.name, file.getvalue()))
    st.session_state[f"{key}-found"] = {criterion: rubric.lines() for criterion, rubric in found.items()}
    st.session_state[key] = next(iter(found.values())).lines()


def _choose(key: str) -> None:
    st.session_state[key] = st.session_state[f"{key}-found"][st.session_state[f"{key}-criterion"]]


@shell.action
def _keep(dataset_id: str, key: str) -> None:
    levels = read_rubric(str(st.session_state[key] or ""))
    current_studio().datasets.set_rubric(current_actor(), dataset_id, levels)
    told = "The marks have no names now." if levels is None else f"Kept the names of {len(levels.levels)} marks."
    st.toast(told, icon=":material/format_list_numbered:")
