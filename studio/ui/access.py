"""How a page gets at the services, and who asks."""

from __future__ import annotations

import streamlit as st

from studio.core.actor import LOCAL_ACTOR, Actor
from studio.services.studio import Studio, open_studio


@st.cache_resource(show_spinner=False)
def current_studio() -> Studio:
    """The services, opened once for the process."""
    return open_studio()


def current_actor() -> Actor:
    """Who looks at the page: single-user mode has one actor; sign-in will find the door here."""
    return LOCAL_ACTOR
