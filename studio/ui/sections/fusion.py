"""Combining versions: choose some, see on dev what an ensemble or a cascade of them brings, make one."""

from __future__ import annotations

import streamlit as st

from domains.contract import Domain
from studio.core.fusion import NO_CASCADE, CascadePoint, FusionTrial, Mixture, Weighing
from studio.core.records import Dataset, ModelVersion, Run, RunKind
from studio.services.fusions import MOST_MEMBERS
from studio.ui import digits, grid, shell
from studio.ui.access import current_actor, current_studio
from studio.ui.charts import cascade
from studio.ui.charts.layout import CONFIG
from studio.ui.palette import legible
from studio.ui.sections import run_progress
from studio.ui.wording import escaped

_WEIGHINGS = {Weighing.EQUAL: "equal weights", Weighing.FITTED: "weights fitted on dev"}


def offer(domain: Domain, dataset: Dataset, like: Run | None = None) -> None:
    """Which versions to combine, and the button; nothing where the dataset has fewer than two.

    It begins with those of the fusion that it is set up `like`, as far as they are still there.
    """
    versions = {each.id: each for each in current_studio().fusions.candidates(current_actor(), dataset.id)}
    if len(versions) < 2:
        return
    fused = like if like is not None and like.kind is RunKind.FUSE else None
    members = fused.manifest["options"]["members"] if fused else []
    with st.expander("Combine models you have", icon=":material/call_merge:", expanded=fused is not None):
        cascaded = ", or a fast one answer what it is sure of and a slow one the rest (a **cascade**)"
        st.markdown(
            f"Let several versions answer together (an **ensemble**){'' if dataset.task in NO_CASCADE else cascaded}. "
            "First they are tried on the dev part."
        )
        key = f"fuse-{dataset.id}{f'-{fused.id}' if fused else ''}"
        chosen = st.multiselect(
            "Versions",
            list(versions),
            [each for each in members if each in versions],
            key=key,
            format_func=lambda each: _title(versions[each]),
            max_selections=MOST_MEMBERS,
            placeholder="Choose two or more",
        )
        st.button(
            "Try them together",
            icon=":material/call_merge:",
            key=f"weigh-{domain.key}",
            disabled=len(chosen) < 2,
            on_click=_weigh,
            args=(key,),
        )


def _title(model: ModelVersion) -> str:
    return f"version {model.number} · {model.method} · {digits.value(model.primary.value)}"


@shell.action
def _weigh(versions_key: str) -> None:
    """Try what is chosen at this moment, which may be more than was when the button was drawn."""
    run_progress.started(current_studio().fusions.weigh(current_actor(), tuple(st.session_state[versions_key])))


def show(run: Run, domain: Domain) -> None:
    """What a trial found: members, ensembles, and the cascade with its slider; each can be made."""
    trial = current_studio().fusions.of(run)
    if trial is None:
        return
    st.subheader("What they reach together", anchor=False)
    metric = digits.metric_title(trial.metric)
    rows = [
        {"Answered by": each.name.capitalize(), metric: digits.with_interval(each.dev), **_cost(each.seconds)}
        for each in trial.members
    ]
    rows += [
        {"Answered by": f"Ensemble, {_WEIGHINGS[each.weighing]}", metric: digits.with_interval(each.dev)}
        | _cost(each.seconds)
        for each in trial.mixtures
    ]
    grid.table(
        rows,
        numbers=(metric, "A text", "Texts a second"),
        wide=("Answered by",),
        alt="Versions and ensembles of them on the dev part",
    )
    st.caption(
        f"On the {trial.rows:,} rows of the dev part. Fitted weights{' and cascades' if trial.cascade else ''} are "
        "chosen on these and look a little better here than they are. The test part is opened once, for what you make. "
        "Times were measured on this machine."
    )
    for each in trial.mixtures:
        _ensemble(each, trial, domain)
    _cascade(trial, run, domain)


def _cost(seconds: float) -> dict[str, str]:
    rate = 1 / seconds if seconds > 0 else 0.0
    return {"A text": f"{1000 * seconds:.2f} ms", "Texts a second": f"{rate:,.0f}"}


def _ensemble(mixture: Mixture, trial: FusionTrial, domain: Domain) -> None:
    shares = ", ".join(
        f"{escaped(each.name)} {digits.percent(weight)}"
        for each, weight in zip(trial.members, mixture.weights, strict=True)
    )
    st.markdown(
        f"**Ensemble, {_WEIGHINGS[mixture.weighing]}** ({shares}): {digits.compared(mixture.against)} against the best "
        "version by itself."
    )
    st.button(
        f"Make the ensemble with {_WEIGHINGS[mixture.weighing]}",
        icon=":material/call_merge:",
        key=f"ensemble-{mixture.weighing.value}-{domain.key}",
        on_click=_make_ensemble,
        args=(tuple(each.model_id for each in trial.members), mixture.weighing),
    )


def _cascade(trial: FusionTrial, run: Run, domain: Domain) -> None:
    st.subheader("A cascade", anchor=False)
    if not trial.cascade or trial.recommended is None:
        st.caption(trial.no_cascade)
        return
    small, large = trial.members[0], trial.members[-1]
    st.markdown(_advice(trial))
    place = int(
        st.select_slider(
            f"How much {large.name} takes over",
            list(range(len(trial.cascade))),
            trial.recommended,
            format_func=lambda each: digits.percent(trial.cascade[each].share),
            key=f"cascade-{run.id}",
            help=f"{small.name} answers the texts it is sure of; those it is less sure of are passed on. "
            "Where a text has several labels, it is as sure as of the one it is least sure of.",
        )
    )
    point = trial.cascade[place]
    metric = digits.metric_title(trial.metric)
    st.markdown(_told(point, metric, escaped(small.name)))
    st.plotly_chart(
        cascade.cascade(trial, place, legible(domain.accent)),
        key=f"cascade-chart-{run.id}",
        config=CONFIG,
        alt=f"{metric} of the cascade by what a text costs",
    )
    st.button(
        "Make this cascade",
        icon=":material/call_split:",
        key=f"make-cascade-{domain.key}",
        disabled=_alone(point),
        on_click=_make_cascade,
        args=(trial, f"cascade-{run.id}"),
    )
    if _alone(point):
        st.caption("Here one version answers every text: use that version by itself.")


def _told(point: CascadePoint, metric: str, small: str) -> str:
    """What a place of the slider means."""
    cost = _cost(point.seconds)
    return (
        f"{_passed_on(point, small)} {metric} on dev **{digits.with_interval(point.dev)}**, about **{cost['A text']}** "
        f"a text, {cost['Texts a second']} texts a second."
    )


def _passed_on(point: CascadePoint, small: str) -> str:
    if _alone(point):
        return "**Every text** is passed on." if point.share else "**No text** is passed on."
    surer = digits.percent(point.threshold)
    return f"**{digits.percent(point.share)}** of the texts are passed on, those {small} is less sure of than {surer}."


def _alone(point: CascadePoint) -> bool:
    return point.share in (0.0, 1.0)


def _advice(trial: FusionTrial) -> str:
    small, large = escaped(trial.members[0].name.capitalize()), escaped(trial.members[-1].name)
    point = trial.cascade[trial.recommended or 0]
    if point.share == 0.0:
        return f"{small} alone is on dev within one standard error of any cascade of the two: it is not worth it."
    if point.share == 1.0:
        return f"On dev {large} is needed for every text: a cascade saves nothing without losing quality."
    return (
        f"{small} answers, {large} takes what that is unsure of. Passing on **{digits.percent(point.share)}** is the "
        "cheapest that the best point beats by no more than one standard error, which may be chance."
    )


@shell.action
def _make_ensemble(model_ids: tuple[str, ...], weighing: Weighing) -> None:
    run_progress.started(current_studio().fusions.ensemble(current_actor(), model_ids, weighing))


@shell.action
def _make_cascade(trial: FusionTrial, place_key: str) -> None:
    """Make that of the place where the slider stands at this moment; nothing where one version answers every text."""
    point = trial.cascade[int(st.session_state[place_key])]
    if _alone(point):
        return
    small, large = trial.members[0].model_id, trial.members[-1].model_id
    run_progress.started(current_studio().fusions.cascade(current_actor(), small, large, point.threshold))
