"""What every page has: the head, the one place errors are shown, parts that follow work as it goes on."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ParamSpec

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domains.contract import Domain
from domains.registry import registry
from studio.core.defects import record
from studio.core.errors import AssayError
from studio.core.records import ModelVersion
from studio.ui import digits, navigation
from studio.ui.access import current_actor, current_studio
from studio.ui.palette import legible
from studio.ui.wording import TASK_WORD, escaped

_log = logging.getLogger("studio.ui")

_PROBLEM = "problem"
P = ParamSpec("P")
_STYLE = """
<style>
  .stMainBlockContainer { max-width: 1240px; }
  [data-testid="stMetricLabel"] p { font-size: .85rem; }
  [data-testid="stMetricValue"] { font-variant-numeric: tabular-nums; }
  [data-testid="stMetricValue"], [data-testid="stMetricValue"] * { white-space: normal; overflow-wrap: anywhere; }
  .st-key-tiles [data-testid="stMetric"] > div { padding-left: .7rem; padding-right: .7rem; }
  .stMarkdown table { font-variant-numeric: tabular-nums; }
  [data-testid="stCaptionContainer"], [data-testid="stMetricDeltaDescription"] { opacity: 1; }
  [data-testid="stCaptionContainer"] p { color: inherit; opacity: .82; }
  button[kind^="primary"] { background: #2a73a8; border-color: #2a73a8; color: #fff; }
  button[kind^="primary"]:hover { background: #205c88; border-color: #205c88; color: #fff; }
  .js-plotly-plot :is(.annotation-text, .bartext, .hovertext text, .xtick text, .ytick text, .xtitle, .ytitle,
    .x2tick text, .y2tick text, .x2title, .y2title) { fill: currentColor !important; }
  @media (min-width: 641px) {
    [data-testid="stColumn"]:has([class*="st-key-beside-a-map"]) > [data-testid="stVerticalBlock"] {
      position: sticky; top: 4.5rem; height: auto; }
  }
  @media (max-width: 640px) {
    .stMainBlockContainer { padding-left: 1rem; padding-right: 1rem; }
  }
  @media (prefers-reduced-motion: reduce) { * { animation: none !important; transition: none !important; } }
</style>
"""


def style() -> None:
    """What the theme file cannot say."""
    st.html(_STYLE)


@contextmanager
def guarded() -> Iterator[None]:
    """Show an error once, in words: ours with its mend, any other as a sentence with a reference for the log."""
    try:
        yield
    except AssayError as error:
        show_error(error)
    except Exception as error:  # the last door: nothing unexpected may reach the page as a traceback
        reference = record(error, _log, "showing a page")
        st.error(
            f"This part of the page could not be shown. Nothing was lost; reload to try again. "
            f"The log has the details under reference {reference}.",
            icon=":material/error:",
        )


def show_error(error: AssayError) -> None:
    """What happened and what to do about it."""
    fix = f"\n\n{escaped(error.fix)}" if error.fix else ""
    st.error(f"**{escaped(error.message)}**{fix}", icon=":material/error:")


def action(work: Callable[P, None]) -> Callable[P, None]:
    """`work` as the callback of a widget: its error is shown once, at the top of the page that follows."""

    @functools.wraps(work)
    def safe(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            work(*args, **kwargs)
        except AssayError as error:
            st.session_state[_PROBLEM] = error

    return safe


def show_problem() -> None:
    """The error of the last action, if it had one; shown once, and told to those who are further down the page."""
    place = st.empty()  # always there: with one element more above, what a person unfolded below would fold up
    error = st.session_state.pop(_PROBLEM, None)
    if error is not None:
        with place:
            show_error(error)
        st.toast(escaped(error.message), icon=":material/error:")


def place() -> DeltaGenerator:
    """A part of a page that keeps its place, however many elements the parts above it come to.

    The browser knows what it shows by where it stands. What moves while a page is drawn is built anew there, and a file
    on its way into it is lost.
    """
    return st.container()


def live(part: Callable[[], None], *, every: float | None) -> None:
    """Run `part` as a fragment of its own, again `every` so many seconds; None: only with the page."""

    @functools.wraps(part)
    def shown() -> None:
        with guarded():
            part()

    st.fragment(shown, run_every=every)()


def title(words: str, symbol: str, description: str) -> None:
    """The head of a page that is not a domain's."""
    st.title(f"{symbol} {words}", anchor=False)
    st.caption(description)


def domain_head(key: str) -> Domain:
    """The head of a domain's page: what it is, and the models that answer now, one a task. Returns the domain."""
    domain = registry().get(key)
    production = current_studio().library.productions(current_actor(), key)
    st.html(
        f"<style>.st-key-head-{key} h1 [role='img'], .st-key-head-{key} h1 span[translate='no']"
        f" {{ color: {legible(domain.accent)}; }}</style>"
    )
    with st.container(key=f"head-{key}", gap="xsmall"):
        st.title(f"{navigation.icon(domain)} {domain.title}", anchor=False)
        st.markdown(domain.description)
        st.markdown(_in_production(production))
    return domain


def _in_production(models: Sequence[ModelVersion]) -> str:
    if not models:
        return ":gray-badge[No model in production yet] Keep a dataset, train on it, and promote the result."
    return "  \n".join(_answering(model, of_many=len(models) > 1) for model in models)


def _answering(model: ModelVersion, *, of_many: bool) -> str:
    measured = f"{digits.metric_title(model.primary_metric)} **{digits.with_interval(model.primary)}**"
    task = f"{TASK_WORD[model.task]} · " if of_many else ""
    return (
        f":green-badge[In production] {task}version {model.number} · {model.method} · "
        f"{measured}{synthetic(model.synthetic)}"
    )


def synthetic(is_synthetic: bool) -> str:
    """The mark on everything that rests on generated rows; empty for real data."""
    return " :orange-badge[:material/science: synthetic data]" if is_synthetic else ""
