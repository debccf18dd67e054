"""What is to stand for identifiers in the texts of a new dataset, and how well they are found."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from domains.deidentify import IdentifierOptions, Mode
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import identifier_recall

_WORDS = {
    Mode.TAG: "A tag: [NAME]",
    Mode.MASK: "A bar: \u2588\u2588\u2588\u2588\u2588",
    Mode.SURROGATE: "A made-up value: Mockenford Testaley",
}


def show(domain: Domain, *, scope: str) -> IdentifierOptions:
    """The form, and behind it what was measured; the choice goes into the dataset and holds for what is asked later."""
    fields = IdentifierOptions.model_fields
    with st.expander("What replaces identifiers", icon=":material/shield_person:"):
        mode = st.radio(
            str(fields["mode"].title),
            list(Mode),
            format_func=_WORDS.__getitem__,
            help=fields["mode"].description,
            key=f"{scope}-identifiers-mode",
        )
        shift = st.toggle(
            str(fields["shift_dates"].title),
            help=fields["shift_dates"].description,
            key=f"{scope}-identifiers-shift",
        )
        identifier_recall.show(domain)
    chosen = IdentifierOptions.chosen(Mode(str(mode)), shift_dates=shift)
    return current_studio().datasets.new_identifiers(current_actor(), domain.key, chosen)
