"""How well identifiers are found: what was measured, on what, by class with its 95 % interval."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from domains.contract import Domain
from domains.deidentify.measured import MEASURED, ON


def show(domain: Domain) -> None:
    """The table of the last measurement and what it was made on; nothing is promised for other texts."""
    st.markdown(
        "**It misses some.** Recall by class, with its 95 % interval, as measured for clinical text. "
        "Expect less on texts of another kind."
        if domain.key == "medical_notes"
        else "**It misses some.** Recall by class was measured on clinical text alone. Pupils' texts "
        "lose fewer classes: "
        "places, dates before 1990 and ages stay, because answers are about them."
    )
    st.dataframe(
        pd.DataFrame(
            [
                (_class(each.kind), each.share, each.interval, f"{each.gone:,} of {each.spans:,}", each.on)
                for each in MEASURED
            ],
            columns=["Class", "Recall", "95 % interval", "Found", "On"],
        ),
        hide_index=True,
        column_config={"Recall": st.column_config.NumberColumn(format="%.4f", width="small")},
        height=300,
    )
    st.caption(ON)


def _class(kind: str) -> str:
    return str(kind).replace("_", " ").lower()
