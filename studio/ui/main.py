"""The main script: the frame around every page. Streamlit runs it again for each interaction."""

from __future__ import annotations

import streamlit as st

from studio.ui import navigation, shell

st.set_page_config(page_title="Assay", page_icon=":material/lab_profile:", layout="wide")
shell.style()
with shell.guarded():
    page = navigation.frame()
    shell.show_problem()
    page.run()
