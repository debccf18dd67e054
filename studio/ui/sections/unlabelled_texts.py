"""Files of texts without a label, brought beside a table for the method that reads before it learns."""

from __future__ import annotations

from typing import Any

import streamlit as st

from domains.contract import Domain
from models.methods.registry import method
from studio.core.errors import AssayError
from studio.core.splits import Unseen
from studio.core.tasks import Task
from studio.services.datasets.opened import Intake
from studio.services.datasets.unlabelled_files import with_beside
from studio.services.intake.limits import MAX_FILE_BYTES, MEGABYTE
from studio.services.intake.upload import UploadedFile
from studio.ui import digits, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.sections.upload import KINDS

_READER = "adapt"


def show(domain: Domain, intake: Intake, task: Task, unseen: Unseen, *, scope: str) -> Intake:
    """The uploader, and `intake` with what was brought there; as it came where nothing was, or no method reads it."""
    if task not in method(_READER).tasks:
        return intake
    with st.expander("More texts, without a label", icon=":material/library_add:"):
        if unseen is not Unseen.ANSWERS:
            st.caption("None can be taken while test rows are chosen like this: a text could tell of what is held out.")
            return intake
        st.caption(
            f"Optional. The method {_READER} reads such texts before it learns, which can help where few texts have a "
            "label and many do not. Labels in these files are left behind, and nothing is measured on them."
        )
        if domain.personal_data:
            st.caption(
                ":material/shield_person: Identifiers are removed from them as from your table, but they are not shown "
                "for a review."
            )
        files = st.file_uploader(
            "Files of texts without a label",
            type=list(KINDS),
            accept_multiple_files=True,
            max_upload_size=MAX_FILE_BYTES // MEGABYTE,
            key=_uploader(scope),
            help="Any file that a table may be in. Of a table its column of texts is read, called as in your table or "
            "'text'. The limits are those of your table.",
        )
        if not files:
            st.session_state.pop(_key(scope), None)
            return intake
        try:
            beside = _read(intake, files, scope)
        except AssayError as error:
            shell.show_error(error)
            return intake
        rows = digits.count(len(beside.table))
        st.markdown(f"**{rows}** texts were read. The findings say how many are kept: each once, and none held out.")
        return _joined(intake, beside, scope)


def forget(scope: str) -> None:
    """Let go of the files and of what was read from them."""
    for key in (_key(scope), f"{_key(scope)}-joined"):
        st.session_state.pop(key, None)
    st.session_state[f"{scope}-beside-turn"] = int(st.session_state.get(f"{scope}-beside-turn", 0)) + 1


def _uploader(scope: str) -> str:
    return f"{scope}-beside-{st.session_state.get(f'{scope}-beside-turn', 0)}"


def _key(scope: str) -> str:
    return f"{scope}-beside-read"


def _read(intake: Intake, files: list[Any], scope: str) -> Intake:
    """The texts of the files, read again only where other ones, other columns or other identifiers are meant."""
    how = (tuple(file.file_id for file in files), dict(intake.mapping.columns), intake.identifiers)
    held = st.session_state.get(_key(scope))
    if held is not None and held[0] == how:
        read: Intake = held[1]
        return read
    st.session_state.pop(_key(scope), None)
    with st.spinner("Reading the texts"):
        brought = [UploadedFile(file.name, file.getvalue()) for file in files]
        read = current_studio().datasets.open_beside(current_actor(), intake, brought)
    st.session_state[_key(scope)] = (how, read)
    return read


def _joined(intake: Intake, beside: Intake, scope: str) -> Intake:
    """The table with the texts, one object as long as both are: what is drawn from it goes by its identity."""
    held = st.session_state.get(f"{_key(scope)}-joined")
    if held is not None and held[0] is intake and held[1] is beside:
        joined: Intake = held[2]
        return joined
    joined = with_beside(intake, beside)
    st.session_state[f"{_key(scope)}-joined"] = (intake, beside, joined)
    return joined
