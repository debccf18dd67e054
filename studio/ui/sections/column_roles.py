"""Which column of the file is what: guessed, and correctable."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domains.contract import Domain
from studio.core.columns import Column, ColumnMapping, Role
from studio.services.datasets import Intake

_NONE = "(none)"


def show(domain: Domain, intake: Intake, *, scope: str, only: frozenset[Role] | None = None) -> ColumnMapping | None:
    """The form; returns the mapping when it was submitted and differs from the one in force, else None."""
    roles = _roles(domain, only)
    with st.form(f"{scope}-columns", border=False):
        sides = st.columns(2)
        chosen = {
            column.role: _picker(column, intake, sides[place % 2], f"{scope}-{column.role.value}-{len(intake.columns)}")
            for place, column in enumerate(roles)
        }
        submitted = st.form_submit_button("Use these columns", icon=":material/check:")
    columns = {role: name for role, name in chosen.items() if name != _NONE}
    kept = {role: name for role, name in intake.mapping.columns.items() if role not in chosen}
    wanted = ColumnMapping({**kept, **columns}, intake.mapping.extras)
    return wanted if submitted and dict(wanted.columns) != dict(intake.mapping.columns) else None


def _roles(domain: Domain, only: frozenset[Role] | None) -> list[Column]:
    seen: dict[Role, Column] = {}
    for column in domain.columns:
        if column.role is not Role.EXTRA and (only is None or column.role in only):
            seen.setdefault(column.role, column)
    return list(seen.values())


def _picker(column: Column, intake: Intake, place: DeltaGenerator, key: str) -> str:
    options = [_NONE, *intake.columns]
    guessed = intake.mapping.column(column.role)
    needed = " (needed)" if column.required else ""
    picked = place.selectbox(
        f"{column.title}{needed}",
        options,
        index=options.index(guessed) if guessed in options else 0,
        help=column.help,
        key=key,
    )
    return str(picked)
