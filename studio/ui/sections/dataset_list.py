"""The datasets of a domain: open one, train on it, delete it."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.records import Dataset
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import dataset_view
from studio.ui.wording import SOURCES, TASK_WORD, escaped


def show(domain: Domain) -> None:
    """The table; picking a row shows the dataset beneath."""
    datasets = current_studio().datasets.list(current_actor(), domain.key)
    if not datasets:
        return
    st.header("Datasets", anchor=False)
    rows = [_row(each) for each in datasets]
    place = grid.choice(
        rows,
        key=f"datasets-{domain.key}-{len(datasets)}-{datasets[0].id}",
        numbers=("Rows", "Labels"),
        wide=("Name",),
        alt="Datasets of this domain",
    )
    asked = state.chosen(state.DATASET)
    dataset = datasets[place] if place is not None else next((each for each in datasets if each.id == asked), None)
    if dataset is None:
        st.caption("Pick a row to open the dataset.")
        return
    state.choose(dataset=dataset.id)
    with st.container(border=True):
        _controls(dataset)
        dataset_view.show(dataset, domain)


def _row(dataset: Dataset) -> dict[str, str]:
    return {
        "Name": dataset.name,
        "From": SOURCES[dataset.source],
        "Task": TASK_WORD[dataset.task],
        "Rows": digits.count(dataset.rows),
        "Labels": digits.count(len(dataset.labels)) if dataset.labels else digits.DASH,
        "Added": digits.ago(dataset.created_at),
    }


def _controls(dataset: Dataset) -> None:
    name, train, delete = st.columns([6, 2, 2], vertical_alignment="center")
    name.markdown(f"**{escaped(dataset.name)}**{shell.synthetic(dataset.synthetic)}  \n:gray[{dataset.id}]")
    train.button(
        "Train on it",
        icon=":material/model_training:",
        key=f"train-on-{dataset.id}",
        on_click=_train,
        args=(dataset.id,),
        width="stretch",
    )
    with delete.popover("Delete", icon=":material/delete:", width="stretch"):
        st.markdown("Delete this dataset? Models trained on it stay; it cannot be brought back.")
        st.button("Delete it", key=f"delete-{dataset.id}", on_click=_delete, args=(dataset.id,))


def _train(dataset_id: str) -> None:
    state.choose(section="train", dataset=dataset_id, run=None)


@shell.action
def _delete(dataset_id: str) -> None:
    current_studio().datasets.delete(current_actor(), dataset_id)
    state.choose(dataset=None)
    st.toast("Deleted.", icon=":material/delete:")
