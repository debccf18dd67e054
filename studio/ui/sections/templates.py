"""A file to fill in."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.ui.access import current_studio
from studio.ui.wording import TASK_WORD


def template(domain: Domain) -> None:
    """One download a task: a CSV with the right columns and an example row."""
    with st.container(horizontal=True):
        for task in domain.tasks:
            word = f" for {TASK_WORD[task]}" if len(domain.tasks) > 1 else ""
            st.download_button(
                f"Template{word}",
                data=lambda task=task: current_studio().datasets.template(domain.key, task),  # type: ignore[misc]
                file_name=f"{domain.key}_{task.value}.csv",
                mime="text/csv",
                icon=":material/download:",
                key=f"template-{domain.key}-{task.value}",
                on_click="ignore",
            )
