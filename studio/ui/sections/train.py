"""Train: a dataset, a method, its options, and the run as it goes on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from domains.contract import Domain
from studio.core.errors import AssayError, NotFoundError
from studio.core.records import MAKES_MODEL, Dataset, Run, RunKind, RunState
from studio.core.splits import Part
from studio.services.training import MethodChoice, not_measured
from studio.ui import digits, shell, state
from studio.ui.access import current_actor, current_studio
from studio.ui.sections import (
    empty,
    fusion,
    ladder,
    model_result,
    run_progress,
    search,
    smaller,
    train_options,
    uneven_classes,
    varied_texts,
    verdict,
)
from studio.ui.sections.dataset_words import one_line
from studio.ui.sections.run_words import CLONED, LIKE
from studio.ui.sections.set_up import SetUp, first_method_key, method_key

_SENTENCE_END = re.compile(r"(?<=\.) (?=[A-Z])")


def show(domain: Domain, *, hint: str = "") -> None:
    """The section; `hint` is the domain's own advice on choosing a method."""
    datasets = current_studio().datasets.list(current_actor(), domain.key)
    if not datasets:
        empty.no_dataset(domain)
        return
    setup, work = st.columns([5, 7], gap="large")
    with setup:
        _setup(domain, {dataset.id: dataset for dataset in datasets}, hint)
    with work:
        _runs(domain)


def _setup(domain: Domain, datasets: Mapping[str, Dataset], hint: str) -> None:
    st.header("Set up", anchor=False)
    titles = {each.id: one_line(each) for each in datasets.values()}
    empty.gone(state.chosen(state.DATASET), titles, "dataset")
    dataset = datasets[state.picker(state.DATASET, "Dataset", titles, scope=f"train-{domain.key}")]
    st.markdown(f":gray[{_parts(dataset)}]{shell.synthetic(dataset.synthetic)}")
    verdict.one_line(dataset)
    if not dataset.parts.get(Part.TEST):
        st.warning(
            "No row of this dataset is left for testing, so a model trained on it could not be measured. "
            "Bring rows that differ more from one another, or rows of more groups.",
            icon=":material/block:",
        )
        return
    like = _like(domain)
    ladder.offer(domain, dataset, like)
    method = _method(dataset, hint, like)
    if method is None:
        return
    setup = SetUp(dataset, method, like)
    options = train_options.show(setup)
    path = st.container()  # drawn last, for what stands below it counts in it
    varied = _more_ways(domain, setup, options)
    with path:
        _go(domain, setup, options, varied)


def _more_ways(domain: Domain, setup: SetUp, options: dict[str, Any]) -> dict[str, Any]:
    """What nobody needs the first time, folded up; how the training texts are varied, as it stood at this drawing."""
    dataset = setup.dataset
    begun = bool(setup.varied or setup.manifest.get("decision") or setup.of_kind(RunKind.SEARCH, RunKind.FUSE))
    with st.expander("More ways", icon=":material/more_horiz:", expanded=begun):
        uneven_classes.show(dataset, setup.varied_key, setup.manifest)
        varied = varied_texts.show(dataset, setup.varied_key, setup.varied)
        search.offer(domain, setup, options, varied)
        fusion.offer(domain, dataset, setup.like)
    return varied


def _go(domain: Domain, setup: SetUp, options: Mapping[str, Any], varied: Mapping[str, Any]) -> None:
    """How long it takes, what of the further ways is switched on, and the button."""
    _estimate(setup.dataset, setup.method, options, varied)
    if switched_on := train_options.switched_on(setup, varied):
        st.caption(f"With {switched_on}, as set below under More ways.")
    elif told := uneven_classes.notable(setup.dataset):
        st.caption(told)
    st.button(
        "Start training",
        type="primary",
        icon=":material/play_arrow:",
        key=f"start-{domain.key}",
        on_click=_start,
        args=(setup,),
    )


def _parts(dataset: Dataset) -> str:
    return " · ".join(f"{digits.count(count)} {part.value}" for part, count in dataset.parts.items())


def _like(domain: Domain) -> Run | None:
    """The run that this one is set up like, where the URL names one of this domain that is set up here."""
    try:
        like = current_studio().runs.get(current_actor(), state.chosen(LIKE) or "")
    except NotFoundError:
        return None
    if like.domain != domain.key or like.kind not in CLONED:
        return None
    st.caption(f":material/content_copy: Set up like {like.id}; change what you like, then start it.")
    return like


def _method(dataset: Dataset, hint: str, like: Run | None) -> MethodChoice | None:
    choices = {each.key: each for each in current_studio().training.methods(current_actor(), dataset.id)}
    usable = [key for key, each in choices.items() if each.available]
    if not usable:
        st.warning("No method can learn this task on this machine.", icon=":material/block:")
        return None
    wanted = like.method if like is not None else state.remembered(first_method_key(dataset))
    first = usable.index(wanted) if wanted in usable else min(1, len(usable) - 1)
    key = st.radio(
        "Method",
        usable,
        index=first,
        format_func=lambda each: f"{choices[each].title} :gray[({each})]",
        captions=[_first_sentence(choices[each].help) for each in usable],
        key=method_key(dataset, like),
        help=hint or None,
    )
    for each in choices.values():
        if not each.available:
            st.caption(f"{each.title}: unavailable. {each.reason}")
    chosen = choices[str(key)]
    st.caption(f"**{chosen.title}.** {chosen.help}")
    return chosen


def _first_sentence(words: str) -> str:
    """What a method is; when it is worth it is said of the one that is chosen."""
    return _SENTENCE_END.split(words, maxsplit=1)[0]


def _estimate(dataset: Dataset, method: MethodChoice, options: Mapping[str, Any], varied: Mapping[str, Any]) -> None:
    try:
        estimate = current_studio().training.estimate(current_actor(), dataset.id, method.key, options, varied)
    except AssayError as error:
        shell.show_error(error)
        return
    note = f" {estimate.note}" if estimate.note else ""
    roughly = digits.roughly(estimate.seconds)
    said = f"About **{roughly}** of training on this machine." if estimate.measured else not_measured(roughly)
    st.markdown(f":material/schedule: {said}{note}")


@shell.action
def _start(setup: SetUp) -> None:
    """Start a run, or show the one that is already doing exactly this: a second click changes nothing."""
    setup = setup.with_choice()
    options, seed = train_options.read(setup)
    run = current_studio().training.start(
        current_actor(),
        setup.dataset.id,
        setup.method.key,
        options,
        seed=seed,
        augmentation=varied_texts.read(setup.dataset, setup.varied_key, setup.varied),
        move_thresholds=uneven_classes.read(setup.dataset, setup.varied_key, setup.manifest),
        once=True,
    )
    state.choose(run=run.id, **{LIKE: None})


def _runs(domain: Domain) -> None:
    st.header("Runs", anchor=False)
    runs = current_studio().runs.list(current_actor(), domain=domain.key, kind=RunKind.TRAIN, limit=30)
    asked = state.chosen(state.RUN)
    if not runs and asked is None:
        st.info(
            "Nothing has been trained here yet. Choose a method and start: the first one takes seconds.",
            icon=":material/model_training:",
        )
        return
    titles = {run.id: _title(run) for run in runs}
    under_way = {run.id for run in runs if not run.state.final}
    if asked is not None and asked not in titles:
        run = run_progress.follow(
            asked, domain.accent
        )  # a ladder, a search, one made smaller, a batch, an evaluation, or a run long ago
        ladder.show(run, domain)
        fusion.show(run, domain)
        search.show(run, domain)
        smaller.show(run)
        if run.kind in MAKES_MODEL and run.state is RunState.SUCCEEDED and run.model_id:
            model_result.show(run.model_id, domain)
        return
    run_id = state.picker(state.RUN, "Run", titles, scope=f"train-{domain.key}")
    run = run_progress.follow(run_id, domain.accent)
    if run.state.final and run_id in under_way:  # it ended while the page was drawn, and the list says otherwise
        st.rerun()
    varied_texts.effect(run)
    if run.state is RunState.SUCCEEDED and run.model_id:
        model_result.show(run.model_id, domain)
        smaller.offer(current_studio().library.get(current_actor(), run.model_id))


def _title(run: Run) -> str:
    ended = run.state.value if run.state.final else "not over"
    return f"{run.method} · {ended} · {digits.ago(run.created_at)} · {run.id}"
