"""Public sets: licence, citation, rows; fetched by URL or found in the mirror."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain, PublicDataset
from studio.core.errors import AssayError
from studio.services.datasets.opened import Intake
from studio.ui import digits, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.wording import TASK_WORD


def show(domain: Domain) -> Intake | None:
    """The picker and the card; an Intake once the set was opened in this session."""
    if not domain.public_datasets:
        st.info(
            "No public set is known for this domain. Bring a table, or take the sample.", icon=":material/public_off:"
        )
        return None
    sets = {each.key: each for each in domain.public_datasets}
    key = st.selectbox("Public set", list(sets), format_func=lambda each: sets[each].title, key=f"public-{domain.key}")
    chosen = sets[str(key)]
    _card(chosen)
    held = f"public-intake-{domain.key}-{chosen.key}"
    if st.button("Open this set", icon=":material/download:", key=f"open-{held}"):
        try:
            with st.spinner("Getting the set and checking its sum"):
                st.session_state[held] = current_studio().datasets.open_public(current_actor(), domain.key, chosen.key)
        except AssayError as error:
            shell.show_error(error)
    intake: Intake | None = st.session_state.get(held)
    return intake


def _card(chosen: PublicDataset) -> None:
    note = f"\n\n{chosen.note}" if chosen.note else ""
    with st.container(border=True):
        st.markdown(
            f"**{chosen.title}** · {digits.count(chosen.rows)} rows · {TASK_WORD[chosen.task]}"
            f" · licence: {chosen.licence}"
            f"{note}\n\n:gray[{chosen.citation}]"
        )
