"""What the values of a split column mean, where their names do not say."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from studio.core.splits import Part
from studio.services.datasets.opened import Intake
from studio.ui.wording import escaped

_GUESS = "as its name says"


def show(intake: Intake, *, scope: str) -> Mapping[str, str] | None:
    """One select box a value; None where all are left to their names."""
    if not intake.split_values:
        return None
    with st.expander("The split column of the file", icon=":material/call_split:"):
        st.caption("train, valid or dev, and test are understood; other words need a part.")
        options = [_GUESS, *(part.value for part in Part)]
        chosen = {
            value: st.selectbox(f"Rows marked '{escaped(value)}'", options, key=f"{scope}-split-{value}")
            for value in intake.split_values
        }
    said = {value: str(part) for value, part in chosen.items() if part != _GUESS}
    return said or None
