"""Home: what answers now in each field, what is being worked on, and what does the work."""

from __future__ import annotations

import streamlit as st

from domains.registry import registry
from studio.ui import shell
from studio.ui.sections import machine, now_running, production_card

st.title("Assay", anchor=False)
st.markdown(
    "A table of texts becomes a measured model. Bring a file of your field, read what is found in it, train, "
    "and see where the model is wrong before anybody relies on it."
)

domains = list(registry())
for left in range(0, len(domains), 2):
    for side, domain in zip(st.columns(2), domains[left : left + 2], strict=False):
        with side:
            production_card.show(domain)

for broken in registry().unavailable():
    st.warning(f"The domain {broken.key} is unavailable: {broken.reason}", icon=":material/extension_off:")

st.header("Now running", anchor=False)
shell.live(now_running.show, every=3.0)
shell.live(machine.show, every=10.0)
