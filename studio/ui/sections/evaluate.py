"""Evaluate: what was measured, beside what other answers would score, and the texts behind each number."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from domains.contract import Domain
from studio.core.records import Evaluation, ModelVersion, RunKind
from studio.core.tasks import Task
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import (
    confusion_view,
    empty,
    measures,
    own_table,
    raters,
    run_progress,
    score_view,
    seeds,
    several_view,
    timeline,
)
from studio.ui.wording import escaped

_EVALUATION = "evaluation"


def show(domain: Domain, *, hint: str = "") -> None:
    """The section; `hint` is the domain's own advice on reading errors."""
    with shell.place():
        model = _measured(domain, hint)
    if model is not None:
        with st.expander("Measure on a table of your own", icon=":material/upload_file:"):
            own_table.evaluate(domain, model)


def _measured(domain: Domain, hint: str) -> ModelVersion | None:
    """What was measured of the model that is picked; None where there is nothing to show yet."""
    model = model_picker(domain, scope="evaluate")
    if model is None:
        empty.no_model(domain)
        return None
    _running(domain, model)
    evaluation = _evaluation(model)
    if evaluation is None:
        st.info(
            "This model has not been measured yet; its run does that at the end.", icon=":material/hourglass_empty:"
        )
        return None
    _provenance(evaluation, model)
    measures.tiles(evaluation)
    if evaluation.dataset_id is not None:
        seeds.show(model, domain)
    measures.beside(evaluation)
    raters.show(evaluation)
    if model.task is Task.ANOMALY:
        timeline.of_evaluation(evaluation, domain)
    elif model.task is Task.SCORING:
        score_view.show(evaluation, domain, hint)
    elif model.task is Task.MULTILABEL:
        several_view.show(evaluation, domain, hint)
    else:
        confusion_view.show(evaluation, domain, hint)
    measures.per_label(evaluation)
    measures.subsets(evaluation)
    measures.slices(evaluation, domain.text_noun)
    if evaluation.dataset_id is not None:
        seeds.offer(model)
    return model


def model_picker(domain: Domain, *, scope: str) -> ModelVersion | None:
    """The model of the URL, else the first task's in production, else the newest; None where there is none."""
    versions = current_studio().library.versions(current_actor(), domain.key)
    if not versions:
        return None
    place = {task: number for number, task in enumerate(domain.tasks)}
    ordered = sorted(
        versions,
        key=lambda each: (not each.in_production, place.get(each.task, 0) if each.in_production else 0, -each.number),
    )
    titles = {each.id: _title(each) for each in ordered}
    empty.gone(state.chosen(state.MODEL), titles, "model")
    model_id = state.picker(state.MODEL, "Model", titles, scope=f"{scope}-{domain.key}")
    return next(each for each in ordered if each.id == model_id)


def _title(model: ModelVersion) -> str:
    place = " · in production" if model.in_production else ""
    mark = " · synthetic data" if model.synthetic else ""
    measured = f"{digits.metric_title(model.primary_metric)} {digits.value(model.primary.value)}"
    return f"Version {model.number} · {model.method} · {measured}{place}{mark}"


def _evaluation(model: ModelVersion) -> Evaluation | None:
    studio, actor = current_studio(), current_actor()
    every = studio.evaluations.list(actor, model.id)
    if len(every) <= 1:
        return every[0] if every else None
    titles = {each.id: _what(each) for each in every}
    first = _of_the_run(model, every) or studio.evaluations.latest(actor, model.id)
    if first is not None and first.id in titles:
        titles = {first.id: titles.pop(first.id), **titles}
    chosen = state.picker(_EVALUATION, "Measured on", titles, scope=f"evaluate-{model.id}")
    return next(each for each in every if each.id == chosen)


def _of_the_run(model: ModelVersion, every: Sequence[Evaluation]) -> Evaluation | None:
    """What the evaluation in the URL measured: who has just brought a table wants its figures first."""
    run_id = state.chosen(state.RUN)
    run = current_studio().runs.get(current_actor(), run_id) if run_id else None
    if run is None or run.kind is not RunKind.EVALUATE or run.model_id != model.id:
        return None
    start, end = run.started_at, run.finished_at
    if start is None or end is None:
        return None
    return next((each for each in every if start <= each.created_at <= end), None)


def _what(evaluation: Evaluation) -> str:
    if evaluation.dataset_id is None:
        return f"{evaluation.table_name} · {digits.count(evaluation.rows)} rows · {digits.ago(evaluation.created_at)}"
    return f"Locked test part, opening {evaluation.opening} · {digits.ago(evaluation.created_at)}"


def _provenance(evaluation: Evaluation, model: ModelVersion) -> None:
    rows = digits.count(evaluation.rows)
    if evaluation.dataset_id is None:
        words = f"Measured on **{rows}** rows of a table you brought."
    else:
        times = "once" if evaluation.opening == 1 else f"{evaluation.opening} times"
        words = f"Measured on **{rows}** locked test texts that training never saw, opened {times} up to then."
    if evaluation.truncated_rows:
        words += f" {digits.count(evaluation.truncated_rows)} texts were longer than the model reads."
    st.markdown(words + shell.synthetic(model.synthetic))
    for note in evaluation.notes:
        st.caption(escaped(note))


def _running(domain: Domain, model: ModelVersion) -> None:
    """An evaluation of this model that is on its way, or the one the URL asks for."""
    run_id = state.chosen(state.RUN)
    if run_id is None:
        return
    run = current_studio().runs.get(current_actor(), run_id)
    if run.kind is RunKind.EVALUATE and run.model_id == model.id:
        run_progress.follow(run.id, domain.accent)
