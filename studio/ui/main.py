"""The main script: the frame around every page. Streamlit runs it again for each interaction."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from studio.ui import navigation, shell

MARKS = Path(__file__).resolve().parent / "marks"

# A Material icon as favicon would be fetched from the internet.
st.set_page_config(page_title="Assay", page_icon=MARKS / "icon.svg", layout="wide")
st.logo(MARKS / "wordmark.svg", size="large", icon_image=MARKS / "icon.svg")
shell.style()
with shell.guarded():
    page = navigation.frame()
    shell.show_problem()
    page.run()
