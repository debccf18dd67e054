"""Waiting for the files that a page put on the desk, as a browser does whose page looks again by itself."""

from __future__ import annotations

import time

from streamlit.testing.v1 import AppTest

from studio.core.actor import LOCAL_ACTOR
from studio.ui.access import current_studio


def desk_is_clear(app: AppTest, domain: str = "finance_risk") -> None:
    """Return once no file is being cut any more and the page shows it."""
    while any(file.pending for file in current_studio().desk.files(LOCAL_ACTOR, domain)):
        time.sleep(0.05)
    app.run()
