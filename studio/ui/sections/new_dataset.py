"""From an Intake to a kept Dataset: columns, task, findings, preprocessing, split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from domains.contract import Domain
from studio.core.columns import ColumnMapping, Role
from studio.core.errors import AssayError
from studio.core.ids import canonical_json
from studio.core.records import Source
from studio.core.splits import Unseen
from studio.core.tasks import Task
from studio.core.visible import is_blank
from studio.services.datasets.draft import Draft
from studio.services.datasets.opened import Intake
from studio.services.datasets.traits import Choices
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import (
    column_roles,
    distribution,
    findings,
    identifier_review,
    preprocessing,
    rubric,
    split_values,
    timeline,
    traits,
    unlabelled_texts,
    unseen,
    upload,
)
from studio.ui.wording import TASKS, escaped, plural


def show(domain: Domain, intake: Intake, *, scope: str) -> None:
    """Everything between reading and keeping, top to bottom."""
    head = st.container()
    with shell.place():
        if intake.source is Source.UPLOAD:
            _columns(domain, intake, scope)
            intake = identifier_review.show(intake, scope=scope)
        task = _task(domain, intake, scope)
        blank_is_none = _blank_is_none(intake, task, scope)
        new = unseen.show(domain, intake, task, scope=scope)
    with head:
        _head(intake, domain)
    found = st.container()
    with shell.place():
        if intake.source is Source.UPLOAD:
            intake = unlabelled_texts.show(domain, intake, task, new, scope=scope)
    with st.expander("Preprocessing, before and after", icon=":material/compare_arrows:"):
        options = preprocessing.options(domain, task, scope=scope)
        trail = st.container()
    with shell.place():
        split_map = split_values.show(intake, scope=scope)
    levels = rubric.typed(key=_rubric_key(scope)) if task is Task.SCORING else None
    draft = _draft(intake, task, options, split_map, new, scope, blank_is_none=blank_is_none)
    if draft is not None:
        with found:
            _found(draft, domain, scope)
        if levels is not None:
            rubric.reach(levels, draft.table, key=_rubric_key(scope))
        with trail:
            preprocessing.trail(draft, scope=scope)
    traits.show(intake, task, scope=scope)  # last: an open list closes when what stands above it grows
    if draft is not None:
        _keep(draft, intake, domain, scope, Choices(options, split_map, new))


def _head(intake: Intake, domain: Domain) -> None:
    rows, read = intake.file_rows, len(intake.table)
    words = f"**{digits.count(rows)}** rows from **{escaped(intake.name)}**"
    words += "." if read == rows else f", read as **{digits.count(read)}** {plural(domain.text_noun)}."
    if domain.personal_data and intake.redactions:
        words += f" {digits.count(intake.redactions)} identifiers were removed."
    st.markdown(words)


def _columns(domain: Domain, intake: Intake, scope: str) -> None:
    mapping = intake.mapping
    target = {Role.LABEL, Role.SCORE} & set(mapping.columns) or mapping.flags
    needed = Role.TEXT not in mapping.columns or not target
    titles = {column.role: column.title for column in reversed(domain.columns)}
    named = [f"{titles[role]} = {escaped(mapping.columns[role])}" for role in Role if role in mapping.columns]
    if mapping.flags:
        named.append(f"labels = {escaped(', '.join(mapping.flags))}")
    said = ", ".join(named) or "none recognised"
    with st.expander(f"Columns: {said}", expanded=needed, icon=":material/view_column:"):
        wanted = column_roles.show(domain, intake, scope=scope)
    if wanted is not None:
        _reread(domain, scope, wanted)


def _reread(domain: Domain, scope: str, wanted: ColumnMapping) -> None:
    try:
        upload.reread(domain, scope, wanted)
    except AssayError as error:
        shell.show_error(error)
        return
    st.rerun()


def _task(domain: Domain, intake: Intake, scope: str) -> Task:
    if len(domain.tasks) == 1:
        return domain.tasks[0]
    tasks = [task.value for task in domain.tasks]
    guessed = intake.task.value if intake.task else tasks[0]
    key = f"{scope}-task-{intake.name}"
    if guessed == Task.MULTILABEL.value:  # other columns may be chosen since: what was picked before is not meant
        key += "-several"
    place = tasks.index(guessed) if guessed in tasks else 0
    picked = st.radio(
        "What should a model answer?",
        tasks,
        index=place,
        format_func=lambda each: TASKS[Task(each)],
        key=key,
        horizontal=True,
    )
    return Task(str(picked))


def _blank_is_none(intake: Intake, task: Task, scope: str) -> bool:
    """Whether a blank cell of labels means that the text bears none; asked where there is one."""
    if task is not Task.MULTILABEL or Role.LABEL.value not in intake.table:
        return False
    blank = int(intake.table[Role.LABEL.value].map(is_blank).sum())
    if not blank:
        return False
    return st.toggle(
        f"A blank cell means none of the labels ({digits.count(blank)} rows)",
        key=_blank_key(intake, scope),
        help="Otherwise these rows are left out, as nothing is known of them.",
    )


def _blank_key(intake: Intake, scope: str) -> str:
    return f"{scope}-blank-{intake.name}"


def _draft(
    intake: Intake,
    task: Task,
    options: Mapping[str, Any],
    split_map: Mapping[str, str] | None,
    new: Unseen,
    scope: str,
    *,
    blank_is_none: bool,
) -> Draft | None:
    """The draft for these choices, made again only when one of them changed."""
    choices = (id(intake), task.value, canonical_json(options), canonical_json(split_map), new.value, blank_is_none)
    held = st.session_state.get(f"{scope}-draft")
    if held is not None and held[0] == choices:
        draft: Draft = held[1]
        return draft
    try:
        with st.spinner("Looking through the rows"):
            draft = current_studio().datasets.draft(
                current_actor(),
                intake,
                task=task,
                options=options,
                split_map=split_map,
                unseen=new,
                blank_is_none=blank_is_none,
            )
    except AssayError as error:
        st.session_state.pop(f"{scope}-draft", None)
        shell.show_error(error)
        return None
    st.session_state[f"{scope}-draft"] = (choices, draft)
    return draft


def _found(draft: Draft, domain: Domain, scope: str) -> None:
    chart, words = st.columns([7, 5], gap="large")
    with words:
        st.markdown("**Findings**")
        findings.show(draft.findings)
        if draft.parts:
            st.markdown(
                "**Split**  \n" + " · ".join(f"{part.value} {digits.count(n)}" for part, n in draft.parts.items())
            )
            st.caption(escaped(draft.split_reason))
    with chart:
        if draft.task is Task.ANOMALY and not draft.table.empty:
            timeline.of_table(draft.table, domain, key=scope)
        elif not draft.table.empty and "target" in draft.table:
            distribution.show(draft.table["target"], draft.task, domain, key=scope)


def _keep(draft: Draft, intake: Intake, domain: Domain, scope: str, choices: Choices) -> None:
    if draft.blocked:
        st.warning("Mend what must be mended, then it can be kept.", icon=":material/block:")
        return
    name, button = st.columns([6, 4], vertical_alignment="bottom")
    name_key = f"{scope}-name-{intake.name}"
    name.text_input("Name", value=intake.name, max_chars=120, key=name_key)
    button.button(
        "Keep this dataset",
        type="primary",
        icon=":material/save:",
        key=f"{scope}-keep",
        on_click=_confirm,
        args=(draft, domain, name_key, scope, choices),
        width="stretch",
    )


@shell.action
def _confirm(draft: Draft, domain: Domain, name_key: str, scope: str, choices: Choices) -> None:
    """Keep what is on screen: who types a name or an option and clicks at once means what was typed.

    A second click finds the draft gone, and changes nothing.
    """
    if f"{scope}-draft" not in st.session_state:
        return
    draft, choices = _as_typed(draft, domain, scope, choices)
    others = traits.read(draft.intake, draft.task, choices, scope)
    name = str(st.session_state.get(name_key) or "").strip()
    dataset = current_studio().datasets.confirm(current_actor(), draft, name or None)
    traits.keep(others, dataset.name, choices)
    if current_studio().verdicts.serves(dataset):
        current_studio().verdicts.start(current_actor(), dataset.id)
    upload.forget(scope)
    identifier_review.forget(scope)
    unlabelled_texts.forget(scope)
    st.session_state.pop(f"{scope}-draft", None)
    state.choose(section="train", dataset=dataset.id, run=None)
    st.toast(f"Kept {dataset.rows:,} rows. Choose a method to train.", icon=":material/save:")


def _as_typed(draft: Draft, domain: Domain, scope: str, choices: Choices) -> tuple[Draft, Choices]:
    """The draft under the options and the rubric that stand in the fields now; as it came where they are its own."""
    options = preprocessing.read(domain, draft.task, scope=scope)
    if canonical_json(options) != canonical_json(choices.options):
        choices = replace(choices, options=options)
        draft = current_studio().datasets.draft(
            current_actor(),
            draft.intake,
            task=draft.task,
            options=options,
            split_map=choices.split_map,
            unseen=choices.unseen,
            blank_is_none=bool(st.session_state.get(_blank_key(draft.intake, scope))),
        )
    if draft.task is Task.SCORING:
        draft = draft.with_rubric(rubric.read(key=_rubric_key(scope)))
    return draft, choices


def _rubric_key(scope: str) -> str:
    return f"{scope}-rubric"
