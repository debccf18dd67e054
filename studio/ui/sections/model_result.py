"""What came out of a training run, and where to go from there."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.precisions import parse_precisions
from studio.core.records import ModelVersion
from studio.ui import digits, grid, shell, state
from studio.ui.access import current_actor, current_studio


def show(model_id: str, domain: Domain) -> None:
    """The model's number, what it measures, and the next steps."""
    model = current_studio().library.get(current_actor(), model_id)
    with st.container(border=True):
        st.markdown(_words(model))
        _precisions(model)
        with st.container(horizontal=True):
            st.button(
                "See where it is wrong",
                icon=":material/query_stats:",
                key=f"see-{model.id}",
                on_click=_open,
                args=("evaluate", model.id),
            )
            st.button(
                "Use it", icon=":material/edit_note:", key=f"use-{model.id}", on_click=_open, args=("use", model.id)
            )
            if not model.in_production:
                st.button(
                    "Promote to production",
                    icon=":material/publish:",
                    key=f"promote-{model.id}",
                    on_click=promote,
                    args=(model.id,),
                )


def _words(model: ModelVersion) -> str:
    badge = " :green-badge[in production]" if model.in_production else ""
    title = digits.metric_title(model.primary_metric)
    return (
        f"**Version {model.number}** {badge}{shell.synthetic(model.synthetic)}  \n"
        f"{title} **{digits.with_interval(model.primary)}** on {digits.count(model.primary.n)} test texts · "
        f"served as {current_studio().inference.precision(model)} · {digits.size(model.size_bytes)}"
    )


def _precisions(model: ModelVersion) -> None:
    """Size, time and quality in each precision the model has; of one the time, and nothing where none was measured."""
    run = current_studio().library.lineage(current_actor(), model.id).run
    found = parse_precisions(run.result) if run else ()
    if len(found) == 1:  # size and figure stand above already
        st.caption(
            f"A text takes {1000 / found[0].texts_per_second:,.1f} ms among several, on the machine that trained."
        )
    if len(found) < 2:
        return
    evaluation = current_studio().evaluations.latest(current_actor(), model.id)
    title = f"{digits.metric_title(model.primary_metric)}, test"
    rows = []
    for each in found:
        metrics = {} if evaluation is None else evaluation.baselines.get(each.precision, {})
        measured = model.primary if each.serves else metrics.get(model.primary_metric)
        rows.append(
            {
                "Arithmetic": f"{each.precision} (answers)" if each.serves else each.precision,
                "Size": digits.size(each.size_bytes),
                "A text": f"{1000 / each.texts_per_second:,.1f} ms",
                title: digits.with_interval(measured) if measured else digits.DASH,
            }
        )
    grid.table(rows, numbers=("Size", "A text", title), alt="Size, time and quality of the model in each precision")
    st.caption("The time is that of one text among several answered together, on the machine that trained.")


@shell.action
def promote(model_id: str) -> None:
    """Let the domain answer with this model from now on."""
    model = current_studio().library.promote(current_actor(), model_id)
    st.toast(f"Version {model.number} now answers.", icon=":material/publish:")


def _open(section: str, model_id: str) -> None:
    state.choose(section=section, model=model_id)
