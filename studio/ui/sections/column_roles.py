"""Which column of the file is what: guessed, and correctable."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domains.contract import Domain
from studio.core.columns import Column, ColumnMapping, Role
from studio.core.tasks import Task
from studio.services.datasets.opened import Intake

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
        flags = _flags(domain, intake, scope) if only is None else intake.mapping.flags
        submitted = st.form_submit_button("Use these columns", icon=":material/check:")
    columns = {role: name for role, name in chosen.items() if name != _NONE}
    kept = {role: name for role, name in intake.mapping.columns.items() if role not in chosen}
    if flags:
        columns.pop(Role.LABEL, None)
    extras = tuple(name for name in intake.mapping.extras if name not in flags)
    wanted = ColumnMapping({**kept, **columns}, extras, flags)
    before = (dict(intake.mapping.columns), intake.mapping.flags)
    return wanted if submitted and (dict(wanted.columns), flags) != before else None


def _flags(domain: Domain, intake: Intake, scope: str) -> tuple[str, ...]:
    """Columns of yes and no, one a label, where the field learns several labels a text."""
    if Task.MULTILABEL not in domain.tasks:
        return ()
    picked = st.multiselect(
        "Or columns of yes and no, one a label",
        list(intake.columns),
        default=[name for name in intake.mapping.flags if name in intake.columns],
        key=f"{scope}-flags-{len(intake.columns)}",
        help="Where a text may bear several labels and each has a column of its own (1 or 0, yes or no). "
        "They take the place of the label column.",
    )
    return tuple(picked)


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
